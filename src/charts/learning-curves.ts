import type { Axis } from "./axis.ts";
import { pixelOf, spreadOut, tightAxis, valueAxis } from "./axis.ts";
import type { ChartInput, ChartSpec } from "./chart.ts";
import { beforeGaps, lastFinite, meanCurve } from "./curve.ts";
import { printable, widthOf } from "./label.ts";
import { DASHES } from "./theme.ts";
import type { Curve } from "./thin.ts";
import { thin } from "./thin.ts";

const WIDTH = 560;
const HEIGHT = 280;
const LINE = 15;

interface RowCurves {
  label: string;
  single: { run: string; curve: Curve }[];
  /** What is drawn thick: the mean, or the only run. Null when the runs of a row share no steps. */
  main: Curve | null;
}

/** Curves over steps: a thick line and a label for each row, a faint line for each run of a row with several. */
export function learningCurves(input: ChartInput): ChartSpec {
  const rows = input.rows.map((row, i) => rowCurves(input, row.runs, input.labels[i] ?? ""));
  const all = rows.flatMap((row) => row.single.map((one) => one.curve));
  const values = all.flatMap((curve) => [...curve.value]).filter((value) => !Number.isNaN(value));
  const x = tightAxis(all.flatMap((curve) => [curve.step[0] ?? 0, curve.step.at(-1) ?? 0]));
  const y = valueAxis(values);
  const labels = endLabels(rows, x, y);
  const colored = {
    field: "row",
    type: "nominal",
    legend: null,
    scale: { domain: input.labels, range: input.palette.series },
  };
  const metric = printable(input.figure.metric) + (y.log ? " (logarithmic)" : "");
  const positions = {
    x: {
      field: "step",
      type: "quantitative",
      title: printable(input.stepName),
      scale: { domain: x.domain, nice: false },
      axis: { grid: false, tickCount: 6, format: "~s" },
    },
    y: {
      field: "value",
      type: "quantitative",
      title: metric,
      scale: { domain: y.domain, nice: false, type: y.log ? "log" : "linear" },
      axis: { tickCount: 5 },
    },
  };
  const dashes = { field: "row", type: "nominal", legend: null, scale: { domain: input.labels, range: DASHES } };
  const longest = Math.max(...labels.map((label) => widthOf(label.row)));
  return {
    width: WIDTH,
    height: HEIGHT,
    padding: { left: 66, top: 44, right: longest + 24, bottom: 46 },
    layer: [
      {
        data: {
          values: rows.flatMap((row) =>
            row.single.length > 1 ? row.single.flatMap((one) => pointsOf(row.label, one.run, one.curve)) : [],
          ),
        },
        mark: { type: "line", strokeWidth: 1, opacity: 0.28 },
        encoding: { ...positions, color: colored, detail: [{ field: "run" }, { field: "piece" }] },
      },
      {
        data: { values: rows.flatMap((row) => (row.main === null ? [] : pointsOf(row.label, "", row.main))) },
        mark: { type: "line", strokeWidth: 2 },
        encoding: { ...positions, color: colored, strokeDash: dashes, detail: [{ field: "piece" }] },
      },
      {
        data: {
          values: rows.flatMap((row) =>
            row.single.flatMap((one) => beforeGaps(one.curve).map((point) => ({ row: row.label, ...point }))),
          ),
        },
        mark: { type: "point", shape: "M-.5,-.5L.5,.5M.5,-.5L-.5,.5", size: 60, strokeWidth: 2, filled: false },
        encoding: { ...positions, color: colored },
      },
      {
        data: { values: labels },
        mark: { type: "rule", strokeWidth: 1, opacity: 0.5 },
        encoding: {
          ...pixels("x", "fromX"),
          ...pixels("y", "fromY"),
          ...pixels("x2", "toX"),
          ...pixels("y2", "toY"),
          color: colored,
        },
      },
      {
        data: { values: labels },
        mark: { type: "text", align: "left", baseline: "middle", dx: 4, fontWeight: "bold" },
        encoding: { ...pixels("x", "toX"), ...pixels("y", "toY"), text: { field: "row" }, color: colored },
      },
    ],
  };
}

function rowCurves(input: ChartInput, runs: string[], label: string): RowCurves {
  const single = runs.flatMap((run) => {
    const curve = input.curves.get(run);
    return curve === undefined ? [] : [{ run, curve }];
  });
  const mean = single.length === 1 ? single[0]?.curve : meanCurve(single.map((one) => one.curve));
  return { label, single, main: mean !== undefined && mean.step.length > 1 ? mean : null };
}

/** A drawn curve's points; `piece` counts the gaps before them, so that no line crosses one. */
function pointsOf(row: string, run: string, curve: Curve): object[] {
  const drawn = thin(curve);
  const points: object[] = [];
  let piece = 0;
  for (let i = 0; i < drawn.step.length; i += 1) {
    const value = drawn.value[i] ?? Number.NaN;
    if (Number.isNaN(value)) piece += 1;
    else points.push({ row, run, piece, step: drawn.step[i] ?? 0, value });
  }
  return points;
}

/** Where each row's label stands, to the right of the plot, and the line from its last point to there. */
function endLabels(rows: RowCurves[], x: Axis, y: Axis) {
  const ends = rows.flatMap((row) => {
    const last = lastFinite(
      row.main ?? row.single[0]?.curve ?? { step: new Float64Array(), value: new Float64Array() },
    );
    return last === null ? [] : [{ row: row.label, last }];
  });
  const places = ends.map(({ last }) => HEIGHT - pixelOf(y, HEIGHT, last.value));
  const spread = spreadOut(places, LINE);
  return ends.map(({ row, last }, i) => ({
    row,
    fromX: pixelOf(x, WIDTH, last.step),
    fromY: places[i] ?? 0,
    toX: WIDTH + 12,
    toY: spread[i] ?? 0,
  }));
}

function pixels(channel: string, field: string): Record<string, object> {
  const isSecond = channel.endsWith("2");
  return { [channel]: isSecond ? { field } : { field, type: "quantitative", scale: null, axis: null } };
}
