import type { CurveSet } from "../../../../src/charts/live/live-curves.ts";
import type { Series } from "../../../../src/model/series.ts";

/** A series of one metric; `wall` in seconds, one for each value. */
export function seriesOf(value: number[], more: { step?: number[]; wall?: number[]; metric?: string } = {}): Series {
  return {
    metric: more.metric ?? "loss",
    file: "train.log",
    stepName: "step",
    step: Float64Array.from(more.step ?? value.map((_, i) => i + 1)),
    value: Float64Array.from(value),
    line: new Uint32Array(value.length),
    wall: more.wall === undefined ? null : Float64Array.from(more.wall),
  };
}

/** Curves of rows given by their runs' values. */
export function setOf(rows: Record<string, Series[]>, most = 800): CurveSet {
  return {
    title: "Learning curves: loss",
    metric: "loss",
    stepName: "step",
    most,
    box: { width: 500, height: 300, left: 50, top: 40, plotWidth: 400, plotHeight: 200, named: true },
    rows: Object.entries(rows).map(([label, runs]) => ({
      label,
      runs: runs.map((series, i) => ({ name: `${label}-seed${i}`, series, epochs: null })),
    })),
  };
}
