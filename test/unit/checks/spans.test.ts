import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ScratchProject } from "./scratch-project.ts";
import { logIn, scratchProject } from "./scratch-project.ts";

const LOG = logIn("a");
const START = ["start", "loss is 3.1", "loss is NaN", "gradient overflow", "stop"];
const text = (lines: string) => `# E\n\nThe [training diverged](${LOG}#${lines}).\n`;

let project: ScratchProject;

beforeEach(async () => {
  project = scratchProject();
  project.write("README.md", text("L3-L4"));
  log(START);
  await project.docs("sync");
});

afterEach(() => project.remove(""));

test("lines that exist support what is said of them, and appended ones change nothing", async () => {
  expect(await said()).toEqual([["supported", null]]);
  log([...START, "loss is NaN", "gradient overflow", "again"]);
  expect(await said()).toEqual([["supported", null]]);
  log(START.map((line) => `${line}\r`));
  expect(await said()).toEqual([["supported", null]]);
});

test("lines that changed are stale", async () => {
  log(START.with(3, "gradient underflow"));
  expect(await said()).toEqual([["stale", "it said: loss is NaN"]]);
  const { findings } = await project.check();
  expect(findings).toMatchObject([{ code: "claim/stale", file: "README.md", line: 3 }]);
});

test("lines that moved are found by their hash, the nearest ones, and cited again", async () => {
  log(["loss is NaN", "gradient overflow", ...Array.from({ length: 3000 }, (_, i) => `loss is ${i}`), ...START]);
  log(["header", ...START, ...Array.from({ length: 3000 }, (_, i) => `loss is ${i}`), ...START]);
  expect(await said()).toEqual([["supported", `moved to ${LOG}:4`]]);
  expect((await project.check()).findings).toMatchObject([{ code: "claim/moved", severity: "note" }]);
  await project.docs("cite", "--write");
  expect(readFileSync(join(project.root, "README.md"), "utf8")).toBe(text("L4-L5"));
  expect(await said()).toEqual([["supported", null]]);
});

test("lines that moved far, and out of a file that became shorter", async () => {
  log([...Array.from({ length: 5000 }, (_, i) => `loss is ${i}`), ...START]);
  expect(await said()).toEqual([["supported", `moved to ${LOG}:5003`]]);
  log(START.slice(1));
  expect(await said()).toEqual([["supported", `moved to ${LOG}:2`]]);
  log(START.slice(2, 4));
  expect(await said()).toEqual([["supported", `moved to ${LOG}:1`]]);
  log(["start"]);
  expect(await said()).toEqual([["stale", `${LOG} has no line 4; it said: loss is NaN`]]);
});

test("without the log the lock vouches for the lines; without either they are missing", async () => {
  project.remove(LOG);
  expect(await said()).toEqual([["attested", `${LOG} does not exist; the lock agrees`]]);
  project.remove("docs.lock.json");
  expect(await said()).toEqual([["source-missing", `${LOG} does not exist`]]);
});

test("a link that its author led to other lines is not compared with what the old ones said", async () => {
  project.write("README.md", text("L2"));
  expect(await said()).toEqual([["supported", null]]);
  project.write("README.md", text("L9"));
  expect(await said()).toEqual([["source-missing", `${LOG} has no line 9`]]);
});

test("a link to other lines of the file before it does not change what the lock knows", async () => {
  log(START.with(3, "gradient underflow"));
  project.write("README.md", text("L3-L4").replace("The", `It [began](${LOG}#L1). The`));
  expect((await said()).map(([verdict]) => verdict)).toEqual(["supported", "stale"]);
});

function log(lines: readonly string[]): void {
  project.write(LOG, lines.map((line) => `${line}\n`).join(""));
}

async function said(): Promise<[string, string | null][]> {
  const { claims } = await project.check();
  return claims.map(({ verdict, reason }) => [verdict, reason]);
}
