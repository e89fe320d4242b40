import type { Decimal } from "./decimal.ts";
import { decimalOf } from "./decimal.ts";
import { GAP, MAYBE_GAP, MINUS } from "./gap.ts";

/** Digits with their power of ten: the exact value, the printed precision, and where they end. */
export interface Printed {
  decimal: Decimal;
  decimals: number;
  significant: number;
  scientific: boolean;
  end: number;
}

/** What a text marks decimals with. With `.` a comma is read as one only where it can be nothing else (`0,87`). */
export type DecimalMark = "." | ",";

/** Reads the digits that begin at an offset. `negative`: does a minus sign stand before them? */
export function readDigits(
  text: string,
  at: number,
  { negative, mark }: { negative: boolean; mark: DecimalMark },
): Printed {
  const { digits, end } = mantissaAt(text, at, mark);
  const sign = negative ? "-" : "";
  BARE_POWER.lastIndex = end;
  const bare = digits === "10" ? BARE_POWER.exec(text) : null;
  if (bare !== null) {
    const decimal = decimalOf(`${sign}1e${asciiPower(bare[1] ?? bare[2] ?? bare[3] ?? "0")}`);
    return { decimal, decimals: 0, significant: 1, scientific: true, end: BARE_POWER.lastIndex };
  }
  POWER.lastIndex = end;
  const power = POWER.exec(text);
  const exponent = power === null ? "0" : asciiPower(power.slice(1).find((group) => group !== undefined) ?? "0");
  return {
    decimal: decimalOf(`${sign}${digits}e${exponent}`),
    decimals: digits.includes(".") ? digits.length - digits.indexOf(".") - 1 : 0,
    significant: Math.max(1, digits.replace(".", "").replace(/^0+/, "").length),
    scientific: power !== null,
    end: power === null ? end : POWER.lastIndex,
  };
}

/** Whether a text marks decimals by commas: it has numbers that can be read in no other way, and none with a point. */
export function decimalMarkOf(text: string): DecimalMark {
  const commas = text.match(/(?<![\d.,])0,\d{2,}(?![\d,]|\.\d)/g)?.length ?? 0;
  return commas > 0 && !/(?<![\d.,])\d+\.\d{1,2}(?![\d.])/.test(text) ? "," : ".";
}

const SEPARATORS = [",", "_", "['’]", "\\{,\\}", "\\\\,", "[\\u00a0\\u2007\\u2009\\u202f]"];
const GROUPS = SEPARATORS.map((separator) => `[1-9]\\d{0,2}(?:${separator}\\d{3})+(?!\\d)`).join("|");
const WITH_POINT = new RegExp(`(?:(?:${GROUPS}|\\d+)(?:\\.\\d+)?|\\.\\d+)`, "uy");

/** Decimal commas that need no other evidence: `0,87`, `1.234,5`, `12,5 %`, `1,2e-3`. */
const UNIT_AFTER = `(?=${MAYBE_GAP}(?:\\\\?%|pp\\b|ms\\b|s\\b|min\\b|[KMGT]i?B\\b)|[eE][-+]?\\d|${MAYBE_GAP}[×·]${MAYBE_GAP}10)`;
const SURE_COMMA = new RegExp(
  `(?:0,\\d{2,}|[1-9]\\d{0,2}(?:(?:\\.\\d{3})+|(?:${GAP}\\d{3})+),\\d+|\\d+,\\d{1,2}${UNIT_AFTER})(?![\\d]|[.,]\\d)`,
  "uy",
);
const WITH_COMMA = new RegExp(
  `(?:[1-9]\\d{0,2}(?:(?:\\.\\d{3})+|(?:${GAP}\\d{3})+)(?!\\d)|\\d+)(?:,\\d+)?(?![,]\\d)`,
  "uy",
);

/** The digits at an offset in plain form, with a point for decimals. */
function mantissaAt(text: string, at: number, mark: DecimalMark): { digits: string; end: number } {
  const follows = /[\d.,]$/.test(text.slice(Math.max(0, at - 1), at)) && text[at] !== ".";
  for (const pattern of follows ? [] : mark === "," ? [WITH_COMMA] : [SURE_COMMA]) {
    pattern.lastIndex = at;
    const match = pattern.exec(text)?.[0];
    if (match !== undefined) return { digits: match.replace(/[^\d,]/g, "").replace(",", "."), end: at + match.length };
  }
  WITH_POINT.lastIndex = at;
  const match = WITH_POINT.exec(text)?.[0] ?? "0";
  return { digits: match.replace(/[^\d.]/g, ""), end: at + Math.max(1, match.length) };
}

const TIMES = `${MAYBE_GAP}(?:×|x|·|\\*|\\\\times(?!\\p{L})|\\\\cdot(?!\\p{L}))${MAYBE_GAP}`;
const EXPONENT = `(?:(?:\\^|\\*\\*)[{(]?([+${MINUS}]?\\d+)[})]?|([⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+))`;
const POWER = new RegExp(`[eE]([+${MINUS}]?\\d+)(?![\\p{L}\\p{N}_])|${TIMES}10${EXPONENT}`, "uy");
const BARE_POWER = new RegExp(EXPONENT, "uy");
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function asciiPower(text: string): string {
  const digits = [...text].map((c) => (SUPERSCRIPTS.includes(c) ? String(SUPERSCRIPTS.indexOf(c)) : c)).join("");
  return digits.replace(/[^\d+⁺]/, "-").replace(/[+⁺]/g, "");
}
