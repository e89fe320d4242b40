import { lineOf } from "../model/evidence.ts";
import type { ProgressEntry, ProgressSeries } from "../model/progress.ts";
import type { ChartSpec } from "./chart.ts";
import type { Axis } from "./drawing/axis.ts";
import { leftOf, linearAxis, pixelOf } from "./drawing/axis.ts";
import { printable, widthOf } from "./drawing/label.ts";
import { placeLabels } from "./drawing/place-labels.ts";
import type { LiveSpot } from "./drawing/spot.ts";
import { sayValue } from "./drawing/spot.ts";
import { drawSpec } from "./drawing/svg.ts";
import { hashOf, readStamp, stampWith } from "./metadata.ts";
import type { Palette, Theme } from "./theme.ts";
import { configOf, paletteOf } from "./theme.ts";

const WIDTH = 560;
const HEIGHT = 240;
const LEFT = 64;
const TOP = 44;
const MOST_LABELS = 8;
const LONGEST_LABEL = 22;
/** Not `labdocs`: an experiment's figure is checked against that experiment's rows, which this one is not made of. */
const TOOL = "labdocs-progress";

/** A series to be drawn. `id`: unique on its page and safe as a file name. */
export interface ProgressDrawing {
  series: ProgressSeries;
  id: string;
  theme: Theme;
}

/**
 * The figure of a series as SVG text: a dot for each experiment in order, a line of the best so far, ± sample standard
 * deviation where a row has several runs, and the names of the experiments that brought a new best, or of tracks beside their best. The chart library is
 * loaded by the first call.
 */
export async function drawProgress(drawing: ProgressDrawing): Promise<string> {
  const spec = specOf(drawing);
  const { series, id } = drawing;
  const svg = await drawSpec(spec, { id, title: titleOf(series), caption: captionOf(series), owner: "progress" });
  return stampWith(svg, { tool: TOOL, figure: id, data: hashOfDrawing(drawing), sources: sourcesOf(series) });
}

/** Whether an SVG is what this series would be drawn as. Nothing is drawn to find out. */
export function isDrawn(svg: string, drawing: ProgressDrawing): boolean {
  return readStamp(svg)?.data === hashOfDrawing(drawing);
}

/** What the figure shows, in words. */
export function captionOf({ label, entries, tracks, direction }: ProgressSeries): string {
  const bars = entries.some(({ spread }) => spread !== null)
    ? " Upright line: ± sample standard deviation where a row has several runs."
    : "";
  return `${label} of ${entries.length} experiments in order (${direction} is better). Dot: an experiment; line: the best so far${tracks.length === 0 ? "" : " of each track"}.${bars} The axis does not start at zero.`;
}

/** What a browser needs to let the figure be pointed at. `leading`: where the experiment of an entry is to be seen. */
export function liveProgress(series: ProgressSeries, leading: (entry: ProgressEntry) => string) {
  const axis = axisOf(dotsOf(series));
  const left = leftOf(axis, HEIGHT, LEFT);
  const { length } = series.entries;
  const spots = series.entries.map((entry, index): LiveSpot => {
    const { experiment, row, value, spread, n, isBest } = entry;
    const x = left + pixelOf({ domain: [0.5, length + 0.5], log: false }, WIDTH, index + 1);
    const y = TOP + HEIGHT - pixelOf(axis, HEIGHT, value.value);
    const said: LiveSpot["said"] = [
      [series.label, sayValue(value, spread)],
      ["row", row.name],
      ["runs", String(n)],
      ...(isBest ? [["", "new best"] as [string, string]] : []),
    ];
    return {
      x: Math.round(x * 10) / 10,
      y: Math.round(y * 10) / 10,
      name: experiment.title,
      said,
      href: leading(entry),
    };
  });
  const spec = { ...specOf({ series, id: "progress", theme: "light" }), description: captionOf(series) };
  return { kind: "plain" as const, title: titleOf(series), spec, spots };
}

function titleOf({ label }: ProgressSeries): string {
  return `Progress of ${label}`;
}

function hashOfDrawing(drawing: ProgressDrawing): string {
  const { series } = drawing;
  return hashOf(JSON.stringify([specOf(drawing), titleOf(series), captionOf(series), sourcesOf(series)]));
}

function sourcesOf({ entries }: ProgressSeries): object[] {
  return entries.flatMap(({ experiment, row, value }) =>
    value.evidence.slice(0, 1).map((evidence) => {
      return { experiment: experiment.id, row: row.name, file: evidence.file, line: lineOf(evidence) };
    }),
  );
}

function specOf({ series, theme }: ProgressDrawing): ChartSpec {
  const palette = paletteOf(theme);
  return {
    $schema: "https://vega.github.io/schema/vega-lite/v6.json",
    title: { text: printable(titleOf(series)) },
    autosize: { type: "none" },
    config: configOf(palette),
    width: WIDTH,
    height: HEIGHT,
    padding: { left: leftOf(axisOf(dotsOf(series)), HEIGHT, LEFT), top: TOP, right: 24, bottom: 46 },
    layer: layersOf(series, palette),
  };
}

interface Dot {
  at: number;
  value: number;
  low: number;
  high: number;
  best: number;
  text: string;
  track?: string;
}

/** The names beside dots, as far as they hide no dot and no other name; the latest choose first. */
function labelLayers(dots: readonly Dot[], axis: Axis): object[] {
  const x = { domain: [0.5, dots.length + 0.5] as [number, number], log: false };
  const placed = dots.map((dot) => ({
    text: dot.text,
    width: widthOf(dot.text),
    at: { x: pixelOf(x, WIDTH, dot.at), y: HEIGHT - pixelOf(axis, HEIGHT, dot.value) },
  }));
  const named = placed.filter(({ text }) => text !== "").reverse();
  const labels = placeLabels(
    named,
    placed.map(({ at }) => at),
    { width: WIDTH, height: HEIGHT },
  );
  const place = (field: string) => ({ field, type: "quantitative", scale: null, axis: null });
  return (["left", "right"] as const).map((align) => ({
    data: { values: labels.filter((label) => label.align === align) },
    mark: { type: "text", align, baseline: "middle" },
    encoding: { x: place("x"), y: place("y"), text: { field: "text" } },
  }));
}

function layersOf(series: ProgressSeries, palette: Palette): object[] {
  const dots = dotsOf(series);
  const axis = axisOf(dots);
  const [color = palette.ink] = palette.series;
  const x = {
    field: "at",
    type: "quantitative",
    title: "Experiment, in order",
    scale: { domain: [0.5, dots.length + 0.5], nice: false },
    axis: { tickMinStep: 1, format: "d", grid: false },
  };
  const y = {
    field: "value",
    type: "quantitative",
    title: printable(series.label),
    scale: { domain: axis.domain, nice: false },
  };
  const detail = series.tracks.length === 0 ? {} : { detail: { field: "track" } };
  return [
    {
      data: { values: dots },
      mark: { type: "line", interpolate: "step-after", strokeWidth: 1.5, color: palette.muted },
      encoding: { x, y: { ...y, field: "best" }, ...detail },
    },
    {
      data: { values: dots.filter(({ low, high }) => low < high) },
      mark: { type: "rule", strokeWidth: 1.5, color },
      encoding: { x, y: { ...y, field: "low" }, y2: { field: "high" } },
    },
    { data: { values: dots }, mark: { type: "point", filled: true, size: 48, color }, encoding: { x, y } },
    ...labelLayers(dots, axis),
  ];
}

function axisOf(dots: readonly Dot[]): Axis {
  return linearAxis(dots.flatMap(({ low, high }) => [low, high]));
}

function dotsOf({ entries, tracks, direction }: ProgressSeries): Dot[] {
  const rises = entries.filter(({ isBest, step }) => isBest && step !== null);
  const leading = new Map(tracks.map(({ name, best }) => [entries[best], name]));
  const named = new Set<ProgressEntry | undefined>(rises.slice(-MOST_LABELS));
  const better = direction === "higher" ? Math.max : Math.min;
  const bests = new Map<string | null, number>();
  return entries.map((entry, index) => {
    const { value } = entry.value;
    const { track } = entry;
    const spread = entry.spread?.value ?? 0;
    const best = better(bests.get(track) ?? value, value);
    bests.set(track, best);
    const name = leading.get(entry) ?? (named.has(entry) ? entry.experiment.title : "");
    const dot = {
      at: index + 1,
      value,
      low: value - spread,
      high: value + spread,
      best,
      text: shorten(printable(name)),
    };
    return track === null ? dot : { ...dot, track };
  });
}

function shorten(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST_LABEL ? text : `${characters.slice(0, LONGEST_LABEL - 1).join("")}…`;
}
