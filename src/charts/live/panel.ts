import { linearAxis, pixelOf, spreadOut, valueAxis } from "../drawing/axis.ts";
import type { ChartState } from "./chart-state.ts";
import { hasNames } from "./fit.ts";
import type { LiveAxis, LiveCurves, LiveValue } from "./live-figure.ts";
import { sayPlace } from "./place.ts";
import type { Stroke, Strokes } from "./stroke.ts";
import { stretches, strokesOf } from "./stroke.ts";

/** How far labels at the ends of lines are apart, in pixels. */
const LINE = 16;
/** Of all values as many at each end may be left out of the axis when outliers are. */
const OUTLIERS = 0.02;
/** Where values stop being finite more often than this only the edge says so. */
const MOST_STOPS = 6;
const MOST_POWERS = 7;
const FEWEST_TICKS = 3;
const MOST_NAMED_STOPS = 3;

/** One point as it is drawn. `piece`: points of different pieces are not joined; `kind`: what a value is that is not finite, and `text` the same with its place. */
export interface Tuple {
  row: string;
  piece: string;
  x: number;
  y: number;
  low?: number;
  high?: number;
  kind?: LiveValue;
  text?: string;
}

/** What is drawn, by the name of its data in the template. */
export interface Tuples {
  band: Tuple[];
  faint: Tuple[];
  raw: Tuple[];
  main: Tuple[];
  dots: Tuple[];
  broken: Tuple[];
  stops: Tuple[];
  early: Tuple[];
  late: Tuple[];
  names: Tuple[];
}

type Ground = Pick<Panel, "axis" | "xDomain" | "yDomain">;

/** A figure as it is shown in one state. `left`: how many points have no place on a logarithmic axis. */
export interface Panel {
  axis: LiveAxis;
  log: boolean;
  xDomain: [number, number];
  yDomain: [number, number];
  yTicks: number[];
  whole: [number, number];
  plotWidth: number;
  strokes: Strokes;
  tuples: Tuples;
  left: number;
}

/** What a figure of curves shows in a state. */
export function panelOf(live: LiveCurves, state: ChartState): Panel {
  const strokes = strokesOf(live, state);
  const all = [...strokes.main, ...strokes.faint];
  const whole = extentOf(all.flatMap(({ x }) => [x[0] ?? 0, x.at(-1) ?? 0]));
  const xDomain = zoomed(whole, state.zoom);
  const values = valuesIn(live, strokes, { xDomain, spread: state.spread });
  const positive = values.filter((value) => value > 0);
  const automatic = valueAxis(values).log;
  const log = (state.y === "log" || (state.y === null && automatic)) && positive.length > 1;
  const yDomain = domainOf(log ? positive : values, { log, clip: state.clip });
  const axis = live.axes.find(({ id }) => id === strokes.axis) ?? (live.axes[0] as LiveAxis);
  const base = { live, log, spread: state.spread };
  return {
    axis,
    log,
    xDomain,
    yDomain,
    yTicks: log ? logTicks(yDomain) : [],
    whole,
    plotWidth: live.box.plotWidth,
    strokes,
    tuples: tuplesOf(strokes, {
      ...base,
      axis,
      xDomain,
      yDomain,
      names: namesAt(live, strokes, { log, xDomain, yDomain }),
    }),
    left: log ? values.length - positive.length : 0,
  };
}

/** The part of the axis that is shown when it is made so many times as long about a place or the middle; null for all of it. */
export function changeZoom({ whole, xDomain }: Panel, factor: number, about: number | null): ChartState["zoom"] {
  const [from, to] = xDomain;
  const centre = about ?? (from + to) / 2;
  const low = Math.max(whole[0], centre - (centre - from) * factor);
  const high = Math.min(whole[1], centre + (to - centre) * factor);
  return low <= whole[0] && high >= whole[1] ? null : [low, high];
}

/** The point of a stroke nearest to a place; null where it has none. */
export function nearest({ x }: { x: readonly number[] }, place: number): number | null {
  if (x.length === 0) return null;
  let [low, high] = [0, x.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((x[middle] ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  const before = low - 1;
  return before >= 0 && place - (x[before] ?? 0) <= (x[low] ?? 0) - place ? before : low;
}

function tuplesOf(
  { main, faint }: Strokes,
  context: Ground & { live: LiveCurves; log: boolean; spread: ChartState["spread"]; names: Tuple[] },
): Tuples {
  const { live, log, spread, names } = context;
  const isSmooth = main.some(({ smooth }) => smooth !== null);
  const draw = (strokes: readonly Stroke[], of: "raw" | "smooth") =>
    strokes.flatMap((one) => pointsOf(one, { live, log, of }));
  const broken = [...main, ...faint].flatMap((one) => brokenOf(one, live, context));
  const named = broken.length > MOST_NAMED_STOPS ? [] : broken;
  const middle = (context.xDomain[0] + context.xDomain[1]) / 2;
  const isLone = (group: readonly Tuple[]) => group.length === 1;
  const thick = draw(main, "smooth");
  return {
    band: spread === "deviation" || spread === "range" ? main.flatMap((one) => bandOf(one, { live, log, spread })) : [],
    faint: draw(faint, "raw"),
    raw: isSmooth ? draw(main, "raw") : [],
    main: thick,
    dots: [...Map.groupBy(thick, ({ piece }) => piece).values()].filter(isLone).flat(),
    broken,
    stops: broken.length > MOST_STOPS ? [] : broken,
    early: named.filter(({ x }) => x <= middle),
    late: named.filter(({ x }) => x > middle),
    names,
  };
}

function pointsOf(
  stroke: Stroke,
  { live, log, of }: { live: LiveCurves; log: boolean; of: "raw" | "smooth" },
): Tuple[] {
  const { x, y } = of === "smooth" && stroke.smooth !== null ? stroke.smooth : stroke;
  const drawable = log ? y.map((value) => (value > 0 ? value : Number.NaN)) : y;
  const row = live.rows[stroke.row]?.label ?? "";
  return stretches(drawable).flatMap(([from, to]) => {
    const piece = `${stroke.row} ${stroke.run ?? ""} ${from}`;
    return x.slice(from, to).map((place, i) => ({ row, piece, x: place, y: drawable[from + i] ?? 0 }));
  });
}

function bandOf(
  { row, line, order, x, y }: Stroke,
  { live, log, spread }: { live: LiveCurves; log: boolean; spread: "deviation" | "range" },
): Tuple[] {
  const label = live.rows[row]?.label ?? "";
  const known = line.spread;
  if (known === undefined) return [];
  return order.flatMap((at, i) => {
    const mean = y[i] ?? Number.NaN;
    const deviation = known.deviation[at] ?? 0;
    const low = spread === "range" ? (known.low[at] ?? mean) : mean - deviation;
    const high = spread === "range" ? (known.high[at] ?? mean) : mean + deviation;
    if (log && high <= 0) return [];
    // Below zero a logarithmic axis has no place: the band ends at a hundredth of the mean.
    const bottom = log && low <= 0 ? Math.abs(mean) / 100 : low;
    return [{ row: label, piece: String(row), x: x[i] ?? 0, y: mean, low: bottom, high }];
  });
}

/** Where values stop being finite: a mark at the edge, at the upper one but for what goes to minus infinity. */
function brokenOf({ row, run, x, order, line }: Stroke, live: LiveCurves, { axis, xDomain, yDomain }: Ground): Tuple[] {
  const label = live.rows[row]?.label ?? "";
  return x.flatMap((place, i): Tuple[] => {
    const [kind, before] = [line.y[order[i] ?? 0], line.y[order[i - 1] ?? -1]];
    const isStart = typeof kind !== "number" && kind !== undefined && kind !== before;
    if (!isStart || place < xDomain[0] || place > xDomain[1]) return [];
    const text = `${kind} at ${sayPlace(place, axis)}`;
    return [{ row: label, piece: `${row} ${run ?? ""} ${i}`, x: place, y: yDomain[kind === "−∞" ? 0 : 1], kind, text }];
  });
}

/** The names at the ends of the lines, apart from one another; `y` is in pixels of the plot. */
function namesAt(
  live: LiveCurves,
  { main }: Strokes,
  { log, xDomain, yDomain }: Pick<Panel, "log" | "xDomain" | "yDomain">,
): Tuple[] {
  if (!hasNames(live.box)) return [];
  const height = live.box.plotHeight;
  // More names than lines of text would cover one another: the legend has them all.
  const rows = [...new Set(main.map(({ row }) => row))].slice(0, Math.floor(height / LINE) + 1);
  const ends = rows.flatMap((row) => {
    const { x, y } = main.find((one) => one.row === row) ?? { x: [], y: [] };
    const last = y.findLastIndex(
      (value, i) => Number.isFinite(value) && (!log || value > 0) && (x[i] ?? 0) <= xDomain[1],
    );
    if (last < 0) return [];
    const place = height - pixelOf({ domain: yDomain, log }, height, y[last] ?? 0);
    return [{ row, place: Math.max(0, Math.min(height, place)) }];
  });
  const places = spreadOut(
    ends.map(({ place }) => place),
    LINE,
    height,
  );
  return ends.map(({ row }, i) => ({ row: live.rows[row]?.label ?? "", piece: "", x: 0, y: places[i] ?? 0 }));
}

/** Every finite value that is drawn in a part of the axis. */
function valuesIn(
  live: LiveCurves,
  strokes: Strokes,
  { xDomain, spread }: { xDomain: [number, number]; spread: ChartState["spread"] },
): number[] {
  const isIn = (place: number) => place >= xDomain[0] && place <= xDomain[1];
  const lines = [...strokes.main, ...strokes.faint].flatMap(({ x, y }) => y.filter((_, i) => isIn(x[i] ?? 0)));
  const bands =
    spread === "deviation" || spread === "range"
      ? strokes.main.flatMap((one) => bandOf(one, { live, log: false, spread })).filter(({ x }) => isIn(x))
      : [];
  return [...lines, ...bands.flatMap(({ low = 0, high = 0 }) => [low, high])].filter(Number.isFinite);
}

function domainOf(values: number[], { log, clip }: { log: boolean; clip: boolean }): [number, number] {
  const sorted = values.toSorted((a, b) => a - b);
  const cut = clip ? Math.floor(sorted.length * OUTLIERS) : 0;
  const kept = sorted.slice(cut, sorted.length - cut);
  if (!log) return linearAxis(kept).domain;
  const [low, high] = extentOf(kept);
  return low === high ? [low / 10, high * 10] : [low, high];
}

/** Powers of ten, with what lies between them where there are few: every line of a logarithmic grid would be noise. */
function logTicks([low, high]: [number, number]): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const every = Math.max(1, Math.ceil((last - first) / MOST_POWERS));
  const isIn = (value: number) => value >= low * 0.999 && value <= high * 1.001;
  const ticksOf = (steps: readonly number[]) => {
    const powers = Array.from({ length: last - first + 1 }, (_, i) => first + i).filter((one) => one % every === 0);
    return powers.flatMap((power) => steps.map((step) => Number((step * 10 ** power).toPrecision(3)))).filter(isIn);
  };
  const found = [[1], [1, 3], [1, 2, 5]].map(ticksOf);
  return found.find((ticks) => ticks.length >= FEWEST_TICKS) ?? linearTicks([low, high]);
}

/** Within less than a decade a logarithmic axis is nearly a linear one. */
function linearTicks([low, high]: [number, number]): number[] {
  const size = 10 ** Math.floor(Math.log10((high - low) / FEWEST_TICKS));
  const step = [1, 2, 5, 10].map((one) => one * size).find((one) => (high - low) / one <= 5) ?? size;
  const first = Math.ceil(low / step);
  const count = Math.max(0, Math.floor(high / step) - first + 1);
  return Array.from({ length: count }, (_, i) => Number(((first + i) * step).toPrecision(6)));
}

function zoomed(whole: [number, number], zoom: [number, number] | null): [number, number] {
  if (zoom === null) return whole;
  const [from, to] = [Math.max(whole[0], zoom[0]), Math.min(whole[1], zoom[1])];
  return from < to ? [from, to] : whole;
}

function extentOf(values: readonly number[]): [number, number] {
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  if (low > high) return [0, 1];
  return low === high ? [low - 1, high + 1] : [low, high];
}
