import type { MetricColumn } from "../../model/comparison.ts";
import type { Direction } from "../../model/direction.ts";
import type { ReducedPoint } from "../../model/reduction.ts";
import type { Metric, Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import type { CompareSource } from "../source.ts";
import { reduceMetric } from "./reduction.ts";

/** The point that stands for each metric of each run: by run id, in the order of the columns. */
export type PointGrid = ReadonlyMap<string, readonly (ReducedPoint | undefined)[]>;

/** Why a run that logged a metric has no number in its column: by run id, then by the column's place. */
export type AbsentGrid = ReadonlyMap<string, ReadonlyMap<number, string>>;

/** What reducing needs: the points of a run's metrics, and which way each metric is better. */
export interface GridInput {
  columns: readonly MetricColumn[];
  directions: Readonly<Record<string, Direction>>;
  series: CompareSource["series"];
}

/** Reduces every metric of some runs to its point, each looked at once. Points are read only where a reduction needs them. */
export function reduceRuns(runs: readonly Run[], input: GridInput): { grid: PointGrid; absent: AbsentGrid } {
  const { columns } = input;
  const positions = new Map(columns.map((column, index) => [column.name, index]));
  const absent = new Map<string, ReadonlyMap<number, string>>();
  const grid = new Map(
    runs.map((run) => {
      const points = new Array<ReducedPoint | undefined>(columns.length).fill(undefined);
      const missing = new Map<number, string>();
      for (const metric of run.metrics) {
        const index = positions.get(metric.name);
        const column = index === undefined ? undefined : columns[index];
        if (index === undefined || column === undefined) continue;
        if (column.reduction === "last") {
          points[index] = metric.last;
          continue;
        }
        const reduced = reduceMetric(
          { ...input, run, metric, series: () => read(input, run, metric) },
          column.reduction,
        );
        if ("missing" in reduced) missing.set(index, reduced.missing);
        else points[index] = reduced;
      }
      if (missing.size > 0) absent.set(run.id, missing);
      return [run.id, points];
    }),
  );
  return { grid, absent };
}

function read({ series }: GridInput, run: Run, { name }: Metric): Series | null {
  const found = series(run.id, [name]).find((one) => one.metric === name);
  return found === undefined || found.value.length === 0 ? null : found;
}
