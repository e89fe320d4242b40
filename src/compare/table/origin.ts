import type { Run } from "../../model/run.ts";
import { baseName } from "../../model/tree.ts";
import type { Group } from "./group.ts";
import { groupRuns } from "./group.ts";
import type { Labels } from "./label.ts";
import { isPlain, labelRuns } from "./label.ts";

/** By run id, the name of the experiment that a run was taken from. */
export type Origins = Readonly<Record<string, string>>;

/**
 * Groups the runs of each experiment by themselves: runs of the same name in two experiments are no repeats of one another.
 * A name that two experiments have gets the experiment in front (`augment/baseline`), as selectors write it.
 */
export function groupByOrigin(runs: readonly Run[], differing: readonly string[], origins: Origins): Group[] {
  const apart = Map.groupBy(runs, (run) => origins[run.id] ?? "");
  const named = [...apart].flatMap(([origin, own]) => groupRuns(own, differing).map((group) => ({ origin, group })));
  const counts = Map.groupBy(named, ({ group }) => group.name);
  return named.map(({ origin, group }) => {
    const isShared = (counts.get(group.name)?.length ?? 0) > 1 && origin !== "";
    return isShared ? { ...group, name: `${origin}/${group.name}` } : group;
  });
}

/** Labels runs as `labelRuns` does, but one whose name another experiment has too by its experiment and name. */
export function labelByOrigin(runs: readonly Run[], origins: Origins): Labels {
  const labels = labelRuns(runs);
  const full = new Map(runs.map((run) => [run.id, fullName(run, origins)]));
  const counts = Map.groupBy(full.values(), (name) => name);
  return new Map(
    runs.map((run) => {
      const own = full.get(run.id) ?? null;
      const isOnly = own !== null && counts.get(own)?.length === 1;
      const label = labels.get(run.id) ?? run.id;
      // A label that is not the name was taken because the name is shared.
      return [run.id, label === run.name || !isOnly ? label : own];
    }),
  );
}

function fullName(run: Run, origins: Origins): string | null {
  const origin = origins[run.id];
  if (origin === undefined || !isPlain(origin)) return null;
  const name = isPlain(run.name) ? run.name : baseName(run.id);
  return isPlain(name) ? `${origin}/${name}` : null;
}
