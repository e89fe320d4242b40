import { reduceMetric } from "../../compare/table/reduction.ts";
import type { Reduction, SeriesReduction } from "../../model/cited-reduction.ts";
import { isMade } from "../../model/cited-reduction.ts";
import { bestExtreme } from "../../model/direction.ts";
import type { Locator } from "../../model/evidence.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import type { Reduction as Compared, ReducedPoint } from "../../model/reduction.ts";
import { sayReduction } from "../../model/reduction.ts";
import type { Metric, Point, Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import { evidenceOfSeries, fileOfPoint } from "../../model/series.ts";
import type { Scope } from "./scope.ts";

/** A metric of a run of an experiment. */
export interface Logged {
  scope: Scope;
  compiled: CompiledExperiment;
  run: Run;
  metric: Metric;
}

/** The point that a reduction picks, or the reason why there is none. No reduction means the last point. */
export function pickPoint(of: Logged, reduction: Reduction | null): { point: ReducedPoint } | { reason: string } {
  const { metric } = of;
  if (reduction === null || reduction.kind === "last") return { point: metric.last };
  if (reduction.kind === "at") return pointAt(of, reduction);
  if (reduction.kind === "first") {
    const first = findPoint(of, () => true);
    return first === null ? { reason: `${metric.name} has no points` } : { point: first };
  }
  if (isMade(reduction)) return reduced(of, reduction);
  const kind =
    reduction.kind === "best" ? bestExtreme(of.compiled.experiment.directions[of.metric.name]) : reduction.kind;
  if (kind === null) return { reason: `it is not known whether higher or lower is better for ${metric.name}` };
  const point = metric[kind];
  return point === null ? { reason: `${metric.name} has no finite value` } : { point };
}

function comparedAs(reduction: SeriesReduction): Compared {
  if (reduction.kind === "area") return "area";
  if (reduction.kind === "meanOfLast") return { meanOfLast: reduction.count };
  if (reduction.kind === "bestOf") return { atBestOf: reduction.metric };
  return reduction.kind === "stepsTo" ? { stepsTo: reduction.target } : { timeTo: reduction.target };
}

/** A number that the comparison makes of a series, made the same way. */
function reduced(of: Logged, stated: SeriesReduction): { point: ReducedPoint } | { reason: string } {
  const { compiled, run, metric } = of;
  const { directions } = compiled.experiment;
  const reduction = comparedAs(stated);
  const made = reduceMetric({ run, metric, directions, series: () => seriesOf(of) }, reduction);
  if (!("missing" in made)) return { point: made };
  return { reason: `${metric.name} of ${run.name} has no “${sayReduction(reduction)}”: ${made.missing}` };
}

/** The best point of a metric's series; null where it is not known which way is better. */
export function bestExtremeOf(compiled: CompiledExperiment, metric: Metric): Point | null {
  const extreme = bestExtreme(compiled.experiment.directions[metric.name]);
  return extreme === null ? null : metric[extreme];
}

/** The points of a metric that stand on some lines of a file (rows or records likewise). */
export function pointsOnLines(of: Logged, file: string, lines: [number, number]): Point[] {
  const { metric } = of;
  const isSpread = metric.last.evidence.file !== metric.file && of.run.files.includes(file);
  if (metric.last.evidence.file !== file && metric.file !== file && !isSpread) return [];
  const isWithin = (line: number | null) => line !== null && lines[0] <= line && line <= lines[1];
  const kept = [metric.last, metric.min, metric.max].filter((point) => point !== null);
  const found = kept.filter(({ evidence }) => evidence.file === file && isWithin(placeOf(evidence.locator)));
  const [first] = found;
  if (metric.points <= 1 || (first !== undefined && lines[0] === lines[1])) return first === undefined ? [] : [first];
  const series = seriesOf(of);
  return series === null
    ? []
    : pointsWhere(of, series, (i) => isWithin(series.line[i] ?? null) && fileOfPoint(series, i) === file);
}

/** The first (or last) point whose value and step are as wanted, in file order; null for none. */
export function findPoint(
  of: Logged,
  isWanted: (value: number, step: number | null) => boolean,
  from: "first" | "last" = "first",
): Point | null {
  const { metric } = of;
  if (metric.points <= 1) return isWanted(metric.last.value, metric.last.step) ? metric.last : null;
  const series = seriesOf(of);
  if (series === null) return null;
  const { length } = series.value;
  for (let i = 0; i < length; i += 1) {
    const index = from === "first" ? i : length - 1 - i;
    const step = series.stepName === null ? null : (series.step[index] ?? null);
    if (isWanted(series.value[index] ?? Number.NaN, step)) return pointOf(of, series, index);
  }
  return null;
}

/** Every point whose value is as wanted, in file order. */
export function pointsWith(of: Logged, isWanted: (value: number) => boolean): Point[] {
  if (of.metric.points <= 1) return isWanted(of.metric.last.value) ? [of.metric.last] : [];
  const series = seriesOf(of);
  return series === null ? [] : pointsWhere(of, series, (index) => isWanted(series.value[index] ?? Number.NaN));
}

function pointsWhere(of: Logged, series: Series, isWanted: (index: number) => boolean): Point[] {
  const found: Point[] = [];
  for (let index = 0; index < series.value.length; index += 1) {
    if (isWanted(index)) found.push(pointOf(of, series, index));
  }
  return found;
}

function pointOf({ metric }: Logged, series: Series, index: number): Point {
  return {
    value: series.value[index] ?? Number.NaN,
    step: series.stepName === null ? null : (series.step[index] ?? null),
    evidence: evidenceOfSeries(series, index, metric.last.evidence.locator),
  };
}

/** The points of a metric, read from its log once for a document. */
function seriesOf({ scope, compiled, run, metric }: Logged): Series | null {
  const key = `${run.id}\0${metric.name}`;
  const known = scope.series.get(key);
  if (known !== undefined) return known;
  const read = scope.catalog.series(compiled.experiment, run.id, [metric.name]);
  const series = read.find((one) => one.metric === metric.name) ?? null;
  scope.series.set(key, series);
  return series;
}

/** `val/acc` last logged under a step name that is asked for; the last of several points with that step counts. */
function pointAt(of: Logged, at: { name: string; step: number }): { point: Point } | { reason: string } {
  const { metric } = of;
  if (metric.stepName !== null && at.name !== metric.stepName && at.name !== "step") {
    return { reason: `${metric.name} is logged by ${metric.stepName}, not by ${at.name}` };
  }
  const point = findPoint(of, (_, step) => step === at.step, "last");
  return point === null ? { reason: `${metric.name} has no point at ${at.name} ${at.step}` } : { point };
}

function placeOf(locator: Locator): number | null {
  if ("line" in locator) return locator.line;
  return locator.kind === "record" ? locator.record : null;
}
