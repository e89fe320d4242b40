import type { Series } from "../../model/series.ts";
import { isAscending } from "../drawing/curve.ts";

/** The points of a series as a curve: columns of equal length, steps ascending. A column is null where nothing was logged. */
export interface Points {
  step: Float64Array;
  value: Float64Array;
  epoch: Float64Array | null;
  wall: Float64Array | null;
}

const EPOCH = /^(?:train\/)?epoch$/i;

/** Whether a metric is the epoch that others can be laid over. */
export function isEpoch(metric: string): boolean {
  return EPOCH.test(metric);
}

/**
 * A series as points: a step that was logged twice counts as last logged, with the time of that point. Values that are not finite
 * stay. `epochs`: the series of the epoch in the same run, which counts where it has a value for every step.
 */
export function pointsOf(series: Series, epochs: Series | null): Points {
  const { step, at } = placesOf(series.step);
  const wall = series.wall === null ? null : at(series.wall);
  return {
    step,
    value: at(series.value),
    epoch: epochsAt(step, epochs),
    wall: wall?.every(Number.isFinite) ? wall : null,
  };
}

/** The steps in order, and how another column is brought into it. Most runs have logged them in order, each once. */
function placesOf(steps: Float64Array): { step: Float64Array; at(column: Float64Array): Float64Array } {
  if (isAscending(steps)) return { step: steps, at: (column) => column };
  const last = new Map<number, number>();
  for (let i = 0; i < steps.length; i += 1) {
    const step = steps[i] ?? Number.NaN;
    if (Number.isFinite(step)) last.set(step, i);
  }
  const step = Float64Array.from(last.keys()).sort();
  return { step, at: (column) => step.map((one) => column[last.get(one) ?? 0] ?? Number.NaN) };
}

/** The points at some ascending indices. */
export function pick(points: Points, indices: readonly number[]): Points {
  if (indices.length === points.step.length) return points;
  const of = (column: Float64Array) => {
    const picked = new Float64Array(indices.length);
    for (let i = 0; i < indices.length; i += 1) picked[i] = column[indices[i] ?? 0] ?? Number.NaN;
    return picked;
  };
  const maybe = (column: Float64Array | null) => (column === null ? null : of(column));
  return { step: of(points.step), value: of(points.value), epoch: maybe(points.epoch), wall: maybe(points.wall) };
}

/** The mean point of each range `[from, to)`: of its finite values, at the mean of their places. Ranges without any are left out. */
export function meansOver(points: Points, ranges: readonly [number, number][]): Points {
  const groups = ranges
    .map(([from, to]) => indicesOf(from, to).filter((i) => Number.isFinite(points.value[i])))
    .filter((group) => group.length > 0);
  const of = (column: Float64Array) =>
    Float64Array.from(groups, (group) => group.reduce((sum, i) => sum + (column[i] ?? 0), 0) / group.length);
  const maybe = (column: Float64Array | null) => (column === null ? null : of(column));
  return { step: of(points.step), value: of(points.value), epoch: maybe(points.epoch), wall: maybe(points.wall) };
}

function epochsAt(step: Float64Array, epochs: Series | null): Float64Array | null {
  if (epochs === null) return null;
  const known = new Map<number, number>();
  for (let i = 0; i < epochs.step.length; i += 1) known.set(epochs.step[i] ?? 0, epochs.value[i] ?? Number.NaN);
  const column = step.map((one) => known.get(one) ?? Number.NaN);
  return column.every(Number.isFinite) ? column : null;
}

function indicesOf(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i);
}
