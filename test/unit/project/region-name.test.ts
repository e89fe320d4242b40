import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { docs } from "../../host.ts";

const NAME = "12-31-gates-to-adam-20stps";
const LIVING = "docs/experiments.md";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "labdocs-name-"));
});
afterEach(() => rmSync(root, { recursive: true }));

test("a run whose name has digits is no claim in a region that waits for its runs", async () => {
  addRun("first", NAME, 0.91);
  addRun("second", "pr233-21-30-05_time-362", 0.92);
  addRun("third", "20260514_aurora", 0.93);
  await docs(root, ["sync"]);
  expect(readFileSync(join(root, LIVING), "utf8")).toContain(`[\`${NAME}\`]`);
  addRun("third", "20260514_aurora", 0.94);
  const { claims, findings } = JSON.parse((await docs(root, ["check", LIVING, "--json"])).stdout);
  expect(findings.map(({ code }: { code: string }) => code)).toContain("claim/stale");
  expect(claims.filter((one: { verdict: string }) => one.verdict === "unbound")).toEqual([]);
  expect(claims.map((one: { text: string }) => one.text)).not.toContain(NAME);
});

/** A run that is one text log, which its name in a table links to as a whole. */
function addRun(experiment: string, run: string, loss: number): void {
  const path = join(root, `experiments/${experiment}/${run}/0bc6e909.txt`);
  const steps = Array.from({ length: 10 }, (_, at) => `step:${at + 1}/10 val_loss:${(loss + 9 - at).toFixed(3)}\n`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, steps.join(""));
}
