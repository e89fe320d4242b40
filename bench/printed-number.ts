/**
 * Printed numbers as exact decimals. Written apart from `src/claims`, so that the benchmark does not ask the code under test
 * whether a mutation can be seen.
 */
export interface PrintedNumber {
  /** Offset in the text it was found in. */
  start: number;
  literal: string;
  decimals: number;
}

/** The numbers of a link's text, from left to right: sign, digits, decimals. */
export function printedNumbers(text: string): PrintedNumber[] {
  return [...text.matchAll(/[+−-]?\d+(?:\.\d+)?/gu)].map((match) => ({
    start: match.index,
    literal: match[0],
    decimals: match[0].includes(".") ? match[0].length - match[0].indexOf(".") - 1 : 0,
  }));
}

/**
 * Does a value round to a printed number: is it at most half a unit of the last place away? `noise`: relative error that
 * arithmetic on doubles may have left in the value; 0 for one that was logged.
 */
export function roundsTo(literal: string, value: number, noise: number): boolean {
  const printed = exactly(ascii(literal));
  const truth = exactly(String(value));
  const places = Math.max(printed.places, truth.places, 0) + 20;
  const distance = absolute(widened(printed, places) - widened(truth, places));
  const half = widened({ digits: 5n, places: printed.places + 1 }, places);
  const slack = BigInt(Math.round(noise * 1e18)) * (absolute(widened(truth, places)) / 10n ** 18n + 1n);
  return distance <= half + slack;
}

/** The value printed as another number was: with its decimals, its minus sign and its plus. */
export function printedLike(value: number, like: { literal: string; decimals: number }): string {
  const text = value.toFixed(like.decimals);
  if (text.startsWith("-")) return like.literal.startsWith("-") ? text : `−${text.slice(1)}`;
  return like.literal.startsWith("+") ? `+${text}` : text;
}

/** The two printed numbers around a value: towards zero, and away from it. Equal where the value needs no rounding. */
export function neighbours(value: number, like: { literal: string; decimals: number }): [string, string] {
  const { digits, places } = exactly(String(Math.abs(value)));
  const cut = Math.max(0, places - like.decimals);
  const down = (digits * 10n ** BigInt(Math.max(0, like.decimals - places))) / 10n ** BigInt(cut);
  const isExact = digits % 10n ** BigInt(cut) === 0n;
  const print = (whole: bigint) => {
    const all = whole.toString().padStart(like.decimals + 1, "0");
    const text = like.decimals === 0 ? all : `${all.slice(0, -like.decimals)}.${all.slice(-like.decimals)}`;
    return `${/^[+−-]/u.exec(like.literal)?.[0] ?? ""}${text}`;
  };
  return [print(down), print(isExact ? down : down + 1n)];
}

/** The literal as a number. */
export function numberOf(literal: string): number {
  return Number(ascii(literal));
}

interface Exact {
  digits: bigint;
  places: number;
}

function exactly(text: string): Exact {
  const [, sign = "", whole = "", fraction = "", power = "0"] =
    /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = BigInt(whole + fraction || "0");
  return { digits: sign === "-" ? -digits : digits, places: fraction.length - Number(power) };
}

function widened({ digits, places }: Exact, to: number): bigint {
  return digits * 10n ** BigInt(to - places);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function ascii(literal: string): string {
  return literal.replace("−", "-");
}
