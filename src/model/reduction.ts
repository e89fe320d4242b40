import type { Evidence } from "./evidence.ts";
import type { Point } from "./run.ts";

/**
 * Which number stands for a series.
 *
 * - `last`, `best`: that point, in file order and by the metric's direction.
 * - `at`: the point at that step. `meanOfLast`: the mean of so many points at the end.
 * - `area`: the area under the curve, by trapezoids over the steps, divided by the range of steps.
 * - `stepsTo`, `timeTo`: the first step at which the target is reached in the metric's better direction, and the seconds of
 *   wall time from the first point to it. These are no values of the metric: fewer are better.
 * - `atBestOf`: the value at the step where another metric of the same run is best.
 */
export type Reduction =
  | "last"
  | "best"
  | "area"
  | { at: number }
  | { meanOfLast: number }
  | { stepsTo: number }
  | { timeTo: number }
  | { atBestOf: string };

/** A reduction that was declared, and by whom; or asked for, for once. */
export interface DeclaredReduction {
  reduction: Reduction;
  by: "asked" | "journal" | "config";
}

/**
 * What a reduction makes of one series.
 *
 * - `evidence`: the point that is shown first; `also`: the other points that the value is made of or chosen by.
 * - `computed`: by arithmetic over several points. `unit`: of a value that is none of the metric's.
 */
export interface ReducedPoint extends Point {
  also?: Evidence[] | undefined;
  computed?: boolean | undefined;
  unit?: "steps" | "seconds" | undefined;
}

/** Everything that a reduced value rests on, the point that is shown first. */
export function evidenceOfPoint({ evidence, also = [] }: ReducedPoint): Evidence[] {
  return [evidence, ...also];
}

/** A reduction as heads and sentences name it: `last`, `at step 1000`, `mean of last 5`, `steps to 0.9`. */
export function sayReduction(reduction: Reduction): string {
  if (reduction === "area") return "area under the curve";
  if (typeof reduction === "string") return reduction;
  if ("at" in reduction) return `at step ${sayNumber(reduction.at)}`;
  if ("meanOfLast" in reduction) return `mean of last ${reduction.meanOfLast}`;
  if ("stepsTo" in reduction) return `steps to ${sayNumber(reduction.stepsTo)}`;
  if ("timeTo" in reduction) return `seconds to ${sayNumber(reduction.timeTo)}`;
  return `at best ${reduction.atBestOf}`;
}

/** A reduction as a selector writes it after the `@`: `best`, `step=1000`, `mean5`, `area`, `steps-to-0.9`, `best(val/accuracy)`. */
export function reductionWord(reduction: Reduction): string {
  if (typeof reduction === "string") return reduction;
  if ("at" in reduction) return `step=${reduction.at}`;
  if ("meanOfLast" in reduction) return `mean${reduction.meanOfLast}`;
  if ("stepsTo" in reduction) return `steps-to-${reduction.stepsTo}`;
  if ("timeTo" in reduction) return `time-to-${reduction.timeTo}`;
  return `best(${reduction.atBestOf})`;
}

/** What a reduction's values are, where they are none of the metric's own; fewer are then better. */
export function reductionUnit(reduction: Reduction): "steps" | "seconds" | null {
  if (typeof reduction === "string") return null;
  return "stepsTo" in reduction ? "steps" : "timeTo" in reduction ? "seconds" : null;
}

/** A reduction that picks a point whose step the reader has to be told: the head does not say it. */
export function picksStep(reduction: Reduction): boolean {
  return reduction === "best" || (typeof reduction === "object" && "atBestOf" in reduction);
}

/** How sentences name what a column shows: `test/accuracy` for its last value, else `test/accuracy (steps to 0.9)`. */
export function sayReduced(metric: string, reduction: Reduction): string {
  return reduction === "last" ? metric : `${metric} (${sayReduction(reduction)})`;
}

function sayNumber(value: number): string {
  return String(value).replace("-", "−");
}
