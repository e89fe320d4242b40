import type { NumberStyle } from "../model/quantity.ts";
import { printedStyle, styleFor } from "../model/quantity.ts";
import type { Metric, Run } from "../model/run.ts";
import { runIndex } from "./run-index.ts";
import type { View } from "./view.ts";

/**
 * How the points of a metric are printed on the page of their run: as where it is compared, so that a number reads the same wherever
 * it stands, unless that would cut a value below a hundred to a whole number. What it would hide is printed in a style of its own.
 */
export function pointStyle(run: Run, { name, last, min, max }: Metric, view: View): NumberStyle {
  const values = [last, min, max].flatMap((point) => (point === null ? [] : point.value));
  const cell = runIndex(view.compiled).rows.get(run.id)?.cells[name];
  const compared = cell?.runs.find((one) => one.run === run.id)?.quantity;
  const style = compared !== undefined && Number.isFinite(compared.value) ? printedStyle(compared.text) : null;
  return style === null || values.some((value) => isCut(value, style)) ? styleFor(values) : style;
}

function isCut(value: number, { decimals, scientific }: NumberStyle): boolean {
  return !scientific && decimals === 0 && Number.isFinite(value) && !Number.isInteger(value) && Math.abs(value) < 100;
}
