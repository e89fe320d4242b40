import type { Evidence } from "../../model/evidence.ts";
import type { NumberStyle, Quantity } from "../../model/quantity.ts";
import { formatValue } from "../../model/quantity.ts";
import type { Point } from "../../model/run.ts";

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
