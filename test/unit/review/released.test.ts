import { rmSync } from "node:fs";
import { afterEach, expect, test } from "vitest";
import type { Repository } from "./repository.ts";
import { makeRepository, twoArms } from "./repository.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

test("runs that were taken out of git and still lie here are not rewritten, and not as they were", async () => {
  const project = made();
  project.write({ ".gitignore": "runs/\n.docs/\n" });
  project.git("rm", "-rq", "--cached", "experiments/e/runs");
  const { mood, verdict, runs, tampered, notes } = await project.review();
  expect(mood).toBe("look");
  expect(verdict.join("")).toBe("6 runs are gone.");
  expect(new Set(runs.map(({ kind, reason }) => `${kind}: ${reason}`))).toEqual(
    new Set(["removed: git does not have it any more"]),
  );
  expect(tampered).toEqual([]);
  expect(notes.join()).toContain("6 runs are not in git any more and only here (experiments/e/runs/");
});

test("a log that alone was taken out of git is compared as it lies here", async () => {
  const project = made();
  const [log = ""] = project.git("ls-files", "experiments/e/runs/*/logs/train.log").split("\n");
  project.git("rm", "-q", "--cached", log);
  expect(await project.review()).toMatchObject({ mood: "quiet", runs: [], notes: [] });
});

function made(): Repository {
  const project = makeRepository();
  folders.push(project.root);
  project.write(twoArms());
  project.commit();
  return project;
}
