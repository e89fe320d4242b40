import type { ChartState } from "./chart-state.ts";
import type { AxisId, LiveCurves, LiveLine } from "./live-figure.ts";
import { smoothed } from "./smooth.ts";

/**
 * A line as it is laid over the axis at hand: `x` ascends, `y` is NaN where a value is not finite.
 *
 * - `line`: what it was made of; `order`: the index in it of each point.
 * - `smooth`: the smoothed line, null when nothing is smoothed.
 */
export interface Stroke {
  row: number;
  run: string | null;
  line: LiveLine;
  order: number[];
  x: number[];
  y: number[];
  smooth: { x: number[]; y: number[] } | null;
}

/** The lines of a figure that are shown: `main` thick, and `faint` the runs behind a mean. */
export interface Strokes {
  axis: AxisId;
  main: Stroke[];
  faint: Stroke[];
}

/**
 * Lays the lines of the rows that are shown over the axis that is asked for, or over the steps where the figure lacks it. A mean
 * is one over steps: over any other axis each run stands for itself.
 */
export function strokesOf(live: LiveCurves, state: ChartState): Strokes {
  const axis = live.axes.some(({ id }) => id === state.x) ? state.x : "step";
  const shown = live.lines.filter(({ row, x }) => x[axis] !== undefined && !isHidden(live, row, state));
  const strokes = shown.map((line) => strokeOf(line, axis, live));
  const withMean = new Set(strokes.filter(({ run }) => run === null).map(({ row }) => row));
  const isBehind = ({ row }: Stroke) => live.rows[row]?.behind === true;
  const main = strokes.filter((one) => !isBehind(one) && (one.run === null || !withMean.has(one.row)));
  const faint = strokes.filter((one) => !main.includes(one) && (state.spread === "runs" || isBehind(one)));
  return { axis, main: main.map((one) => smoothOf(one, { axis, live, weight: state.smooth })), faint };
}

/** Whether a row is switched off. When all were, none is: an empty figure says nothing. */
export function isHidden({ rows }: LiveCurves, row: number, { hidden }: ChartState): boolean {
  if (rows.every(({ label }) => hidden.includes(label))) return false;
  return hidden.includes(rows[row]?.label ?? "");
}

function strokeOf(line: LiveLine, axis: AxisId, { places: columns }: LiveCurves): Stroke {
  const places = columns[line.x[axis] ?? 0] ?? [];
  const order = ascending(places);
  const at = (i: number) => line.y[i];
  return {
    row: line.row,
    run: line.run,
    line,
    order,
    x: order.map((i) => places[i] ?? 0),
    y: order.map((i) => (typeof at(i) === "number" ? Number(at(i)) : Number.NaN)),
    smooth: null,
  };
}

/** Each stretch between gaps is smoothed for itself; where points are left out, means of all of them are. */
function smoothOf(stroke: Stroke, { axis, live, weight }: { axis: AxisId; live: LiveCurves; weight: number }): Stroke {
  if (weight <= 0) return stroke;
  const { even } = stroke.line;
  const places = even === undefined ? stroke.x : (live.places[even.x[axis] ?? 0] ?? []);
  const order = even === undefined ? places.map((_, i) => i) : ascending(places);
  const x = order.map((i) => places[i] ?? 0);
  const y = order.map((i) => (even === undefined ? stroke.y[i] : even.y[i]) ?? Number.NaN);
  const range = (x.at(-1) ?? 0) - (x[0] ?? 0);
  const result: number[] = [];
  for (const [from, to] of stretches(y)) {
    while (result.length < from) result.push(Number.NaN);
    result.push(...smoothed(x.slice(from, to), y.slice(from, to), { weight, range }));
  }
  while (result.length < y.length) result.push(Number.NaN);
  return { ...stroke, smooth: { x, y: result } };
}

/** The ranges `[from, to)` of finite values. */
export function stretches(y: readonly number[]): [number, number][] {
  const found: [number, number][] = [];
  let from = -1;
  for (let i = 0; i <= y.length; i += 1) {
    const isThere = i < y.length && Number.isFinite(y[i]);
    if (isThere && from < 0) from = i;
    if (!isThere && from >= 0) {
      found.push([from, i]);
      from = -1;
    }
  }
  return found;
}

/** A resumed run goes back in time: its points are drawn in the order of the axis. */
function ascending(places: readonly number[]): number[] {
  const order = places.map((_, i) => i);
  const isSorted = places.every((one, i) => i === 0 || one >= (places[i - 1] ?? 0));
  return isSorted ? order : order.sort((a, b) => (places[a] ?? 0) - (places[b] ?? 0) || a - b);
}
