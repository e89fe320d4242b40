import type { Accounting } from "./accounting.ts";
import type { Caution } from "./caution.ts";
import type { Contests } from "./contest.ts";
import type { Direction } from "./direction.ts";
import type { HistoryFact } from "./history.ts";
import type { Importance } from "./importance.ts";
import type { Criterion } from "./journal.ts";
import type { Quantity } from "./quantity.ts";
import type { Escalation, Recommendation } from "./recommendation.ts";
import type { Reduction } from "./reduction.ts";
import type { Reproduction } from "./reproduction.ts";
import type { ParamValue } from "./run.ts";
import type { Spread } from "./spread.ts";
import type { Tradeoff } from "./tradeoff.ts";

/**
 * A metric's column. `primary`: the metric that decides; `reduction` is printed in the head.
 *
 * - `label`: how sentences name what the column shows: the metric, or the steps that it took to a target.
 * - `direction`: of the numbers shown. Fewer steps or seconds to a target are better, whichever way the metric goes.
 * - `peeks`: the points were chosen by looking at what is reported (its own best step), which flatters.
 * - `notes`: how the numbers were made, in plain sentences; none for last points.
 */
export interface MetricColumn {
  name: string;
  label: string;
  direction: Direction;
  reduction: Reduction;
  primary: boolean;
  loose: boolean;
  peeks: boolean;
  notes: string[];
}

/**
 * One cell. For a group of runs `quantity` is the mean and `spread` the sample standard deviation (n ≥ 2).
 *
 * - `missing`: why there is no number (`not logged`, `not reached`), else null. Exactly one of `quantity` and `missing` is null.
 * - `runs`: each run's number; `at`: the step of a point that a reduction chose (`best`), null where it chose none.
 * - `absent`: runs that logged the metric and have no number here, with the reason (`not reached`). They are in no mean; a row
 *   in which a run did not reach a target has none.
 * - `over`: what the values behind mean and spread are, where they are not the runs: `folds` of one cross-validation (`n` of
 *   them), or `fold means`, one for each seed or run that has several folds. Folds share training data, so that the spread over
 *   them is no measure of the mean's error.
 * - `folds`: each fold's number, where there are folds. `interval`: 95 % t interval of the mean; none over folds.
 * - `delta`: difference to the baseline's cell; `relative`: (value − baseline) / |baseline| in percent.
 */
export interface Cell {
  quantity: Quantity | null;
  spread: Quantity | null;
  n: number;
  min: Quantity | null;
  max: Quantity | null;
  runs: { run: string; quantity: Quantity; at?: { name: string; step: number } | null | undefined }[];
  absent?: { run: string; reason: string }[] | undefined;
  over?: "folds" | "fold means" | undefined;
  folds?: { run: string; fold: string; quantity: Quantity }[] | undefined;
  interval?: { low: Quantity; high: Quantity } | undefined;
  delta: Quantity | null;
  relative: Quantity | null;
  missing: string | null;
}

/** A param's value as it is written, with the line that states it; `endLine` where it is a list or map on several. */
export interface StatedValue {
  value: ParamValue;
  literal: string;
  file: string;
  line: number | null;
  endLine?: number;
}

/**
 * A row: runs with the same params apart from seed and fold. `cells` is keyed by metric name.
 *
 * - `note`: why it does not count, or what has to be known to read its means: runs that are not in them, several commits, folds.
 * - `lost`: runs of the same settings that are in no mean, since they failed, diverged, were pruned, ignored or still run.
 */
export interface Row {
  id: string;
  name: string;
  runs: string[];
  n: number;
  params: Record<string, StatedValue>;
  cells: Record<string, Cell>;
  baseline: boolean;
  selected: boolean;
  /** `used` rows are ranked; the others are shown below with the reason and never enter a mean. */
  bucket: "used" | "ignored" | "failed" | "pruned" | "running" | "parent";
  note: string | null;
  lost?: string[] | undefined;
}

/**
 * A param that differs and has no column: it tells repeats apart, belongs to one run (an id, a folder, a time), or changes
 * only together with the param `with`, so that the effects of the two cannot be told apart.
 */
export interface LeftOutParam {
  name: string;
  because: "repeat" | "own" | "together";
  with: string | null;
}

/**
 * The row with the best value in one metric, with what may be said of it.
 *
 * - `rows`: its id, or several of equal value. `ties`: as in `Contests`, for this metric: the row of several runs with the
 *   best mean and the rows that cannot be told from it.
 */
export interface Best {
  metric: string;
  rows: string[];
  ties: string[];
  quantity: Quantity | null;
  because: Sentence;
}

/** A sentence whose numbers are claims: text parts and quantities in turn. */
export type Sentence = (string | Quantity)[];

/** A sentence as plain text, its numbers as they are printed. */
export function plainSentence(sentence: Sentence): string {
  return sentence.map((part) => (typeof part === "string" ? part : part.text)).join("");
}

/**
 * Which row is selected and why, and whether ignored runs would change that. `escalations`: what to look at before relying on
 * the row, where the recommendation is about another one and so does not say it.
 */
export interface Selection {
  row: string;
  how: "declared" | "computed";
  reasons: Sentence[];
  escalations: Escalation[];
  sensitivity: Sentence;
}

/**
 * The answer to the hypothesis, computed from the logs.
 *
 * - `judged`: the criteria that could be decided, each with the id of the row that it judges and of the one that this is set
 *   against; null there where a value alone decides.
 * - `history`: since when the deciding criterion was committed, where that is before the first run that it judges; else null.
 */
export interface HypothesisVerdict {
  verdict: "confirmed" | "rejected" | "not decidable";
  criterion: Criterion | null;
  reasons: Sentence[];
  judged: { criterion: Criterion; row: string; against: string | null; holds: boolean }[];
  history: Sentence | null;
}

/**
 * Everything that is compared in one experiment. Report, comparison.md, site and JSON render this.
 *
 * - `differing`: params that differ between rows; `mixed`: those that also differ between runs of one row, so that no row
 *   has a value of them; `leftOut`: params that differ and have no column.
 * - `spread`: what is shown beside means, where that is not the standard deviation.
 * - `cautions`: why rows may not be comparable with one another; none where there is nothing to say.
 */
export interface Comparison {
  experiment: string;
  metrics: MetricColumn[];
  differing: string[];
  mixed: string[];
  leftOut: LeftOutParam[];
  spread?: Spread | undefined;
  constants: (StatedValue & { name: string })[];
  rows: Row[];
  baseline: string | null;
  best: Best[];
  selection: Selection | null;
  noSelection: string | null;
  hypothesis: HypothesisVerdict | null;
  contests: Contests | null;
  tradeoff: Tradeoff | null;
  importance: Importance | null;
  recommendation: Recommendation | null;
  reproductions: Reproduction[];
  cautions?: Caution[] | undefined;
  history: HistoryFact[];
  accounting: Accounting;
  ignored: { run: string; reason: string; file: string; line: number }[];
  failed: { run: string; reason: string; file: string; line: number | null }[];
}

/** Whether a row has one run and no spread; a run that logged several folds has one. */
export function isSingle({ n, cells }: Row): boolean {
  return n === 1 && Object.values(cells).every((cell) => cell.n < 2);
}

/**
 * The rows whose numbers count, best value of the primary metric first; rows without a finite value follow. Without a
 * primary metric or its direction they stay in their order.
 */
export function rankedRows({ rows, metrics }: Comparison): Row[] {
  const used = rows.filter((row) => row.bucket === "used");
  const primary = metrics.find((metric) => metric.primary);
  if (primary === undefined || primary.direction.better === "unknown") return used;
  const sign = primary.direction.better === "higher" ? -1 : 1;
  const keyOf = (row: Row) => {
    const value = row.cells[primary.name]?.quantity?.value ?? Number.NaN;
    return Number.isFinite(value) ? sign * value : Number.POSITIVE_INFINITY;
  };
  const keys = new Map(used.map((row) => [row, keyOf(row)]));
  // Subtracting would make NaN of two rows without a value.
  const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1);
  return used.toSorted((a, b) => compare(keys.get(a) ?? 0, keys.get(b) ?? 0));
}
