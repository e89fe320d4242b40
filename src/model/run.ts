import type { Evidence } from "./evidence.ts";

/** The tool or convention that wrote a run. */
export type Tracker =
  | "tree"
  | "specweave"
  | "mlflow"
  | "wandb"
  | "tensorboard"
  | "neptune"
  | "dvclive"
  | "lightning"
  | "huggingface"
  | "keras"
  | "ultralytics"
  | "hydra"
  | "sacred"
  | "optuna"
  | "trackio"
  | "clearml"
  | "guild"
  | "ledger"
  | "textlog";

/** How a run ended. `unknown`: nothing recorded it and nothing in its files tells. */
export type RunStatus = "finished" | "failed" | "killed" | "pruned" | "running" | "scheduled" | "unknown";

/** A status and how it is known: `recorded` by the tool, or `inferred` from what its files show. */
export interface StatedStatus {
  value: RunStatus;
  how: "recorded" | "inferred";
  because: string;
  evidence: Evidence | null;
}

/** A parameter's value. `literal` inside the evidence keeps how it was written (`1e-4`). */
export type ParamValue = number | string | boolean | null;

/** A parameter of a run; nested ones have dotted names. */
export interface Param {
  name: string;
  value: ParamValue;
  evidence: Evidence;
}

/** One point of a metric that a reduction picked. `step` is null where no step was logged. */
export interface Point {
  value: number;
  step: number | null;
  evidence: Evidence;
}

/**
 * What is kept of a metric when its series is not in memory.
 *
 * - `name`: as logged; a `split` field becomes a prefix (`val/loss`).
 * - `last`: the last point in file order, finite or not.
 * - `min`, `max`: the first extreme among finite points; null when no point is finite.
 * - `points`, `nonFinite`: how many were logged, and how many of them are NaN or infinite.
 * - `loose`: read from free text (`epoch 3 loss=0.21`) and not from a structured record.
 * - `stepName`: `step`, `epoch`, …, or null.
 * - `reader`: which reader has its series, where that is not the run's own (a run that several trackers describe).
 */
export interface Metric {
  name: string;
  file: string;
  last: Point;
  min: Point | null;
  max: Point | null;
  points: number;
  nonFinite: number;
  loose: boolean;
  stepName: string | null;
  firstStep: number | null;
  lastStep: number | null;
  reader?: Tracker | undefined;
}

/**
 * A file that a run produced. `hash` is the SHA-256 of the content up to 1 MiB; above that of size, first and last
 * 64 KiB (`sampled` is then true), so that no artifact is read whole.
 */
export interface Artifact {
  path: string;
  kind: "checkpoint" | "plot" | "data" | "other";
  bytes: number;
  hash: string;
  sampled: boolean;
}

/** Why a run does not count, and the line that says so. */
export interface Ignore {
  reason: string;
  file: string;
  line: number;
}

/**
 * One execution, as its own files describe it.
 *
 * - `id`: its folder relative to the project root, or `<file>#<tracker's id>`.
 * - `name`: the part people say (`baseline-seed0` of `2026-11-21T16-50-00-baseline-seed0`).
 * - `startedAt`, `endedAt`: as recorded (ISO 8601 where possible), never converted; null when unknown.
 * - `diverged`: the first non-finite value of a metric that was finite or should have been.
 * - `files`: every file that was read for it, relative to the project root.
 * - `uid`: the tracker's own id of the run, by which a copy of it is recognised.
 * - `sweep`: the search, multirun or study it is a job of.
 * - `clock`: how its times are to be read: in UTC, with the offset they state, or in the local time of some machine.
 * - `provenance`: where those of its facts stand that are plain values here.
 * - `trackers`: all that describe it, the first with the most weight; left out when there is one.
 * - `holds`: how many runs it only holds (a sweep, a cross-validation, a session); such a run is no result of its own.
 * - `parentName`: the name of the run that holds it.
 */
export interface Run {
  id: string;
  name: string;
  dir: string;
  tracker: Tracker;
  status: StatedStatus;
  startedAt: string | null;
  endedAt: string | null;
  description: string | null;
  params: Param[];
  metrics: Metric[];
  tags: string[];
  notes: string | null;
  artifacts: Artifact[];
  environment: Param[];
  dependencies: string[];
  gitCommit: string | null;
  dataVersion: string | null;
  author: string | null;
  seed: number | string | null;
  fold: number | string | null;
  parent: string | null;
  group: string | null;
  deleted: boolean;
  ignored: Ignore | null;
  duplicateOf: string | null;
  diverged: { metric: string; evidence: Evidence } | null;
  files: string[];
  uid?: string | undefined;
  sweep?: string | undefined;
  clock?: "utc" | "offset" | "local" | undefined;
  provenance?: Partial<Record<RunFact, Evidence>> | undefined;
  trackers?: Tracker[] | undefined;
  holds?: number | undefined;
  parentName?: string | undefined;
}

/** A fact of a run that is kept as a plain value. */
export type RunFact =
  | "startedAt"
  | "endedAt"
  | "description"
  | "notes"
  | "gitCommit"
  | "dataVersion"
  | "author"
  | "seed"
  | "fold"
  | "parent"
  | "group"
  | "sweep";

/** The param of that name, or undefined. */
export function paramOf(run: Run, name: string): Param | undefined {
  return run.params.find((param) => param.name === name);
}

/** The metric of that name, or undefined. */
export function metricOf(run: Run, name: string): Metric | undefined {
  return run.metrics.find((metric) => metric.name === name);
}
