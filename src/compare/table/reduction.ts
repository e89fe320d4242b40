import type { Reduction } from "../../model/comparison.ts";
import type { Direction } from "../../model/direction.ts";
import { bestExtreme } from "../../model/direction.ts";
import type { Metric, Point } from "../../model/run.ts";

/**
 * Which point of a series stands for it. `last` unless `best` is declared, since the best of many validations is picked
 * with hindsight; and `last` where it is not known which way is better.
 */
export function reductionOf(
  metric: string,
  direction: Direction,
  declared: Record<string, Reduction> | undefined,
): Reduction {
  return declared !== undefined && Object.hasOwn(declared, metric) && direction.better !== "unknown"
    ? (declared[metric] ?? "last")
    : "last";
}

/** The point that a reduction picks. A series without a finite point has no best one, so its last is shown. */
export function pointOf(metric: Metric, reduction: Reduction, direction: Direction): Point {
  if (reduction === "last") return metric.last;
  const extreme = bestExtreme(direction);
  return (extreme === null ? null : metric[extreme]) ?? metric.last;
}

/** A metric's name in a selector: `val/accuracy`, `val/accuracy@best`. */
export function reducedName(metric: string, reduction: Reduction): string {
  return reduction === "best" ? `${metric}@best` : metric;
}
