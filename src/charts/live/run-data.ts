import type { Series } from "../../model/series.ts";
import type { Curve } from "../drawing/thin.ts";
import { liveCurves } from "./live-curves.ts";
import type { LiveBox, LiveCurves } from "./live-figure.ts";

/** Fewer than a figure of an experiment has: a site may have tens of thousands of runs. */
const MOST = 400;

/** A metric of one run. `others`: the same of runs to compare it with, thinned already. */
export interface RunData {
  title: string;
  series: Series;
  epochs: Series | null;
  others: Curve[];
  box: LiveBox;
}

/** What a browser needs to bring the curve of one run to life. */
export function liveRunCurve({ title, series, epochs, others, box }: RunData): LiveCurves {
  const own = { label: "this run", runs: [{ name: title, series, epochs }] };
  const behind = others.map((curve, i) => ({ name: `other ${i + 1}`, series: seriesOf(curve, series), epochs: null }));
  return liveCurves({
    title,
    metric: series.metric,
    stepName: series.stepName ?? "point",
    box,
    most: MOST,
    rows: [own, ...(behind.length === 0 ? [] : [{ label: "others", mark: 0, behind: true as const, runs: behind }])],
  });
}

function seriesOf({ step, value }: Curve, { metric, stepName }: Series): Series {
  return { metric, file: "", stepName, step, value, line: new Uint32Array(0), wall: null };
}
