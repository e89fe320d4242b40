import { account } from "../../../src/model/accounting.ts";
import type { Comparison, MetricColumn } from "../../../src/model/comparison.ts";
import type { Evidence } from "../../../src/model/evidence.ts";
import type { Experiment } from "../../../src/model/experiment.ts";
import type { JournalEntry } from "../../../src/model/journal.ts";
import type { Metric, Param, ParamValue, Run } from "../../../src/model/run.ts";
import type { RunRow } from "../../../src/query/run-row.ts";
import { rowsOf } from "../../../src/query/run-row.ts";
import { blankRun } from "../../../src/readers/format/blank-run.ts";

/** A run in short: params, and metrics as their logged values. */
export interface Short extends Partial<Omit<Run, "params" | "metrics">> {
  name: string;
  params?: Record<string, ParamValue>;
  metrics?: Record<string, number[]>;
}

/** The rows of one experiment called `sweep`, in which accuracy is better higher and loss lower. */
export function rowsFor(runs: readonly Short[], entries: readonly Partial<JournalEntry>[] = []): RunRow[] {
  const all = runs.map(runOf);
  const names = [...new Set(all.flatMap((run) => run.metrics.map((metric) => metric.name)))];
  const directions = Object.fromEntries(
    names.map((name) => [
      name,
      { better: name.includes("loss") ? ("lower" as const) : ("higher" as const), how: "inferred" as const },
    ]),
  );
  const experiment = { id: "experiments/sweep", name: "sweep", title: "Sweep", increment: null, runs: all, directions };
  const journal = { file: "JOURNAL.md", hypothesis: null, entries: entries.map(entryOf) };
  const columns = names.map((name, index): MetricColumn => {
    const direction = directions[name] ?? { better: "unknown", how: "unknown" };
    const shown = { name, label: name, direction, primary: index === 0, loose: false };
    return { ...shown, reduction: "last", peeks: false, notes: [] };
  });
  const comparison = { metrics: columns, rows: [], accounting: account(all, 0) } as unknown as Comparison;
  return rowsOf({ experiment: { ...experiment, journal } as unknown as Experiment, comparison, figures: [] });
}

function entryOf(entry: Partial<JournalEntry>): JournalEntry {
  return {
    id: "JOURNAL.md#L3",
    file: "JOURNAL.md",
    line: 3,
    at: "2026-01-31",
    title: "",
    text: "",
    tags: [],
    resolves: [],
    resolvedBy: null,
    ...entry,
  };
}

function runOf(short: Short): Run {
  const { name, params = {}, metrics = {}, ...rest } = short;
  const dir = `experiments/sweep/runs/2026-01-31T12-00-00-${name}`;
  return {
    ...blankRun({ reader: "tree", id: dir, dir }),
    name,
    status: { value: "finished", how: "recorded", because: "metadata says so", evidence: null },
    params: Object.entries(params).map(
      ([key, value]): Param => ({ name: key, value, evidence: at(`${dir}/params.json`, JSON.stringify(value)) }),
    ),
    metrics: Object.entries(metrics).map(([key, values]) => metricOf(`${dir}/logs/train.log`, key, values)),
    ...rest,
  };
}

function metricOf(file: string, name: string, values: readonly number[]): Metric {
  const points = values.map((value, index) => ({ value, step: index, evidence: at(file, String(value), index + 1) }));
  const finite = points.filter((point) => Number.isFinite(point.value)).sort((a, b) => a.value - b.value);
  const last = points.at(-1);
  if (last === undefined) throw new Error("a metric has a point");
  return {
    name,
    file,
    last,
    min: finite[0] ?? null,
    max: finite.at(-1) ?? null,
    points: points.length,
    nonFinite: points.length - finite.length,
    loose: false,
    stepName: "step",
    firstStep: 0,
    lastStep: points.length - 1,
  };
}

function at(file: string, literal: string, line = 1): Evidence {
  return { file, locator: { kind: "line", line }, literal };
}
