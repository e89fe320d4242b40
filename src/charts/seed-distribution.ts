import type { ChartInput, ChartSpec } from "./chart.ts";
import type { Axis } from "./drawing/axis.ts";
import { linearAxis, pixelOf } from "./drawing/axis.ts";
import { printable, widthOf } from "./drawing/label.ts";
import type { Spot } from "./drawing/spot.ts";
import { sayValue } from "./drawing/spot.ts";
import { rowColors } from "./theme.ts";

const WIDTH = 480;
const COMPACT = 280;
const BAND = 40;
const DOT = 7;

/** A row's values with mean (`value`) and mean ± deviation; `y`, `top` and `bottom` are pixels. */
interface Band {
  row: string;
  values: { run: string; value: number }[];
  value: number;
  low: number;
  high: number;
  y: number;
  top: number;
  bottom: number;
  text: string;
}

/** A line of dots for each row, one a run, with mean and ± sample standard deviation; the axis is fitted to the dots. */
export function seedDistribution(input: ChartInput): ChartSpec {
  const bands = bandsOf(input);
  const axis = axisOf(bands);
  const widest = input.labels.reduce((width, label) => Math.max(width, widthOf(label)), 0);
  return {
    width: widthOfPlot(input),
    height: BAND * input.rows.length,
    padding: { left: widest + 20, top: 44, right: 48, bottom: 46 },
    layer: layersOf(input, bands, axis),
  };
}

/** The dots of runs, and the mean of each row. */
export function seedSpots(input: ChartInput): Spot[] {
  const { rows, figure } = input;
  const bands = bandsOf(input);
  const axis = axisOf(bands);
  const width = widthOfPlot(input);
  return rows.flatMap((row, i): Spot[] => {
    const band = bands[i];
    const cell = row.cells[figure.metric];
    if (band === undefined || cell === undefined) return [];
    const runs = new Map(cell.runs.map(({ run, quantity }) => [run, quantity]));
    const dots = stack(band, { axis, width }).map(({ run, value, y }): Spot => {
      const said: Spot["said"] = [[figure.metric, runs.get(run)?.text ?? ""]];
      return { x: pixelOf(axis, width, value), y, row: i, run, name: row.name, said };
    });
    const said: Spot["said"] = [
      [figure.metric, sayValue(cell.quantity, cell.spread)],
      ["runs", String(band.values.length)],
    ];
    const place = { x: 0, y: i * BAND, width, height: BAND };
    return [{ ...place, row: i, run: null, name: row.name, said }, ...dots];
  });
}

function axisOf(bands: readonly Band[]): Axis {
  return linearAxis(bands.flatMap((band) => [...band.values.map(({ value }) => value), band.low, band.high]));
}

function widthOfPlot({ isCompact }: ChartInput): number {
  return isCompact ? COMPACT : WIDTH;
}

function layersOf(input: ChartInput, bands: Band[], axis: Axis): object[] {
  const { labels, figure, palette, marks } = input;
  const width = widthOfPlot(input);
  const means = bands.map(({ values: _, ...band }) => band);
  const dots = bands.flatMap((band) => stack(band, { axis, width }).map(({ run: _, ...dot }) => dot));
  const x = {
    field: "value",
    type: "quantitative",
    title: printable(figure.metric),
    scale: { domain: axis.domain, nice: false },
    axis: { tickCount: 5 },
  };
  const color = {
    field: "row",
    type: "nominal",
    legend: null,
    scale: { domain: labels, range: rowColors(palette, marks) },
  };
  const text = (at: number, field: string) => ({ x: { value: at }, y: place("y"), text: { field } });
  return [
    {
      data: { values: means },
      mark: { type: "rule", strokeWidth: 1.5, color: palette.muted },
      encoding: { x: { ...x, field: "low" }, x2: { field: "high" }, y: place("y") },
    },
    {
      data: { values: means },
      mark: { type: "rule", strokeWidth: 2, color: palette.ink },
      encoding: { x, y: place("top"), y2: { field: "bottom" } },
    },
    {
      data: { values: dots },
      mark: { type: "point", filled: true, size: 48, opacity: 0.8 },
      encoding: { x, y: place("y"), color },
    },
    {
      data: { values: means },
      mark: { type: "text", align: "right", baseline: "middle" },
      encoding: text(-10, "row"),
    },
    {
      data: { values: means },
      mark: { type: "text", align: "left", baseline: "middle", color: palette.muted },
      encoding: text(width + 10, "text"),
    },
  ];
}

function bandsOf({ rows, labels, figure }: ChartInput): Band[] {
  return rows.map((row, i) => {
    const cell = row.cells[figure.metric];
    const all = (cell?.runs ?? []).map(({ run, quantity }) => ({ run, value: quantity.value }));
    const values = all.filter((one) => Number.isFinite(one.value));
    const value = cell?.quantity?.value ?? Number.NaN;
    const spread = cell?.spread?.value ?? 0;
    const y = (i + 0.5) * BAND;
    const places = { y, top: y - 13, bottom: y + 13 };
    return {
      row: labels[i] ?? "",
      values,
      value,
      low: value - spread,
      high: value + spread,
      ...places,
      text: `n ${values.length}`,
    };
  });
}

/** Dots that would cover one another are moved up and down in turn; along the axis they stay where they are. */
function stack(
  band: Band,
  { axis, width }: { axis: Axis; width: number },
): { row: string; run: string; value: number; y: number }[] {
  let before = Number.NEGATIVE_INFINITY;
  let height = 0;
  return band.values
    .toSorted((a, b) => a.value - b.value)
    .map(({ run, value }) => {
      const pixel = pixelOf(axis, width, value);
      height = pixel - before < DOT ? height + 1 : 0;
      before = pixel;
      const level = Math.min(2, Math.ceil(height / 2)) * (height % 2 === 0 ? 1 : -1);
      return { row: band.row, run, value, y: band.y + level * 5 };
    });
}

function place(field: string): object {
  return { field, type: "quantitative", scale: null, axis: null };
}
