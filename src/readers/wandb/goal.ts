import type { DeclaredDirection } from "../../model/direction.ts";
import type { Run } from "../../model/run.ts";
import type { Source } from "../reader.ts";
import type { Stretch } from "./stretch.ts";
import { isSweepDefinition, sweepGoals } from "./sweep-file.ts";

/**
 * Which way the metrics of a run are better, as `define_metric` once could say, and as the definition of the sweep that the run is
 * of does. The recording is of this run and counts where both speak.
 */
export function declaredDirections(
  source: Source,
  { run, stretches, root }: { run: Run; stretches: readonly Stretch[]; root: string },
): Record<string, DeclaredDirection> {
  const ofSweep = run.sweep === undefined ? {} : sweepGoals(root, source.files.filter(isSweepDefinition));
  const defined = stretches.flatMap(({ recording }) => {
    if (recording === null || recording.history.definitions.goals.size === 0) return [];
    const { path, history } = recording;
    return run.metrics.flatMap(({ name }): [string, DeclaredDirection][] => {
      const goal = goalOf(history.definitions.goals, name);
      if (goal === undefined) return [];
      const literal = goal.better === "lower" ? "minimize" : "maximize";
      const locator = { kind: "record", record: goal.record } as const;
      return [[name, { better: goal.better, evidence: { file: path, locator, literal } }]];
    });
  });
  return { ...ofSweep, ...Object.fromEntries(defined) };
}

function goalOf<T>(goals: ReadonlyMap<string, T>, name: string): T | undefined {
  const glob = [...goals.keys()].find((key) => key.endsWith("*") && name.startsWith(key.slice(0, -1)));
  return goals.get(name) ?? (glob === undefined ? undefined : goals.get(glob));
}
