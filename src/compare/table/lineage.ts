import type { Param, Run } from "../../model/run.ts";
import { isOfOneRun } from "../../repeats/own-text.ts";
import { isRepeatParam } from "../../repeats/repeat-param.ts";

/**
 * Runs with the settings of the run that holds them: where a parent states what a cross-validation or a session is of, its
 * folds and models state only the rest. A run's own value wins; what a parent found (`best_lr`), and what belongs to one
 * run, is not passed on. The evidence stays the parent's.
 */
export function inheritParams(runs: readonly Run[]): Run[] {
  const parents = new Map(runs.flatMap((run) => (run.holds === undefined ? [] : [[run.id, run] as const])));
  if (parents.size === 0) return [...runs];
  const full = new Map<string, Param[]>();
  const paramsOf = (run: Run, depth = 0): Param[] => {
    const known = full.get(run.id);
    if (known !== undefined) return known;
    const parent = run.parent === null || depth > 8 ? undefined : parents.get(run.parent);
    const own = new Set(run.params.map((param) => param.name));
    const above =
      parent === undefined ? [] : paramsOf(parent, depth + 1).filter(({ name }) => isPassedOn(name) && !own.has(name));
    const all = above.length === 0 ? run.params : [...run.params, ...above];
    full.set(run.id, all);
    return all;
  };
  return runs.map((run) => {
    const params = paramsOf(run);
    return params === run.params ? run : { ...run, params };
  });
}

function isPassedOn(name: string): boolean {
  return !/^best[\W_]/i.test(name) && !isRepeatParam(name) && !isOfOneRun(name);
}
