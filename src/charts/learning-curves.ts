import type { ChartInput, ChartSpec } from "./chart.ts";
import type { Axis } from "./drawing/axis.ts";
import { leftOf, pixelOf, spreadOut, tightAxis, valueAxis } from "./drawing/axis.ts";
import { gapStarts, lastFinite, meanCurve } from "./drawing/curve.ts";
import { printable, widthOf } from "./drawing/label.ts";
import type { Curve } from "./drawing/thin.ts";
import { pointsEach, thin } from "./drawing/thin.ts";
import { rowColors, rowDashes } from "./theme.ts";

const SIZE = { width: 560, height: 280 };
const COMPACT = { width: 410, height: 240 };
const LINE = 16;
const SAMPLE = 22;
/** More steps than these are not written beside their marks. */
const MOST_NAMED_GAPS = 3;

interface RowCurves {
  label: string;
  /** How many points of each curve are drawn. */
  most: number;
  single: { run: string; curve: Curve }[];
  /** What is drawn thick: the mean, or the only run. Null when the runs of a row share no steps. */
  main: Curve | null;
}

/** Curves over steps: a thick line and a label for each row, a faint line for each run of a row with several. */
export function learningCurves(input: ChartInput): ChartSpec {
  const rows = input.rows.map((row, i) => rowCurves(input, row.runs, input.labels[i] ?? ""));
  const all = rows.flatMap((row) => row.single.map((one) => one.curve));
  const x = tightAxis(all.flatMap((curve) => [curve.step[0] ?? 0, curve.step.at(-1) ?? 0]));
  const y = valueAxis(all.flatMap((curve) => [...curve.value]));
  const size = input.isCompact ? COMPACT : SIZE;
  const positions = positionsOf(input, x, y);
  const labels = endLabels(rows, y, size.height);
  const longest = labels.reduce((width, label) => Math.max(width, widthOf(label.row)), 0);
  return {
    ...size,
    padding: { left: leftOf(y, size.height, 66), top: 44, right: longest + SAMPLE + 24, bottom: 46 },
    layer: [
      ...curveLayers(input, rows, positions),
      ...gapLayers(input, rows, { x, width: size.width, positions }),
      ...labelLayers(input, labels, size.width),
    ],
  };
}

function curveLayers(input: ChartInput, rows: RowCurves[], positions: object): object[] {
  const faint = rows.filter((row) => row.single.length > 1);
  const thick = rows.flatMap((row) => (row.main === null ? [] : pointsOf(row, "", row.main)));
  const encoding = { ...positions, color: byRow(input, rowColors(input.palette, input.marks)) };
  return [
    {
      data: { values: faint.flatMap((row) => row.single.flatMap((one) => pointsOf(row, one.run, one.curve))) },
      mark: { type: "line", strokeWidth: 1, opacity: 0.28 },
      encoding: { ...encoding, detail: [{ field: "run" }, { field: "piece" }] },
    },
    {
      data: { values: thick },
      mark: { type: "line", strokeWidth: 2 },
      encoding: { ...encoding, strokeDash: byRow(input, rowDashes(input.marks)), detail: [{ field: "piece" }] },
    },
  ];
}

/** Where values are not finite: an upright line at the step, a cross at the upper edge, and where there are few the step itself. */
function gapLayers(
  input: ChartInput,
  rows: RowCurves[],
  { x, width, positions }: { x: Axis; width: number; positions: object },
): object[] {
  const gaps = rows.flatMap((row) => {
    const steps = row.single.flatMap((one) => gapStarts(thin(one.curve, row.most)));
    return [...new Set(steps)].map((step) => ({ row: row.label, at: pixelOf(x, width, step), step }));
  });
  const few = gaps.length <= MOST_NAMED_GAPS ? gaps : [];
  const color = byRow(input, rowColors(input.palette, input.marks));
  const cross = { type: "point", shape: "M-.5,-.5L.5,.5M.5,-.5L-.5,.5", size: 60, strokeWidth: 2, filled: false };
  // The data of a figure without gaps stays what it was, so that its drawing in a repository does.
  if (gaps.length === 0) return [{ data: { values: [] }, mark: cross, encoding: { ...positions, color } }];
  const place = { field: "at", type: "quantitative", scale: null, axis: null };
  const named = few.map(({ at, step }) => ({ at: at + 8, text: `not finite at ${tidyStep(step)}` }));
  return [
    {
      data: { values: few },
      mark: { type: "rule", strokeWidth: 1, strokeDash: [1, 3] },
      encoding: { x: place, y: { value: 0 }, y2: { value: heightOf(input) }, color },
    },
    {
      data: { values: gaps },
      mark: cross,
      encoding: { x: place, y: { value: 0 }, color },
    },
    {
      data: { values: named.filter(({ at, text }) => at + widthOf(text) <= width) },
      mark: { type: "text", align: "left", baseline: "middle", color: input.palette.muted },
      encoding: { x: place, y: { value: 9 }, text: { field: "text" } },
    },
  ];
}

function tidyStep(step: number): string {
  return String(Number(step.toPrecision(9))).replace("-", "−");
}

function heightOf({ isCompact }: ChartInput): number {
  return (isCompact ? COMPACT : SIZE).height;
}

/** A sample of each row's line with its name, to the right of the plot and in the order in which the curves end. */
function labelLayers(input: ChartInput, labels: { row: string; y: number }[], width: number): object[] {
  const color = byRow(input, rowColors(input.palette, input.marks));
  const y = { field: "y", type: "quantitative", scale: null, axis: null };
  return [
    {
      data: { values: labels },
      mark: { type: "rule", strokeWidth: 2 },
      encoding: {
        x: { value: width + 10 },
        x2: { value: width + 10 + SAMPLE },
        y,
        color,
        strokeDash: byRow(input, rowDashes(input.marks)),
      },
    },
    {
      data: { values: labels },
      mark: { type: "text", align: "left", baseline: "middle" },
      encoding: { x: { value: width + 15 + SAMPLE }, y, text: { field: "row" } },
    },
  ];
}

function positionsOf({ figure, stepName }: ChartInput, x: Axis, y: Axis): object {
  // SI prefixes would turn half an epoch into "500m".
  const format = x.domain[1] >= 1000 ? { format: "~s" } : {};
  return {
    x: {
      field: "step",
      type: "quantitative",
      title: printable(stepName),
      scale: { domain: x.domain, nice: false },
      axis: { grid: false, tickCount: 6, ...format },
    },
    y: {
      field: "value",
      type: "quantitative",
      title: printable(figure.metric) + (y.log ? " (logarithmic)" : ""),
      scale: { domain: y.domain, nice: false, type: y.log ? "log" : "linear" },
      axis: { tickCount: 5 },
    },
  };
}

function byRow({ labels }: ChartInput, range: unknown[]): object {
  return { field: "row", type: "nominal", legend: null, scale: { domain: labels, range } };
}

function rowCurves(input: ChartInput, runs: string[], label: string): RowCurves {
  const single = runs.flatMap((run) => {
    const curve = input.curves.get(run);
    return curve === undefined ? [] : [{ run, curve }];
  });
  const mean = single.length === 1 ? single[0]?.curve : meanCurve(single.map((one) => one.curve));
  const most = pointsEach(input.curves.size);
  return { label, most, single, main: mean !== undefined && mean.step.length > 1 ? mean : null };
}

/** A drawn curve's points; `piece` counts the gaps before them, so that no line crosses one. */
function pointsOf({ label: row, most }: RowCurves, run: string, curve: Curve): object[] {
  const drawn = thin(curve, most);
  const points: object[] = [];
  let piece = 0;
  for (let i = 0; i < drawn.step.length; i += 1) {
    const value = drawn.value[i] ?? Number.NaN;
    if (Number.isNaN(value)) piece += 1;
    else points.push({ row, run, piece, step: drawn.step[i] ?? 0, value });
  }
  return points;
}

function endLabels(rows: RowCurves[], y: Axis, height: number): { row: string; y: number }[] {
  const ends = rows.flatMap((row) => {
    const curve = row.main ?? row.single[0]?.curve;
    const last = curve === undefined ? null : lastFinite(curve);
    return last === null ? [] : [{ row: row.label, place: height - pixelOf(y, height, last.value) }];
  });
  const places = spreadOut(
    ends.map((end) => end.place),
    LINE,
    height,
  );
  return ends.map(({ row }, i) => ({ row, y: places[i] ?? 0 }));
}
