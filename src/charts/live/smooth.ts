/** The width of a figure in points of smoothing: a weight smooths as much whatever the number of points. */
const WIDTH = 1000;

/**
 * The exponential moving average of values over their places, weighted by the distance between them: points that lie far apart
 * smooth each other less. Ascending `x`, `range` its extent; `weight` from 0 (nothing) to below 1. The first values are not drawn
 * towards zero.
 */
export function smoothed(
  x: readonly number[],
  y: readonly number[],
  { weight, range }: { weight: number; range: number },
) {
  if (weight <= 0 || range <= 0) return [...y];
  const base = Math.min(Math.sqrt(weight), 0.999);
  let sum = 0;
  let total = 0;
  return y.map((value, i) => {
    const distance = i === 0 ? 0 : (((x[i] ?? 0) - (x[i - 1] ?? 0)) / range) * WIDTH;
    const kept = base ** distance;
    sum = sum * kept + value;
    total = total * kept + 1;
    return sum / total;
  });
}
