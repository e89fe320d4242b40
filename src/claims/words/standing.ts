import { bucketOf } from "../../model/accounting.ts";
import { bestExtreme } from "../../model/direction.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import type { Run } from "../../model/run.ts";
import { metricOf } from "../../model/run.ts";
import type { NamedRuns } from "./name.ts";

/** A run or row with its value in a metric. `ids`: the runs behind it. */
export interface Entry {
  name: string;
  row: string | null;
  ids: ReadonlySet<string>;
  value: number;
  evidence: Evidence[];
}

/** One way to see a metric: everything that counts with a value. Rows by their means, or runs; last or best points. */
export type Standing = Entry[];

/**
 * The ways in which people see a metric, the comparison's own first: rows as it compares them, single runs by their last
 * points, then both by their best points. What is wrong in all of them is wrong.
 */
export function standingsOf(compiled: CompiledExperiment, metric: string): Standing[] {
  const known = MADE.get(compiled)?.get(metric);
  if (known !== undefined) return known;
  const made = [rows(compiled, metric), runs(compiled, metric, "last"), ...ofBest(compiled, metric)];
  const kept = MADE.get(compiled) ?? new Map<string, Standing[]>();
  kept.set(metric, made);
  MADE.set(compiled, kept);
  return made;
}

/** The entry of what a name means in a standing; null where it is not in it. */
export function entryOf(standing: Standing, named: NamedRuns): Entry | null {
  if (named.row !== null) {
    const row = standing.find((one) => one.row === named.row);
    if (row !== undefined) return row;
  }
  const exact = standing.find(({ ids }) => ids.size === named.runs.size && [...ids].every((id) => named.runs.has(id)));
  return exact ?? null;
}

// The experiment is the key, so what is made for it goes when it goes.
const MADE = new WeakMap<CompiledExperiment, Map<string, Standing[]>>();

function rows({ comparison }: CompiledExperiment, metric: string): Standing {
  return comparison.rows.flatMap((row): Entry[] => {
    const quantity = row.cells[metric]?.quantity;
    if (row.bucket !== "used" || quantity == null || !Number.isFinite(quantity.value)) return [];
    const { value, evidence } = quantity;
    return [{ name: row.name, row: row.id, ids: new Set(row.runs), value, evidence }];
  });
}

function runs({ experiment }: CompiledExperiment, name: string, which: "last" | "min" | "max"): Standing {
  return experiment.runs.flatMap((run: Run): Entry[] => {
    const point = bucketOf(run) === "used" ? metricOf(run, name)?.[which] : undefined;
    if (point === undefined || point === null || !Number.isFinite(point.value)) return [];
    return [{ name: run.name, row: null, ids: new Set([run.id]), value: point.value, evidence: [point.evidence] }];
  });
}

function ofBest(compiled: CompiledExperiment, metric: string): Standing[] {
  const extreme = bestExtreme(compiled.experiment.directions[metric]);
  if (extreme === null) return [];
  const single = runs(compiled, metric, extreme);
  const byRun = new Map(single.map((one) => [[...one.ids][0], one]));
  const grouped = compiled.comparison.rows.flatMap((row): Entry[] => {
    const own = row.bucket === "used" ? row.runs.flatMap((id) => byRun.get(id) ?? []) : [];
    if (own.length === 0) return [];
    const value = own.reduce((sum, one) => sum + one.value, 0) / own.length;
    return [
      { name: row.name, row: row.id, ids: new Set(row.runs), value, evidence: own.flatMap((one) => one.evidence) },
    ];
  });
  return [grouped, single];
}
