import type { Decimal } from "./decimal.ts";
import { decimalOf, moved, numberOf, scaled } from "./decimal.ts";
import type { Unit } from "./unit.ts";
import { readUnit } from "./unit.ts";

/** A closed range of values. */
export type Interval = [number, number];

/** The comparison that a printed bound states: `<0.01`. */
export type Bound = "<" | "<=" | ">" | ">=";

/**
 * A number as people print it.
 *
 * - `start`, `end`: offsets in the text it was found in; `text` is what stands there.
 * - `kind`: `value`, `spread` (`0.871 ± 0.004`), `range` (`0.81–0.87`), `bound` (`<0.01`), `fraction` (`12/14`).
 * - `value`: in the base unit (fraction, seconds, bytes, pieces); a range's middle, a fraction's quotient.
 * - `interval`: every value, in the base unit, that rounds to what is printed (half-up or half-even), both ends included.
 * - `printed`: the same without the unit, for evidence logged in the unit of the text.
 * - `decimals`, `significant`: the printed precision. `sign`: as printed, so that `+2.0` can be told from `2.0`.
 * - `approximate`: `~` or a word such as “about” widens the interval.
 * - `parts`: value and spread, the ends of a range, or numerator and denominator; empty otherwise.
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
  parts: Numeral[];
}

/** Reads a text that is one numeral and nothing else (spaces and emphasis marks around it aside); null otherwise. */
export function parseNumeral(text: string): Numeral | null {
  const bare = text.replace(/^[\s*_`$]+|[\s*_`$]+$/g, "");
  const word = /^([+\-−–]?)(NaN|nan|∞|inf|Infinity|\\infty)$/.exec(bare);
  if (word !== null) return nonFinite(text, 0, { sign: word[1] ?? "", nan: /nan/i.test(word[2] ?? "") });
  const found = findNumerals(bare);
  const [only] = found;
  return found.length === 1 && only?.start === 0 && only.end === bare.length ? { ...only, text: bare } : null;
}

/** Every numeral in a text, from left to right, none overlapping. Names and dates are not told apart here. */
export function findNumerals(text: string): Numeral[] {
  const found: Numeral[] = [];
  const starts = /(?<![\d.])\.?\d|(?<=\p{L}\.)\d|(?<=\.\.)\.?\d|(?<![\p{L}\p{N}])NaN(?![\p{L}\p{N}])|∞/gu;
  for (let match = starts.exec(text); match !== null; match = starts.exec(text)) {
    const numeral = readAt(text, match.index);
    found.push(numeral);
    starts.lastIndex = Math.max(numeral.end, match.index + 1);
  }
  return found;
}

interface Printed {
  decimal: Decimal;
  decimals: number;
  significant: number;
  scientific: boolean;
  end: number;
}

const GROUPED = ["\\d{1,3}(?:,\\d{3})+", "\\d{1,3}(?:_\\d{3})+", "\\d{1,3}(?:[\\u00a0\\u2009\\u202f]\\d{3})+"];
const MANTISSA = new RegExp(`(?:(?:${GROUPED.map((g) => `${g}(?!\\d)`).join("|")}|\\d+)(?:\\.\\d+)?|\\.\\d+)`, "uy");
const POWER =
  /[eE]([+\-−]?\d+)(?![\p{L}\p{N}_])|[ \u00a0\u2009\u202f]?(?:×|x|·|\*|\\times|\\cdot)[ \u00a0\u2009\u202f]?10(?:\^[{(]?([+\-−]?\d+)[})]?|([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))/uy;
const SPREAD = /[ \u00a0\u2009\u202f]?(?:±|\+\/-|\\pm)[ \u00a0\u2009\u202f]?(?=\.?\d)/uy;
const DASH = /(?:–|-|\.\.\.?|…)(?=\.?\d)/uy;
const SLASH = /\/(?=\d+(?![\d./]))/uy;
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const ABOUT = /(?:\b(?:about|around|approximately|approx\.|roughly|circa|ca\.)\s+)$/i;

/** Reads the numeral whose first digit stands at an offset. */
function readAt(text: string, at: number): Numeral {
  const lead = leadOf(text, at);
  if (text[at] === "N" || text[at] === "∞") return nonFinite(text, lead.start, { ...lead, nan: text[at] === "N" });
  const first = readPrinted(text, at, lead.sign);
  const unit = readUnit(text, first.end);
  const end = unit?.end ?? first.end;
  const joined = lead.bound === null ? readJoined({ text, lead, first, unit: unit?.unit ?? null, end }) : null;
  if (joined !== null) return joined;
  return numeralOf({ text, start: lead.start, end, printed: first, unit: unit?.unit ?? null, lead });
}

interface Lead {
  start: number;
  sign: Numeral["sign"];
  approximate: boolean;
  bound: Bound | null;
}

const NO_LEAD = { sign: "", approximate: false, bound: null } as const;

/** What stands before the digits: sign, then `~` or a bound. A hyphen after a letter or digit is no sign. */
function leadOf(text: string, at: number): Lead {
  const before = text.slice(Math.max(0, at - 24), at);
  const sign = /(?:^|[^\p{L}\p{N}_)\].%\-−–+])([+\-−–±]|\\pm )$/u.exec(before)?.[1] ?? "";
  const rest = before.slice(0, before.length - sign.length);
  const bound = /(?:^|[^-=])(<=|>=|<|>|≤|≥)[ \u00a0\u2009\u202f]?$/u.exec(rest);
  const tilde = /[~≈∼][ \u00a0\u2009\u202f]?$/u.exec(rest);
  const symbols = bound === null ? (tilde?.[0].length ?? 0) : rest.length - rest.lastIndexOf(bound[1] ?? "");
  return {
    start: at - sign.length - symbols,
    sign: sign === "" || sign === "+" ? sign : sign === "±" || sign === "\\pm " ? "±" : "-",
    approximate: tilde !== null || ABOUT.test(rest),
    bound: bound === null ? null : ((bound[1] ?? "").replace("≤", "<=").replace("≥", ">=") as Bound),
  };
}

/** The digits at an offset with their power of ten. */
function readPrinted(text: string, at: number, sign: Numeral["sign"]): Printed {
  MANTISSA.lastIndex = at;
  const mantissa = (MANTISSA.exec(text)?.[0] ?? "0").replace(/[^\d.]/g, "");
  const length = MANTISSA.lastIndex - at;
  POWER.lastIndex = at + length;
  const power = POWER.exec(text);
  const exponent = power === null ? "0" : asciiPower(power[1] ?? power[2] ?? power[3] ?? "0");
  const digits = mantissa.replace(".", "").replace(/^0+/, "");
  return {
    decimal: decimalOf(`${sign === "-" ? "-" : ""}${mantissa}e${exponent}`),
    decimals: mantissa.includes(".") ? mantissa.length - mantissa.indexOf(".") - 1 : 0,
    significant: Math.max(1, digits.length),
    scientific: power !== null,
    end: power === null ? at + length : POWER.lastIndex,
  };
}

function asciiPower(text: string): string {
  const digits = [...text].map((c) => (SUPERSCRIPTS.includes(c) ? String(SUPERSCRIPTS.indexOf(c)) : c)).join("");
  return digits.replace(/[−⁻]/g, "-").replace(/[+⁺]/g, "");
}

/** `a ± b`, `a–b` and `a/b`, when one of them continues a first number; null otherwise. */
function readJoined(from: {
  text: string;
  lead: Lead;
  first: Printed;
  unit: Unit | null;
  end: number;
}): Numeral | null {
  const { text, lead, first, end } = from;
  const kind = joinAt(text, end, first);
  if (kind === null) return null;
  const second = readPrinted(text, kind.at, "");
  const after = readUnit(text, second.end);
  const stop = after?.end ?? second.end;
  if (kind.kind !== "spread" && /^[\p{L}_-]\p{L}*\d/u.test(text.slice(stop, stop + 12))) return null;
  const unit = after?.unit ?? from.unit;
  const part = (printed: Printed, start: number, until: number) =>
    numeralOf({ text, start, end: until, printed, unit, lead: { ...NO_LEAD, start } });
  const one = numeralOf({ text, start: lead.start, end, printed: first, unit, lead });
  const two = part(second, kind.at, stop);
  if (kind.kind === "range" && (from.unit !== null && after === null ? true : !(one.value < two.value))) return null;
  if (kind.kind === "fraction" && (unit !== null || one.value > two.value || two.value === 0)) return null;
  return { ...one, ...combined(kind.kind, one, two), end: stop, text: text.slice(lead.start, stop), parts: [one, two] };
}

function joinAt(
  text: string,
  end: number,
  first: Printed,
): { kind: "spread" | "range" | "fraction"; at: number } | null {
  const patterns: ["spread" | "range" | "fraction", RegExp][] = [
    ["spread", SPREAD],
    ["range", DASH],
    ["fraction", SLASH],
  ];
  for (const [kind, pattern] of patterns) {
    if (kind === "fraction" && first.decimals > 0) continue;
    pattern.lastIndex = end;
    if (pattern.test(text)) return { kind, at: pattern.lastIndex };
  }
  return null;
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

function numeralOf(from: {
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
    parts: [],
  };
}

/** The two ends of the rounding interval. “About” is one unit of the last place, or 5 % of a whole number ending in 0. */
function endsOf(printed: Printed, approximate: boolean): [Decimal, Decimal] {
  const { decimal } = printed;
  if (!approximate) return [moved(decimal, -5), moved(decimal, 5)];
  const rounded = printed.decimals === 0 && decimal.digits !== 0n && decimal.digits % 10n === 0n;
  const tenths = rounded ? Number(decimal.digits < 0n ? -decimal.digits : decimal.digits) / 2 : 10;
  return [moved(decimal, -Math.round(tenths)), moved(decimal, Math.round(tenths))];
}

function nonFinite(text: string, start: number, lead: { sign: string; nan: boolean }): Numeral {
  const negative = /[-−–]/.test(lead.sign);
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
