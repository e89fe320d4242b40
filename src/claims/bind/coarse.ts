import type { Numeral } from "../text/numeral.ts";

/** A whole number without a unit is not how anybody rounds 0.97. */
export function isTooCoarse({ decimals, unit, scientific }: Numeral, value: number): boolean {
  return decimals === 0 && unit === null && !scientific && !Number.isInteger(value) && Math.abs(value) < 10;
}
