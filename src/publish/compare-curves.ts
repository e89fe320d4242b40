import { curveOf } from "../charts/drawing/curve.ts";
import { thin } from "../charts/drawing/thin.ts";
import type { CompareCurves } from "../contract/index.ts";
import type { Run } from "../model/run.ts";
import type { Series } from "../model/series.ts";

/** Points of a curve, curves of a file, and curves of an experiment that are kept at most. */
const MOST_POINTS = 300;
const MOST_CURVES_A_FILE = 100;
const MOST_CURVES = 2000;

/** By run the number of the file that has its curves, -1 where none are kept. Which file that is depends on nothing logged. */
export function curveParts(runs: readonly Run[]): number[] {
  let all = 0;
  let part = 0;
  let inPart = 0;
  return runs.map((run) => {
    const count = curvesIn(run).length;
    if (count === 0 || all + count > MOST_CURVES) return -1;
    if (inPart > 0 && inPart + count > MOST_CURVES_A_FILE) {
      part += 1;
      inPart = 0;
    }
    all += count;
    inPart += count;
    return part;
  });
}

/** The curves of the runs of one part. `series`: every point of some metrics of a run. */
export function compareCurves(
  { slug, part }: { slug: string; part: number },
  runs: readonly Run[],
  series: (run: Run, metrics: readonly string[]) => readonly Series[],
): CompareCurves {
  const parts = curveParts(runs);
  const own = runs.flatMap((run, index) => {
    if (parts[index] !== part) return [];
    return [{ run: index, curves: series(run, curvesIn(run)).map(curveData) }];
  });
  return { slug, part, runs: own };
}

/** A metric with one point has no curve. */
function curvesIn(run: Run): string[] {
  return run.metrics.filter((metric) => metric.points > 1).map((metric) => metric.name);
}

function curveData(series: Series): CompareCurves["runs"][number]["curves"][number] {
  const { step, value } = thin(curveOf(series), MOST_POINTS);
  return {
    metric: series.metric,
    stepName: series.stepName,
    points: series.value.length,
    step: Array.from(step),
    value: Array.from(value, drawnValue),
  };
}

/** Six digits are more than a screen shows; printed numbers come from the whole value. */
function drawnValue(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(6)) : null;
}
