import { styleFor } from "../../model/quantity.ts";
import type { Series } from "../../model/series.ts";
import { printable } from "../drawing/label.ts";
import { bucketsOf, inOne, thinned } from "../drawing/thin.ts";
import type { AxisId, LiveAxis, LiveBox, LiveCurves, LiveLine, LiveValue } from "./live-figure.ts";
import type { Points } from "./points.ts";
import { meansOver, pick, pointsOf } from "./points.ts";
import type { Spread } from "./spread.ts";
import { spreadOf } from "./spread.ts";

/**
 * Curves of one figure before anything is left out.
 *
 * - `rows`: what is told apart, each with its runs; by default each has a mark of its own.
 * - `most`: how many points each line is drawn with at most. `box`: the size of the static drawing.
 */
export interface CurveSet {
  title: string;
  metric: string;
  stepName: string;
  box: LiveBox;
  most: number;
  rows: { label: string; behind?: true; mark?: number; runs: CurveRun[] }[];
}

/** A run's points of the metric, and those of the epoch where they are logged beside the step. */
export interface CurveRun {
  name: string;
  series: Series;
  epochs: Series | null;
}

/**
 * A line before it is one. `kept`: it was thinned before, of `total` points, and `even` are the means of all of them; null where its
 * points are all.
 */
export interface LineDraft {
  row: number;
  run: string | null;
  points: Points;
  spread: Spread | null;
  kept?: { total: number; even: Points | null };
}

/** Lines with what they are told apart by. `runs`: how many a row has. */
export interface DraftSet extends Pick<CurveSet, "title" | "metric" | "stepName" | "box"> {
  most?: number;
  rows: { label: string; behind?: true; mark: number; runs: number; drafts: LineDraft[] }[];
}

interface Desk {
  axes: LiveAxis[];
  columns: Columns;
  most: number;
  /** How many seconds a unit of the axis of time has. */
  second: number;
}

type Columns = ReturnType<typeof openColumns>;

const UNITS = [
  { unit: "s", name: "seconds", seconds: 1, from: 0 },
  { unit: "min", name: "minutes", seconds: 60, from: 300 },
  { unit: "h", name: "hours", seconds: 3600, from: 10_800 },
  { unit: "d", name: "days", seconds: 86_400, from: 259_200 },
] as const;

/** What a browser draws the curves from: every line thinned as in the static drawing, means and spreads made of all points. */
export function liveCurves(set: CurveSet): LiveCurves {
  const rows = set.rows.map((row, index) => {
    const { label, behind, mark, runs } = row;
    const drafts = draftsOf(row, index);
    return { label, ...(behind && { behind }), mark: mark ?? index, runs: runs.length, drafts };
  });
  return curvesFrom({ ...set, rows });
}

/** The same of lines. */
export function curvesFrom(set: DraftSet): LiveCurves {
  const drafts = set.rows.flatMap((row) => row.drafts);
  const front = drafts.filter(({ row }) => set.rows[row]?.behind !== true);
  const { axes, second } = axesOf(set, front);
  const desk: Desk = { axes, second, columns: openColumns(), most: set.most ?? Number.POSITIVE_INFINITY };
  const lines = drafts.map((draft) => lineOf(draft, desk));
  const values = inOne(drafts.map(({ points }) => points.value));
  return {
    kind: "curves",
    title: set.title,
    metric: printable(set.metric),
    box: set.box,
    style: styleFor(values),
    axes,
    rows: set.rows.map(({ label, runs, mark, behind }) => ({ label, runs, mark, ...(behind && { behind }) })),
    places: desk.columns.all,
    lines,
  };
}

/** The runs of a row, and first their mean where they share more than one step. */
function draftsOf({ runs, behind }: CurveSet["rows"][number], row: number): LineDraft[] {
  const single = runs.map(({ name, series, epochs }): LineDraft => {
    return { row, run: name, points: pointsOf(series, epochs), spread: null };
  });
  if (single.length < 2 || behind) return single;
  const spread = spreadOf(single.map(({ points }) => points));
  if (spread.step.length < 2) return single;
  const points = { step: spread.step, value: spread.mean, epoch: null, wall: null };
  return [{ row, run: null, points, spread }, ...single];
}

function axesOf(
  { stepName }: Pick<CurveSet, "stepName">,
  drafts: readonly LineDraft[],
): { axes: LiveAxis[]; second: number } {
  const runs = drafts.filter(({ run }) => run !== null).map(({ points }) => points);
  const axis = (id: AxisId, title: string, values: readonly number[]): LiveAxis => {
    return { id, title, unit: "", style: styleFor(values) };
  };
  const axes = [axis("step", printable(stepName), inOne(runs.map(({ step }) => step)))];
  if (stepName !== "epoch" && runs.every(({ epoch }) => epoch !== null)) {
    axes.push(axis("epoch", "epoch", inOne(runs.flatMap(({ epoch }) => epoch ?? []))));
  }
  const spans = runs.flatMap(({ wall }) => (wall === null ? [] : [(wall.at(-1) ?? 0) - (wall[0] ?? 0)]));
  if (spans.length === 0) return { axes, second: 1 };
  const longest = spans.reduce((a, b) => Math.max(a, b), 0);
  const unit = UNITS.findLast(({ from }) => longest >= from) ?? UNITS[0];
  axes.push(
    { ...axis("time", `time since the first point (${unit.name})`, [longest / unit.seconds]), unit: unit.unit },
    { ...axis("wall", "clock time (UTC)", []), unit: "UTC" },
  );
  return { axes, second: unit.seconds };
}

function lineOf({ row, run, points, spread, kept: known }: LineDraft, desk: Desk): LiveLine {
  const kept = indicesOf(points, spread, desk.most);
  const drawn = pick(points, kept);
  const line: LiveLine = {
    row,
    run,
    x: placesOf(drawn, points, desk),
    y: listOf<LiveValue>(drawn.value, run === null ? shorter : liveValue),
    points: known?.total ?? points.step.length,
  };
  const isThinned = kept.length < points.step.length;
  const means = isThinned ? meansOver(points, bucketsOf(points.value, desk.most)) : (known?.even ?? null);
  if (means !== null) {
    line.even = { x: placesOf(means, points, desk), y: listOf(means.value, shorter) };
  }
  if (spread !== null) {
    const at = (column: Float64Array) => kept.map((i) => shorter(column[i] ?? 0));
    line.spread = { deviation: at(spread.deviation), low: at(spread.low), high: at(spread.high) };
  }
  return line;
}

/** A mean keeps, besides its own extremes, those of its runs: a band of the drawn points is as wide as that of all points. */
function indicesOf({ value }: Points, spread: Spread | null, most: number): number[] {
  if (spread === null || value.length <= most) return thinned(value, most);
  const third = Math.floor(most / 3);
  const kept = [value, spread.low, spread.high].flatMap((column) => thinned(column, third));
  return [...new Set(kept)].sort((a, b) => a - b);
}

/** `whole`: all points of the line, whose first is where its time begins. */
function placesOf(points: Points, whole: Points, { axes, columns, second }: Desk): LiveLine["x"] {
  const start = whole.wall?.[0] ?? 0;
  const values: Record<AxisId, () => number[] | null> = {
    step: () => listOf(points.step, shorter),
    epoch: () => points.epoch && listOf(points.epoch, shorter),
    time: () => points.wall && listOf(points.wall, (wall) => Math.round(((wall - start) / second) * 1e4) / 1e4),
    wall: () => points.wall && listOf(points.wall, (wall) => Math.round(wall * 1000)),
  };
  const x: LiveLine["x"] = {};
  for (const { id } of axes) {
    const column = values[id]();
    if (column !== null) x[id] = columns.add(column);
  }
  return x;
}

/** A column written number by number: going through it by its indices takes a fifth of the time of an iterator. */
function listOf<T>(column: Float64Array, write: (value: number) => T): T[] {
  const list: T[] = [];
  for (let at = 0; at < column.length; at += 1) list.push(write(column[at] ?? Number.NaN));
  return list;
}

function openColumns() {
  const all: number[][] = [];
  const add = (column: number[]): number => {
    const known = all.findIndex((one) => isSame(one, column));
    return known < 0 ? all.push(column) - 1 : known;
  };
  return { all, add };
}

function isSame(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at += 1) if (!Object.is(a[at], b[at])) return false;
  return true;
}

function liveValue(value: number): LiveValue {
  if (Number.isNaN(value)) return "NaN";
  return Number.isFinite(value) ? value : value > 0 ? "∞" : "−∞";
}

/** A computed number without digits that nothing shows. */
function shorter(value: number): number {
  return Number.isInteger(value) && Math.abs(value) < 1e10 ? value : Number(value.toPrecision(10));
}
