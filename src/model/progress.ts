import type { Sentence } from "./comparison.ts";
import type { Outcome } from "./contest.ts";
import type { Direction } from "./direction.ts";
import type { Evidence } from "./evidence.ts";
import type { Quantity } from "./quantity.ts";

/**
 * What is kept of an experiment for the series over all of them: a few rows, not its runs.
 *
 * - `startedAt`: the earliest start of a run that counts, as recorded; null when none is.
 * - `page`: the project path of its comparison.
 * - `rows`: those that `metrics` name by their place here.
 */
export interface ExperimentFacts {
  id: string;
  name: string;
  title: string;
  increment: string | null;
  startedAt: string | null;
  page: string;
  hypothesis: { text: string; file: string; line: number } | null;
  rows: RowFacts[];
  metrics: MetricFacts[];
}

/**
 * A row as the series knows it.
 *
 * - `id`: in its comparison.
 * - `dir`: the folder of its only run; null for a row of several.
 * - `data`: the data version, null where its runs recorded none or several.
 * - `derivation`: where its means are taken apart, a path with a `#heading`; null for a row of one run.
 */
export interface RowFacts {
  id: string;
  name: string;
  dir: string | null;
  data: string | null;
  derivation: string | null;
  params: ParamFacts[];
}

/** A setting of a row. `key`: the same text for equal values. */
export interface ParamFacts {
  name: string;
  key: string;
  literal: string;
  file: string;
  line: number | null;
}

/**
 * A metric of an experiment: its value in the row that stands for the experiment, and in the baseline where that is another.
 *
 * - `reduction`: in words, which point of a series stands for it.
 * - `of`: how many rows have a value.
 * - `target`: what the experiment's criterion of success asks of the value itself; left out where it asks nothing.
 */
export interface MetricFacts {
  metric: string;
  reduction: string;
  direction: Direction["better"];
  primary: boolean;
  of: number;
  chosen: ValueFacts & { how: Chosen };
  baseline: ValueFacts | null;
  target?: DeclaredTarget | undefined;
}

/** How a row came to stand for its experiment: `only` row with a value, `selected` there, or `best` by value. */
export type Chosen = "selected" | "best" | "only";

/**
 * A value with the runs behind it.
 *
 * - `trials`: one for each independent run; the same seed run again with the same result is left out.
 * - `n`: how many runs the value is the mean of.
 * - `evidence`: of the first of them, so that thousands of experiments can be kept; the selector names all.
 */
export interface ValueFacts {
  row: number;
  value: number;
  std: number | null;
  selector: string;
  n: number;
  trials: { value: number; seed: number | string | null; fold: number | string | null }[];
  evidence: Evidence[];
}

/** All series of a project. `order`: what the experiments are ordered by, as a sentence; `left`: metrics not shown, by name. */
export interface Progress {
  order: string;
  experiments: number;
  series: ProgressSeries[];
  left: string[];
  undirected: string[];
}

/**
 * One metric over the experiments that report it, in order.
 *
 * - `best`: the place in `entries` of the best value; of several tracks that of the first.
 * - `tracks`: chains of their own, each with the place of its best; empty where all experiments are one chain.
 * - `warnings`: why values may not be comparable.
 * - `regressions`: entries, and baselines, that are worse than the best before them beyond noise.
 * - `changes`: where the level changes; null when there are fewer than `leastForChanges` entries.
 * - `family`: how many tests p was adjusted for.
 */
export interface ProgressSeries {
  metric: string;
  label: string;
  reduction: string;
  direction: Direction["better"];
  entries: ProgressEntry[];
  best: number;
  tracks: { name: string; best: number }[];
  warnings: string[];
  regressions: Regression[];
  changes: LevelChange[] | null;
  leastForChanges: number;
  family: number;
}

/** An experiment as a page names it. */
export interface ExperimentName {
  id: string;
  name: string;
  title: string;
  page: string;
  startedAt: string | null;
}

/**
 * An experiment's place in a series.
 *
 * - `of`: how many rows it had to choose from.
 * - `independent`: how many of its `n` runs are independent.
 * - `isBest`: it is better by value than everything before it in its track; the first one is.
 * - `step`: against the best before it; null for the first of a track.
 * - `track`: the chain that it belongs to, null where there is one; `target`: what it declares to pursue.
 */
export interface ProgressEntry {
  experiment: ExperimentName;
  row: RowFacts;
  how: Chosen;
  of: number;
  value: Quantity;
  spread: Quantity | null;
  n: number;
  independent: number;
  isBest: boolean;
  hypothesis: ExperimentFacts["hypothesis"];
  step: ProgressStep | null;
  track: string | null;
  target: DeclaredTarget | null;
}

/** What an experiment declares to pursue in a metric, as its author wrote it: `target_loss 3.28`, `≥ 0.95`. */
export interface DeclaredTarget {
  text: string;
  file: string;
  line: number | null;
}

/**
 * A value against the best before it.
 *
 * - `against`: the place of that one in `entries`.
 * - `delta`: in percentage points of fractions, else in the metric's unit; `relative`: in percent, null against zero.
 * - `p`: of this test alone, null where none was made; the outcome goes by p adjusted for all tests of the series, which
 *   `because` says as text, since no expression over two values gives it.
 */
export interface StepOutcome {
  against: number;
  delta: Quantity;
  relative: Quantity | null;
  outcome: Outcome;
  p: Quantity | null;
  because: Sentence;
}

/** The same with the params that differ, at most five; `more`: how many besides. `changed` is null where a side recorded none. */
export interface ProgressStep extends StepOutcome {
  changed: ParamChange[] | null;
  more: number;
}

/** A param with its value before and now; null where it was not recorded. */
export interface ParamChange {
  name: string;
  before: ParamFacts | null;
  after: ParamFacts | null;
}

/** An entry's row, or its experiment's baseline, that is worse than the best before it beyond noise. */
export interface Regression {
  entry: number;
  role: "row" | "baseline";
  row: RowFacts;
  value: Quantity;
  n: number;
  step: StepOutcome;
}

/** The level changes with the entry at `index`; `sentence` says from which mean to which, and how sure that is. */
export interface LevelChange {
  index: number;
  p: number;
  sentence: Sentence;
}
