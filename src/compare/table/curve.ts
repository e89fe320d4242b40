import type { Series } from "../../model/series.ts";

/** The points of a series that count, as places in it. `byStep`: in the order of their steps. */
export interface Curve {
  series: Series;
  logged: number[];
  byStep: number[];
}

/**
 * The points of a series that count: of several at one step, as a resumed run logs them, the last logged. Where no steps were
 * logged, every point counts. A point whose step is no number counts nowhere.
 */
export function curveOf(series: Series): Curve {
  const { step, stepName } = series;
  const lastAt = new Map<number, number>();
  for (let index = 0; index < step.length; index += 1) {
    const at = stepName === null ? index : (step[index] ?? Number.NaN);
    if (Number.isFinite(at)) lastAt.set(at, index);
  }
  const logged = [...lastAt.values()].sort((a, b) => a - b);
  const byStep = [...lastAt].sort(([a], [b]) => a - b).map(([, index]) => index);
  return { series, logged, byStep };
}

/** The first point by step whose value is at least the target, or at most where lower is better; null when none is. */
export function firstReaching(
  { series, byStep }: Curve,
  { target, better }: { target: number; better: "higher" | "lower" },
): number | null {
  const sign = better === "higher" ? 1 : -1;
  const found = byStep.find((index) => {
    const value = series.value[index] ?? Number.NaN;
    return Number.isFinite(value) && sign * value >= sign * target;
  });
  return found ?? null;
}
