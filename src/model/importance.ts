import type { Sentence } from "./comparison.ts";

/**
 * Which params of a search explain a metric, by functional ANOVA on a random forest.
 *
 * - `runs`: how many runs it was fitted to; `outOfBag`: the forest's R² on runs it has not seen.
 * - `params`: the share of variance of each alone, the largest first; `pairs`: of two together beyond each alone.
 * - `partial`: the forest's mean prediction by value of a param, for the most important ones.
 * - `refusal`: why nothing is said (too few runs, a forest that predicts nothing); lists are empty then.
 */
export interface Importance {
  metric: string;
  runs: number;
  outOfBag: number | null;
  params: { name: string; share: number; spread: number }[];
  pairs: { names: [string, string]; share: number }[];
  partial: { name: string; points: { value: number | string; mean: number; low: number; high: number }[] }[];
  refusal: Sentence | null;
}
