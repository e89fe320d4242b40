import type { Bucket } from "../model/accounting.ts";
import { bucketOf } from "../model/accounting.ts";
import { bestExtreme } from "../model/direction.ts";
import type { Evidence } from "../model/evidence.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Metric, Point, Run } from "../model/run.ts";

/** Which point of a series a list of runs shows: what it keeps of it. Numbers made of many points are in the comparison. */
export type ListedReduction = "last" | "best";

/** The point that stands for a metric, and the whole metric behind it. */
export interface MetricValue {
  value: number;
  reduction: ListedReduction;
  step: number | null;
  evidence: Evidence;
  metric: Metric;
}

/** A run as lists and filters see it: with its experiment, and with one value for each metric. */
export interface RunRow {
  run: Run;
  bucket: Bucket;
  compiled: CompiledExperiment;
  metrics: ReadonlyMap<string, MetricValue>;
}

/** The runs of an experiment; each metric by its best point where its comparison shows that, else by its last. */
export function rowsOf(compiled: CompiledExperiment): RunRow[] {
  const reductions = new Map(compiled.comparison.metrics.map((column) => [column.name, column.reduction]));
  return compiled.experiment.runs.map((run) => {
    const metrics = run.metrics.map((metric) => {
      const reduction = reductions.get(metric.name) === "best" ? "best" : "last";
      const point = pointOf({ metric, compiled }, reduction) ?? metric.last;
      return [metric.name, { ...point, reduction, metric }] as const;
    });
    return { run, bucket: bucketOf(run), compiled, metrics: new Map(metrics) };
  });
}

/** A point of a metric, or null when there is none: no finite value, or no known direction for `best`. */
export function pointOf(
  of: { metric: Metric; compiled: CompiledExperiment },
  which: "last" | "best" | "min" | "max",
): Point | null {
  const { metric, compiled } = of;
  if (which === "last") return metric.last;
  if (which !== "best") return metric[which];
  const extreme = bestExtreme(compiled.experiment.directions[metric.name]);
  return extreme === null ? null : metric[extreme];
}
