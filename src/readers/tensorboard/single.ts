import { shortestSingle } from "../format/metric-track.ts";

const POWERS = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));
/** A single-precision number has seven digits that tell, sometimes eight or nine. */
const USUAL = 7;
const MOST = 9;

/**
 * The shortest decimals that round back to single-precision values, in place (`shortestSingle`, without making a text of each).
 * Other values stay as they are.
 */
export function shortestSingles<T extends Float64Array | number[]>(values: T): T {
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at] as number;
    if (Number.isInteger(value) && Math.abs(value) < 1 << 24) continue;
    const size = Math.abs(value);
    if (size > 1e-12 && size < 1e12) values[at] = value < 0 ? -nearSingle(size) : nearSingle(size);
    else values[at] = shortestSingle(value);
  }
  return values;
}

/** For positive values of a size at which all powers of ten that are needed are exact. */
function nearSingle(value: number): number {
  const places = USUAL - 1 - Math.floor(Math.log10(value));
  let best = rounded(value, places);
  if (Math.fround(best) !== value) {
    for (let more = 1; more <= MOST - USUAL + 1; more += 1) {
      best = rounded(value, places + more);
      if (Math.fround(best) === value) return best;
    }
    return shortestSingle(value);
  }
  for (let fewer = places - 1; ; fewer -= 1) {
    const next = rounded(value, fewer);
    if (Math.fround(next) !== value) return best;
    best = next;
  }
}

/** A value to so many decimal places; a negative number of them rounds to tens, hundreds … One rounding, since the power is exact. */
function rounded(value: number, places: number): number {
  if (places >= 0) return Math.round(value * (POWERS[places] as number)) / (POWERS[places] as number);
  return Math.round(value / (POWERS[-places] as number)) * (POWERS[-places] as number);
}
