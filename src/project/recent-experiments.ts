import type { ExperimentPlan } from "../experiments/group.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { LOCK_FILE } from "./lock-file.ts";

/** How many experiments are kept in memory at least, and how many runs they may have together beyond that. */
const KEPT = 12;
const MOST_RUNS = 600;

/** Compiled experiments that were asked for last, the oldest first. */
export interface RecentExperiments {
  get(id: string): CompiledExperiment | undefined;
  keep(id: string, compiled: CompiledExperiment): void;
}

/** What experiments are kept of: `changed`, `plans` and `touched` as in a catalog. */
interface Since {
  root: string;
  key: string;
  plans: ReadonlyMap<string, ExperimentPlan>;
  changed: ReadonlySet<string> | null;
  touched: ReadonlySet<string>;
}

interface Kept {
  plan: ExperimentPlan | undefined;
  compiled: CompiledExperiment;
}

let last: { root: string; key: string; kept: Map<string, Kept> } | null = null;

/**
 * The experiments that this process compiled last and that nothing has touched since: a process that compiles again and again
 * need not compile them anew.
 */
export function recentExperiments({ root, key, plans, changed, touched }: Since): RecentExperiments {
  const isSame = last?.root === root && last.key === key && changed !== null && !changed.has(LOCK_FILE);
  const stays = (id: string, { plan }: Kept) =>
    !touched.has(id) && plans.has(id) && JSON.stringify(plan) === JSON.stringify(plans.get(id));
  const kept = new Map(isSame ? [...(last?.kept ?? [])].filter(([id, one]) => stays(id, one)) : []);
  last = { root, key, kept };
  let runs = [...kept.values()].reduce((sum, one) => sum + one.compiled.experiment.runs.length, 0);
  const forget = (id: string) => {
    runs -= kept.get(id)?.compiled.experiment.runs.length ?? 0;
    kept.delete(id);
  };
  return {
    get: (id) => kept.get(id)?.compiled,
    keep: (id, compiled) => {
      forget(id);
      kept.set(id, { plan: plans.get(id), compiled });
      runs += compiled.experiment.runs.length;
      while (kept.size > KEPT && runs > MOST_RUNS) forget(kept.keys().next().value as string);
    },
  };
}
