import type { Accounting } from "./accounting.ts";
import type { Coverage, Verdict } from "./claim.ts";
import type { Comparison, Sentence } from "./comparison.ts";
import type { Experiment } from "./experiment.ts";
import type { Finding } from "./finding.ts";
import type { Series } from "./series.ts";

/** The figures that can be drawn of an experiment. */
export type FigureKind =
  | "learning-curves"
  | "metric-bars"
  | "seed-distribution"
  | "pareto"
  | "parameter-importance"
  | "partial-dependence"
  | "parallel-coordinates";

/**
 * A figure that is planned, not drawn: drawing needs the series and a chart library, planning needs neither.
 *
 * - `id`: unique in the experiment and safe as a file name (`learning-curves-val-loss`).
 * - `rows`: the comparison rows shown, in the order of the table.
 * - `sources`: each run's log and metric behind it.
 */
export interface Figure {
  id: string;
  kind: FigureKind;
  title: string;
  metric: string;
  rows: string[];
  caption: Sentence;
  sources: { run: string; metric: string; file: string; line: number | null }[];
}

/** An experiment with everything that is computed from it. */
export interface CompiledExperiment {
  experiment: Experiment;
  comparison: Comparison;
  figures: Figure[];
}

/** Access to compiled experiments; they are loaded when asked for. */
export interface Catalog {
  root: string;
  ids: string[];
  /** The experiment whose folder holds a project path, or null. */
  at(path: string): CompiledExperiment | null;
  /** By id; throws for an unknown one. */
  get(id: string): CompiledExperiment;
  all(): CompiledExperiment[];
  /** Every point of some metrics of a run, read from its log. */
  series(experiment: Experiment, run: string, metrics: readonly string[] | null): Series[];
}

/** What is said of an experiment without loading its runs. `project`: the folder of the project below this one that it belongs to. */
export interface ExperimentSummary {
  id: string;
  name: string;
  title: string;
  dir: string;
  project?: string;
  increment: string | null;
  accounting: Accounting;
  selected: string | null;
  verdict: string | null;
}

/** What was judged in one document. `generated`: numbers in regions that are as the runs compile to, and so need no judging. */
export interface JudgedDocument {
  file: string;
  verdicts: Verdict[];
  coverage: Coverage;
  generated: number;
  /** The generated regions that are as the runs make them, or as they were locked where the logs are not here. */
  regions?: { file: string; region: string; hash: string }[];
}

/** A file that should have other content than it has. `before` is null for a new file. */
export interface PlannedWrite {
  path: string;
  before: string | null;
  after: string;
}

/** The result of a compile: everything that the endings print, write or publish. */
export interface Compilation {
  root: string;
  experiments: ExperimentSummary[];
  accounting: Accounting;
  documents: JudgedDocument[];
  coverage: Coverage;
  generated: number;
  findings: Finding[];
  writes: PlannedWrite[];
}
