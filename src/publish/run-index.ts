import type { Row } from "../model/comparison.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Run } from "../model/run.ts";

/**
 * The runs of an experiment as their pages look them up.
 *
 * - `rows`: the row that each run is in, or would be in if it counted. `sorted`: by the time they started, those without one in
 *   their order at the end; `places`: where each stands there.
 * - `baseline`: the first run of the baseline's row, null without one.
 * - `shared`: the files that several runs were read from, such as a database.
 */
export interface RunIndex {
  rows: ReadonlyMap<string, Row>;
  sorted: readonly Run[];
  places: ReadonlyMap<string, number>;
  baseline: Run | null;
  shared: ReadonlySet<string>;
}

const known = new WeakMap<CompiledExperiment, RunIndex>();

/** The index of an experiment's runs; made once, since every run's page asks. */
export function runIndex(compiled: CompiledExperiment): RunIndex {
  const index = known.get(compiled) ?? indexOf(compiled);
  known.set(compiled, index);
  return index;
}

function indexOf({ experiment, comparison }: CompiledExperiment): RunIndex {
  const rows = new Map<string, Row>();
  for (const row of comparison.rows) for (const id of row.lost ?? []) rows.set(id, row);
  for (const row of comparison.rows) for (const id of row.runs) rows.set(id, row);
  const sorted = [...experiment.runs].sort((a, b) => compareTimes(a.startedAt, b.startedAt));
  const places = new Map(sorted.map((run, at) => [run.id, at]));
  const first = comparison.rows.find((row) => row.id === comparison.baseline)?.runs[0];
  const baseline = experiment.runs.find((run) => run.id === first) ?? null;
  return { rows, sorted, places, baseline, shared: sharedFiles(experiment.runs) };
}

function sharedFiles(runs: readonly Run[]): Set<string> {
  const seen = new Set<string>();
  const shared = new Set<string>();
  for (const { files } of runs) {
    for (const file of new Set(files)) {
      if (seen.has(file)) shared.add(file);
      seen.add(file);
    }
  }
  return shared;
}

function compareTimes(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return a < b ? -1 : a > b ? 1 : 0;
}
