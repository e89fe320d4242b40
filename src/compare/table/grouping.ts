import type { Run } from "../../model/run.ts";
import { paramOf } from "../../model/run.ts";
import type { CompareSettings } from "../settings.ts";
import { askedGroups } from "./asked-group.ts";
import type { Group } from "./group.ts";
import { groupRuns } from "./group.ts";
import type { Labels } from "./label.ts";
import { labelRuns } from "./label.ts";
import { groupByOrigin, labelByOrigin } from "./origin.ts";
import { configKey } from "./params.ts";

/** Params that have one value in every row, and those that differ inside one, so that no row can show a value. */
export interface Within {
  across: string[];
  within: string[];
}

/** The runs of each row: as somebody asked for, else those that repeat one another. */
export function groupsOf(
  runs: readonly Run[],
  differing: readonly string[],
  { settings, labels }: { settings: CompareSettings; labels: Labels },
): Group[] {
  if (settings.groupBy !== undefined) return askedGroups(runs, settings.groupBy, labels);
  return settings.origins === undefined ? groupRuns(runs, differing) : groupByOrigin(runs, differing, settings.origins);
}

/** The short names of runs; of runs of several experiments with the experiment where that is needed. */
export function labelsOf(runs: readonly Run[], { origins }: CompareSettings): Labels {
  return origins === undefined ? labelRuns(runs) : labelByOrigin(runs, origins);
}

/** Parts params that differ by whether a row of these runs has one value of it. */
export function splitWithin(differing: readonly string[], groups: readonly Group[]): Within {
  const several = groups.filter(({ runs }) => runs.length > 1);
  const keyIn = (run: Run, name: string) => {
    const param = paramOf(run, name);
    return param === undefined ? "" : configKey(param, run);
  };
  const isMixed = (name: string) =>
    several.some(({ runs: [first, ...others] }) => {
      const key = first === undefined ? "" : keyIn(first, name);
      return others.some((run) => keyIn(run, name) !== key);
    });
  const within = differing.filter(isMixed);
  return { across: differing.filter((name) => !within.includes(name)), within };
}
