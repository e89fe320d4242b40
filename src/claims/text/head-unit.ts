import { decimalOf, numberOf, scaled } from "./decimal.ts";
import { readDigits } from "./digits.ts";
import type { Interval, Numeral } from "./numeral.ts";
import type { Unit } from "./unit.ts";
import { parseUnit, unitOfName } from "./unit.ts";

/** The heads of a table's cell. */
export interface Heads {
  columnHead?: string | null;
  rowHead?: string | null;
}

/**
 * A numeral without a unit, with the one that the head of its column or row states (`Latency (ms)`, `Acc. [%]`, `Params
 * (in M)`, `lr (×10⁻³)`). Its text and `printed` stay: whoever reads it as a plain number still can.
 */
export function withHeadUnit(numeral: Numeral, { columnHead, rowHead }: Heads): Numeral {
  if (numeral.unit !== null || numeral.kind === "fraction" || !Number.isFinite(numeral.value)) return numeral;
  const unit = unitOfHead(columnHead ?? "") ?? unitOfHead(rowHead ?? "");
  return unit === null ? numeral : inUnit(numeral, unit);
}

/** The unit that the head of a column or row states, or null. */
export function unitOfHead(head: string): Unit | null {
  // `Δ loss (Δ %)` has a second number in brackets, whose unit is not the first one's.
  const second = /[([][^()[\]]*(?:[Δ∆]|\b(?:diff|change|gain|rel)\w*)[^()[\]]*[)\]]/gi;
  const text = head
    .replace(/[↑↓⬆⬇▲▼*`$]/g, "")
    .replace(second, " ")
    .trim();
  const bracketed = [...text.matchAll(/[([]([^()[\]]+)[)\]]/g)].flatMap((match) => match[1]?.split(/[,;]/) ?? []);
  for (const inside of bracketed) {
    const unit = parseUnit(inside) ?? powerOf(inside);
    if (unit !== null) return unit;
  }
  const last = /(?:[,/:] ?|\s)([^\s,/:]+)$/.exec(text)?.[1];
  if (last !== undefined && (/^\\?%$/.test(last) || /[,/] ?[^\s,/]+$/.test(text))) return parseUnit(last);
  return unitOfName(text);
}

/** `×10⁻³`, `x 1e3`, `10^6`: what the column's numbers are to be multiplied by. */
function powerOf(text: string): Unit | null {
  const bare = text.trim().replace(/^(?:in |[×x] ?|\\times ?)/, "");
  if (!/^1(?:0[\^⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]|[eE])/.test(bare)) return null;
  const { decimal, scientific, end } = readDigits(bare, 0, { negative: false, mark: "." });
  if (!scientific || end !== bare.length || decimal.digits !== 1n) return null;
  return { name: text.trim(), dimension: "count", factor: 1n, exponent: decimal.exponent };
}

function inUnit(numeral: Numeral, unit: Unit): Numeral {
  const { factor, exponent } = unit;
  // The printed ends are short decimals, which their doubles still spell.
  const inBase = (value: number) =>
    Number.isFinite(value) ? numberOf(scaled(decimalOf(String(value)), factor, exponent)) : value;
  const interval: Interval = [inBase(numeral.printed[0]), inBase(numeral.printed[1])];
  return {
    ...numeral,
    value: inBase(numeral.value),
    interval,
    unit,
    percent: unit.dimension === "fraction",
    unitFrom: "head",
    parts: numeral.parts.map((part) => inUnit(part, unit)),
  };
}
