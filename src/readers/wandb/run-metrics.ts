import type { Metric, Point } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import { metricOfPoint } from "../format/point-metric.ts";
import type { ReadMetric } from "../format/table-metrics.ts";
import { metricsOfTable, seriesOfTable } from "../format/table-metrics.ts";
import type { Recording } from "./recording.ts";
import type { SummaryNumber } from "./summary.ts";

/** The metrics of a run: of the files of its stretches in order, each with what its summary has that its history has not. */
export function metricsOf(stretches: readonly { recording: Recording; summary: SummaryNumber[] }[]): ReadMetric[] {
  const found = new Map<string, ReadMetric>();
  for (const { recording, summary } of stretches) {
    const { table } = recording.history;
    for (const read of metricsOfTable(table, ({ line }) => ({ kind: "record", record: line }))) {
      const before = found.get(read.metric.name);
      found.set(read.metric.name, before === undefined ? read : continued(before, read));
    }
    for (const number of summary) {
      const point = pointOf(number, recording.path);
      found.set(number.name, stated(found.get(number.name), { name: number.name, point }));
    }
  }
  return [...found.values()];
}

/**
 * A metric with a value that its summary states: W&B shows that one in the place of the last that was logged. The series stays
 * as it is.
 */
export function stated(read: ReadMetric | undefined, { name, point }: { name: string; point: Point }): ReadMetric {
  if (read !== undefined && Object.is(read.metric.last.value, point.value)) return read;
  if (read !== undefined) return { ...read, metric: { ...read.metric, last: point } };
  return metricOfPoint(name, point);
}

/** The series of a run: those of its stretches one behind the other, with the file of each. */
export function joinSeries(recordings: readonly Recording[]): Series[] {
  const found = new Map<string, Series[]>();
  for (const { history } of recordings) {
    for (const series of seriesOfTable(history.table)) {
      found.set(series.metric, [...(found.get(series.metric) ?? []), series]);
    }
  }
  return [...found.values()].flatMap((parts) => (parts.length === 1 ? parts : [joined(parts)]));
}

function continued(before: ReadMetric, next: ReadMetric): ReadMetric {
  const [a, b] = [before.metric, next.metric];
  const metric: Metric = {
    ...a,
    last: b.last,
    min: extreme(a.min, b.min, -1),
    max: extreme(a.max, b.max, 1),
    points: a.points + b.points,
    nonFinite: a.nonFinite + b.nonFinite,
    stepName: a.stepName ?? b.stepName,
    firstStep: a.firstStep ?? b.firstStep,
    lastStep: b.lastStep,
  };
  return { metric, bad: before.bad ?? next.bad };
}

function extreme(a: Point | null, b: Point | null, sign: number): Point | null {
  if (a === null || b === null) return a ?? b;
  return sign * b.value > sign * a.value ? b : a;
}

function joined(parts: Series[]): Series {
  const [first] = parts as [Series];
  let from = 0;
  const files = parts.map(({ file, value }) => {
    from += value.length;
    return { file, from: from - value.length };
  });
  const step = joinColumns(parts.map((part) => part.step));
  const value = joinColumns(parts.map((part) => part.value));
  const line = new Uint32Array(value.length);
  for (const [index, part] of parts.entries()) line.set(part.line, files[index]?.from ?? 0);
  const hasWall = parts.some(({ wall }) => wall !== null);
  const walls = parts.map((part) => part.wall ?? new Float64Array(part.value.length).fill(Number.NaN));
  return { ...first, step, value, line, wall: hasWall ? joinColumns(walls) : null, files };
}

function joinColumns(parts: readonly Float64Array[]): Float64Array {
  const whole = new Float64Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function pointOf({ value, literal, record }: SummaryNumber, file: string): Point {
  return { value, step: null, evidence: { file, locator: { kind: "record", record }, literal } };
}
