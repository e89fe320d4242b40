/** The quantile of sorted values with straight lines between them (Hyndman and Fan's type 7, NumPy's default); NaN of none. */
export function quantileOf(sorted: ArrayLike<number>, share: number): number {
  const position = share * (sorted.length - 1);
  const index = Math.floor(position);
  const low = sorted[index] ?? Number.NaN;
  const high = sorted[index + 1] ?? low;
  return low === high ? low : low + (high - low) * (position - index);
}
