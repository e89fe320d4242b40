import type { Judging } from "../judge/judging.ts";
import type { Numeral } from "../text/numeral.ts";
import { findPoint } from "../value/point.ts";
import type { Meaning } from "./meaning.ts";
import { states } from "./stated.ts";

/** A measured value with decimals or percent; whole numbers are often rounded generously. */
export function isPlainLevel(numeral: Numeral): boolean {
  const isPrecise = numeral.decimals > 0 || (numeral.percent && numeral.significant > 1);
  return (
    (numeral.kind === "value" || numeral.kind === "spread") && isPrecise && numeral.sign === "" && !numeral.approximate
  );
}

/** Some point of the series is the number: it may be meant, though the words do not say so. */
export function isPoint(judging: Judging, numeral: Numeral, meaning: Meaning): boolean {
  const [operand] = meaning.operands;
  if (operand === undefined) return false;
  const isIt = (value: number) => states(numeral, { ...meaning, measured: { ...meaning.measured, value } });
  return findPoint({ scope: judging.scope, ...operand }, isIt) !== null;
}

/** A number of quite another size is likely to be about something else. */
export function isComparable(numeral: Numeral, { measured }: Meaning, by: number): boolean {
  const { value, unit } = measured;
  const base = unit === null ? value : Number(`${value * Number(unit.factor)}e${unit.exponent}`);
  const sizes = [numeral.value, (numeral.printed[0] + numeral.printed[1]) / 2].map(Math.abs);
  const own = numeral.unit === null ? [Math.abs(value)] : [Math.abs(value), Math.abs(base)];
  return sizes.some((size) => own.some((one) => size > one / by && size < one * by));
}
