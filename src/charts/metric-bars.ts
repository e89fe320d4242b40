import { linearAxis } from "./axis.ts";
import type { ChartInput, ChartSpec } from "./chart.ts";
import { printable, widthOf } from "./label.ts";
import { MOST_SERIES } from "./theme.ts";

const WIDTH = 480;
const BAND = 34;

/** A level bar from zero for each row, with ± sample standard deviation, the row's runs as dots, and the number beside it. */
export function metricBars(input: ChartInput): ChartSpec {
  const { rows, labels, figure, palette } = input;
  const bars = rows.map((row, i) => {
    const cell = row.cells[figure.metric];
    const value = cell?.quantity?.value ?? 0;
    const spread = cell?.spread?.value ?? 0;
    const text = [cell?.quantity?.text, cell?.spread?.text].filter((one) => one !== undefined).join(" ± ");
    return { row: labels[i] ?? "", value, low: value - spread, high: value + spread, text, baseline: row.baseline };
  });
  const dots = rows.flatMap((row, i) =>
    row.n > 1
      ? (row.cells[figure.metric]?.runs ?? []).map(({ quantity }) => ({ row: labels[i] ?? "", value: quantity.value }))
      : [],
  );
  const axis = linearAxis([...bars.flatMap((bar) => [bar.low, bar.high]), ...dots.map((dot) => dot.value)], true);
  const y = {
    field: "row",
    type: "nominal",
    sort: labels,
    title: null,
    axis: { labelLimit: 0, ticks: false, domain: false, grid: false },
  };
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
    padding: {
      left: Math.max(...labels.map(widthOf)) + 16,
      top: 44,
      right: Math.max(...bars.map((bar) => widthOf(bar.text))) + 20,
      bottom: 46,
    },
    layer: [
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
        encoding: { x: { value: WIDTH + 8 }, y, text: { field: "text" } },
      },
    ],
  };
}
