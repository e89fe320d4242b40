import type { MetricColumn } from "../../model/comparison.ts";
import type { Point, Run } from "../../model/run.ts";
import { pointOf } from "./reduction.ts";

/** The point that stands for each metric of each run: by run id, in the order of the columns. */
export type PointGrid = ReadonlyMap<string, readonly (Point | undefined)[]>;

/** Reduces every metric of some runs to its point, each looked at once. */
export function reduceRuns(runs: readonly Run[], columns: readonly MetricColumn[]): PointGrid {
  const positions = new Map(columns.map((column, index) => [column.name, index]));
  return new Map(
    runs.map((run) => {
      const points = new Array<Point | undefined>(columns.length).fill(undefined);
      for (const metric of run.metrics) {
        const index = positions.get(metric.name);
        const column = index === undefined ? undefined : columns[index];
        if (index !== undefined && column !== undefined)
          points[index] = pointOf(metric, column.reduction, column.direction);
      }
      return [run.id, points];
    }),
  );
}
