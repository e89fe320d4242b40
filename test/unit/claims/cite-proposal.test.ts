import { afterEach, beforeEach, expect, test } from "vitest";
import type { Folder } from "./experiment-folder.ts";
import { logOf, makeFolder } from "./experiment-folder.ts";

let folder: Folder;
const TEXT = "# Notes\n\nThe test accuracy of `base` is 0.7468.\n\nWe stopped when accuracy reached 0.861.\n";
beforeEach(() => {
  folder = makeFolder();
  folder.write("NOTES.md", TEXT);
});
afterEach(() => folder.remove("."));

const BASE = `[0.7468](${logOf("base")}#L2 "base/test/accuracy")`;
const proposals = async (...argv: string[]) =>
  JSON.parse((await folder.run("cite", "--json", ...argv)).stdout).proposals;

test("what is bound in a document that is named is linked; of the rest is said how many there are and what shows and links it", async () => {
  const { stdout, exit } = await folder.run("cite", "NOTES.md", "--write");
  expect(exit).toBe(0);
  expect(folder.read("NOTES.md")).toBe(TEXT.replace("0.7468", BASE));
  expect(stdout).toContain("1 bare number has a proposal and no link: `docs cite NOTES.md --list` shows it");
  const [, score] = /--min-score (\S+) --write` links it/.exec(stdout) ?? [];
  await folder.run("cite", "NOTES.md", "--min-score", score ?? "", "--write");
  expect(folder.read("NOTES.md")).toContain(`[0.861](${logOf("full")}#L2`);
  expect((await folder.claims("NOTES.md")).map(({ verdict }) => verdict)).toEqual(["supported", "supported"]);
});

test("nothing is linked in documents that nobody named, and nothing is asked or written without --write", async () => {
  await folder.run("cite", "--write");
  await folder.run("cite", "NOTES.md");
  await folder.run("cite", "NOTES.md", "--write", "--dry-run");
  expect((await folder.run("cite", "NOTES.md", "--check", "--write")).exit).toBe(1);
  expect(folder.read("NOTES.md")).toBe(TEXT);
});

test("a proposal is linked by its id, with or without the name of its document; an unknown id is refused", async () => {
  const [first, second] = await proposals("NOTES.md", "--list");
  expect([first, second]).toMatchObject([
    { file: "NOTES.md", text: "0.7468", selector: "base/test/accuracy", rivals: [] },
    { file: "NOTES.md", text: "0.861" },
  ]);
  await folder.run("cite", "--accept", first.id, "--write");
  expect(folder.read("NOTES.md")).toBe(TEXT.replace("0.7468", BASE));
  expect(await folder.run("cite", "--accept", "00000000")).toMatchObject({ exit: 2 });
});

test.each(["high", "1.5", ""])("--min-score %j is refused", async (score) => {
  expect(await folder.run("cite", "NOTES.md", "--min-score", score)).toMatchObject({ exit: 2 });
});
