import type { Run } from "../../model/run.ts";
import { baseName } from "../../model/tree.ts";

/** The short names of runs by id, as selectors write them: unique in the experiment and safe inside an expression. */
export type Labels = ReadonlyMap<string, string>;

/** Labels runs by their name where it is unique and has no blank, comma, quote or parenthesis; else by folder; else by id. */
export function labelRuns(runs: readonly Run[]): Labels {
  const names = countBy(runs, (run) => run.name);
  const folders = countBy(runs, (run) => baseName(run.id));
  return new Map(
    runs.map((run) => {
      const folder = baseName(run.id);
      const byName = names.get(run.name) === 1 && isPlain(run.name);
      return [run.id, byName ? run.name : folders.get(folder) === 1 && isPlain(folder) ? folder : run.id];
    }),
  );
}

/** Whether a name can stand in an expression as it is. */
export function isPlain(name: string): boolean {
  return name !== "" && !/[\s,()"'`@]/.test(name);
}

function countBy(runs: readonly Run[], key: (run: Run) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const run of runs) counts.set(key(run), (counts.get(key(run)) ?? 0) + 1);
  return counts;
}
