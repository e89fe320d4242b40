import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { docs } from "../../host.ts";
import type { Repository } from "../review/repository.ts";
import { makeRepository, openRepository, twoArms } from "../review/repository.ts";

let origin: Repository;
beforeEach(() => {
  origin = makeRepository();
});
afterEach(() => rmSync(origin.root, { recursive: true, force: true }));

interface Check {
  name: string;
  state: string;
  message: string;
  help: string | null;
}

async function checks(at: Repository): Promise<Check[]> {
  const { stdout } = await docs(at.project, ["doctor", "--json"]);
  return (JSON.parse(stdout) as { checks: Check[] }).checks;
}

function clone(...how: string[]): Repository {
  const folder = join(origin.root, ".git/clone");
  origin.git("clone", "-q", ...how, `file://${origin.root}`, folder);
  return openRepository(folder);
}

test("a merge driver that is named and not registered is told with the command that registers it", async () => {
  origin.write(twoArms());
  expect((await checks(origin)).filter(({ name }) => name === "merging")).toEqual([]);
  await docs(origin.project, ["init"]);
  expect((await checks(origin)).filter(({ name }) => name === "merging")).toEqual([]);
  origin.commit();
  const colleague = clone();
  expect(await checks(colleague)).toContainEqual({
    name: "merging",
    state: "note",
    message: expect.stringContaining("merge driver `labdocs`, which this clone does not have"),
    help: expect.stringContaining("`npx labdocs init`"),
  });
  await docs(colleague.project, ["init"]);
  expect(colleague.git("status", "--porcelain")).toBe("");
  expect((await checks(colleague)).filter(({ name }) => name === "merging")).toEqual([]);
});

test("a shallow clone matters where something is told by history, and what is advised suffices", async () => {
  origin.write({ "docs.config.yaml": "title: Nothing cited\n" });
  origin.commit();
  origin.commit();
  const shallow = (all: Check[]) => all.filter(({ message }) => message.includes("shallow"));
  expect(shallow(await checks(clone("--depth=1")))).toEqual([]);
  rmSync(join(origin.root, ".git/clone"), { recursive: true });
  origin.write(twoArms());
  origin.commit();
  origin.git("branch", "other");
  const cut = clone("--depth=1");
  const [said] = shallow(await checks(cut));
  expect(said).toMatchObject({ state: "note", message: expect.stringContaining("docs review") });
  const [, command = ""] = /`git ([^`]*)`/.exec(said?.help ?? "") ?? [];
  cut.git(...command.replaceAll("'", "").split(" "));
  expect(shallow(await checks(cut))).toEqual([]);
  expect(cut.git("rev-parse", "origin/other")).toBe(origin.git("rev-parse", "other"));
});
