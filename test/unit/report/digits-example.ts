import type { Condition, Journal } from "../../../src/model/journal.ts";
import type { CompiledExperiment } from "../../../src/model/project.ts";
import type { RunSpec } from "./compiled-example.ts";
import { compiledOf } from "./compiled-example.ts";

const CONDITION: Condition = {
  metric: "test/accuracy",
  left: "shift",
  right: "baseline",
  how: "diff",
  op: ">=",
  threshold: 0.005,
};
const DIR = "experiments/augment-shift";

/** The digits experiment, shortened: two arms with three seeds, one diverged run, one ignored run. */
export function digitsExample(): CompiledExperiment {
  const arm = (name: string, seed: number, accuracy: number): RunSpec => ({
    name: `${name}-seed${seed}`,
    arm: name,
    seed,
    values: {
      "test/accuracy": accuracy,
      "val/accuracy": accuracy - 0.01,
      "val/loss": 1.2 - accuracy,
      "test/loss": 1.1 - accuracy,
    },
    points: 60,
  });
  const failed: RunSpec = {
    ...arm("nan-lr", 0, Number.NaN),
    overrides: {
      status: { value: "failed", how: "inferred", because: "val/loss is NaN from step 16 on", evidence: null },
    },
  };
  const leak = { reason: "trained on the test images", file: `${DIR}/IGNORED_RUNS.md`, line: 4 };
  const ignored: RunSpec = { ...arm("leak", 1, 0.994), overrides: { ignored: leak } };
  const runs = [
    arm("baseline", 0, 0.9759),
    arm("baseline", 1, 0.9698),
    arm("baseline", 2, 0.9738),
    arm("shift", 0, 0.9014),
    arm("shift", 1, 0.8934),
    arm("shift", 2, 0.9095),
    failed,
    ignored,
  ];
  const spec = {
    dir: DIR,
    title: "Shifting the training images by one pixel",
    primary: "test/accuracy",
    lower: ["val/loss", "test/loss"],
  };
  const compiled = compiledOf({ ...spec, runs, baseline: "baseline", selected: "baseline", journal: journalOf() });
  const delta = compiled.comparison.rows[1]?.cells["test/accuracy"]?.delta;
  if (delta === null || delta === undefined) throw new Error("the example has no difference");
  const criterion = compiled.experiment.hypothesis?.success ?? null;
  compiled.comparison.hypothesis = {
    verdict: "rejected",
    criterion,
    reasons: [
      ["Success criterion not met: test/accuracy of shift minus baseline is ", delta, " (n = 3); required >= 0.005."],
    ],
    judged: [],
    history: null,
  };
  return compiled;
}

function journalOf(): Journal {
  const file = `${DIR}/JOURNAL.md`;
  const entry = { file, title: "", resolves: [], resolvedBy: null };
  const success = "test/accuracy of shift minus baseline >= 0.005";
  return {
    file,
    hypothesis: {
      text: "If the training images are shifted by at most one pixel each way, then test accuracy rises by at least 0.5 pp (measured by test/accuracy).",
      file,
      line: 5,
      success: { text: success, file, line: 7, condition: CONDITION },
      failure: null,
      primaryMetric: "test/accuracy",
      direction: "higher",
      baseline: "baseline",
      candidate: "shift",
    },
    entries: [
      {
        ...entry,
        id: `${file}#L20`,
        line: 20,
        at: "2026-11-21 16:38",
        text: "Written down before the first run.\n\n[TODO] Look at the confusion matrices of seed 0.",
        tags: ["TODO"],
      },
      {
        ...entry,
        id: `${file}#L30`,
        line: 30,
        at: "2026-11-21 16:39",
        text: "All runs are done. [WEIRD] Shifting costs about eight points: `shift-seed0` has 0.9014.",
        tags: ["WEIRD"],
        resolvedBy: `${file}#L40`,
      },
      {
        ...entry,
        id: `${file}#L40`,
        line: 40,
        at: "2026-11-21 16:40",
        text: "[RESOLVED] 2026-11-21 16:39: no bug. The drop is underfitting.\n\n[HUNCH] Width matters.",
        tags: ["RESOLVED", "HUNCH"],
        resolves: [`${file}#L30`],
      },
    ],
  };
}
