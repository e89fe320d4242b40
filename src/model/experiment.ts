import type { Accounting } from "./accounting.ts";
import { bucketOf } from "./accounting.ts";
import type { Direction } from "./direction.ts";
import type { Finding } from "./finding.ts";
import type { Hypothesis, Journal } from "./journal.ts";
import type { Run, Tracker } from "./run.ts";

/**
 * Runs that answer one question.
 *
 * - `id`: its folder relative to the project root (`experiments/augment-shift`); for a SpecWeave increment `increment:0042`,
 *   which stays the same when the increment moves to `_archive`.
 * - `dir`: the folder; `runsDir` the one that holds the runs.
 * - `outputDir`: where comparison.md and report.md go when that is not beside the runs.
 * - `increment`: the SpecWeave number with its name (`0042-purchase-propensity`), else null.
 * - `documents`: Markdown files of the experiment itself that exist (report.md …).
 */
export interface Experiment {
  id: string;
  name: string;
  title: string;
  dir: string;
  runsDir: string;
  outputDir?: string | undefined;
  tracker: Tracker;
  increment: string | null;
  runs: Run[];
  journal: Journal | null;
  hypothesis: Hypothesis | null;
  directions: Record<string, Direction>;
  accounting: Accounting;
  unreadable: { path: string; reason: string }[];
  scripts: { path: string; dependencies: string[]; requiresPython: string | null }[];
  findings: Finding[];
}

/** The runs whose numbers count. */
export function usedRuns(experiment: Experiment): Run[] {
  return experiment.runs.filter((run) => bucketOf(run) === "used");
}
