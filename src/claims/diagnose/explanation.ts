import type { Numeral } from "../text/numeral.ts";
import { FACTOR } from "../text/unit.ts";
import type { Measured } from "../value/interval.ts";
import { agrees } from "../value/interval.ts";
import type { Operand } from "../value/resolve.ts";
import type { Scope } from "../value/scope.ts";
import type { Expression } from "../value/selector.ts";

/**
 * What is known of a wrong number: what it should be, where that comes from, and how the claim says it is made.
 *
 * - `bySize`: words such as “falls by” carry the sign, so that the number is the size of a negative change.
 * - `beside`: values that stand next to it: in the cells around it, on the lines around the cited one.
 */
export interface Wrong {
  numeral: Numeral;
  measured: Measured;
  operand: Operand | null;
  expression: Expression | null;
  scope: Scope;
  bySize?: boolean;
  beside?: readonly Beside[];
}

/** A value next to the wrong one. `name`: what it is, with where it stands (`test/loss, the next column`). */
export interface Beside {
  name: string;
  measured: Measured;
}

/**
 * A named transformation that leads from the truth to the number that is printed.
 *
 * - `text`: the transformation in a statistician's words. `source`: the number is right for another run, metric or split.
 * - `cost`: how unlikely a mistake of its kind is, in bits (see the classes below).
 * - `alternatives`: how many values the transformation could have produced.
 * - `hits`: those of them that are the number.
 */
export interface Explanation {
  text: string;
  source: boolean;
  cost: number;
  alternatives: number;
  hits: Measured[];
}

/**
 * The digits are right, and a sign, a unit or the last place was written wrongly; or the formula is the same by another
 * convention: n for n − 1 (the default of numpy), points for percent.
 */
export const SLIP = 1;
/** The value next to the right one: another statistic of the same values, another point or split of the same series. */
export const NEIGHBOUR = 2;
/** A value from elsewhere: another run, row or metric, one seed more or less, two digits swapped. */
export const ELSEWHERE = 3;
/**
 * Rarer: one digit mistyped, the decimal point moved, one operand of several replaced, a point in the middle of a
 * run, a run of another experiment.
 */
export const RARE = 4;
/** Two steps at once: the best value of another run, the mean over a row where one run is meant. */
export const TWOFOLD = 5;

/** One value that a transformation can produce. `name`: what varies within it (`seed3`). */
export interface Alternative {
  name: string;
  measured: Measured;
}

/** How a transformation is called and what it costs. `say` gets the names of the alternatives that fit. */
export interface Transformation {
  cost: number;
  source?: boolean;
  say(names: string): string;
}

/** How many names one explanation gives where several alternatives print the same. */
const NAMED = 3;

/** The explanation by a transformation, if any of the values it can produce is the number that is printed. */
export function explain(
  wrong: Wrong,
  { cost, source = false, say }: Transformation,
  alternatives: readonly Alternative[],
): Explanation[] {
  const fitting = alternatives.filter(({ measured }) => isPrinted(wrong, measured));
  const names = [...new Set(fitting.map(({ name }) => name))];
  if (names.length === 0) return [];
  const hits = fitting.map(({ measured }) => measured);
  return [{ text: say(listed(names)), source, cost, alternatives: alternatives.length, hits }];
}

/** An explanation by a transformation that has one result, or picks one of `alternatives` forms. */
export function slip(text: string, cost: number, alternatives = 1): Explanation {
  return { text, source: false, cost, alternatives, hits: [] };
}

/**
 * Does a value round to what is printed, as it stands or without its unit? A ratio may be printed as percent, a change by
 * its size where words carry the sign.
 */
export function isPrinted({ numeral, bySize = false }: Wrong, measured: Measured): boolean {
  const plain = { ...measured, unit: measured.unit === FACTOR ? null : measured.unit };
  const bare = { ...numeral, unit: null };
  const signs = bySize ? [1, -1] : [1];
  return signs.some((sign) => {
    const signed = { ...plain, value: sign * measured.value };
    return agrees(numeral, signed) || agrees(bare, signed);
  });
}

function listed(names: readonly string[]): string {
  if (names.length <= NAMED) return names.join(" or ");
  return `${names.slice(0, NAMED - 1).join(", ")} or ${names.length - NAMED + 1} others`;
}
