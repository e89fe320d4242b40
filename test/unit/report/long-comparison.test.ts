import { expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import { meanRows } from "../../../src/markdown/derivation.ts";
import type { CompiledExperiment } from "../../../src/model/project.ts";
import type { Run } from "../../../src/model/run.ts";
import { renderComparison } from "../../../src/report/comparison.ts";
import { seededRandom } from "../../../src/statistics/random.ts";
import { makeExperiment, makeRun } from "../run-factory.ts";
import { builtIn } from "./built-in-templates.ts";

/** Rows of some seeds each, with ten metrics; the first `failed` runs failed. */
function manyRuns({ rows, seeds, failed = 0 }: { rows: number; seeds: number; failed?: number }): Run[] {
  const random = seededRandom(1);
  return Array.from({ length: rows * seeds }, (_, index) => {
    const [row, seed] = [Math.floor(index / seeds), index % seeds];
    const metrics = Object.fromEntries(Array.from({ length: 10 }, (_, metric) => [`m${metric}/f1`, random()]));
    const run = makeRun(`row${row}-seed${seed}`, { metrics, params: { row, seed, batch: row % 7 }, seed });
    return index < failed ? { ...run, status: { ...run.status, value: "failed" as const } } : run;
  });
}

async function written(runs: Run[]): Promise<{ compiled: CompiledExperiment; text: string }> {
  const experiment = makeExperiment(runs);
  const compiled = { experiment, comparison: compareExperiment(experiment, {}), figures: [] };
  return { compiled, text: await renderComparison(compiled, { templates: builtIn }) };
}

test("lists a part of very many rows, and says how many there are and how to see them", async () => {
  const { compiled, text } = await written(manyRuns({ rows: 600, seeds: 3, failed: 100 }));
  expect(text.length).toBeLessThan(500_000);
  expect(text).toContain(
    "1800 runs found: 1700 used, 100 failed. `docs compare experiments/e --format csv` lists all 567 rows.",
  );
  expect(text).toMatch(/\d+ more rows are not listed here\./);
  expect(text).toContain("99 of 1700 runs are listed, those of the best rows;");
  expect(text).toContain("`docs compare experiments/e --per-run --format csv` lists all.");
  expect(text).toContain("- and 50 more.");
  // What is linked to a heading has it.
  const headings = new Set(Array.from(text.matchAll(/^### Runs of `(.+)`$/gm), (match) => match[1]));
  expect([...headings]).toEqual(meanRows(compiled).map((row) => row.name));
  for (const [, of] of text.matchAll(/comparison\.md#runs-of-(\S+)/g)) expect(headings).toContain(of);
});

test("lists everything where that is not much", async () => {
  const { compiled, text } = await written(manyRuns({ rows: 33, seeds: 3 }));
  expect(text).not.toContain("docs compare");
  expect(text).not.toContain("not listed");
  expect(meanRows(compiled)).toHaveLength(33);
});

test("a row of very many runs has the first hundred of them", async () => {
  const { text } = await written(manyRuns({ rows: 2, seeds: 400 }));
  expect(text).toContain("100 of 800 runs are listed, those of the best rows;");
  expect(text.match(/^### Runs of/gm)).toHaveLength(1);
});
