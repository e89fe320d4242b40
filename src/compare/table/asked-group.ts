import type { Run } from "../../model/run.ts";
import { paramOf } from "../../model/run.ts";
import { valueKey } from "../../model/value-key.ts";
import type { Group } from "./group.ts";
import type { Labels } from "./label.ts";

/** What a run may be grouped by beside its params. */
const FIELDS: Record<string, (run: Run) => string | number | null> = {
  seed: (run) => run.seed,
  fold: (run) => run.fold,
  group: (run) => run.group,
  sweep: (run) => run.sweep ?? null,
  tracker: (run) => run.tracker,
};

/** The names of facts of a run, other than params, that rows can be made by. */
export const groupFields: readonly string[] = Object.keys(FIELDS);

/**
 * Runs in the groups that somebody asked for: those with the same values of the named params (or of `seed`, `fold`, `group`,
 * `sweep`, `tracker`), whatever else differs; without a name each run is alone. In the order of their first run. A group is
 * called by its values (`lr=0.1-model=mlp`), a run that is alone by its label.
 */
export function askedGroups(runs: readonly Run[], names: readonly string[], labels: Labels): Group[] {
  if (names.length === 0) return runs.map((run) => ({ name: labels.get(run.id) ?? run.id, runs: [run] }));
  const groups = Map.groupBy(runs, (run) => names.map((name) => factOf(run, name).key).join("\u0000"));
  const taken = new Set<string>();
  return [...groups.values()].map((own) => ({ name: freeName(nameOf(own, names), taken), runs: own }));
}

function factOf(run: Run, name: string): { key: string; text: string } {
  const param = paramOf(run, name);
  if (param !== undefined) return { key: valueKey(param.value), text: param.evidence.literal || "null" };
  const value = Object.hasOwn(FIELDS, name) ? (FIELDS[name]?.(run) ?? null) : null;
  return value === null ? { key: "", text: "none" } : { key: valueKey(value), text: String(value) };
}

/** `lr=0.1-model=mlp`, without anything that an expression could trip over. */
function nameOf([first]: readonly Run[], names: readonly string[]): string {
  const parts = first === undefined ? [] : names.map((name) => `${lastPart(name)}=${factOf(first, name).text}`);
  return parts
    .join("-")
    .replace(/[\s,()"'`@/|]+/g, "-")
    .slice(0, 120);
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf(".") + 1);
}

function freeName(name: string, taken: Set<string>): string {
  let free = name;
  for (let count = 2; taken.has(free); count += 1) free = `${name}-${count}`;
  taken.add(free);
  return free;
}
