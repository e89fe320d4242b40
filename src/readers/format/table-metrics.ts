import type { Locator } from "../../model/evidence.ts";
import type { Metric, Point } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import { fullColumns } from "./columns.ts";
import {
  BAD,
  BAD_COUNT,
  COUNT,
  FIRST_STEP,
  LAST,
  LINE,
  MARK,
  MAX,
  MIN,
  OFFSET,
  STEP,
  STRIDE,
  VALUE,
} from "./mark-layout.ts";
import type { MetricTable, Track } from "./metric-table.ts";

/** A metric as it came out of a file, with its first non-finite point. */
export interface ReadMetric {
  metric: Metric;
  bad: Point | null;
}

/** The metrics of a table in the order in which they first occurred. `locate` makes the place of a point. */
export function metricsOfTable(
  table: MetricTable,
  locate: (place: { line: number; offset: number; name: string }) => Locator,
): ReadMetric[] {
  const foldPrefix = needsFolds(table);
  return table.tracks.map((track, index) => {
    const base = index * STRIDE;
    const { marks } = table;
    const point = (mark: number): Point => {
      const at = base + mark;
      const {
        [at + VALUE]: value = 0,
        [at + STEP]: step = 0,
        [at + LINE]: line = 0,
        [at + OFFSET]: offset = 0,
      } = marks;
      const literal = table.literals[index * 4 + mark / MARK] ?? "";
      const locator = locate({ line, offset, name: track.name });
      return { value, step: stepOrNull(step), evidence: { file: table.file, locator, literal } };
    };
    const points = table.marks[base + COUNT] as number;
    const nonFinite = table.marks[base + BAD_COUNT] as number;
    const last = point(LAST);
    const metric: Metric = {
      name: fullName(track, foldPrefix),
      file: table.file,
      last,
      min: nonFinite < points ? point(MIN) : null,
      max: nonFinite < points ? point(MAX) : null,
      points,
      nonFinite,
      loose: table.loose,
      stepName: track.stepName,
      firstStep: stepOrNull(table.marks[base + FIRST_STEP] as number),
      lastStep: last.step,
    };
    return { metric, bad: nonFinite > 0 ? point(BAD) : null };
  });
}

/** Every point of a table that kept them, metric by metric. */
export function seriesOfTable(table: MetricTable): Series[] {
  const foldPrefix = needsFolds(table);
  return table.tracks.flatMap((track) => {
    if (track.columns === null) return [];
    const { step, value, line, wall } = fullColumns(track.columns);
    for (let at = 0; at < step.length; at += 1) if (Number.isNaN(step[at])) step[at] = at;
    const series: Series = {
      metric: fullName(track, foldPrefix),
      file: table.file,
      stepName: track.stepName,
      step,
      value,
      line,
      wall: wall.some(Number.isFinite) ? wall : null,
    };
    return [series];
  });
}

/** With one fold only, names need no prefix: the run is that fold. */
function needsFolds(table: MetricTable): boolean {
  const folds = new Set(table.tracks.flatMap((track) => (track.fold === null ? [] : [track.fold])));
  return folds.size > 1 || new Set(table.tracks.map((track) => track.name)).size < table.tracks.length;
}

function fullName(track: Track, foldPrefix: boolean): string {
  if (track.fold === null || !foldPrefix) return track.name;
  return `${/^\d/.test(track.fold) ? "fold" : ""}${track.fold}/${track.name}`;
}

function stepOrNull(step: number): number | null {
  return Number.isNaN(step) ? null : step;
}
