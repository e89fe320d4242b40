import { readText } from "../../disk/file.ts";
import type { DeclaredDirection } from "../../model/direction.ts";
import type { Tree } from "../../model/tree.ts";
import { joinPath } from "../../model/tree.ts";
import { leavesOf } from "../format/value.ts";
import { parseYaml } from "../format/yaml.ts";

/** What people call the definition of a sweep; it lies beside the folder that W&B writes to, or in `sweeps/` there. */
const DEFINITION = /sweep[^/]*\.ya?ml$/i;

/** The definitions of sweeps beside a store. `home`: the folder that the store lies in. */
export function sweepDefinitions(home: string, tree: Tree): string[] {
  return [home, joinPath(home, "sweeps")].flatMap((dir) => {
    const names = tree.listings.get(dir)?.files ?? [];
    return names.filter((name) => DEFINITION.test(name)).map((name) => joinPath(dir, name));
  });
}

/** Whether a path is that of a sweep's definition, and not of what a sweep gave a run. */
export function isSweepDefinition(path: string): boolean {
  return DEFINITION.test(path) && !/\/sweep-[^/]+\/config-[^/]+$/.test(path);
}

/**
 * What the definitions of sweeps optimise: `metric: {name, goal}`, where `method` and `parameters` show that it is a sweep
 * (wandb/sweeps, schema.json). Two that contradict one another say nothing. Unreadable files say nothing either: they are not W&B's.
 */
export function sweepGoals(root: string, paths: readonly string[]): Record<string, DeclaredDirection> {
  const goals = new Map<string, DeclaredDirection | null>();
  for (const path of paths) {
    const goal = goalIn(root, path);
    if (goal === null) continue;
    const known = goals.get(goal.name);
    if (known === undefined) goals.set(goal.name, goal.direction);
    else if (known?.better !== goal.direction.better) goals.set(goal.name, null);
  }
  return Object.fromEntries([...goals].flatMap(([name, one]) => (one === null ? [] : [[name, one]])));
}

type Goal = { name: string; direction: DeclaredDirection };

/** The file that was looked at last: every run of a sweep asks for the same one. */
const LAST: { path: string; text: string; goal: Goal | null } = { path: "", text: "", goal: null };

function goalIn(root: string, path: string): Goal | null {
  try {
    const text = readText(root, path);
    if (path !== LAST.path || text !== LAST.text) Object.assign(LAST, { path, text, goal: parseGoal(text, path) });
    return LAST.goal;
  } catch {
    return null;
  }
}

function parseGoal(text: string, file: string): Goal | null {
  const { value } = parseYaml(text);
  if (value?.kind !== "map" || !value.entries.has("method") || !value.entries.has("parameters")) return null;
  const leaves = new Map(leavesOf(value).map((leaf) => [leaf.name, leaf]));
  const [name, goal] = [leaves.get("metric.name"), leaves.get("metric.goal")];
  if (name === undefined || goal === undefined) return null;
  const stated = goal.value.literal.toLowerCase();
  if (stated !== "minimize" && stated !== "maximize") return null;
  const locator = { kind: "pointer", pointer: goal.pointer, line: goal.value.line } as const;
  const evidence = { file, locator, literal: goal.value.literal };
  return {
    name: name.value.literal,
    direction: { better: stated === "maximize" ? "higher" : "lower", evidence, objective: true },
  };
}
