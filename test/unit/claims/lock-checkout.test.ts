import { cpSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Folder } from "./experiment-folder.ts";
import { logOf, logText, makeFolder } from "./experiment-folder.ts";

let folder: Folder;
beforeEach(() => {
  folder = makeFolder();
});
afterEach(() => folder.remove("."));

const FULL = logOf("full");
const BASE = logOf("base");
const NUMBER = `It is [0.86](${FULL}#L2 "test/accuracy").`;
const PLAIN = `Accuracy was [0.8127](${FULL}#L1).`;
const SPAN = `It [ended so](${FULL}#L2).`;
const DERIVED = `A gain of [11.4 pp](${FULL}#L2 "pp(full/test/accuracy, base/test/accuracy)").`;
const MEAN = `On average [0.804](${FULL}#L2 "mean(full/test/accuracy, base/test/accuracy)").`;
const ALL = `${[NUMBER, PLAIN, SPAN, DERIVED, MEAN].join("\n\n")}\n`;
const verdicts = async () => (await folder.claims()).map(({ verdict }) => verdict);
const each = (change: (file: string) => void) => {
  for (const file of [FULL, BASE]) change(file);
};
const POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n";

describe("a checkout without the logs", () => {
  beforeEach(async () => {
    folder.write("notes.md", ALL);
    await folder.run("sync");
    expect(await verdicts()).toEqual(["supported", "supported", "supported", "derived", "derived"]);
  });

  test.each([
    ["the logs are ignored", () => each((file) => folder.remove(file))],
    ["the logs are LFS pointers", () => each((file) => folder.write(file, POINTER))],
    ["no run folder is there", () => folder.remove("experiments/e/runs")],
    [
      "no experiment is there, but for its comparison",
      () => each((file) => folder.remove(file.replace(/runs.*/, "runs"))),
    ],
  ])("%s: everything is attested, and sync changes nothing", async (_, change) => {
    change();
    expect(await verdicts()).toEqual(Array(5).fill("attested"));
    const before = folder.read("docs.lock.json");
    await folder.run("sync");
    expect(folder.read("docs.lock.json")).toBe(before);
    expect((await folder.run("check")).exit).toBe(0);
    expect((await folder.run("check", "--strict")).exit).toBe(0);
  });

  test("one operand is missing: what rests on it is attested, not recomputed from the rest", async () => {
    folder.remove(BASE);
    expect(await verdicts()).toEqual(["supported", "supported", "supported", "attested", "attested"]);
  });

  test("a text that was changed meanwhile is not attested", async () => {
    folder.remove("experiments/e/runs");
    folder.write("notes.md", ALL.replace("[0.86]", "[0.87]").replace("ended so", "ended well").replace("11.4", "11.5"));
    expect(await verdicts()).toEqual(["source-missing", "attested", "source-missing", "source-missing", "attested"]);
  });

  test("a text that states the same value otherwise is attested; a link to another line is not", async () => {
    folder.remove("experiments/e/runs");
    folder.write("notes.md", ALL.replace("[0.86]", "[86.1 %]").replace("#L1)", "#L2)"));
    expect((await verdicts()).slice(0, 2)).toEqual(["attested", "source-missing"]);
  });

  test("generated regions stay as they are, and edited ones are not attested", async () => {
    const file = "experiments/e/comparison.md";
    const before = folder.read(file);
    for (const log of [FULL, BASE]) folder.remove(log);
    await folder.run("sync");
    expect(folder.read(file)).toBe(before);
    expect((await folder.findings()).filter((one) => one.code !== "claim/attested")).toEqual([]);
    folder.write(file, before.replace("0.8612", "0.9612"));
    expect((await folder.run("check")).exit).toBe(1);
  });
});

describe("with the logs", () => {
  test("an author leads a link to another line that supports the text: supported, and locked again", async () => {
    folder.write("notes.md", `It is [0.86](${FULL}#L2). It [ended so](${FULL}#L2).\n`);
    await folder.run("sync");
    folder.write("notes.md", `It is [0.81](${FULL}#L1). It [ended so](${FULL}#L1).\n`);
    const [first, second] = await folder.claims();
    expect([first, second]).toMatchObject([
      { verdict: "supported", reason: null },
      { verdict: "supported", reason: null },
    ]);
    await folder.run("sync");
    const locked = JSON.parse(folder.read("docs.lock.json")).claims;
    expect(locked.map((one: { target: string }) => one.target)).toEqual([`${FULL}#L1`, `${FULL}#L1`]);
  });

  test("a link that was led to a wrong line is contradicted, although the lock knows the right one", async () => {
    folder.write("notes.md", `It is [0.86](${FULL}#L2).\n`);
    await folder.run("sync");
    folder.write("notes.md", `It is [0.86](${FULL}#L1).\n`);
    expect(await verdicts()).toEqual(["contradicted"]);
  });

  test.each([NUMBER, PLAIN, SPAN])(
    "%s: appending changes nothing, a moved line is re-pinned, a changed one is stale",
    async (text) => {
      folder.write("notes.md", `${text}\n`);
      await folder.run("sync");
      const [{ id } = { id: "" }] = await folder.claims();
      folder.write(FULL, `${logText(0.8127, 0.8612)}2026-11-21 16:39:00 | INFO | done\n`);
      expect(await folder.claims()).toMatchObject([{ id, verdict: "supported", reason: null }]);
      folder.write(FULL, `2026-11-21 16:37:00 | INFO | begin\n${logText(0.8127, 0.8612)}`);
      expect(await folder.claims()).toMatchObject([
        { id, verdict: "supported", reason: expect.stringContaining("moved to") },
      ]);
      await folder.run("cite", "--write");
      expect(folder.read("notes.md")).toBe(`${text.replace("#L2", "#L3").replace("#L1", "#L2")}\n`);
      expect(await folder.claims()).toMatchObject([{ id, verdict: "supported", reason: null }]);
      expect(await folder.run("cite", "--check")).toMatchObject({ exit: 0 });
      folder.write(FULL, `2026-11-21 16:37:00 | INFO | begin\n${logText(0.5, 0.6)}`);
      expect(await folder.claims()).toMatchObject([{ id, verdict: "stale" }]);
    },
  );

  test("an id stays the same when the number is corrected or the line moves", async () => {
    folder.write("notes.md", ALL);
    const before = (await folder.claims()).map(({ id }) => id);
    folder.write("notes.md", ALL.replace("0.86]", "0.87]").replace("#L2", "#L1").replace("11.4", "9.9"));
    expect((await folder.claims()).map(({ id }) => id)).toEqual(before);
  });
});

test("a clone of an example without its logs has nothing to complain about, and sync leaves it alone", async () => {
  cpSync(join(import.meta.dirname, "../../../examples/digits"), folder.root, {
    recursive: true,
    filter: (path) => !/\/(?:\.docs|docs-site)$/.test(path),
  });
  folder.remove("experiments/e");
  await folder.run("sync");
  folder.git("init", "-q");
  folder.write(".gitignore", "*.log\n.docs/\n");
  folder.git("add", "-A");
  folder.git("commit", "-qm", "start");
  folder.git("clean", "-qfdX", "experiments");
  expect((await folder.findings()).filter(({ code }) => code !== "claim/attested")).toEqual([]);
  expect(await folder.run("check")).toMatchObject({ exit: 0 });
  await folder.run("sync");
  expect(folder.git("status", "--porcelain")).toBe("");
});
