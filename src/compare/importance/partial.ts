import type { PartialPoint } from "../../model/importance.ts";
import { meanOf } from "../../statistics/descriptive.ts";
import type { VariedParam } from "./varied-param.ts";
import { factorOf } from "./varied-param.ts";

/**
 * The mean prediction in each cell of a param, with the middle 80 % of trees; ascending on a scale, unset last.
 * `marginals`: by tree, then cell; `back`: from the forest's unit to that of the metric.
 */
export function partialPoints(
  param: VariedParam,
  marginals: readonly Float64Array[],
  back: (value: number) => number,
): PartialPoint[] {
  const factor = factorOf(param);
  const texts = new Map(param.values.map((value, row) => [factor.cells[row] ?? 0, textOf(value)]));
  return [...factor.weights.keys()].map((cell) => {
    const trees = marginals.map((marginal) => back(marginal[cell] ?? Number.NaN)).sort((a, b) => a - b);
    const at = (share: number) => trees[Math.round(share * (trees.length - 1))] ?? Number.NaN;
    const place = factor.places?.[cell];
    const value = place === undefined ? (texts.get(cell) ?? null) : cell === factor.missing ? null : place;
    const shown = typeof value === "number" && param.scale === "log" ? 10 ** value : value;
    return { value: shown, mean: meanOf(trees), low: at(0.1), high: at(0.9) };
  });
}

function textOf(value: VariedParam["values"][number]): string | null {
  return value === undefined || value === null ? null : String(value);
}
