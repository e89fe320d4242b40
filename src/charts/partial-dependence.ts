import type { Importance, PartialPoint } from "../model/importance.ts";
import type { ChartInput, ChartSpec } from "./chart.ts";
import { linearAxis } from "./drawing/axis.ts";
import { labelsFor, printable } from "./drawing/label.ts";

const WIDTH = 250;
const HEIGHT = 180;

type Panel = Importance["partial"][number];

/** A panel for each parameter that explains much: the forest's mean prediction with its band over trees, the runs as dots. */
export function partialDependence(input: ChartInput): ChartSpec {
  const { importance } = input.comparison;
  if (importance === null) return {};
  const fitted = new Set(importance.fitted);
  const values = runsOf(input, fitted).map(({ value }) => value);
  const { domain } = linearAxis([...values, ...importance.partial.flatMap(({ points }) => points.flatMap(endsOf))]);
  const title = printable(importance.metric);
  const y = { type: "quantitative", title, scale: { domain, nice: false }, axis: { tickCount: 5 } };
  const concat = importance.partial.map((panel) => ({
    width: WIDTH,
    height: HEIGHT,
    layer: layersOf(panel, { input, fitted, y }),
  }));
  return { autosize: { type: "pad" }, padding: 12, columns: 2, spacing: 24, concat };
}

function layersOf(panel: Panel, of: { input: ChartInput; fitted: ReadonlySet<string>; y: object }): object[] {
  const { input, y } = of;
  const [color, other] = input.palette.series;
  const isLevels = panel.scale === "levels";
  const levels = labelsFor(panel.points.map(({ value }) => textOf(value)));
  const shown = panel.points
    .map((point, i) => ({ ...point, x: isLevels ? (levels[i] ?? "") : point.value }))
    .filter((point) => point.x !== null);
  const label = new Map(panel.points.map(({ value }, i) => [textOf(value), levels[i]]));
  const dots = runsOf(input, of.fitted).flatMap(({ value, row }) => {
    const own = paramOf(input, row, panel);
    const x = isLevels ? label.get(textOf(own)) : own;
    return x === undefined || x === null ? [] : [{ x, value }];
  });
  const x = isLevels
    ? levelAxis(panel, levels)
    : scaleAxis(
        panel,
        shown.map((point) => Number(point.value)),
      );
  const ends = { x, y: { ...y, field: "low" }, y2: { field: "high" } };
  const dotMark = { type: "point", filled: true, size: 16, opacity: 0.45, color: other };
  const main = isLevels
    ? [
        { data: { values: shown }, mark: { type: "rule", strokeWidth: 2, color }, encoding: ends },
        {
          data: { values: shown },
          mark: { type: "point", filled: true, size: 70, opacity: 1, color },
          encoding: { x, y: { ...y, field: "mean" } },
        },
      ]
    : [
        { data: { values: shown }, mark: { type: "area", opacity: 0.22, color }, encoding: ends },
        {
          data: { values: shown },
          mark: { type: "line", strokeWidth: 2, color },
          encoding: { x, y: { ...y, field: "mean" } },
        },
      ];
  return [{ data: { values: dots }, mark: dotMark, encoding: { x, y: { ...y, field: "value" } } }, ...main];
}

function levelAxis({ name }: Panel, levels: string[]): object {
  const axis = { labelAngle: 0, labelLimit: 90, grid: false };
  return { field: "x", type: "nominal", title: printable(name), sort: levels, scale: { domain: levels }, axis };
}

function scaleAxis({ name, scale }: Panel, values: number[]): object {
  const domain = [Math.min(...values), Math.max(...values)];
  const title = printable(name) + (scale === "log" ? " (logarithmic)" : "");
  const type = scale === "log" ? "log" : "linear";
  return {
    field: "x",
    type: "quantitative",
    title,
    scale: { domain, nice: false, type, clamp: true },
    axis: { tickCount: 4, grid: false },
  };
}

function runsOf({ rows, figure }: ChartInput, fitted: ReadonlySet<string>): { row: number; value: number }[] {
  return rows.flatMap((row, index) =>
    (row.cells[figure.metric]?.runs ?? [])
      .filter(({ run, quantity }) => fitted.has(run) && Number.isFinite(quantity.value))
      .map(({ quantity }) => ({ row: index, value: quantity.value })),
  );
}

/** Params that always changed together have the values of the first. */
function paramOf({ rows, comparison }: ChartInput, row: number, { name }: Panel): PartialPoint["value"] {
  const first = comparison.importance?.params.find((one) => one.name === name)?.names[0] ?? name;
  const value = rows[row]?.params[first]?.value;
  return typeof value === "boolean" ? String(value) : (value ?? null);
}

function textOf(value: PartialPoint["value"]): string {
  return value === null ? "not set" : String(value);
}

function endsOf({ low, high }: PartialPoint): number[] {
  return [low, high];
}
