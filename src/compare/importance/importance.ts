import type { Sentence } from "../../model/comparison.ts";
import type { Importance } from "../../model/importance.ts";
import type { Run } from "../../model/run.ts";
import { growForest } from "../../statistics/forest.ts";
import type { Share, Variance } from "../../statistics/variance-share.ts";
import { varianceShares } from "../../statistics/variance-share.ts";
import type { Column } from "../table/column.ts";
import type { PointGrid } from "../table/grid.ts";
import { partialPoints } from "./partial.ts";
import { drawRuns } from "./sample.ts";
import type { VariedParam } from "./varied-param.ts";
import { factorOf, variedParams } from "./varied-param.ts";

/** The runs that count, the deciding column and the params that differ. */
export interface ImportanceInput {
  runs: readonly Run[];
  column: Column;
  grid: PointGrid;
  differing: readonly string[];
}

/** Fewer settings than this are no search, unless a tracker says that they are one. */
const LEAST_OF_SEARCH = 10;
/** A forest needs this many settings, and this many for each param. */
const LEAST_SETTINGS = 20;
const LEAST_PER_PARAM = 5;
/** What R² a forest must reach on settings that it has not seen. Forests of pure noise reach it in fewer than 1 of 20 cases. */
const LEAST_R2 = 0.1;
const PARAMS_IN_PAIRS = 6;
const MOST_PARTIAL = 4;
const LEAST_SHARE = 0.02;

/** Params with their runs and responses, of which nothing has been fitted. */
interface Search {
  runs: Run[];
  responses: number[];
  varied: VariedParam[];
  groups: number[];
  settings: number;
}

/**
 * Which params explain the deciding metric, by functional ANOVA of a random forest; null where no two params were varied
 * apart from one another, or the runs are no search. Runs with the same settings are one observation in resampling.
 */
export function importanceOf({ runs, column, grid, differing }: ImportanceInput): Importance | null {
  if (differing.length < 2 || runs.length < 2) return null;
  const isSearch = runs.some((run) => run.sweep !== undefined);
  if (!isSearch && runs.length < LEAST_OF_SEARCH) return null;
  const responseOf = (run: Run) => grid.get(run.id)?.[column.index]?.value ?? Number.NaN;
  const valued = runs.filter((run) => Number.isFinite(responseOf(run)));
  const drawn = drawRuns(valued, differing);
  const { varied, leftOut } = variedParams(drawn, differing);
  const groups = groupsOf(varied, drawn.length);
  const settings = new Set(groups).size;
  if (varied.length < 2 || (!isSearch && settings < LEAST_OF_SEARCH)) return null;
  const search = { runs: drawn, responses: drawn.map(responseOf), varied, groups, settings };
  const stated = {
    metric: column.shown.name,
    of: valued.length,
    fitted: drawn.map((run) => run.id),
    settings,
    leftOut,
  };
  return { ...stated, ...explain(search, column.shown.name) };
}

type Explained = Pick<Importance, "outOfBag" | "params" | "pairs" | "partial" | "refusal">;

function explain(search: Search, metric: string): Explained {
  const { varied, responses, groups, settings } = search;
  const none = (refusal: Sentence, outOfBag: number | null = null): Explained => {
    return { outOfBag, params: [], pairs: [], partial: [], refusal };
  };
  const least = Math.max(LEAST_SETTINGS, LEAST_PER_PARAM * varied.length);
  if (settings < least) {
    const had = `${settings} different settings of ${varied.length} parameters`;
    const rule = `${LEAST_SETTINGS}, and ${LEAST_PER_PARAM} for each parameter`;
    return none([`There are ${had}, and at least ${least} are needed to tell their effects apart (${rule}).`]);
  }
  // Scaling keeps squares of the responses finite and does not change any share.
  const { middle, unit } = unitOf(responses);
  const scaled = responses.map((response) => (response - middle) / unit);
  const factors = varied.map(factorOf);
  const minLeaf = Math.max(1, Math.round(responses.length / 100));
  const forest = growForest({ factors, responses: scaled, groups, minLeaf });
  const outOfBag = forest.outOfBag;
  if (outOfBag === null) return none([`${metric} is the same in all of these runs, so nothing explains it.`]);
  if (outOfBag < LEAST_R2) {
    const how = outOfBag.toFixed(2).replace("-", "−");
    return none(
      [
        `A random forest cannot predict ${metric} for settings that it has not seen: its out-of-bag R² is ${how}, and ${LEAST_R2} is required.`,
      ],
      outOfBag,
    );
  }
  const variance = varianceShares(forest, pairsOfTop);
  if (variance === null) return none([`A random forest finds no difference in ${metric} between the settings.`]);
  const back = (value: number) => value * unit + middle;
  return { outOfBag, ...stateShares(variance, search, back), refusal: null };
}

function stateShares(
  variance: Variance,
  { varied }: Search,
  back: (value: number) => number,
): Pick<Importance, "params" | "pairs" | "partial"> {
  const name = (index: number) => varied[index]?.names.join(" + ") ?? "";
  const order = byShare(variance.singles);
  const params = order.flatMap((index) => {
    const [param, share] = [varied[index], variance.singles[index]];
    return param && share ? [{ name: name(index), names: param.names, scale: param.scale, ...share }] : [];
  });
  const pairs = variance.pairs
    .filter(({ share }) => share >= LEAST_SHARE)
    .sort((a, b) => b.share - a.share)
    .map(({ factors: [a, b], share }) => ({ names: [name(a), name(b)] as [string, string], share }));
  const shown = order.filter((index) => (variance.singles[index]?.share ?? 0) >= LEAST_SHARE).slice(0, MOST_PARTIAL);
  const partial = shown.flatMap((index) => {
    const param = varied[index];
    const marginals = variance.marginals[index] ?? [];
    return param ? [{ name: name(index), scale: param.scale, points: partialPoints(param, marginals, back) }] : [];
  });
  return { params, pairs, partial };
}

/** Indices, the largest share first. */
function byShare(singles: readonly Share[]): number[] {
  return [...singles.keys()].sort((a, b) => (singles[b]?.share ?? 0) - (singles[a]?.share ?? 0) || a - b);
}

/** All pairs of the factors that explain most alone: others hardly matter together. */
function pairsOfTop(singles: readonly Share[]): [number, number][] {
  const top = byShare(singles).slice(0, PARAMS_IN_PAIRS);
  return top.flatMap((a, i) => top.slice(i + 1).map((b): [number, number] => [a, b]));
}

function groupsOf(varied: readonly VariedParam[], runs: number): number[] {
  const known = new Map<string, number>();
  return Array.from({ length: runs }, (_, row) => {
    const key = varied.map(({ keys }) => keys[row]).join("\u0000");
    const group = known.get(key) ?? known.size;
    known.set(key, group);
    return group;
  });
}

function unitOf(responses: readonly number[]): { middle: number; unit: number } {
  const [low, high] = [Math.min(...responses), Math.max(...responses)];
  const unit = high / 2 - low / 2;
  return { middle: low / 2 + high / 2, unit: unit > 0 ? unit : 1 };
}
