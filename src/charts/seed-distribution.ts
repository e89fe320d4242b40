import { linearAxis, pixelOf } from "./axis.ts";
import type { ChartInput, ChartSpec } from "./chart.ts";
import { printable, widthOf } from "./label.ts";
import { MOST_SERIES } from "./theme.ts";

const WIDTH = 480;
const BAND = 40;
const DOT = 7;

interface Dot {
  row: string;
  value: number;
  y: number;
}

/** A line of dots for each row, one a run, with mean and ± sample standard deviation; the axis is fitted to the dots. */
export function seedDistribution(input: ChartInput): ChartSpec {
  const { rows, labels, figure, palette } = input;
  const bands = rows.map((row, i) => {
    const cell = row.cells[figure.metric];
    const values = (cell?.runs ?? []).map(({ quantity }) => quantity.value).filter(Number.isFinite);
    const mean = cell?.quantity?.value ?? Number.NaN;
    const spread = cell?.spread?.value ?? 0;
    const y = (i + 0.5) * BAND;
    return {
      row: labels[i] ?? "",
      values,
      value: mean,
      low: mean - spread,
      high: mean + spread,
      y,
      top: y - 13,
      bottom: y + 13,
      text: `n ${values.length}`,
    };
  });
  const axis = linearAxis(bands.flatMap((band) => [...band.values, band.low, band.high]));
  const dots = bands.flatMap((band) => stack(band.row, band.values, (value) => pixelOf(axis, WIDTH, value), band.y));
  const means = bands.map(({ values: _, ...band }) => band);
  const x = {
    field: "value",
    type: "quantitative",
    title: printable(figure.metric),
    scale: { domain: axis.domain, nice: false },
    axis: { tickCount: 5 },
  };
  const range = rows.length <= MOST_SERIES ? palette.series : palette.series.slice(0, 1);
  const color = { field: "row", type: "nominal", legend: null, scale: { domain: labels, range } };
  return {
    width: WIDTH,
    height: BAND * rows.length,
    padding: { left: Math.max(...labels.map(widthOf)) + 20, top: 44, right: 48, bottom: 46 },
    layer: [
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
        encoding: { x: { value: -10 }, y: place("y"), text: { field: "row" } },
      },
      {
        data: { values: means },
        mark: { type: "text", align: "left", baseline: "middle", color: palette.muted },
        encoding: { x: { value: WIDTH + 10 }, y: place("y"), text: { field: "text" } },
      },
    ],
  };
}

/** Dots that would cover one another are moved up and down in turn; along the axis they stay where they are. */
function stack(row: string, values: number[], pixel: (value: number) => number, y: number): Dot[] {
  const sorted = [...values].sort((a, b) => a - b);
  let before = Number.NEGATIVE_INFINITY;
  let height = 0;
  return sorted.map((value) => {
    height = pixel(value) - before < DOT ? height + 1 : 0;
    before = pixel(value);
    const level = Math.min(2, Math.ceil(height / 2)) * (height % 2 === 0 ? 1 : -1);
    return { row, value, y: y + level * 5 };
  });
}

function place(field: string): object {
  return { field, type: "quantitative", scale: null, axis: null };
}
