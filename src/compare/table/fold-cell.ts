import type { Cell } from "../../model/comparison.ts";
import type { Quantity } from "../../model/quantity.ts";
import { formatValue } from "../../model/quantity.ts";
import type { Point, Run } from "../../model/run.ts";
import type { CellSource } from "./cell.ts";
import type { Column } from "./column.ts";
import { derivedQuantity, loggedQuantity } from "./quantity.ts";
import { reducedName } from "./reduction.ts";

/** The numbers of a run's folds in one column and their mean; null for a metric that is none of folds. */
export function foldQuantities(
  run: Run,
  column: Column,
  { folds, labels, grid }: CellSource,
): { folds: NonNullable<Cell["folds"]>; mean: Quantity } | null {
  const { name, reduction } = column.shown;
  const own = folds?.get(run.id)?.get(name);
  const mean = grid.get(run.id)?.[column.index];
  if (own === undefined || mean === undefined) return null;
  const label = labels.get(run.id) ?? run.name;
  const direction = column.shown.direction.better;
  const all = own.map(({ fold, metric }) => {
    const best: Point | null = direction === "lower" ? metric.min : metric.max;
    const point = reduction === "best" ? (best ?? metric.last) : metric.last;
    const selector = `${label}/${reducedName(metric.name, reduction)}`;
    return { run: run.id, fold, quantity: loggedQuantity(point, selector, column.style) };
  });
  const { value } = mean;
  const selector = `mean(${all.map(({ quantity }) => quantity.selector).join(", ")})`;
  const evidence = all.flatMap(({ quantity }) => quantity.evidence);
  return { folds: all, mean: derivedQuantity({ value, text: formatValue(value, column.style), selector, evidence }) };
}
