import type { Locator } from "../../model/evidence.ts";
import type { Metric, Point } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import type { Columns } from "./columns.ts";
import { emptyColumns, pushPoint } from "./columns.ts";
import type { ReadMetric } from "./table-metrics.ts";

/**
 * One metric while the records or rows of a binary file are read in order. Memory does not grow with the points unless they are
 * kept. Text logs have a faster form of their own (metric-table.ts).
 */
export interface MetricTrack {
  name: string;
  file: string;
  stepName: string | null;
  points: number;
  nonFinite: number;
  first: Sample | null;
  last: Sample | null;
  min: Sample | null;
  max: Sample | null;
  bad: Sample | null;
  columns: Columns | null;
}

/**
 * A point: `step` and `wall` (seconds since the epoch) are NaN where none was logged; `place` is the record or row number by
 * which the point is found again.
 */
export interface Sample {
  value: number;
  step: number;
  wall: number;
  place: number;
}

/** A metric without points; `keep` holds every point, for a series. */
export function startTrack(
  name: string,
  file: string,
  options: { stepName: string | null; keep: boolean },
): MetricTrack {
  const { stepName, keep } = options;
  const empty = { first: null, last: null, min: null, max: null, bad: null };
  return { name, file, stepName, points: 0, nonFinite: 0, ...empty, columns: keep ? emptyColumns() : null };
}

/** Adds a point in file order. The sample is kept: give a new object for each. */
export function addSample(track: MetricTrack, sample: Sample): void {
  track.points += 1;
  track.first ??= sample;
  track.last = sample;
  if (!Number.isFinite(sample.value)) {
    track.nonFinite += 1;
    track.bad ??= sample;
  } else {
    if (track.min === null || sample.value < track.min.value) track.min = sample;
    if (track.max === null || sample.value > track.max.value) track.max = sample;
  }
  if (track.columns !== null)
    pushPoint(track.columns, { step: sample.step, value: sample.value, line: sample.place, wall: sample.wall });
}

/**
 * The metric of a track, or null for one without points. `locate` says where a sample stands, `literal` how its value is
 * written (the shortest decimal by default).
 */
export function metricOfTrack(
  track: MetricTrack,
  locate: (sample: Sample) => Locator,
  literal: (sample: Sample) => string = ({ value }) => literalOf(value),
): ReadMetric | null {
  const { name, file, stepName, points, nonFinite, first, last, min, max, bad } = track;
  if (last === null || first === null) return null;
  const point = (sample: Sample): Point => ({
    value: sample.value,
    step: stepOf(sample),
    evidence: { file, locator: locate(sample), literal: literal(sample) },
  });
  const optional = (sample: Sample | null) => (sample === null ? null : point(sample));
  const metric: Metric = {
    name,
    file,
    last: point(last),
    min: optional(min),
    max: optional(max),
    points,
    nonFinite,
    loose: false,
    stepName,
    firstStep: stepOf(first),
    lastStep: stepOf(last),
  };
  return { metric, bad: optional(bad) };
}

/** Every point of a track that kept them; null for one that did not. Points without a step are numbered from 0. */
export function seriesOfTrack({ columns, name, file, stepName }: MetricTrack): Series | null {
  if (columns === null) return null;
  const { length } = columns;
  const step = columns.step.slice(0, length);
  const wall = columns.wall.slice(0, length);
  step.forEach((value, at) => {
    if (Number.isNaN(value)) step[at] = at;
  });
  const value = columns.value.slice(0, length);
  const line = columns.line.slice(0, length);
  return { metric: name, file, stepName, step, value, line, wall: wall.some(Number.isFinite) ? wall : null };
}

/** How Python prints a float that is not finite, and the shortest decimal of any other. */
export function literalOf(value: number): string {
  if (Number.isNaN(value)) return "nan";
  return Number.isFinite(value) ? String(value) : value > 0 ? "inf" : "-inf";
}

/** The shortest decimal that rounds back to a single-precision value: 0.8999999761581421 is printed 0.9. */
export function shortestSingle(value: number): number {
  if (!Number.isFinite(value)) return value;
  for (let digits = 1; digits <= 9; digits += 1) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return shorter;
  }
  return value;
}

function stepOf({ step }: Sample): number | null {
  return Number.isNaN(step) ? null : step;
}
