import type { ParamScale } from "../../model/importance.ts";
import { paramScale } from "../../model/importance.ts";
import type { ParamValue, Run } from "../../model/run.ts";
import { valueKey } from "../../model/value-key.ts";
import type { Factor } from "../../statistics/factor.ts";
import { levelFactor, scaleFactor } from "../../statistics/factor.ts";

/** Numbers with at most this many different values are the levels of a grid. */
const MOST_GRID_LEVELS = 10;
/** Texts with more levels than this name something of each run. */
const MOST_LEVELS = 20;

/**
 * A param that was varied among some runs.
 *
 * - `names`: itself and others that always changed together with it.
 * - `keys`: by run, a text that is the same for equal values; `values`: by run, null where it is not set.
 */
export interface VariedParam {
  names: string[];
  scale: ParamScale;
  keys: string[];
  values: (ParamValue | undefined)[];
}

/** The params among the names that have at least two values in the runs, in the order of the names; and those left out. */
export function variedParams(
  runs: readonly Run[],
  names: readonly string[],
): { varied: VariedParam[]; leftOut: { name: string; reason: string }[] } {
  const table = valuesOf(runs, names);
  const byPattern = new Map<string, VariedParam>();
  const leftOut: { name: string; reason: string }[] = [];
  for (const [index, name] of names.entries()) {
    const values = table[index] ?? [];
    const keys = values.map(valueKey);
    const levels = new Set(keys).size;
    if (levels < 2) continue;
    const scale = paramScale(values);
    if (scale === "levels" && (levels > MOST_LEVELS || levels * 2 > runs.length)) {
      leftOut.push({ name, reason: `${levels} different values in ${runs.length} runs` });
      continue;
    }
    const pattern = patternOf(keys, values);
    const twin = byPattern.get(pattern);
    if (twin === undefined) byPattern.set(pattern, { names: [name], scale, keys, values });
    else twin.names.push(name);
  }
  return { varied: [...byPattern.values()], leftOut };
}

/** The factor of a param: a grid's levels weigh the same, a scale with more values is weighed by its length, from the lowest to the highest value tried. */
export function factorOf({ scale, keys, values }: VariedParam): Factor {
  if (scale === "levels") return levelFactor(keys);
  const places = values.map((value) => (typeof value === "number" ? placeOf(value, scale) : null));
  const given = places.filter((place) => place !== null);
  const distinct = new Set(given).size;
  return scaleFactor(places, distinct <= MOST_GRID_LEVELS ? null : [Math.min(...given), Math.max(...given)]);
}

/** Where a value lies on its scale. */
export function placeOf(value: number, scale: ParamScale): number {
  return scale === "log" ? Math.log10(value) : value;
}

function valuesOf(runs: readonly Run[], names: readonly string[]): (ParamValue | undefined)[][] {
  const positions = new Map(names.map((name, index) => [name, index]));
  const table = names.map(() => new Array<ParamValue | undefined>(runs.length).fill(undefined));
  for (const [row, run] of runs.entries()) {
    for (const param of run.params) {
      const column = table[positions.get(param.name) ?? -1];
      if (column !== undefined) column[row] = param.value;
    }
  }
  return table;
}

/**
 * The same for params that no run tells apart: their values divide the runs in the same way, or, where nearly each run has a
 * value of its own, put them in the same order, up or down.
 */
function patternOf(keys: readonly string[], values: VariedParam["values"]): string {
  const seen = new Map<string, number>();
  for (const key of keys) if (!seen.has(key)) seen.set(key, seen.size);
  const divided = keys.map((key) => seen.get(key) ?? 0);
  if (seen.size * 2 <= keys.length) return divided.join();
  const order = [...new Set(values)].sort(
    (a, b) => Number(a ?? Number.POSITIVE_INFINITY) - Number(b ?? Number.POSITIVE_INFINITY),
  );
  const ranks = new Map(order.map((value, rank) => [value, rank]));
  const up = values.map((value) => ranks.get(value) ?? 0);
  const down = up.map((rank) => order.length - 1 - rank);
  return `order ${(up[0] ?? 0) <= (down[0] ?? 0) ? up.join() : down.join()}`;
}
