import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Repository } from "./repository.ts";
import { logLine, logOf, makeRepository, run, twoArms } from "./repository.ts";

let project: Repository;

beforeEach(() => {
  project = makeRepository();
  project.write(twoArms());
  project.commit("the base");
  project.git("checkout", "-q", "-b", "change");
});
afterEach(() => rmSync(project.root, { recursive: true, force: true }));

const NOTES = `The new arm reaches [0.70](${logOf("c")}#L1 "test/accuracy").\n`;

describe("a log that was changed after it was cited", () => {
  test("in the base: who cited it, and who changed it", async () => {
    const base = project.git("rev-parse", "HEAD");
    project.write({ [logOf("a")]: project.read(logOf("a")).replace("0.91", "0.98") });
    const changed = project.commit();
    project.write({ "train.py": "1\n" });
    project.commit();
    const { tampered } = await project.review();
    expect(tampered).toMatchObject([{ file: logOf("a"), cited: base, changed }]);
  });

  test("within the change, where base and head alone show a new file", async () => {
    project.write({ ...run("c", 0.7), "notes.md": NOTES });
    const cited = project.commit();
    project.write({
      [logOf("c")]: project.read(logOf("c")).replace("0.7", "0.9"),
      "notes.md": NOTES.replace("0.70", "0.90"),
    });
    const changed = project.commit();
    const { tampered, runs } = await project.review();
    expect(tampered).toMatchObject([
      { file: logOf("c"), cited, changed, claims: 1, lines: [{ line: 1, before: expect.stringContaining("0.7") }] },
    ]);
    expect(runs).toMatchObject([{ kind: "added" }]);
  });

  test("changed before anybody cited it, appended to, or pinned again: none", async () => {
    project.write(run("c", 0.6));
    project.commit();
    project.write({ [logOf("c")]: project.read(logOf("c")).replace("0.6", "0.7") });
    project.commit();
    project.write({ "notes.md": NOTES });
    project.commit();
    project.write({ [logOf("c")]: `${project.read(logOf("c"))}2026-01-01 10:00:11 | INFO | bye\n` });
    project.commit();
    project.write({
      [logOf("c")]: `${logLine({ step: 0, split: "warmup", loss: 3 })}${project.read(logOf("c"))}`,
      "notes.md": NOTES.replace("#L1", "#L2"),
    });
    project.commit();
    expect((await project.review()).tampered).toEqual([]);
  });
});
