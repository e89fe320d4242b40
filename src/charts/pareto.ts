import type { Row } from "../model/comparison.ts";
import type { Direction } from "../model/direction.ts";
import { arrowOf } from "../model/direction.ts";
import type { ChartInput, ChartSpec } from "./chart.ts";
import type { Axis } from "./drawing/axis.ts";
import { leftOf, pixelOf, valueAxis } from "./drawing/axis.ts";
import { printable, widthOf } from "./drawing/label.ts";
import { placeLabels } from "./drawing/place-labels.ts";
import type { Spot as Pointed } from "./drawing/spot.ts";
import { sayValue } from "./drawing/spot.ts";

const WIDTH = 520;
const HEIGHT = 320;
/** Labels beyond these would hide the points. */
const MOST_LABELS = 12;

interface Spot {
  row: string;
  x: number;
  y: number;
  xLow: number;
  xHigh: number;
  yLow: number;
  yHigh: number;
  front: boolean;
}

/** Rows as points over two objectives: filled on the front and named, hollow where dominated; the front as a step line. */
export function pareto(input: ChartInput): ChartSpec {
  const { tradeoff } = input.comparison;
  const [first, second] = tradeoff?.objectives ?? [];
  if (tradeoff === null || first === undefined || second === undefined) return {};
  const { spots, x, y } = planeOf(input, [first.metric, second.metric]);
  const titles = [second, first].map(({ metric, direction }) => titleOf(metric, direction));
  const positions = { x: encode("x", titles[0] ?? "", x), y: encode("y", titles[1] ?? "", y) };
  const knee = input.rows.findIndex((row) => row.id === tradeoff.knee);
  const isPlane = tradeoff.objectives.length === 2;
  return {
    width: WIDTH,
    height: HEIGHT,
    padding: { left: leftOf(y, HEIGHT, 72), top: 44, right: 150, bottom: 48 },
    layer: [
      ...(isPlane ? [stepLayer(spots, second.direction, { positions, color: input.palette.muted })] : []),
      ...spreadLayers(spots, positions, input.palette.muted),
      ...pointLayers(spots, positions, input),
      {
        data: { values: knee < 0 ? [] : spots.slice(knee, knee + 1) },
        mark: { type: "point", filled: false, size: 190, strokeWidth: 1.5, color: input.palette.ink },
        encoding: positions,
      },
      ...labelLayers(spots, { x, y, knee }),
    ],
  };
}

/** A point for each row. */
export function paretoSpots(input: ChartInput): Pointed[] {
  const metrics = (input.comparison.tradeoff?.objectives ?? []).map(({ metric }) => metric);
  const { spots, x, y } = planeOf(input, [metrics[0] ?? "", metrics[1] ?? ""]);
  return input.rows.map((row, i): Pointed => {
    const at = { x: pixelOf(x, WIDTH, spots[i]?.x ?? 0), y: HEIGHT - pixelOf(y, HEIGHT, spots[i]?.y ?? 0) };
    const said = metrics.map((metric): [string, string] => {
      return [metric, sayValue(row.cells[metric]?.quantity, row.cells[metric]?.spread)];
    });
    const run = row.n === 1 ? (row.runs[0] ?? null) : null;
    return { ...at, row: i, run, name: row.name + (spots[i]?.front ? " (on the front)" : ""), said };
  });
}

function planeOf(input: ChartInput, [first, second]: [string, string]): { spots: Spot[]; x: Axis; y: Axis } {
  const front = new Set(input.comparison.tradeoff?.front);
  const spots = input.rows.map((row, i): Spot => {
    const [x, y] = [rangeOf(row, second), rangeOf(row, first)];
    const isFront = front.has(row.id);
    return { row: input.labels[i] ?? "", ...prefix("x", x), ...prefix("y", y), front: isFront } as unknown as Spot;
  });
  const x = valueAxis(spots.flatMap((spot) => [spot.xLow, spot.xHigh]));
  const y = valueAxis(spots.flatMap((spot) => [spot.yLow, spot.yHigh]));
  return { spots, x, y };
}

function pointLayers(spots: Spot[], positions: object, { palette }: ChartInput): object[] {
  const [color, other] = palette.series;
  return [
    {
      data: { values: spots.filter((spot) => !spot.front) },
      mark: { type: "point", filled: false, size: 34, strokeWidth: 1.2, opacity: 0.75, color: other },
      encoding: positions,
    },
    {
      data: { values: spots.filter((spot) => spot.front) },
      mark: { type: "point", filled: true, size: 64, opacity: 1, color },
      encoding: positions,
    },
  ];
}

/** How much of the first objective there is up to each amount of the second. */
function stepLayer(spots: Spot[], across: Direction, of: { positions: object; color: string }): object {
  return {
    data: { values: spots.filter((spot) => spot.front) },
    mark: {
      type: "line",
      interpolate: across.better === "lower" ? "step-after" : "step-before",
      strokeWidth: 1.5,
      color: of.color,
    },
    encoding: of.positions,
  };
}

function spreadLayers(spots: Spot[], positions: object, color: string): object[] {
  const { x, y } = positions as { x: object; y: object };
  const mark = { type: "rule", strokeWidth: 1, opacity: 0.8, color };
  return [
    {
      data: { values: spots.filter((spot) => spot.xHigh > spot.xLow) },
      mark,
      encoding: { x: { ...x, field: "xLow" }, x2: { field: "xHigh" }, y },
    },
    {
      data: { values: spots.filter((spot) => spot.yHigh > spot.yLow) },
      mark,
      encoding: { x, y: { ...y, field: "yLow" }, y2: { field: "yHigh" } },
    },
  ];
}

function labelLayers(spots: Spot[], of: { x: Axis; y: Axis; knee: number }): object[] {
  const pixels = spots.map((spot) => ({
    x: pixelOf(of.x, WIDTH, spot.x),
    y: HEIGHT - pixelOf(of.y, HEIGHT, spot.y),
  }));
  const front = [...spots.keys()].filter((i) => spots[i]?.front);
  const ends = [of.knee, front[0] ?? -1, front.at(-1) ?? -1].filter((i) => i >= 0);
  const wanted = [...new Set([...ends, ...front])].map((i) => {
    const text = (spots[i]?.row ?? "") + (i === of.knee ? " (knee)" : "");
    return { text, width: widthOf(text), at: pixels[i] ?? { x: 0, y: 0 } };
  });
  const placed = placeLabels(wanted, pixels, { width: WIDTH + 140, height: HEIGHT }).slice(0, MOST_LABELS);
  return (["left", "right"] as const).map((align) => ({
    data: { values: placed.filter((label) => label.align === align) },
    mark: { type: "text", align, baseline: "middle" },
    encoding: { x: pixel("x"), y: pixel("y"), text: { field: "text" } },
  }));
}

function pixel(field: string): object {
  return { field, type: "quantitative", scale: null, axis: null };
}

function encode(field: "x" | "y", title: string, axis: Axis): object {
  return {
    field,
    type: "quantitative",
    title: title + (axis.log ? " (logarithmic)" : ""),
    scale: { domain: axis.domain, nice: false, type: axis.log ? "log" : "linear" },
    axis: { tickCount: 5, grid: !axis.log },
  };
}

function titleOf(metric: string, direction: Direction): string {
  return `${printable(metric)} ${arrowOf(direction)}`;
}

function rangeOf(row: Row, metric: string): { value: number; low: number; high: number } {
  const cell = row.cells[metric];
  const value = cell?.quantity?.value ?? 0;
  const spread = cell?.spread?.value ?? 0;
  return { value, low: value - spread, high: value + spread };
}

function prefix(name: "x" | "y", { value, low, high }: { value: number; low: number; high: number }): object {
  return { [name]: value, [`${name}Low`]: low, [`${name}High`]: high };
}
