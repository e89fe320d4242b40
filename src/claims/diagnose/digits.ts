import type { Numeral } from "../text/numeral.ts";
import { parseNumeral } from "../text/numeral.ts";
import { agrees } from "../value/interval.ts";
import type { Explanation, Wrong } from "./explanation.ts";
import { ELSEWHERE, RARE, slip } from "./explanation.ts";

/**
 * The truth with two neighbouring digits swapped, or with one digit mistyped. A swap has few results, so that it explains
 * much; of the nine other digits in each place one is always near, so that a mistyped one explains only a number which is
 * far off (see the ranking in diagnosis.ts).
 */
export function ofDigits(wrong: Wrong): Explanation[] {
  const { numeral } = wrong;
  const literal = /\d[\d.]*/.exec(numeral.text)?.[0] ?? "";
  if (numeral.significant < 2 || numeral.kind !== "value" || literal === "") return [];
  const swaps = swapped(literal);
  const others = mistyped(literal);
  const fits = (text: string) => isTruth(wrong, numeral, numeral.text.replace(literal, text));
  const swap = swaps.find(fits);
  if (swap !== undefined) return [slip(`two digits are swapped: ${swap}`, ELSEWHERE, swaps.length)];
  const other = others.find(fits);
  return other === undefined ? [] : [slip(`one digit is mistyped: ${other}`, RARE, others.length)];
}

function swapped(literal: string): string[] {
  return [...literal].flatMap((digit, at) => {
    // The point may stand between them.
    const next = literal[at + 1] === "." ? at + 2 : at + 1;
    const other = literal[next];
    if (digit === "." || other === undefined || other === digit) return [];
    return [literal.slice(0, at) + other + literal.slice(at + 1, next) + digit + literal.slice(next + 1)];
  });
}

function mistyped(literal: string): string[] {
  return [...literal].flatMap((digit, at) =>
    digit === "." ? [] : others(digit).map((other) => literal.slice(0, at) + other + literal.slice(at + 1)),
  );
}

function others(digit: string): string[] {
  return [..."0123456789"].filter((other) => other !== digit);
}

/** The text is as precise as the one printed: the digits alone differ. */
function isTruth({ measured, bySize = false }: Wrong, numeral: Numeral, text: string): boolean {
  const other = parseNumeral(text);
  if (other === null || other.decimals !== numeral.decimals || other.kind !== numeral.kind) return false;
  return agrees(other, bySize ? { ...measured, value: -measured.value } : measured);
}
