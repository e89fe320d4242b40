import type { Series } from "../../model/series.ts";
import type { Curve } from "./thin.ts";

/** A series as a curve: a step that was logged twice counts as last logged, steps ascend, infinities become gaps. */
export function curveOf(series: Series): Curve {
  if (isAscending(series.step)) return { step: series.step, value: series.value.map(finiteOrGap) };
  const last = new Map<number, number>();
  for (let i = 0; i < series.step.length; i += 1) {
    const step = series.step[i] ?? Number.NaN;
    if (Number.isFinite(step)) last.set(step, series.value[i] ?? Number.NaN);
  }
  const step = Float64Array.from(last.keys()).sort();
  const value = step.map((one) => finiteOrGap(last.get(one)));
  return { step, value };
}

/** Whether all steps are finite and each is above the one before it. */
export function isAscending(steps: Float64Array): boolean {
  let before = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < steps.length; i += 1) {
    const step = steps[i] ?? Number.NaN;
    if (!(step > before && step < Number.POSITIVE_INFINITY)) return false;
    before = step;
  }
  return true;
}

/** The mean over curves at the steps where each of them has a finite value. */
export function meanCurve(curves: readonly Curve[]): Curve {
  const sums = new Map<number, { sum: number; n: number }>();
  for (const { step, value } of curves) {
    for (let i = 0; i < step.length; i += 1) {
      const one = value[i] ?? Number.NaN;
      if (Number.isNaN(one)) continue;
      const at = step[i] ?? 0;
      const known = sums.get(at);
      if (known === undefined) sums.set(at, { sum: one, n: 1 });
      else {
        known.sum += one;
        known.n += 1;
      }
    }
  }
  const shared = [...sums].filter(([, { n }]) => n === curves.length).sort(([a], [b]) => a - b);
  return {
    step: Float64Array.from(shared, ([at]) => at),
    value: Float64Array.from(shared, ([, { sum, n }]) => sum / n),
  };
}

/** The last finite point, or null. */
export function lastFinite({ step, value }: Curve): { step: number; value: number } | null {
  const at = value.findLastIndex((one) => !Number.isNaN(one));
  return at < 0 ? null : { step: step[at] ?? 0, value: value[at] ?? 0 };
}

/** The points before a gap, at which a mark says that the curve does not just end. */
export function beforeGaps({ step, value }: Curve): { step: number; value: number }[] {
  const found: { step: number; value: number }[] = [];
  for (let i = 1; i < value.length; i += 1) {
    const before = value[i - 1] ?? Number.NaN;
    if (Number.isNaN(value[i]) && !Number.isNaN(before)) found.push({ step: step[i - 1] ?? 0, value: before });
  }
  return found;
}

/** The steps at which a value is not finite while the one before is, or there is none before. */
export function gapStarts({ step, value }: Curve): number[] {
  const starts: number[] = [];
  for (let i = 0; i < value.length; i += 1) {
    const isFirst = i === 0 || !Number.isNaN(value[i - 1] ?? Number.NaN);
    if (Number.isNaN(value[i]) && isFirst) starts.push(step[i] ?? 0);
  }
  return starts;
}

function finiteOrGap(value: number | undefined): number {
  return value !== undefined && Number.isFinite(value) ? value : Number.NaN;
}
