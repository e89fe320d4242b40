import type { Evidence, Locator } from "../model/evidence.ts";
import type { Catalog, CompiledExperiment } from "../model/project.ts";
import type { Metric, Point, Run } from "../model/run.ts";
import type { Series } from "../model/series.ts";
import type { Reduction } from "./selector.ts";

/** A metric of a run of an experiment. */
export interface Logged {
  catalog: Catalog;
  compiled: CompiledExperiment;
  run: Run;
  metric: Metric;
}

/** The point that a reduction picks, or the reason why there is none. No reduction means the last point. */
export function pickPoint(of: Logged, reduction: Reduction | null): { point: Point } | { reason: string } {
  const { metric } = of;
  if (reduction === null || reduction.kind === "last") return { point: metric.last };
  if (reduction.kind === "at") return pointAt(of, reduction);
  if (reduction.kind === "first") {
    const [first] = allPoints(of);
    return first === undefined ? { reason: `${metric.name} has no points` } : { point: first };
  }
  const kind = reduction.kind === "best" ? bestOf(of) : reduction.kind;
  if (kind === null) return { reason: `it is not known whether higher or lower is better for ${metric.name}` };
  const point = metric[kind];
  return point === null ? { reason: `${metric.name} has no finite value` } : { point };
}

/** The points of a metric that stand on some lines of a file (rows or records likewise). */
export function pointsOnLines(of: Logged, file: string, lines: [number, number]): Point[] {
  const { metric } = of;
  if (metric.file !== file && metric.last.evidence.file !== file) return [];
  const kept = [metric.last, metric.min, metric.max].filter((point) => point !== null);
  const within = (point: Point) => {
    const line = placeOf(point.evidence.locator);
    return point.evidence.file === file && line !== null && lines[0] <= line && line <= lines[1];
  };
  const found = kept.filter(within);
  const whole = metric.points <= 1 || (found.length > 0 && lines[0] === lines[1] && metric.points > 1);
  return whole ? found.slice(0, 1) : allPoints(of).filter(within);
}

/** Every point of a metric, in file order, read from its log. A metric of one point needs no reading. */
export function allPoints(of: Logged): Point[] {
  const { catalog, compiled, run, metric } = of;
  if (metric.points <= 1) return [metric.last];
  const series = catalog.series(compiled.experiment, run.id, [metric.name]).find((s) => s.metric === metric.name);
  if (series === undefined) return [];
  return Array.from(series.value, (value, i) => ({
    value,
    step: series.stepName === null ? null : (series.step[i] ?? null),
    evidence: evidenceOf(series, i, metric.last.evidence.locator),
  }));
}

/** `val/acc` last logged under a step name that is asked for; the last of several points with that step counts. */
function pointAt(of: Logged, at: { name: string; step: number }): { point: Point } | { reason: string } {
  const { metric } = of;
  if (metric.stepName !== null && at.name !== metric.stepName && at.name !== "step") {
    return { reason: `${metric.name} is logged by ${metric.stepName}, not by ${at.name}` };
  }
  const point = allPoints(of).findLast((one) => one.step === at.step);
  return point === undefined ? { reason: `${metric.name} has no point at ${at.name} ${at.step}` } : { point };
}

function bestOf({ compiled, metric }: Logged): "min" | "max" | null {
  const better = compiled.experiment.directions[metric.name]?.better;
  return better === "higher" ? "max" : better === "lower" ? "min" : null;
}

function evidenceOf(series: Series, at: number, like: Locator): Evidence {
  const line = series.line[at] ?? 0;
  const literal = String(series.value[at] ?? Number.NaN);
  return { file: series.file, locator: locatorOf(line, like), literal };
}

function locatorOf(line: number, like: Locator): Locator {
  if (like.kind === "record") return { kind: "record", record: line };
  if (like.kind === "cell") return { kind: "cell", row: like.row - like.line + line, column: like.column, line };
  if (like.kind === "row") return { ...like, key: String(line) };
  return { kind: "line", line };
}

function placeOf(locator: Locator): number | null {
  if ("line" in locator) return locator.line;
  return locator.kind === "record" ? locator.record : null;
}
