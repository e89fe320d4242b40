import type { Run } from "../../model/run.ts";
import { stemOf, stemOfRun } from "../../repeats/stem.ts";
import type { UnnamedGroup } from "./group-name.ts";
import { nameGroups } from "./group-name.ts";
import { configKey } from "./params.ts";

export { stemOfRun };

/** Runs that repeat one another: same params and same name, apart from seed, fold and what belongs to one run only. */
export interface Group {
  name: string;
  runs: Run[];
}

/**
 * Groups runs by the differing params and the name without its seed, in the order of their first run. Runs without any
 * param, seed or telling name have nothing known in common, so each stays alone; so do runs of different parents or groups
 * of their tracker, unless those too are repeats of one another by name. Names are unique: groups that would share one get
 * their differing params behind it.
 */
export function groupRuns(runs: readonly Run[], differing: readonly string[]): Group[] {
  const keyOf = groupKeys(differing);
  const groups = new Map<string, UnnamedGroup>();
  for (const run of runs) {
    const key = keyOf(run);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { stem: nameStem(run), first: run, runs: [run] });
    else group.runs.push(run);
  }
  return nameGroups([...groups.values()], differing);
}

/** Tells which runs repeat one another: a text for each run that is the same for those of one row. */
export function groupKeys(differing: readonly string[]): (run: Run) => string {
  const positions = new Map(differing.map((name, index) => [name, index]));
  return (run) => {
    const values = new Array<string>(positions.size).fill("");
    for (const param of run.params) {
      const position = positions.get(param.name);
      if (position !== undefined) values[position] = configKey(param, run);
    }
    const stem = stemOfRun(run);
    // Two logs that begin with their code repeat one another only where that is the same.
    const code = run.tracker === "textlog" ? run.environment.find(({ name }) => name === "code")?.value : undefined;
    const isAlone = stem === "" && run.params.length === 0 && run.seed === null && run.fold === null;
    const above = [aboveStem(run.parentName), aboveStem(run.group)];
    return [stem, isAlone ? run.id : "", ...above, ...(code === undefined ? [] : [String(code)]), ...values].join(
      "\u0000",
    );
  };
}

/** What a row is called by: its runs' own name, else that of what holds them (`fold-3` of `resnet`). */
function nameStem(run: Run): string {
  return stemOfRun(run) || aboveStem(run.parentName) || aboveStem(run.group);
}

function aboveStem(name: string | null | undefined): string {
  return name === null || name === undefined ? "" : stemOf(name, false);
}
