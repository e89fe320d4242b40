import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { docs } from "../../host.ts";

// 420 runs are enough for a second thread to take every other experiment; 210 are not.
const RUNS = 210;
const scratch = mkdtempSync(join(tmpdir(), "labdocs-threads-"));
afterAll(() => rmSync(scratch, { recursive: true }));

test("a second thread changes no byte and no count", { timeout: 60_000 }, async () => {
  const both = makeProject("both", ["a", "b"]);
  const shared = JSON.parse((await docs(both, ["sync", "--json"])).stdout);
  expect(shared.accounting).toMatchObject({ found: 2 * RUNS, used: 2 * RUNS });
  for (const name of ["a", "b"]) {
    const alone = makeProject(`only-${name}`, [name]);
    expect((await docs(alone, ["sync"])).exit).toBe(0);
    expect(comparisonOf(both, name)).toBe(comparisonOf(alone, name));
  }
  expect(JSON.parse((await docs(both, ["sync", "--json"])).stdout).written).toEqual([]);
});

test("what the second thread finds is reported, with its file", { timeout: 60_000 }, async () => {
  const root = makeProject("broken", ["a", "b"]);
  for (const name of ["a", "b"]) writeFileSync(join(root, name, "IGNORED_RUNS.md"), "runs/nowhere  # gone\n");
  const { findings } = JSON.parse((await docs(root, ["sync", "--json"])).stdout);
  expect(findings).toMatchObject([
    { code: "ignore/names-no-run", file: "a/IGNORED_RUNS.md", line: 1 },
    { code: "ignore/names-no-run", file: "b/IGNORED_RUNS.md", line: 1 },
  ]);
});

function makeProject(folder: string, experiments: readonly string[]): string {
  const root = join(scratch, folder);
  for (const experiment of experiments) {
    for (let index = 0; index < RUNS; index += 1) {
      const run = join(root, experiment, "runs", `2026-01-05T10-00-00-arm${index}`);
      mkdirSync(run, { recursive: true });
      writeFileSync(join(run, "params.json"), JSON.stringify({ lr: index }));
      writeFileSync(join(run, "metrics.json"), JSON.stringify({ "test/accuracy": index / 1000 }));
    }
  }
  writeFileSync(join(root, "docs.config.yaml"), "title: threads\n");
  return root;
}

function comparisonOf(root: string, experiment: string): string {
  return readFileSync(join(root, experiment, "comparison.md"), "utf8");
}
