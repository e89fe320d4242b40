import type { Measured } from "../value/interval.ts";
import { readingsOf } from "../value/interval.ts";
import type { Numeral } from "./numeral.ts";

/**
 * Prints a measured value as its author printed another: the same decimals, sign style, thousands separator, power of
 * ten and unit. Returns null where the author's form cannot state it (other units, ranges, fractions, bounds).
 */
export function printLike(numeral: Numeral, measured: Measured): string | null {
  const [spread] = numeral.parts.slice(1);
  const [main] = numeral.parts;
  if (numeral.kind === "spread" && main !== undefined && spread !== undefined) {
    const printed = printLike(main, measured);
    return printed === null ? null : printed + numeral.text.slice(main.end - main.start);
  }
  if (numeral.kind !== "value") return null;
  const [reading] = readingsOf(numeral, measured);
  if (reading === undefined) return null;
  const scale = reading.base ? Number(numeral.unit?.factor ?? 1n) : 1;
  const shift = reading.base ? -(numeral.unit?.exponent ?? 0) : 0;
  const value = shifted(reading.value / scale, shift);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  return dressed(numeral, value);
}

/** The parts of the author's text, with other digits in between. */
function dressed(numeral: Numeral, value: number): string {
  const match = /^(\D*?)([+\-−–±]?)(\.?\d[\d.,_\u00a0\u2009\u202f]*)(.*)$/su.exec(numeral.text);
  if (match === null) return String(value);
  const [, lead = "", sign = "", body = "", tail = ""] = match;
  const digits = numeral.scientific ? scientific(value, numeral, tail) : grouped(value.toFixed(numeral.decimals), body);
  const isZero = !/[1-9]/.test(digits.replace(/[eE×x·*].*/u, ""));
  const minus = /[-−–]/.test(sign) ? sign : "−";
  const printedSign = isZero ? "" : value < 0 ? minus : sign === "+" || sign === "±" ? sign : "";
  const unsigned = digits.replace(/^-/, "");
  return lead + printedSign + unsigned + (numeral.scientific ? afterPower(tail) : trailing(body) + tail);
}

function grouped(digits: string, body: string): string {
  const separator = /\d([,_\u00a0\u2009\u202f])\d/.exec(body)?.[1];
  if (separator === undefined) return digits;
  const [whole = "", fraction] = digits.split(".");
  const spaced = whole.replace(/\B(?=(\d{3})+(?!\d))/g, separator);
  return fraction === undefined ? spaced : `${spaced}.${fraction}`;
}

const POWER =
  /^([eE][+\-−]?\d+|[ \u00a0\u2009\u202f]?(?:×|x|·|\*|\\times|\\cdot)[ \u00a0\u2009\u202f]?10(?:\^[{(]?[+\-−]?\d+[})]?|[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))/u;

function scientific(value: number, numeral: Numeral, tail: string): string {
  const [mantissa = "0", exponent = "0"] = value.toExponential(numeral.decimals).split("e");
  const power = POWER.exec(tail)?.[1] ?? "e";
  const plain = exponent.replace("+", "");
  if (/^[eE]/.test(power)) return mantissa + power.charAt(0) + plain.replace("-", power.includes("−") ? "−" : "-");
  const head = power.slice(0, power.indexOf("10") + 2);
  if (power.includes("^")) {
    const [open = "", close = ""] = [/[{(]/.exec(power)?.[0], /[})]$/.exec(power)?.[0]];
    return `${mantissa}${head}^${open}${plain}${close}`;
  }
  return mantissa + head + [...plain].map((c) => (c === "-" ? "⁻" : ("⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)] ?? c))).join("");
}

function afterPower(tail: string): string {
  return tail.replace(POWER, "");
}

/** A space that the greedy match of digits took from in front of the unit. */
function trailing(body: string): string {
  return /[^\d]+$/.exec(body)?.[0] ?? "";
}

/** value × 10^by without binary noise: 0.8612 becomes 86.12. */
function shifted(value: number, by: number): number {
  if (by === 0 || !Number.isFinite(value)) return value;
  const [mantissa = "0", exponent = "0"] = String(value).split("e");
  return Number(`${mantissa}e${Number(exponent) + by}`);
}
