import type { Finding } from "../../model/finding.ts";
import type { Metric, Point } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import type { PlacedPoint } from "./metric-points.ts";
import { metricPoints } from "./metric-points.ts";
import type { ReadMetric } from "./table-metrics.ts";
import { readValue } from "./value-file.ts";

const FILE = /^metrics\.(?:json|ya?ml)$/;

/** Whether a file name is that of a metrics file. */
export function isMetricsFile(name: string): boolean {
  return FILE.test(name);
}

/**
 * Reads a `metrics.json` (or YAML) in any of its shapes: `{"accuracy": 0.87}`, `{"accuracy": {"value": 0.87, "step": 1200}}`,
 * `{"loss": [{"step": 0, "value": 0.7}]}`, `{"loss": [0.7, 0.6]}`, a list of records, groups (`test/accuracy`), folds and
 * stages. Folds become metrics of their own (`fold0/accuracy`) beside the overall value when the file states one; a mean
 * over folds is never computed here, so a file with folds only has no overall value.
 */
export function readMetrics(root: string, path: string, findings: Finding[]): ReadMetric[] {
  const value = readValue(root, path, findings);
  return value === null ? [] : [...metricPoints(value)].map(([name, points]) => summary(name, path, points));
}

/** Every point of a metrics file. */
export function readMetricsSeries(root: string, path: string): Series[] {
  const value = readValue(root, path, []);
  if (value === null) return [];
  return [...metricPoints(value)].map(([metric, points]) => ({
    metric,
    file: path,
    stepName: points[0]?.stepName ?? null,
    step: Float64Array.from(points, (point, index) => point.step ?? index),
    value: Float64Array.from(points, (point) => point.value),
    line: Uint32Array.from(points, (point) => point.scalar.line),
    wall: null,
  }));
}

function summary(name: string, file: string, points: PlacedPoint[]): ReadMetric {
  const finite = points.filter((point) => Number.isFinite(point.value));
  const toPoint = ({ value, step, scalar, pointer }: PlacedPoint): Point => {
    const locator = { kind: "pointer" as const, pointer, line: scalar.line };
    return { value, step, evidence: { file, locator, literal: scalar.literal } };
  };
  const extreme = (isBetter: (a: number, b: number) => boolean): Point | null => {
    const [first, ...rest] = finite;
    return first === undefined ? null : toPoint(rest.reduce((a, b) => (isBetter(b.value, a.value) ? b : a), first));
  };
  const last = points.at(-1) as PlacedPoint;
  const bad = points.find((point) => !Number.isFinite(point.value));
  const metric: Metric = {
    name,
    file,
    last: toPoint(last),
    min: extreme((a, b) => a < b),
    max: extreme((a, b) => a > b),
    points: points.length,
    nonFinite: points.length - finite.length,
    loose: false,
    stepName: points[0]?.stepName ?? null,
    firstStep: points[0]?.step ?? null,
    lastStep: last.step,
  };
  return { metric, bad: bad === undefined ? null : toPoint(bad) };
}
