import type { Evidence } from "../../model/evidence.ts";
import type { NumberStyle, Quantity } from "../../model/quantity.ts";
import { formatValue } from "../../model/quantity.ts";
import type { ReducedPoint } from "../../model/reduction.ts";
import { evidenceOfPoint } from "../../model/reduction.ts";

/** The number of one run, logged or made of its points, under its selector (`baseline-seed0/test/accuracy`). It opens at its first line. */
export function loggedQuantity(point: ReducedPoint, selector: string, style: NumberStyle): Quantity {
  return {
    value: point.value,
    text: formatValue(point.value, style),
    selector,
    derived: false,
    evidence: evidenceOfPoint(point),
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
