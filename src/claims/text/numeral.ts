import type { Decimal } from "./decimal.ts";
import { moved, numberOf, scaled } from "./decimal.ts";
import type { DecimalMark, Printed } from "./digits.ts";
import { readDigits } from "./digits.ts";
import { readDuration } from "./duration.ts";
import { MINUS } from "./gap.ts";
import { joinAt, joins } from "./join.ts";
import type { Lead } from "./lead.ts";
import { bareLead, leadOf } from "./lead.ts";
import type { Unit } from "./unit.ts";
import { readUnit, SECONDS } from "./unit.ts";

/** A closed range of values. */
export type Interval = [number, number];

/** The comparison that a printed bound states: `<0.01`. */
export type Bound = "<" | "<=" | ">" | ">=";

/**
 * A number as people print it.
 *
 * - `start`, `end`: offsets in the text it was found in; `text` is what stands there.
 * - `kind`: `value`, `spread` (`0.871 ± 0.004`), `range` (`0.81–0.87`), `bound` (`<0.01`), `fraction` (`12/14`, `12 of 14`).
 * - `value`: in the base unit (fraction, seconds, bytes, pieces); a range's middle, a fraction's quotient.
 * - `interval`: every value, in the base unit, that rounds to what is printed (half-up or half-even), both ends included.
 * - `printed`: the same without the unit, for evidence logged in the unit of the text.
 * - `decimals`, `significant`: the printed precision. `sign`: as printed, so that `+2.0` can be told from `2.0`.
 * - `approximate`: `~` or a word such as “about” widens the interval.
 * - `bound`: as a sign states it; `worded`: as words before it do (`at least 0.9`), which change nothing else.
 * - `parts`: value and spread, the ends of a range, or numerator and denominator; empty otherwise.
 * - `unitFrom`: `head` when the unit stands in the head of its column or row; `compound`: a time such as `1h 23m`.
 */
export interface Numeral {
  start: number;
  end: number;
  text: string;
  kind: "value" | "spread" | "range" | "bound" | "fraction";
  value: number;
  interval: Interval;
  printed: Interval;
  decimals: number;
  significant: number;
  scientific: boolean;
  sign: "" | "+" | "-" | "±";
  unit: Unit | null;
  percent: boolean;
  approximate: boolean;
  bound: Bound | null;
  worded?: Bound | null;
  parts: Numeral[];
  unitFrom?: "head";
  compound?: boolean;
}

/** Reads a text that is one numeral and nothing else (spaces and emphasis marks around it aside); null otherwise. */
export function parseNumeral(text: string): Numeral | null {
  const bare = undressed(text);
  const word = NOT_FINITE.exec(bare);
  if (word !== null) return nonFinite(bare, 0, { sign: word[1] ?? "", nan: /nan/i.test(word[2] ?? "") });
  const found = findNumerals(bare);
  const [only] = found;
  return found.length === 1 && only?.start === 0 && only.end === bare.length ? { ...only, text: bare } : null;
}

/**
 * Every numeral in a text, from left to right, none overlapping. Names and dates are not told apart here. `mark`: what
 * the text marks decimals with.
 */
export function findNumerals(text: string, mark: DecimalMark = "."): Numeral[] {
  const found: Numeral[] = [];
  const starts = new RegExp(STARTS);
  for (let match = starts.exec(text); match !== null; match = starts.exec(text)) {
    const numeral = readAt(text, match.index, mark);
    found.push(numeral);
    starts.lastIndex = Math.max(numeral.end, match.index + 1);
  }
  return found;
}

/** A numeral of digits that were read, with what stands before them and the unit behind them. */
export function numeralOf(from: {
  text: string;
  start: number;
  end: number;
  printed: Printed;
  unit: Unit | null;
  lead: Lead;
}): Numeral {
  const { text, start, end, printed, unit, lead } = from;
  const factor = unit?.factor ?? 1n;
  const exponent = unit?.exponent ?? 0;
  const ends = endsOf(printed, lead.approximate);
  const inBase = (decimal: Decimal) => numberOf(scaled(decimal, factor, exponent));
  const open = lead.bound?.startsWith("<") ? -Infinity : Infinity;
  const bounded = (value: number): Interval => (open < 0 ? [open, value] : [value, open]);
  const value = inBase(printed.decimal);
  return {
    start,
    end,
    text: text.slice(start, end),
    kind: lead.bound === null ? "value" : "bound",
    value,
    interval: lead.bound === null ? [inBase(ends[0]), inBase(ends[1])] : bounded(value),
    printed: lead.bound === null ? [numberOf(ends[0]), numberOf(ends[1])] : bounded(numberOf(printed.decimal)),
    decimals: printed.decimals,
    significant: printed.significant,
    scientific: printed.scientific,
    sign: lead.sign,
    unit,
    percent: unit?.dimension === "fraction",
    approximate: lead.approximate,
    bound: lead.bound,
    worded: lead.worded,
    parts: [],
  };
}

const STARTS = /(?<![\d.])\.?\d|(?<=\p{L}\.)\d|(?<=\.\.)\.?\d|(?<![\p{L}\p{N}])NaN(?![\p{L}\p{N}])|∞/gu;
const NOT_FINITE = new RegExp(`^([+${MINUS}]?)(NaN|nan|∞|inf|Infinity|\\\\infty)$`);

/** A text without white space, emphasis and the markup of LaTeX around it. */
function undressed(text: string): string {
  const bare = text.replace(/^[\s*_`$]+|[\s*_`$]+$/g, "");
  const inside = /^\\(?:math|text|bold)[a-z]*\{(.*)\}$/s.exec(bare)?.[1];
  return inside === undefined ? bare : undressed(inside);
}

/** Reads the numeral whose first digit stands at an offset. */
function readAt(text: string, at: number, mark: DecimalMark): Numeral {
  const lead = leadOf(text, at);
  if (text[at] === "N" || text[at] === "∞") return nonFinite(text, lead.start, { ...lead, nan: text[at] === "N" });
  const time = readTime(text, at, lead);
  if (time !== null) return time;
  const first = readDigits(text, at, { negative: lead.sign === "-", mark });
  const isBraced = text[lead.start - 1] === "{" && text[first.end] === "}";
  const unit = readUnit(text, isBraced ? first.end + 1 : first.end);
  const end = unit?.end ?? first.end;
  const joined = lead.bound === null ? readJoined({ text, lead, first, unit: unit?.unit ?? null, end, mark }) : null;
  return joined ?? numeralOf({ text, start: lead.start, end, printed: first, unit: unit?.unit ?? null, lead });
}

/** `1h 23m` in seconds. */
function readTime(text: string, at: number, lead: Lead): Numeral | null {
  const time = readDuration(text, at);
  if (time === null) return null;
  const digits = String(time.seconds.digits);
  const decimals = Math.max(0, -time.seconds.exponent);
  const printed = { decimal: time.seconds, decimals, significant: digits.length, scientific: false, end: time.end };
  const { start, bound } = lead;
  const numeral = numeralOf({ text, start, end: time.end, printed, unit: SECONDS, lead });
  if (bound !== null) return { ...numeral, compound: true };
  const interval: Interval = [numberOf(time.ends[0]), numberOf(time.ends[1])];
  return { ...numeral, interval, printed: interval, compound: true };
}

/** `a ± b`, `a–b`, `a/b` and `a of b`, when one of them continues a first number; null otherwise. */
function readJoined(from: {
  text: string;
  lead: Lead;
  first: Printed;
  unit: Unit | null;
  end: number;
  mark: DecimalMark;
}): Numeral | null {
  const { text, lead, first, end } = from;
  const join = joinAt(text, { start: lead.start, end });
  if (join === null || (join.kind === "fraction" && (first.decimals > 0 || lead.sign !== ""))) return null;
  const second = readDigits(text, join.at, { negative: false, mark: from.mark });
  const closed = second.end + (text.startsWith(join.close, second.end) ? join.close.length : 0);
  const isWhole = text[lead.start - 1] === "(" && text[closed] === ")" && join.kind === "spread" && from.unit === null;
  const after = readUnit(text, closed + (isWhole ? 1 : 0));
  const start = isWhole && after !== null ? lead.start - 1 : lead.start;
  const stop = after?.end ?? closed;
  if (join.kind !== "spread" && /^[\p{L}_-]\p{L}*\d/u.test(text.slice(stop, stop + 12))) return null;
  const unit = after?.unit ?? from.unit;
  const one = numeralOf({ text, start: lead.start, end, printed: first, unit, lead });
  const two = numeralOf({ text, start: join.at, end: stop, printed: second, unit, lead: bareLead(join.at) });
  if (!joins(join, [one, two], { ownUnit: from.unit !== null, unitAfter: after !== null })) return null;
  return {
    ...one,
    ...combined(join.kind, one, two),
    start,
    end: stop,
    text: text.slice(start, stop),
    parts: [one, two],
  };
}

function combined(kind: "spread" | "range" | "fraction", one: Numeral, two: Numeral): Partial<Numeral> {
  if (kind === "spread") return { kind };
  if (kind === "range") {
    const interval: Interval = [one.interval[0], two.interval[1]];
    return { kind, value: (one.value + two.value) / 2, interval, printed: [one.printed[0], two.printed[1]] };
  }
  const value = one.value / two.value;
  return { kind, value, interval: [value, value], printed: [value, value] };
}

/** The two ends of the rounding interval. “About” is one unit of the last place, and at least 5 % of a whole number ending in 0. */
function endsOf(printed: Printed, approximate: boolean): [Decimal, Decimal] {
  const { decimal } = printed;
  if (!approximate) return [moved(decimal, -5), moved(decimal, 5)];
  const rounded = printed.decimals === 0 && decimal.digits !== 0n && decimal.digits % 10n === 0n;
  const tenths = Math.max(10, rounded ? Number(decimal.digits < 0n ? -decimal.digits : decimal.digits) / 2 : 0);
  return [moved(decimal, -Math.round(tenths)), moved(decimal, Math.round(tenths))];
}

function nonFinite(text: string, start: number, lead: { sign: string; nan: boolean }): Numeral {
  const negative = lead.sign !== "" && lead.sign !== "+";
  const value = lead.nan ? Number.NaN : negative ? -Infinity : Infinity;
  const end = lead.nan || text.indexOf("∞", start) < 0 ? start + lead.sign.length + 3 : text.indexOf("∞", start) + 1;
  const fields = { decimals: 0, significant: 0, scientific: false, unit: null, percent: false, approximate: false };
  const sign = negative ? "-" : "";
  const interval: Interval = [value, value];
  return {
    start,
    end,
    text: text.slice(start, end),
    kind: "value",
    value,
    interval,
    printed: interval,
    ...fields,
    sign,
    bound: null,
    parts: [],
  };
}
