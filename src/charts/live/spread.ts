/** Runs at the steps that all of them logged with a finite value; the arrays have one entry a step. */
export interface Spread {
  step: Float64Array;
  mean: Float64Array;
  deviation: Float64Array;
  low: Float64Array;
  high: Float64Array;
}

/**
 * Mean, sample standard deviation, lowest and highest value over curves, at every step where each of them has a finite value. Made
 * of all points. Each curve's steps ascend without repeats.
 */
export function spreadOf(curves: readonly { step: Float64Array; value: Float64Array }[]): Spread {
  const steps = sharedSteps(curves);
  const columns = curves.map(({ step, value }) => {
    const at = new Map<number, number>();
    for (let i = 0; i < step.length; i += 1) at.set(step[i] ?? 0, value[i] ?? Number.NaN);
    return steps.map((one) => at.get(one) ?? Number.NaN);
  });
  const blank = () => new Float64Array(steps.length);
  const spread: Spread = { step: steps, mean: blank(), deviation: blank(), low: blank(), high: blank() };
  for (let i = 0; i < steps.length; i += 1) {
    const values = columns.map((column) => column[i] ?? Number.NaN);
    const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
    const squares = values.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    spread.mean[i] = mean;
    spread.deviation[i] = values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
    spread.low[i] = Math.min(...values);
    spread.high[i] = Math.max(...values);
  }
  return spread;
}

function sharedSteps(curves: readonly { step: Float64Array; value: Float64Array }[]): Float64Array {
  const counts = new Map<number, number>();
  for (const { step, value } of curves) {
    for (let i = 0; i < step.length; i += 1) {
      const at = step[i] ?? 0;
      if (Number.isFinite(value[i])) counts.set(at, (counts.get(at) ?? 0) + 1);
    }
  }
  const shared = [...counts].filter(([, count]) => count === curves.length).map(([at]) => at);
  return Float64Array.from(shared).sort();
}
