import { configOf, dashOf, paletteOf } from "../theme.ts";
import type { LiveBox, LiveRow } from "./live-figure.ts";
import type { Panel, Tuples } from "./panel.ts";

/** What a figure of curves is drawn by. `titles`: of the axes. */
export interface CurveDrawing {
  title: string;
  rows: Pick<LiveRow, "label" | "mark">[];
  box: LiveBox;
  titles: { x: string; y: string };
  panel: Pick<Panel, "axis" | "log" | "xDomain" | "yDomain" | "tuples">;
  theme: "light" | "page";
}

/** What is not finite: a cross, or an arrowhead towards where it went. */
const KINDS = ["NaN", "∞", "−∞"];
const SHAPES = ["M-1,-1L1,1M1,-1L-1,1", "M-1,.7L0,-1L1,.7Z", "M-1,-.7L0,1L1,-.7Z"];
const SAMPLE = 22;

/** Curves as a Vega-Lite specification: what a browser draws, what is downloaded, and, without points, the template of both. */
export function curveSpec(drawing: CurveDrawing): Record<string, unknown> {
  const { title, box, theme } = drawing;
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: title === "" ? undefined : { text: title },
    autosize: { type: "none" },
    width: box.plotWidth,
    height: box.plotHeight,
    padding: paddingOf(box),
    config: configOf(paletteOf(theme)),
    layer: layersOf(drawing),
  };
}

/** The space around the plot. */
export function paddingOf({ width, height, left, top, plotWidth, plotHeight }: LiveBox): Record<string, number> {
  return { left, top, right: width - left - plotWidth, bottom: height - top - plotHeight };
}

function layersOf({ rows, titles, panel, theme }: CurveDrawing): object[] {
  const { tuples } = panel;
  const byRow = (range: readonly unknown[]) => {
    return { field: "row", type: "nominal", legend: null, scale: { domain: rows.map(({ label }) => label), range } };
  };
  const color = byRow(colorsOf(rows, theme));
  const dash = byRow(rows.map(({ mark }) => dashOf(mark)));
  const positions = positionsOf(panel, titles);
  const detail = [{ field: "piece" }];
  const data = (name: keyof Tuples) => ({ name, values: tuples[name] });
  const thin = { type: "line", clip: true, strokeWidth: 1, opacity: 0.28 };
  return [
    {
      data: data("band"),
      mark: { type: "area", clip: true, opacity: 0.16, line: false },
      encoding: { ...positions, y: { ...positions.y, field: "low" }, y2: { field: "high" }, color, detail },
    },
    { data: data("faint"), mark: thin, encoding: { ...positions, color, detail } },
    {
      data: data("raw"),
      mark: { ...thin, strokeWidth: 1.25, opacity: 0.45 },
      encoding: { ...positions, color, detail },
    },
    {
      data: data("main"),
      mark: { type: "line", clip: true, strokeWidth: 2, strokeJoin: "round" },
      encoding: { ...positions, color, strokeDash: dash, detail },
    },
    {
      data: data("dots"),
      mark: { type: "point", clip: true, filled: true, size: 14, opacity: 1 },
      encoding: { ...positions, color },
    },
    ...stopLayers(data, { positions, color, muted: paletteOf(theme).muted }),
    ...nameLayers(tuples.names, { color, dash }),
  ];
}

/** Where values stop being finite: an upright line, a mark at the edge, and beside it what they are from there on. */
function stopLayers(
  data: (name: keyof Tuples) => object,
  { positions, color, muted }: { positions: { x: object; y: object }; color: object; muted: string },
): object[] {
  const shape = { field: "kind", type: "nominal", legend: null, scale: { domain: KINDS, range: SHAPES } };
  const words = (name: "early" | "late", mark: object) => ({
    data: data(name),
    mark: { type: "text", baseline: "middle", color: muted, ...mark },
    encoding: { x: positions.x, y: { value: 9 }, text: { field: "text" } },
  });
  return [
    {
      data: data("stops"),
      mark: { type: "rule", strokeWidth: 1, strokeDash: [1, 3] },
      encoding: { x: positions.x, color },
    },
    {
      data: data("broken"),
      mark: { type: "point", clip: false, size: 70, strokeWidth: 2, opacity: 1, filled: false },
      encoding: { ...positions, color, shape },
    },
    words("early", { align: "left", dx: 8 }),
    words("late", { align: "right", dx: -8 }),
  ];
}

/** A sample of each line with its name, to the right of the plot. */
function nameLayers(names: Tuples["names"], scales: { color: object; dash: object }): object[] {
  const y = { field: "y", type: "quantitative", scale: null, axis: null };
  const data = { name: "names", values: names };
  const at = (distance: number) => ({ value: { expr: `width + ${distance}` } });
  return [
    {
      data,
      mark: { type: "rule", strokeWidth: 2 },
      encoding: { x: at(10), x2: at(10 + SAMPLE), y, color: scales.color, strokeDash: scales.dash },
    },
    {
      data,
      mark: { type: "text", align: "left", baseline: "middle" },
      encoding: { x: at(15 + SAMPLE), y, text: { field: "row" } },
    },
  ];
}

function positionsOf({ axis, log, xDomain, yDomain }: CurveDrawing["panel"], titles: CurveDrawing["titles"]) {
  return {
    x: {
      field: "x",
      type: "quantitative",
      title: titles.x,
      scale: { domain: xDomain, nice: false, zero: false, type: axis.id === "wall" ? "utc" : "linear" },
      axis: { grid: false, tickCount: 6, ...tickFormat(axis.id, xDomain) },
    },
    y: {
      field: "y",
      type: "quantitative",
      title: titles.y,
      scale: { domain: yDomain, nice: false, zero: false, type: log ? "log" : "linear" },
      axis: { tickCount: 5 },
    },
  };
}

/** SI prefixes would turn half an epoch into "500m". */
function tickFormat(axis: string, [, last]: [number, number]): object {
  return axis !== "wall" && last >= 1000 ? { format: "~s" } : {};
}

/** The colour of each row. */
export function colorsOf(rows: readonly Pick<LiveRow, "mark">[], theme: "light" | "page"): (string | undefined)[] {
  const { series } = paletteOf(theme);
  return rows.map(({ mark }) => series[mark % series.length]);
}
