import type { ChartInput, ChartSpec } from "./chart.ts";
import type { Axis } from "./drawing/axis.ts";
import { linearAxis, pixelOf } from "./drawing/axis.ts";
import { printable, widthOf } from "./drawing/label.ts";
import type { Spot } from "./drawing/spot.ts";
import { sayValue } from "./drawing/spot.ts";
import { rowColors } from "./theme.ts";

const WIDTH = 480;
const COMPACT = 240;
const BAND = 34;

interface Bar {
  row: string;
  value: number;
  low: number;
  high: number;
  text: string;
  baseline: boolean;
}

/** A level bar from zero for each row, with ± sample standard deviation, the row's runs as dots, and the number beside it. */
export function metricBars(input: ChartInput): ChartSpec {
  const bars = barsOf(input);
  const dots = dotsOf(input);
  const longest = (texts: string[]) => texts.reduce((width, text) => Math.max(width, widthOf(text)), 0);
  return {
    width: widthOfPlot(input),
    height: BAND * input.rows.length,
    padding: {
      left: longest(input.labels) + 16,
      top: 44,
      right: longest(bars.map((bar) => bar.text)) + 20,
      bottom: 46,
    },
    layer: layersOf(input, { bars, dots, domain: axisOf(bars, dots).domain }),
  };
}

/** A band for each row, and the dots of its runs. */
export function metricBarSpots(input: ChartInput): Spot[] {
  const { rows, figure } = input;
  const axis = axisOf(barsOf(input), dotsOf(input));
  const width = widthOfPlot(input);
  return rows.flatMap((row, i): Spot[] => {
    const cell = row.cells[figure.metric];
    const runs = row.n < 2 ? [] : (cell?.runs ?? []);
    const count: Spot["said"] = row.n < 2 ? [] : [["runs", String(row.n)]];
    const said: Spot["said"] = [[figure.metric, sayValue(cell?.quantity, cell?.spread)], ...count];
    const band = { x: 0, y: i * BAND, width, height: BAND };
    return [
      { ...band, row: i, run: row.n === 1 ? (row.runs[0] ?? null) : null, name: row.name, said },
      ...runs.flatMap(({ run, quantity }): Spot[] => {
        if (!Number.isFinite(quantity.value)) return [];
        const at = { x: pixelOf(axis, width, quantity.value), y: (i + 0.5) * BAND };
        return [{ ...at, row: i, run, name: row.name, said: [[figure.metric, quantity.text]] }];
      }),
    ];
  });
}

function axisOf(bars: readonly Bar[], dots: readonly { value: number }[]): Axis {
  const values = [...bars.flatMap((bar) => [bar.low, bar.high]), ...dots.map((dot) => dot.value)];
  return linearAxis(values, true);
}

function widthOfPlot({ isCompact }: ChartInput): number {
  return isCompact ? COMPACT : WIDTH;
}

function layersOf(
  input: ChartInput,
  { bars, dots, domain }: { bars: Bar[]; dots: object[]; domain: [number, number] },
): object[] {
  const { labels, figure, palette, marks } = input;
  const axis = { labelLimit: 0, ticks: false, domain: false, grid: false };
  const y = { field: "row", type: "nominal", sort: labels, title: null, axis };
  const x = {
    field: "value",
    type: "quantitative",
    title: printable(figure.metric),
    scale: { domain, nice: false },
    axis: { tickCount: 5 },
  };
  const color = {
    field: "row",
    type: "nominal",
    legend: null,
    scale: { domain: labels, range: rowColors(palette, marks) },
  };
  return [
    { data: { values: bars }, mark: { type: "bar", height: 18, opacity: 0.75 }, encoding: { x, y, color } },
    {
      data: { values: bars.filter((bar) => bar.baseline) },
      mark: { type: "rule", strokeDash: [4, 3], strokeWidth: 1, color: palette.muted },
      encoding: { x },
    },
    {
      data: { values: bars.filter((bar) => bar.high > bar.low) },
      mark: { type: "rule", strokeWidth: 2, color: palette.ink },
      encoding: { x: { ...x, field: "low" }, x2: { field: "high" }, y },
    },
    {
      data: { values: dots },
      mark: { type: "point", filled: true, size: 22, opacity: 0.7, color: palette.ink },
      encoding: { x, y },
    },
    {
      data: { values: bars },
      mark: { type: "text", align: "left", baseline: "middle" },
      encoding: { x: { value: widthOfPlot(input) + 8 }, y, text: { field: "text" } },
    },
  ];
}

function barsOf({ rows, labels, figure }: ChartInput): Bar[] {
  return rows.map((row, i) => {
    const cell = row.cells[figure.metric];
    const value = cell?.quantity?.value ?? 0;
    const spread = cell?.spread?.value ?? 0;
    const text = [cell?.quantity?.text, cell?.spread?.text].filter((one) => one !== undefined).join(" ± ");
    return { row: labels[i] ?? "", value, low: value - spread, high: value + spread, text, baseline: row.baseline };
  });
}

/** The runs of rows with several; the bar of a single run says it all. */
function dotsOf({ rows, labels, figure }: ChartInput): { row: string; value: number }[] {
  return rows.flatMap((row, i) => {
    if (row.n < 2) return [];
    return (row.cells[figure.metric]?.runs ?? []).map(({ quantity }) => ({
      row: labels[i] ?? "",
      value: quantity.value,
    }));
  });
}
