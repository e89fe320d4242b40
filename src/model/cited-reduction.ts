/** Which point of a series is meant. `at`: at this step or epoch (`name` as typed). */
export type PointReduction =
  | { kind: "last" | "best" | "min" | "max" | "first" }
  | { kind: "at"; name: string; step: number };

/** Which number of a series is meant, where it takes more than one point to tell: as in model/reduction.ts. `bestOf`: `atBestOf`. */
export type SeriesReduction =
  | { kind: "area" }
  | { kind: "meanOfLast"; count: number }
  | { kind: "stepsTo" | "timeTo"; target: number }
  | { kind: "bestOf"; metric: string };

export type Reduction = PointReduction | SeriesReduction;

/** Whether a reduction makes a number of a series, and does not only pick one of its ends, extremes or steps. */
export function isMade(reduction: Reduction | null): reduction is SeriesReduction {
  return reduction !== null && !["last", "best", "min", "max", "first", "at"].includes(reduction.kind);
}
