import { MAYBE_GAP, MINUS } from "./gap.ts";
import type { Bound, Numeral } from "./numeral.ts";

/**
 * What stands before the digits of a numeral.
 *
 * - `start`: where the signs that belong to it begin.
 * - `worded`: a bound that words state, which do not belong to it (`at least 0.9`).
 */
export interface Lead {
  start: number;
  sign: Numeral["sign"];
  approximate: boolean;
  bound: Bound | null;
  worded: Bound | null;
}

/** No sign, bound or word before the digits. */
export function bareLead(start: number): Lead {
  return { start, sign: "", approximate: false, bound: null, worded: null };
}

/** Reads back from the first digit: sign, then `~` or a bound. A hyphen after a letter or digit is no sign. */
export function leadOf(text: string, at: number): Lead {
  const before = text.slice(Math.max(0, at - 40), at);
  const sign = SIGN.exec(before)?.[1] ?? "";
  const rest = before.slice(0, before.length - sign.length);
  const isWorded = ANY_WORD.test(rest);
  const bound = BOUND.exec(rest);
  const tilde = bound === null ? TILDE.exec(rest) : null;
  const symbols = (bound?.[1] ?? tilde?.[0] ?? "").length;
  return {
    start: at - sign.length - symbols,
    sign: signOf(sign),
    approximate: tilde !== null || (isWorded && ABOUT.test(rest)),
    bound: bound === null ? null : boundOf(bound[1] ?? ""),
    worded: bound === null && isWorded ? wordedBound(rest) : null,
  };
}

const SIGN = new RegExp(
  `(?:^|[^\\p{L}\\p{N}_)\\].%+${MINUS}])([+${MINUS}±]|\\$[-−+]\\$|\\$?\\\\pm(?: |\\\\,|\\$ ?)?)$`,
  "u",
);
const COMPARISONS = "<=|>=|<|>|≤|≥|⩽|⩾|&lt;=?|&gt;=?|\\\\(?:leq?|geq?|leqslant|geqslant|lt|gt|<|>)(?!\\p{L})";
const BOUND = new RegExp(`(?:^|[^-=<>])(\\$?(?:${COMPARISONS})${MAYBE_GAP}\\$?${MAYBE_GAP})$`, "u");
const TILDE = new RegExp(`\\$?(?:[~≈∼≃]|\\\\(?:approx|sim|simeq)(?!\\p{L}))${MAYBE_GAP}\\$?${MAYBE_GAP}$`, "u");
const ABOUT =
  /\b(?:about|around|approximately|approx\.|roughly|circa|ca\.|nearly|almost|close to|(?:just|slightly|a little) (?:over|under|above|below))\s+$/i;

const WORDED: [RegExp, Bound][] = [
  [/\b(?:at least|no less than|not less than|no fewer than|a minimum of)\s+$/i, ">="],
  [/\b(?:at most|up to|no more than|not more than|not over|a maximum of)\s+$/i, "<="],
  [/\b(?:more than|over|above|greater than|larger than|higher than|exceed(?:s|ed|ing)?)\s+$/i, ">"],
  [/\b(?:less than|fewer than|under|below|smaller than|lower than)\s+$/i, "<"],
];

/** Any of them: few numbers have such words before them, and one pattern tells. */
const ANY_WORD = new RegExp([ABOUT, ...WORDED.map(([pattern]) => pattern)].map(({ source }) => source).join("|"), "i");

function wordedBound(before: string): Bound | null {
  return WORDED.find(([pattern]) => pattern.test(before))?.[1] ?? null;
}

function signOf(printed: string): Numeral["sign"] {
  if (printed === "") return "";
  if (printed.includes("±") || printed.includes("pm")) return "±";
  return printed.includes("+") ? "+" : "-";
}

function boundOf(printed: string): Bound {
  const isBelow = /[<≤⩽]|&lt|\\l/.test(printed);
  const isClosed = /=|[≤≥⩽⩾]|\\[lg]e/.test(printed);
  return isBelow ? (isClosed ? "<=" : "<") : isClosed ? ">=" : ">";
}
