/**
 * The area under the straight lines between points, by the trapezoidal rule, divided by the range of x: the mean height of
 * the curve. `x` ascends; points at one x add no area. NaN for fewer than two different x.
 *
 * Σ (xᵢ₊₁ − xᵢ)(yᵢ + yᵢ₊₁) / 2, divided by xₙ − x₁; the same as `scipy.integrate.trapezoid(y, x) / (x[-1] - x[0])`.
 */
export function meanHeight(x: readonly number[], y: readonly number[]): number {
  const first = x[0] ?? Number.NaN;
  const range = (x.at(-1) ?? Number.NaN) - first;
  if (!(range > 0)) return Number.NaN;
  let area = 0;
  let lost = 0;
  for (let i = 1; i < x.length; i += 1) {
    // Neumaier's summation: a long curve is a sum of many small parts.
    const width = ((x[i] as number) - (x[i - 1] as number)) / range;
    const part = width * ((y[i - 1] as number) / 2 + (y[i] as number) / 2);
    const sum = area + part;
    lost += Math.abs(area) >= Math.abs(part) ? area - sum + part : part - sum + area;
    area = sum;
  }
  return Number.isFinite(area) ? area + lost : area;
}
