import type { Metric, Point } from "../../model/run.ts";
import type { ReadMetric } from "./table-metrics.ts";

/** A metric of which one value is stated, and no series. */
export function metricOfPoint(name: string, point: Point): ReadMetric {
  const isNumber = Number.isFinite(point.value);
  const metric: Metric = {
    name,
    file: point.evidence.file,
    last: point,
    min: isNumber ? point : null,
    max: isNumber ? point : null,
    points: 1,
    nonFinite: isNumber ? 0 : 1,
    loose: false,
    stepName: null,
    firstStep: null,
    lastStep: null,
  };
  return { metric, bad: isNumber ? null : point };
}
