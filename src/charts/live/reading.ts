import { formatValue } from "../../model/quantity.ts";
import type { LiveAxis, LiveCurves, LiveValue } from "./live-figure.ts";
import type { Panel } from "./panel.ts";
import { nearest } from "./panel.ts";
import type { Stroke } from "./stroke.ts";

/**
 * What a figure says at a place of its axis, a line each.
 *
 * - `value`: as printed; of a mean with its spread in `beside`; `smooth`: the smoothed value, empty where nothing is smoothed.
 * - `at`: the place of the point, which may lie beside the one that was pointed at. `x`, `y`: the point; `y` is null for a value
 *   that is not finite.
 */
export interface Reading {
  row: number;
  label: string;
  value: string;
  beside: string;
  smooth: string;
  at: string;
  x: number;
  y: number | null;
}

/** What every line that is shown says at a place, the lines nearest to a height first; `height` is a value of the other axis. */
export function readingsAt(
  live: LiveCurves,
  panel: Panel,
  pointer: { place: number; height: number | null },
): Reading[] {
  const { place, height } = pointer;
  const scale = (value: number) => (panel.log ? Math.log(value) : value);
  const farOf = ({ y }: Reading) => {
    if (y === null || height === null) return Number.POSITIVE_INFINITY;
    const distance = Math.abs(scale(y) - scale(height));
    return Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
  };
  const readings = panel.strokes.main.flatMap((stroke) => readingOf(stroke, { live, panel, place }));
  if (height === null) return readings;
  const far = new Map(readings.map((reading) => [reading, farOf(reading)]));
  return readings.sort((a, b) => (far.get(a) ?? 0) - (far.get(b) ?? 0) || a.row - b.row);
}

/** A place on an axis as text. */
export function sayPlace(place: number, { id, style, unit }: LiveAxis): string {
  if (id === "wall") return `${new Date(place).toISOString().slice(0, 19).replace("T", " ")} UTC`;
  return `${formatValue(place, style)}${unit === "" ? "" : ` ${unit}`}`;
}

/** The places where lines have points, ascending: what the arrow keys go along. */
export function placesOf({ strokes, xDomain }: Panel): number[] {
  const all = strokes.main.flatMap(({ x }) => x).filter((place) => place >= xDomain[0] && place <= xDomain[1]);
  return [...new Set(all)].sort((a, b) => a - b);
}

function readingOf(
  stroke: Stroke,
  { live, panel, place }: { live: LiveCurves; panel: Panel; place: number },
): Reading[] {
  const index = nearest(stroke, place);
  if (index === null) return [];
  const x = stroke.x[index] ?? 0;
  if (x < panel.xDomain[0] || x > panel.xDomain[1]) return [];
  const value = stroke.line.y[stroke.order[index] ?? 0] ?? "NaN";
  const row = live.rows[stroke.row];
  const label = stroke.run === null || row?.runs === 1 ? (row?.label ?? "") : `${row?.label}: ${stroke.run}`;
  return [
    {
      row: stroke.row,
      label,
      value: sayValue(value, live),
      beside: sayAround(stroke, stroke.order[index] ?? 0, live),
      smooth: saySmooth(stroke, place, live),
      at: sayPlace(x, panel.axis),
      x,
      y: typeof value === "number" ? value : null,
    },
  ];
}

function sayValue(value: LiveValue, { style }: LiveCurves): string {
  return typeof value === "number" ? formatValue(value, style) : value;
}

function sayAround({ line, row }: Stroke, at: number, live: LiveCurves): string {
  const { spread } = line;
  if (spread === undefined) return "";
  const of = (value: number | undefined) => formatValue(value ?? 0, live.style);
  const runs = live.rows[row]?.runs ?? 0;
  return `± ${of(spread.deviation[at])}, ${of(spread.low[at])} to ${of(spread.high[at])}, mean of ${runs} runs`;
}

function saySmooth({ smooth }: Stroke, place: number, live: LiveCurves): string {
  if (smooth === null) return "";
  const index = nearest(smooth, place);
  const value = index === null ? undefined : smooth.y[index];
  return value === undefined || !Number.isFinite(value) ? "" : formatValue(value, live.style);
}

/** How far the part that is shown reaches, in words. */
export function sayExtent({ axis, xDomain }: Panel): string {
  return `${axis.title} ${sayPlace(xDomain[0], axis)} to ${sayPlace(xDomain[1], axis)}`;
}
