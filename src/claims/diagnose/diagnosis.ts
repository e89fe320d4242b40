import { agrees, readingsOf } from "../value/interval.ts";
import { ofDigits } from "./digits.ts";
import type { Explanation, Wrong } from "./explanation.ts";
import { ofNotation } from "./notation.ts";
import { ofOperands } from "./operand.ts";
import { ofReduction } from "./reduction.ts";
import { ofRounding } from "./rounding.ts";
import { ofSeeds } from "./seed.ts";
import { ofBeside, ofSource } from "./source.ts";
import { ofStatistic } from "./statistic.ts";

export type { Beside, Wrong } from "./explanation.ts";

/** An explanation of a wrong number. `source`: the number is right somewhere else: another run, metric or split. */
export type Diagnosis = Explanation;

/**
 * Bits by which an explanation has to be better than the next one, and than no explanation: it is then four times as
 * likely.
 */
const MARGIN = 2;

/** Bits of a number that is wrong for no reason we know: 2⁻⁵ against a plain slip of notation at 2⁻¹. */
const UNNAMED = 5;

/** The largest probability that a transformation produces the number by accident. */
const MOST_ACCIDENT = 2 / 3;

/**
 * The explanations of a wrong number, the likeliest first. One is a diagnosis; several are possibilities, and none of
 * them may be asserted. None: no transformation explains it better than chance does.
 *
 * Explanations are ranked by the bits that it takes to tell the number from the truth (minimum description length):
 *
 *     bits = cost + log2(alternatives / hits)
 *
 * `cost` is the class of the transformation (see explanation.ts), the logarithm says which of its results it is. Without a
 * transformation the number is just one of the N printable ones that are no further from the truth:
 *
 *     bits = 5 + log2(N),  N = 2 · |printed − truth| / last place + 1, at most 2 · 10^digits
 *
 * Chance explains as well, and so an explanation is dropped,
 * - what is not two bits cheaper than that,
 * - a transformation of so many results that one of them would be the number by accident: 1 − (1 − 1/N)^alternatives > 2/3.
 *   Of the 200 other runs of a project some have any two digits; none has all six by accident.
 *
 * The cheapest explanation is reported with all others that cost less than two bits more; one that leads to the same logged
 * value by a longer way is none of its own.
 */
export function diagnose(wrong: Wrong): Diagnosis[] {
  const printable = printableNear(wrong);
  const limit = UNNAMED + Math.log2(printable) - MARGIN;
  const all = explanationsOf(wrong)
    .filter(({ alternatives }) => 1 - (1 - 1 / printable) ** alternatives <= MOST_ACCIDENT)
    .map((explanation) => ({ explanation, bits: bitsOf(explanation) }))
    .filter(({ bits }) => bits <= limit)
    .sort((a, b) => a.bits - b.bits);
  const [cheapest] = all;
  if (cheapest === undefined) return [];
  const near = all.filter(({ bits }) => bits < cheapest.bits + MARGIN);
  const texts = new Set<string>();
  return near
    .filter((one) => !near.some((other) => isSameValue(other, one) && other.bits < one.bits))
    .map(({ explanation }) => explanation)
    .filter(({ text }) => !texts.has(text) && texts.add(text));
}

/** Do both lead to one logged value: the next row of the table is another run, too? */
function isSameValue({ explanation: a }: Ranked, { explanation: b }: Ranked): boolean {
  const loggedOnes = b.hits.filter(({ computed }) => !computed).map(({ value }) => value);
  return a.hits.some(({ value, computed }) => !computed && loggedOnes.includes(value));
}

interface Ranked {
  explanation: Explanation;
  bits: number;
}

/** The diagnosis when exactly one explanation fits, else null with all of them as a reason. */
export function sayDiagnosis(fits: readonly Diagnosis[]): { diagnosis: string | null; reason: string | null } {
  const [only, ...others] = fits;
  if (only === undefined) return { diagnosis: null, reason: null };
  if (others.length === 0) return { diagnosis: only.text, reason: null };
  const texts = fits.slice(0, 3).map(({ text }) => text);
  return { diagnosis: null, reason: `it could be ${texts.join(", or ")}` };
}

function explanationsOf(wrong: Wrong): Explanation[] {
  const notation = [...ofNotation(wrong), ...ofRounding(wrong), ...ofDigits(wrong)];
  // Where the digits are right, only what stands around them is wrong.
  if (agrees({ ...wrong.numeral, unit: null }, wrong.measured)) return notation;
  return [
    ...notation,
    ...ofStatistic(wrong),
    ...ofSeeds(wrong),
    ...ofReduction(wrong),
    ...ofOperands(wrong),
    ...ofSource(wrong),
    ...ofBeside(wrong),
  ];
}

function bitsOf({ cost, alternatives, hits }: Explanation): number {
  return cost + Math.log2(Math.max(1, alternatives / Math.max(1, hits.length)));
}

/** How many printable numbers are no further from the truth than this one. No chance makes a unit that cannot be compared. */
function printableNear({ numeral, measured, bySize = false }: Wrong): number {
  const value = bySize ? -measured.value : measured.value;
  const readings = readingsOf(numeral, { ...measured, value });
  if (readings.length === 0) return Number.POSITIVE_INFINITY;
  const most = 2 * 10 ** numeral.significant;
  const counts = readings.map(({ interval: [low, high], value: truth }) => {
    const steps = Math.abs((low + high) / 2 - truth) / (high - low);
    return Number.isNaN(steps) ? most : Math.min(most, 2 * steps + 1);
  });
  return Math.min(...counts);
}
