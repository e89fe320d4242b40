import { afterEach, expect, test } from "vitest";
import { parseLock } from "../../../src/claims/lock.ts";
import type { Folder } from "./experiment-folder.ts";
import { logOf, logText, makeFolder } from "./experiment-folder.ts";

let folder: Folder;
afterEach(() => folder.remove("."));

const LOCK = "docs.lock.json";
const link = (text: string, run: string, line: number) => `[${text}](${logOf(run)}#L${line} "test/accuracy")`;

/** Two branches, each with what it does to the project, locked and committed; then the first is merged into the second. */
async function merged(first: () => void, second: () => void): Promise<boolean> {
  folder.git("init", "-q", "-b", "main");
  folder.write(".gitignore", ".docs/\n");
  await folder.run("sync");
  folder.git("add", "-A");
  folder.git("commit", "-qm", "start");
  for (const [branch, change] of [
    ["first", first],
    ["second", second],
  ] as const) {
    folder.git("checkout", "-q", "-b", branch, "main");
    change();
    await folder.run("sync");
    folder.git("add", "-A");
    folder.git("commit", "-qm", branch);
  }
  try {
    folder.git("merge", "-q", "-m", "both", "first");
    return true;
  } catch {
    return false;
  }
}

function project(): void {
  folder = makeFolder();
  for (const name of ["a.md", "m.md", "z.md"]) folder.write(name, `It is ${link("0.86", "full", 2)}.\n`);
}

test("branches that each add claims merge into one lock that knows all of them", async () => {
  project();
  const isClean = await merged(
    () => folder.write("b.md", `It was ${link("0.81", "full", 1)}.\n`),
    () => folder.write("y.md", `It was ${link("0.722", "base", 1)}.\n`),
  );
  expect(isClean).toBe(true);
  expect(parseLock(folder.read(LOCK), LOCK)).toMatchObject({ findings: [], lock: { claims: { length: 5 } } });
  expect((await folder.run("sync", "--check")).exit).toBe(0);
});

test("claims that two branches add at the same place of the lock are both known after a union merge, and sync tidies it", async () => {
  project();
  folder.write(".gitattributes", `${LOCK} merge=union\n`);
  const isClean = await merged(
    () => folder.write("n.md", `It was ${link("0.81", "full", 1)}.\n`),
    () => folder.write("o.md", `It was ${link("0.722", "base", 1)}.\n`),
  );
  expect(isClean).toBe(true);
  expect(parseLock(folder.read(LOCK), LOCK)).toMatchObject({ findings: [], lock: { claims: { length: 5 } } });
  await folder.run("sync");
  expect(JSON.parse(folder.read(LOCK)).claims).toHaveLength(5);
});

test("a claim that both branches changed is a conflict; the lock is still read, says what to run, and is whole again after that", async () => {
  project();
  const change = (value: number, text: string) => () => {
    folder.write(logOf("full"), logText(0.8127, value));
    folder.write("m.md", `It is ${link(text, "full", 2)}.\n`);
  };
  expect(await merged(change(0.87, "0.87"), change(0.88, "0.88"))).toBe(false);
  folder.write(logOf("full"), logText(0.8127, 0.88));
  for (const name of ["a.md", "z.md"]) folder.write(name, `It is ${link("0.88", "full", 2)}.\n`);
  folder.write("m.md", `It is ${link("0.88", "full", 2)}.\n`);
  const findings = await folder.findings();
  expect(findings.filter(({ code }) => code === "source/bad-json")).toMatchObject([
    { message: "the lock has the markers of a merge conflict", help: expect.stringContaining("docs sync") },
  ]);
  await folder.run("sync");
  expect(parseLock(folder.read(LOCK), LOCK).findings).toEqual([]);
  expect((await folder.claims()).map(({ verdict }) => verdict)).toEqual(["supported", "supported", "supported"]);
});

test("of a claim that two branches locked differently the lock says nothing", () => {
  folder = makeFolder();
  const entry = { file: "a.md", id: "1", text: "0.86", selector: null, target: "l#L2", hash: "h", line: "x" };
  const other = { ...entry, id: "2", value: 2 };
  const lines = [{ ...entry, value: 0.86 }, { ...entry, value: 0.87 }, other].map((one) => JSON.stringify(one));
  const { lock, findings } = parseLock(`{\n"schemaVersion": 1,\n"claims": [\n${lines.join(",\n")}\n]\n}\n`, LOCK);
  expect(lock.claims).toEqual([other]);
  expect(findings).toMatchObject([{ message: "1 claim is locked twice and differently, as two branches left it" }]);
});
