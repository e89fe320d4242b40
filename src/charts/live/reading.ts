import { formatValue } from "../../model/quantity.ts";
import type { LiveCurves, LiveValue } from "./live-figure.ts";
import type { Panel } from "./panel.ts";
import { nearest } from "./panel.ts";
import { sayPlace } from "./place.ts";
import type { Stroke } from "./stroke.ts";

/**
 * What a figure says at a place of its axis, a line each.
 *
 * - `value`: as printed; of a mean `beside` has the standard deviation, and `words` all of its spread; `smooth`: the smoothed
 *   value. Empty where there is none.
 * - `at`: where the point lies when that is not the place. `x`, `y`: the point; `y` is null for a value that is not finite.
 */
export interface Reading {
  row: number;
  label: string;
  value: string;
  beside: string;
  words: string;
  smooth: string;
  at: string;
  x: number;
  y: number | null;
}

/** Of the axis so much may lie between the place that is pointed at and a point that is read there. */
const NEAR = 0.01;

/**
 * What the lines say at a place, the lines nearest to a height first; `height` is a value of the other axis, null leaves them in
 * the order of the figure. A line that has no point near the place, since it ended before, says nothing.
 */
export function readingsAt(
  live: LiveCurves,
  panel: Panel,
  pointer: { place: number; height: number | null },
): Reading[] {
  const { place, height } = pointer;
  const readings = panel.strokes.main.flatMap((stroke) => readingOf(stroke, { live, panel, place }));
  if (height === null) return readings;
  const scale = (value: number) => (panel.log ? Math.log(value) : value);
  const farOf = ({ y }: Reading) => {
    const distance = y === null ? Number.NaN : Math.abs(scale(y) - scale(height));
    return Number.isNaN(distance) ? Number.POSITIVE_INFINITY : distance;
  };
  const far = new Map(readings.map((reading) => [reading, farOf(reading)]));
  return readings.sort((a, b) => {
    const [first, second] = [far.get(a) ?? 0, far.get(b) ?? 0];
    return first === second ? a.row - b.row : first - second;
  });
}

/** The place nearest to a place at which some line that is shown has a point; the same place where none has. */
export function snap({ strokes, xDomain }: Panel, place: number): number {
  const isShown = (x: number | undefined): x is number => x !== undefined && x >= xDomain[0] && x <= xDomain[1];
  const candidates = strokes.main.map((stroke) => stroke.x[nearest(stroke, place) ?? -1]).filter(isShown);
  return candidates.reduce((a, b) => (Math.abs(b - place) < Math.abs(a - place) ? b : a), candidates[0] ?? place);
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
  const [from, to] = panel.xDomain;
  if (x < from || x > to || Math.abs(x - place) > reachOf(stroke, index, (to - from) * NEAR)) return [];
  const value = stroke.line.y[stroke.order[index] ?? 0] ?? "NaN";
  const row = live.rows[stroke.row];
  const label = stroke.run === null || row?.runs === 1 ? (row?.label ?? "") : `${row?.label}: ${stroke.run}`;
  return [
    {
      row: stroke.row,
      label,
      value: sayValue(value, live),
      ...sayAround(stroke, stroke.order[index] ?? 0, live),
      smooth: saySmooth(stroke, place, live),
      at: x === place ? "" : sayPlace(x, panel.axis),
      x,
      y: typeof value === "number" ? value : null,
    },
  ];
}

/** As far as to the next point of the line, so that a line that goes on is read between its points, and one that ended is not. */
function reachOf({ x }: Stroke, index: number, least: number): number {
  const at = x[index] ?? 0;
  const gaps = [at - (x[index - 1] ?? at), (x[index + 1] ?? at) - at];
  return Math.max(least, ...(index === 0 || index === x.length - 1 ? [] : gaps));
}

function sayValue(value: LiveValue, { style }: LiveCurves): string {
  return typeof value === "number" ? formatValue(value, style) : value;
}

function sayAround({ line, row }: Stroke, at: number, live: LiveCurves): { beside: string; words: string } {
  const { spread, each } = line;
  if (spread === undefined) return { beside: "", words: "" };
  const of = (value: number | undefined) => formatValue(value ?? 0, live.style);
  const runs = live.rows[row]?.runs ?? 0;
  const beside = `± ${of(spread.deviation[at])}`;
  const mean = `mean of ${runs} runs${each === undefined ? "" : ` over about ${each} points each`}`;
  return { beside, words: `${beside}, ${of(spread.low[at])} to ${of(spread.high[at])}, ${mean}` };
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
