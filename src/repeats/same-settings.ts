import type { Run } from "../model/run.ts";
import { valueKey } from "../model/value-key.ts";
import { isIncidental } from "./incidental.ts";
import { isRepeatParam } from "./repeat-param.ts";
import { stemOfRun } from "./stem.ts";

/** What people put behind the name of a run that they did again. */
const AGAIN = /[-_. ](?:re-?run|repro(?:duced|duction)?|again|copy)[-_. ]?\d*$/i;

/**
 * Runs that record the same settings: their params without what belongs to one run only, seed, fold, and the commit and
 * data version where both know them. Sets of at least two, each in the order of the runs given.
 *
 * `seeded`: a seed is among what is equal. Without one the runs may be independent repeats.
 */
export interface SameSettings {
  runs: Run[];
  seeded: boolean;
}

/** The sets of runs among these that claim to be the same by their settings. */
export function sameSettings(runs: readonly Run[]): SameSettings[] {
  // Writing out all params is worth it only where the seeds are equal and there are as many params.
  const rough = Map.groupBy(runs, (run) => `${valueKey(run.seed)}\0${valueKey(run.fold)}\0${run.params.length}`);
  const sets = [...rough.values()].filter(isSeveral).flatMap((some) => [...Map.groupBy(some, settingsKey).values()]);
  return sets
    .filter(isSeveral)
    .flatMap((set) => splitWhereKnown(set, (run) => run.gitCommit))
    .flatMap((set) => splitWhereKnown(set, (run) => run.dataVersion))
    .flatMap((set) => splitWhereKnown(set, codeOf))
    .filter(isSeveral)
    .map((set) => ({ runs: set, seeded: isSeeded(set[0]) }));
}

const keys = new WeakMap<Run, string>();

/** Params, seed and fold as one text, with the name where that tells something; written once for each run. */
function settingsKey(run: Run): string {
  const key = keys.get(run) ?? writeKey(run);
  keys.set(run, key);
  return key;
}

function writeKey(run: Run): string {
  const params = run.params.filter(({ name }) => isRepeatParam(name) || !isIncidental(name));
  const stated = params.map(({ name, value }) => `${name}\u0001${valueKey(value)}`).sort();
  const stem = stemOfRun({ ...run, name: run.name.replace(AGAIN, "") });
  // A run of which nothing is recorded claims nothing.
  const alone = params.length === 0 && run.seed === null ? run.id : "";
  return [stem, alone, valueKey(run.seed), valueKey(run.fold), ...stated].join("\0");
}

/** Parts a set by a fact that several values are known of; those that do not know it are then a set of their own. */
function splitWhereKnown(runs: Run[], fact: (run: Run) => string | null): Run[][] {
  const known = new Set(runs.map(fact).filter((one) => one !== null));
  return known.size < 2 ? [runs] : [...Map.groupBy(runs, fact).values()];
}

/** Logs that begin with their code record it in their environment. */
function codeOf({ environment }: Run): string | null {
  const code = environment.find(({ name }) => name === "code");
  return code === undefined ? null : valueKey(code.value);
}

function isSeeded(run: Run | undefined): boolean {
  if (run === undefined) return false;
  return run.seed !== null || run.params.some(({ name }) => isRepeatParam(name) && !/folds?$/i.test(name));
}

function isSeveral(runs: readonly Run[]): boolean {
  return runs.length > 1;
}
