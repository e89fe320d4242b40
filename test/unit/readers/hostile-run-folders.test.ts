import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Run } from "../../../src/model/run.ts";
import { detectSources, readSeries, readSource } from "../../../src/readers/index.ts";
import { fixtureFolder } from "./read-fixture.ts";
import { makeProject, treeOf } from "./scratch-project.ts";

/** One run of each format: its files, of which one at a time is broken. */
const RUNS: Record<string, string[]> = {
  lightning: ["numbers (a)/nan and inf/metrics.csv", "numbers (a)/nan and inf/hparams.yaml"],
  keras: ["kinds/training.csv"],
  ultralytics: ["runs/detect/train2/results.csv", "runs/detect/train2/args.yaml"],
  huggingface: ["search/run-1/checkpoint-4/trainer_state.json"],
  dvclive: [
    "pipeline/dvc.yaml",
    "pipeline/dvc.lock",
    "pipeline/params.yaml",
    "pipeline/metrics.json",
    "pipeline/curve.csv",
    "sweep/first/metrics.json",
    "sweep/first/params.yaml",
    "sweep/first/plots/metrics/loss.tsv",
  ],
  hydra: [
    "outputs/2026-11-21/15-12-00/.hydra/config.yaml",
    "outputs/2026-11-21/15-12-00/.hydra/hydra.yaml",
    "outputs/2026-11-21/15-12-00/.hydra/overrides.yaml",
    "outputs/2026-11-21/15-12-00/train.log",
  ],
};
const HOSTILE = [
  "\0",
  "\u0001",
  "\ufeff",
  "NaN",
  "{",
  "]",
  '"',
  "- ",
  ": ",
  "&a ",
  "*a",
  "<<: ",
  "!!python/object:os.system ",
  ",",
  "\t",
  "\r\n",
  "\n",
  "9".repeat(400),
  "__proto__",
  "${x}",
  "\u{1F600}",
];

/** Everything is read, and all series of what was found; nothing is thrown and every run is whole. */
function readWhole(files: Record<string, Uint8Array>): Run[] {
  const root = makeProject(files);
  const runs = detectSources(treeOf(root)).flatMap((source) => readSource(source, root).runs);
  for (const run of runs) {
    for (const series of readSeries(run, root, null)) {
      const metric = run.metrics.find(({ name }) => name === series.metric);
      expect(series.value.length).toBe(metric?.points);
      expect([series.step.length, series.line.length]).toEqual([series.value.length, series.value.length]);
    }
  }
  return runs;
}

describe.each(Object.entries(RUNS))("a run of %s", (tool, paths) => {
  const whole = Object.fromEntries(paths.map((path) => [path, readFileSync(join(fixtureFolder(tool), path))]));

  it("is read with any of its files cut anywhere", () => {
    for (const path of paths) {
      const bytes = whole[path] ?? Buffer.alloc(0);
      const step = Math.max(1, Math.floor(bytes.length / 25));
      for (let end = 0; end < bytes.length; end += step) readWhole({ ...whole, [path]: bytes.subarray(0, end) });
    }
  });

  it("is read with other bytes in any of its files", () => {
    const broken = fc.tuple(
      fc.constantFrom(...paths),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.oneof(
        fc.constantFrom(...HOSTILE).map((text) => Buffer.from(text)),
        fc.uint8Array({ maxLength: 8 }),
      ),
      fc.nat(6),
    );
    fc.assert(
      fc.property(fc.array(broken, { minLength: 1, maxLength: 4 }), (edits) => {
        const files: Record<string, Uint8Array> = { ...whole };
        for (const [path, at, bytes, gone] of edits) {
          const text = files[path] ?? new Uint8Array();
          const from = Math.floor(at * text.length);
          files[path] = Buffer.concat([text.subarray(0, from), bytes, text.subarray(from + gone)]);
        }
        readWhole(files);
      }),
      { numRuns: 60 },
    );
  });
});
