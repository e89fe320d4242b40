import type { Evidence } from "../model/evidence.ts";
import type { NumberStyle, Quantity } from "../model/quantity.ts";
import { formatDifference, formatNumber, styleFor } from "../model/quantity.ts";
import type { Point } from "../model/run.ts";

/** A number that was logged, under its selector (`baseline-seed0/test/accuracy`). */
export function loggedQuantity(point: Point, selector: string, style: NumberStyle): Quantity {
  return {
    value: point.value,
    text: formatValue(point.value, style),
    selector,
    derived: false,
    evidence: [point.evidence],
  };
}

/** A number that was computed from logged ones; its selector is the expression. */
export function derivedQuantity(input: {
  value: number;
  text: string;
  selector: string;
  evidence: Evidence[];
}): Quantity {
  return { ...input, derived: true };
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
