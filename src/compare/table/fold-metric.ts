import type { Direction } from "../../model/direction.ts";
import type { Experiment } from "../../model/experiment.ts";
import type { ReducedPoint } from "../../model/reduction.ts";
import type { Metric, Point, Run } from "../../model/run.ts";
import { meanOf } from "../../statistics/descriptive.ts";

/** `fold0/acc`, `fold_1_acc`, `acc_fold2`, `cv/fold-3/acc`, `split0_test_score`. */
const FOLD = /(^|[/_.\- ])(?:(?:cv|kfold)[/_.\- ]?)?(?:fold|split)[/_.\- ]?(\d+)(?=$|[/_.\- ])/i;

/** The metrics of one fold each that a metric of a run is the mean of: by run id, then by the metric's name. */
export type FoldMetrics = ReadonlyMap<string, ReadonlyMap<string, readonly FoldMetric[]>>;

/** What one fold logged. */
export interface FoldMetric {
  fold: string;
  metric: Metric;
}

/** `fold3/acc` as the metric `acc` of fold 3; null for a name of no fold, or of nothing but a fold. */
export function foldOf(name: string): { fold: string; metric: string } | null {
  const match = FOLD.exec(name);
  if (match === null) return null;
  const [whole, before = "", fold = ""] = match;
  const left = name.slice(0, match.index);
  const right = name.slice(match.index + whole.length).replace(/^[/_.\- ]/, "");
  const metric = left !== "" && right !== "" ? `${left}${before}${right}` : left + right;
  return metric === "" ? null : { fold, metric };
}

/**
 * An experiment in which a run that logged a metric for each of its folds has one metric in their place, their mean, and what
 * the folds logged. It has the metric's plain name, or `folds/<name>` where some run logged that name itself: a value of one
 * split is no mean over folds. One fold alone, or folds that are not counted from 0 or 1 on, are left as they are.
 */
export function gatherFolds(experiment: Experiment): { experiment: Experiment; folds: FoldMetrics } {
  const folds = new Map<string, ReadonlyMap<string, readonly FoldMetric[]>>();
  for (const run of experiment.runs) {
    const own = foldsIn(run);
    if (own.size > 0) folds.set(run.id, own);
  }
  if (folds.size === 0) return { experiment, folds };
  const logged = new Set(experiment.runs.flatMap((run) => run.metrics.map((metric) => metric.name)));
  const named = new Map([...folds].map(([id, own]) => [id, renamed(own, logged)]));
  const directions: Record<string, Direction> = Object.create(null);
  Object.assign(directions, experiment.directions);
  for (const own of named.values()) {
    for (const [name, [first]] of own) {
      const known = first && experiment.directions[first.metric.name];
      if (!Object.hasOwn(directions, name) && known !== undefined) directions[name] = known;
    }
  }
  const runs = experiment.runs.map((run) => withMeans(run, named.get(run.id)));
  return { experiment: { ...experiment, runs, directions }, folds: named };
}

function foldsIn(run: Run): Map<string, FoldMetric[]> {
  const found = new Map<string, FoldMetric[]>();
  for (const metric of run.metrics) {
    const one = foldOf(metric.name);
    if (one === null) continue;
    const own = found.get(one.metric);
    if (own === undefined) found.set(one.metric, [{ fold: one.fold, metric }]);
    else own.push({ fold: one.fold, metric });
  }
  for (const [name, own] of found) if (!isCounted(own)) found.delete(name);
  return found;
}

function isCounted(own: readonly FoldMetric[]): boolean {
  const numbers = own.map(({ fold }) => Number(fold));
  const lowest = Math.min(...numbers);
  const isWhole = new Set(numbers).size === own.length && Math.max(...numbers) - lowest === own.length - 1;
  return own.length > 1 && lowest <= 1 && isWhole;
}

function renamed(own: ReadonlyMap<string, readonly FoldMetric[]>, logged: ReadonlySet<string>) {
  return new Map([...own].map(([name, folds]) => [logged.has(name) ? `folds/${name}` : name, folds]));
}

function withMeans(run: Run, own: ReadonlyMap<string, readonly FoldMetric[]> | undefined): Run {
  if (own === undefined) return run;
  const gone = new Set([...own.values()].flatMap((folds) => folds.map(({ metric }) => metric.name)));
  const rest = run.metrics.filter((metric) => !gone.has(metric.name));
  return { ...run, metrics: [...rest, ...[...own].map(([name, folds]) => meanMetric(name, folds))] };
}

/** A metric of one point. Its best is the mean of each fold's best, as its last is of each fold's last. */
function meanMetric(name: string, folds: readonly FoldMetric[]): Metric {
  const [first] = folds;
  if (first === undefined) throw new Error(`${name} has no fold`);
  const last = meanPoint(folds.map(({ metric }) => metric.last));
  const extreme = (of: "min" | "max") => {
    const points = folds.flatMap(({ metric }) => metric[of] ?? []);
    return points.length === folds.length ? meanPoint(points) : null;
  };
  const steps = { stepName: null, firstStep: null, lastStep: null };
  const nonFinite = Number.isFinite(last.value) ? 0 : 1;
  const loose = folds.some(({ metric }) => metric.loose);
  return {
    ...first.metric,
    name,
    last,
    min: extreme("min"),
    max: extreme("max"),
    points: 1,
    nonFinite,
    loose,
    ...steps,
  };
}

/** The mean of the finite values, as everywhere; the row's note counts the folds that have none. */
function meanPoint(points: readonly Point[]): ReducedPoint {
  const [first, ...others] = points;
  if (first === undefined) throw new Error("no point to take the mean of");
  const value = meanOf(points.map((point) => point.value).filter(Number.isFinite));
  return { value, step: null, evidence: first.evidence, also: others.map(({ evidence }) => evidence), computed: true };
}
