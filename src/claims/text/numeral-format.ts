import type { Measured, Reading } from "../value/interval.ts";
import { readingsOf } from "../value/interval.ts";
import { MAYBE_GAP, MINUS } from "./gap.ts";
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
    const before = numeral.text.slice(0, main.start - numeral.start);
    return printed === null ? null : before + printed + numeral.text.slice(main.end - numeral.start);
  }
  if (numeral.kind !== "value" || numeral.compound === true) return null;
  const reading = likeliest(numeral, readingsOf(numeral, measured));
  if (reading === undefined) return null;
  const scale = reading.base ? Number(numeral.unit?.factor ?? 1n) : 1;
  const shift = reading.base ? -(numeral.unit?.exponent ?? 0) : 0;
  const value = shifted(reading.value / scale, shift);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
  return dressed(numeral, value);
}

/** Below a head with a unit an author may have used another; the reading of a like size is meant. */
function likeliest(numeral: Numeral, readings: readonly Reading[]): Reading | undefined {
  if (numeral.unitFrom !== "head") return readings[0];
  const distance = ({ interval, value }: Reading) =>
    Math.abs(Math.log(Math.abs(value) || 1e-300) - Math.log(Math.abs(interval[0] + interval[1]) / 2 || 1e-300));
  return readings.toSorted((a, b) => distance(a) - distance(b))[0];
}

/** The parts of the author's text, with other digits in between. */
function dressed(numeral: Numeral, value: number): string {
  const match = DRESSED.exec(numeral.text);
  if (match === null) return String(value);
  const [, lead = "", sign = "", body = "", tail = ""] = match;
  const point = numeral.decimals > 0 && DECIMAL_COMMA.test(body) ? "," : ".";
  const digits = numeral.scientific
    ? scientific(value, { numeral, body, tail })
    : grouped(value.toFixed(numeral.decimals), body, point);
  const isZero = !/[1-9]/.test(digits.replace(/[eE×x·*\\].*/u, ""));
  const minus = MINUS_SIGN.test(sign) ? sign : "−";
  const printedSign = isZero ? "" : value < 0 ? minus : sign !== "" && !MINUS_SIGN.test(sign) ? sign : "";
  const unsigned = digits.replace(/^-/, "");
  return lead + printedSign + unsigned + (numeral.scientific ? tail.replace(POWER, "") : tail);
}

const DRESSED = new RegExp(
  `^(\\D*?)([+±${MINUS}]|\\$[-−+]\\$|\\\\pm ?)?(\\.?\\d(?:(?:[.,_'’\\u00a0\\u2007\\u2009\\u202f]|\\{,\\}|\\\\,)?\\d)*)(.*)$`,
  "su",
);
const MINUS_SIGN = new RegExp(`[${MINUS}]`, "u");
const DECIMAL_COMMA = /(?:^0|[.\u00a0\u2007\u2009\u202f]\d{3}|^\d+),\d+$|^\d+,(?:\d{1,2}|\d{4,})$/;

/** Digits with the separator of thousands that the author's have. */
function grouped(digits: string, body: string, point: string): string {
  const separator = /\d([,_'’.\u00a0\u2007\u2009\u202f]|\{,\}|\\,)\d{3}(?!\d)/.exec(body)?.[1];
  const isPoint = separator === point && !new RegExp(`\\${point}.*\\${point}`).test(body);
  if (separator === undefined || isPoint) return digits.replace(".", point);
  const [whole = "", fraction] = digits.split(".");
  const spaced = whole.replace(/\B(?=(\d{3})+(?!\d))/g, separator.replaceAll("$", "$$$$"));
  return fraction === undefined ? spaced : `${spaced}${point}${fraction}`;
}

const BARE = /^(?:\^|\*\*|[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹])/u;
const POWER = new RegExp(
  `^([eE][+${MINUS}]?\\d+|(?:${MAYBE_GAP}(?:×|x|·|\\*|\\\\times|\\\\cdot)${MAYBE_GAP}10)?(?:(?:\\^|\\*\\*)[{(]?[+${MINUS}]?\\d+[})]?|[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))`,
  "u",
);

/** A power of ten alone (`10⁻³`) gets a factor where the value is none. */
function scientific(value: number, { numeral, body, tail }: { numeral: Numeral; body: string; tail: string }): string {
  const [mantissa = "0", exponent = "0"] = value.toExponential(numeral.decimals).split("e");
  const power = POWER.exec(tail)?.[1] ?? "e";
  const plain = exponent.replace("+", "");
  if (/^[eE]/.test(power)) {
    const minus = /[^\d+]/.exec(power.slice(1))?.[0] ?? "-";
    return mantissa + power.charAt(0) + plain.replace("-", minus);
  }
  const isBare = body === "10" && BARE.test(tail);
  const factor = /^-?1$/.test(mantissa) ? mantissa.replace("1", "10") : `${mantissa} × 10`;
  const head = isBare ? factor : mantissa + power.slice(0, power.indexOf("10") + 2);
  const mark = /\^|\*\*/.exec(power)?.[0];
  if (mark !== undefined) {
    const [open = "", close = ""] = [/[{(]/.exec(power)?.[0], /[})]$/.exec(power)?.[0]];
    return `${head}${mark}${open}${plain}${close}`;
  }
  return head + [...plain].map((c) => (c === "-" ? "⁻" : ("⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)] ?? c))).join("");
}

/** value × 10^by without binary noise: 0.8612 becomes 86.12. */
function shifted(value: number, by: number): number {
  if (by === 0 || !Number.isFinite(value)) return value;
  const [mantissa = "0", exponent = "0"] = String(value).split("e");
  return Number(`${mantissa}e${Number(exponent) + by}`);
}
