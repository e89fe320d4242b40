import type { Param } from "../../model/run.ts";

const SEEDS = ["seed", "random_state", "random_seed"];

/** The run's seed, where a param of a usual name tells it. */
export function seedOf(params: readonly Param[]): number | string | null {
  return numberOrText(params, SEEDS);
}

/** The run's fold of a cross-validation, where a param of that name tells it. */
export function foldOf(params: readonly Param[]): number | string | null {
  return numberOrText(params, ["fold"]);
}

/** The value of the first param that has one of the names, or else whose last part has. */
function numberOrText(params: readonly Param[], names: readonly string[]): number | string | null {
  const match = (test: (param: Param, name: string) => boolean) =>
    names.flatMap((name) => params.find((param) => test(param, name)) ?? [])[0]?.value;
  const value = match((param, name) => param.name === name) ?? match((param, name) => param.name.endsWith(`.${name}`));
  return typeof value === "number" || typeof value === "string" ? value : null;
}
