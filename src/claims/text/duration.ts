import type { Decimal } from "./decimal.ts";
import { decimalOf } from "./decimal.ts";

/** A time of several units: its seconds, the ends of what rounds to it (half of its smallest unit), where it ends. */
export interface Duration {
  seconds: Decimal;
  ends: [Decimal, Decimal];
  end: number;
}

/** Reads `1h 23m`, `2 h 5 min 3 s`, `1d2h`, `3 min 20.5 s` at an offset: two or more units, the larger first; or null. */
export function readDuration(text: string, start: number): Duration | null {
  LARGER.lastIndex = start;
  if (!LARGER.test(text)) return null;
  const taken: { decimal: Decimal; factor: bigint; most: number }[] = [];
  let end = start;
  for (const { factor, most, pattern } of PARTS) {
    pattern.lastIndex = taken.length === 0 ? start : skipJoin(text, end);
    const match = pattern.exec(text);
    if (match === null || Number(match[1]) >= (taken.at(-1)?.most ?? Infinity)) continue;
    const decimal = decimalOf(match[1] ?? "0");
    taken.push({ decimal, factor, most });
    end = pattern.lastIndex;
    if (decimal.exponent < 0) break;
  }
  const last = taken.at(-1);
  if (last === undefined || taken.length < 2) return null;
  const seconds = taken
    .map(({ decimal, factor }) => ({ digits: decimal.digits * factor, exponent: decimal.exponent }))
    .reduce(sum);
  const half = { digits: 5n * last.factor, exponent: last.decimal.exponent - 1 };
  return { seconds, ends: [sum(seconds, { ...half, digits: -half.digits }), sum(seconds, half)], end };
}

const END = "(?![\\p{L}\\p{N}_])";

/** From days to seconds; `most`: how many of the next unit make one. */
const PARTS = [
  { factor: 86_400n, most: 24, pattern: partOf("d|days?") },
  { factor: 3600n, most: 60, pattern: partOf("h|hrs?|hours?") },
  { factor: 60n, most: 60, pattern: partOf("m|mins?|minutes?") },
  { factor: 1n, most: 60, pattern: partOf("s|secs?|seconds?") },
];

/** A quick look: of two units the first is no second. */
const LARGER = /\d+(?:\.\d+)?[ \u00a0\u2009\u202f]?[dhm]/uy;

function partOf(names: string): RegExp {
  return new RegExp(`(\\d+(?:\\.\\d+)?)[ \\u00a0\\u2009\\u202f]?(?:${names})(?:${END}|(?=\\d))`, "uy");
}

function skipJoin(text: string, at: number): number {
  JOIN.lastIndex = at;
  return JOIN.test(text) ? JOIN.lastIndex : at;
}

const JOIN = /(?: and |[ \u00a0\u2009\u202f])?(?=\d)/uy;

function sum(a: Decimal, b: Decimal): Decimal {
  const exponent = Math.min(a.exponent, b.exponent);
  const at = (one: Decimal) => one.digits * 10n ** BigInt(one.exponent - exponent);
  return { digits: at(a) + at(b), exponent };
}
