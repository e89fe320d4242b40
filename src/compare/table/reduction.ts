import type { Direction } from "../../model/direction.ts";
import { bestExtreme } from "../../model/direction.ts";
import type { DeclaredReduction, ReducedPoint, Reduction } from "../../model/reduction.ts";
import { reductionWord } from "../../model/reduction.ts";
import type { Metric, Point, Run } from "../../model/run.ts";
import { metricOf } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import { evidenceOfSeries } from "../../model/series.ts";
import { meanHeight } from "../../statistics/area.ts";
import { meanOf } from "../../statistics/descriptive.ts";
import { curveOf, firstReaching } from "./curve.ts";

/** How a metric is reduced: as declared, else its last point, which no hindsight picked. `lost`: declared, but not possible. */
export interface PlannedReduction {
  reduction: Reduction;
  by: "asked" | "journal" | "config" | "rule";
  lost: { reduction: Reduction; because: string } | null;
}

/** A metric of a run with what reducing it needs. `series` reads its points, and is asked only where they are needed. */
export interface Reducible {
  run: Run;
  metric: Metric;
  directions: Readonly<Record<string, Direction>>;
  series(): Series | null;
}

/** The number that a reduction makes of a series, or why there is none. */
export type Reduced = ReducedPoint | { missing: string };

/**
 * Which number stands for a series: the declared one, else the last point, since the best of many validations is picked with
 * hindsight. The last too where a declared reduction needs to know which way is better and nobody knows.
 */
export function reductionOf(
  metric: string,
  declared: DeclaredReduction | undefined,
  directions: Readonly<Record<string, Direction>>,
): PlannedReduction {
  if (declared === undefined) return { reduction: "last", by: "rule", lost: null };
  const { reduction, by } = declared;
  const judge = judgedBy(metric, reduction);
  if (judge === null || bestExtreme(directions[judge]) !== null) return { reduction, by, lost: null };
  const because =
    directions[judge] === undefined
      ? `no run logged ${judge}`
      : `it is not known whether a higher or a lower ${judge} is better`;
  return { reduction: "last", by: "rule", lost: { reduction, because } };
}

/** The metric whose better direction a reduction goes by, or null. */
export function judgedBy(metric: string, reduction: Reduction): string | null {
  if (reduction === "best") return metric;
  if (typeof reduction === "string") return null;
  if ("atBestOf" in reduction) return reduction.atBestOf;
  return "stepsTo" in reduction || "timeTo" in reduction ? metric : null;
}

/** The number that a reduction makes of a metric of a run, or why there is none. Points are read only for those that need them. */
export function reduceMetric(of: Reducible, reduction: Reduction): Reduced {
  const { metric } = of;
  if (reduction === "last") return metric.last;
  if (reduction === "best") return bestPoint(metric, of.directions[metric.name]) ?? metric.last;
  if (reduction === "area") return areaOf(of);
  if ("at" in reduction) return pointAt(of, reduction.at);
  if ("meanOfLast" in reduction) return meanOfLast(of, reduction.meanOfLast);
  if ("atBestOf" in reduction) return pointAtBestOf(of, reduction.atBestOf);
  return "stepsTo" in reduction
    ? distanceTo(of, reduction.stepsTo, "steps")
    : distanceTo(of, reduction.timeTo, "seconds");
}

/** A metric's name in a selector: `val/accuracy`, `val/accuracy@best`. */
export function reducedName(metric: string, reduction: Reduction): string {
  return reduction === "last" ? metric : `${metric}@${reductionWord(reduction)}`;
}

const UNREAD = { missing: "points could not be read" };

/** A series without a finite point has no best one. */
function bestPoint(metric: Metric, direction: Direction | undefined): Point | null {
  const extreme = bestExtreme(direction);
  return extreme === null ? null : metric[extreme];
}

/** Of several points at a step the last logged, as after a resume. */
function pointAt(of: Reducible, step: number): Reduced {
  const { metric } = of;
  if (metric.stepName === null) return { missing: "logged without steps" };
  if (metric.last.step === step) return metric.last;
  const none = { missing: `no point at ${metric.stepName} ${step}` };
  if (metric.points <= 1) return none;
  const series = of.series();
  if (series === null) return UNREAD;
  const index = series.step.lastIndexOf(step);
  return index < 0 ? none : pointOf(of, series, index);
}

/** A value that is not finite makes the mean so: what is lost at the end of a run is not averaged away. */
function meanOfLast(of: Reducible, count: number): Reduced {
  if (count === 1) return of.metric.last;
  const few = (points: number) => ({ missing: points === 1 ? "only 1 point" : `only ${points} points` });
  if (of.metric.points < count) return few(of.metric.points);
  const series = of.series();
  if (series === null) return UNREAD;
  const { logged, byStep } = curveOf(series);
  // MLflow's last point is that of the greatest step, wherever it stands in the file.
  const end = series.step[logged.at(-1) ?? -1];
  const points = (end === of.metric.last.step || of.metric.stepName === null ? logged : byStep).slice(-count);
  if (points.length < count) return few(points.length);
  const [last, ...before] = points.reverse().map((index) => pointOf(of, series, index));
  if (last === undefined) return few(0);
  const value = meanOf([last, ...before].map((point) => point.value));
  return { value, step: null, evidence: last.evidence, also: before.map(({ evidence }) => evidence), computed: true };
}

/** Needs two steps: a single point has a height and no area. */
function areaOf(of: Reducible): Reduced {
  const series = of.metric.points <= 1 ? undefined : of.series();
  if (series === undefined) return { missing: "only 1 point" };
  if (series === null) return UNREAD;
  const { byStep } = curveOf(series);
  const [from, to] = [byStep[0], byStep.at(-1)];
  if (from === undefined || to === undefined || from === to) return { missing: "only 1 step" };
  const heights = byStep.map((index) => series.value[index] ?? Number.NaN);
  const value = meanHeight(
    byStep.map((index) => series.step[index] ?? Number.NaN),
    heights,
  );
  const [first, last] = [pointOf(of, series, from), pointOf(of, series, to)];
  return { value, step: null, evidence: last.evidence, also: [first.evidence], computed: true };
}

/** How far the run had come when it first reached the target. */
function distanceTo(of: Reducible, target: number, unit: "steps" | "seconds"): Reduced {
  const { metric } = of;
  const better = of.directions[metric.name]?.better ?? "unknown";
  if (better === "unknown") return { missing: "not known which way is better" };
  if (unit === "steps" && metric.stepName === null) return { missing: "logged without steps" };
  const best = better === "higher" ? metric.max : metric.min;
  const sign = better === "higher" ? 1 : -1;
  const missing = "not reached";
  if (best === null || sign * best.value < sign * target) return { missing };
  const series = of.series();
  if (series === null) return UNREAD;
  const index = firstReaching(curveOf(series), { target, better });
  if (index === null) return { missing };
  const point = pointOf(of, series, index);
  if (unit === "steps") return { ...point, value: series.step[index] ?? Number.NaN, unit };
  const elapsed = (series.wall?.[index] ?? Number.NaN) - (series.wall?.[0] ?? Number.NaN);
  if (!Number.isFinite(elapsed)) return { missing: "no wall times logged" };
  if (elapsed < 0) return { missing: "wall times go back" };
  const start = index === 0 ? [] : [evidenceOfSeries(series, 0, metric.last.evidence.locator)];
  return { ...point, value: elapsed, also: start, computed: true, unit };
}

/** The value at the step that another metric chose; the metric itself had no say in it. */
function pointAtBestOf(of: Reducible, name: string): Reduced {
  const other = metricOf(of.run, name);
  if (other === undefined) return { missing: `${name} not logged` };
  const best = bestPoint(other, of.directions[name]);
  if (best === null) return { missing: `${name} has no best point` };
  if (best.step === null || other.stepName === null) return { missing: `${name} logged without steps` };
  if (of.metric.stepName !== null && of.metric.stepName !== other.stepName)
    return { missing: `logged by ${of.metric.stepName}, ${name} by ${other.stepName}` };
  const point = pointAt(of, best.step);
  return "missing" in point ? point : { ...point, also: [best.evidence] };
}

function pointOf({ metric }: Reducible, series: Series, index: number): Point {
  return {
    value: series.value[index] ?? Number.NaN,
    step: series.stepName === null ? null : (series.step[index] ?? null),
    evidence: evidenceOfSeries(series, index, metric.last.evidence.locator),
  };
}
