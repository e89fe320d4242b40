import type { Evidence } from "./evidence.ts";

/**
 * A number as it is shown, with what stands behind it. It is made once, by the comparison
 * (compare/table/quantity.ts); report, site and JSON print `text` and never format again.
 *
 * - `value`: at full precision. NaN and infinities are data.
 * - `text`: what is printed, without its link.
 * - `selector`: the durable address (`full/auc@best`), or for a derived number the expression over selectors
 *   (`pp(mean(shift/test/accuracy), mean(baseline/test/accuracy))`). Empty for a number that a person wrote on the cited line.
 * - `evidence`: one entry for a logged number, more for one made of several points of a run; every operand's evidence for a
 *   derived one. Never empty.
 */
export interface Quantity {
  value: number;
  text: string;
  selector: string;
  derived: boolean;
  evidence: Evidence[];
}

/** How a column of numbers is printed: `decimals` after the point, or `significant` digits in scientific notation. */
export interface NumberStyle {
  decimals: number;
  scientific: boolean;
}

/**
 * The style for a column, so that its numbers line up: four significant digits of the largest finite magnitude, with up to
 * three decimals more where that shows two digits of the smallest one. Columns whose largest magnitude is below 1e-3 or from 1e7 are printed in
 * scientific notation; a column of integers gets no decimals. Values that lie close together get up to two decimals more, so that two digits of their
 * range are seen, and where one digit more is all that was `logged`, it is not cut off.
 */
export function styleFor(values: readonly number[], logged = values): NumberStyle {
  const { largest, smallest, range, isWhole } = extentOf(values);
  if (isWhole && largest < 1e7) return { decimals: 0, scientific: false };
  if (largest > 0 && (largest < 1e-3 || largest >= 1e7)) return { decimals: 3, scientific: true };
  const ofLargest = Math.max(0, 3 - Math.floor(Math.log10(largest || 1)));
  const ofSmallest = 1 - Math.floor(Math.log10(smallest));
  const isInReach = ofSmallest <= Math.min(ofLargest + 3, 6);
  const decimals = isInReach ? Math.max(ofLargest, ofSmallest) : ofLargest;
  const most = decimalsIn(logged, decimals + 3);
  const ofRange = range > 0 ? 1 - Math.floor(Math.log10(range)) : 0;
  const wanted = most === decimals + 1 ? most : Math.min(ofRange, decimals + 2, most);
  return { decimals: Math.max(decimals, wanted), scientific: false };
}

/** Of the finite values: the largest and the smallest magnitude (∞ where all are zero), how far they lie apart, and whether all are integers. */
function extentOf(values: readonly number[]) {
  let [largest, smallest, isWhole] = [0, Number.POSITIVE_INFINITY, true];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const magnitude = Math.abs(value);
    if (magnitude > largest) largest = magnitude;
    if (magnitude > 0 && magnitude < smallest) smallest = magnitude;
    if (value < low) low = value;
    if (value > high) high = value;
    isWhole &&= Number.isInteger(magnitude);
  }
  return { largest, smallest, range: high - low, isWhole };
}

/** The most decimals that a number of these needs, as far as it is below `enough`: more of them say nothing more. */
function decimalsIn(values: readonly number[], enough: number): number {
  let most = 0;
  for (const value of values) {
    most = Math.max(most, decimalsOf(value));
    if (most >= enough) break;
  }
  return most;
}

/** How many decimals a number needs to be written down in full; more than any style has for one in scientific notation. */
function decimalsOf(value: number): number {
  if (!Number.isFinite(value) || Number.isInteger(value)) return 0;
  const text = String(value);
  return text.includes("e") ? Number.POSITIVE_INFINITY : text.length - text.indexOf(".") - 1;
}

/** The style that a finite number was printed in. */
export function printedStyle(text: string): NumberStyle {
  const [digits = "", exponent] = text.split("e");
  return { decimals: digits.split(".")[1]?.length ?? 0, scientific: exponent !== undefined };
}

/** Prints one number. Non-finite values are `NaN`, `∞`, `−∞`; a minus is U+2212 in text made for people. */
export function formatNumber(value: number, style: NumberStyle): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  const magnitude = Math.abs(value);
  const digits = style.scientific ? magnitude.toExponential(style.decimals) : magnitude.toFixed(style.decimals);
  const isZero = Number(digits) === 0;
  return value < 0 && !isZero ? `−${digits}` : digits;
}

/** A value in a message, where no column gives it a style: eight digits tell it from any other, and rounding in binary is not seen. */
export function inDigits(value: number): string {
  return String(Number(value.toPrecision(8)));
}

/** Prints a signed difference: `+0.0139`, `−0.20`, `0.00`. */
export function formatDifference(value: number, style: NumberStyle): string {
  const text = formatNumber(value, style);
  return value > 0 && Number(text) !== 0 ? `+${text}` : text;
}

/**
 * Prints a number in its column's style, but in a style of its own where that would hide it: a value far above the
 * others, or one that is not zero and would read as zero.
 */
export function formatValue(value: number, style: NumberStyle): string {
  return formatNumber(value, fitStyle(value, style));
}

/** The same with a sign, for differences. */
export function formatChange(value: number, style: NumberStyle): string {
  return formatDifference(value, fitStyle(value, style));
}

function fitStyle(value: number, style: NumberStyle): NumberStyle {
  if (style.scientific || value === 0 || !Number.isFinite(value)) return style;
  const magnitude = Math.abs(value);
  const hidden = magnitude >= 1e7 || magnitude < 0.5 * 10 ** -style.decimals;
  return hidden ? styleFor([value]) : style;
}
