import type { Database } from "../../disk/database.ts";
import type { Metric, Point } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import type { Columns } from "../format/columns.ts";
import { emptyColumns, fullColumns, pushPoint } from "../format/columns.ts";
import { literalOf } from "../format/metric-track.ts";
import type { ReadMetric } from "../format/table-metrics.ts";

/** What stands for an infinity: databases hold no such number (sqlalchemy_store.py, `sanitize_metric_value`). */
const INFINITE = 1.7976931348623157e308;

/** A point of a track; `row` is the rowid in `metrics`. */
interface Mark {
  value: number;
  step: number;
  row: number;
}

interface Track {
  points: number;
  nonFinite: number;
  firstStep: number;
  time: number;
  last: Mark;
  min: Mark | null;
  max: Mark | null;
  bad: Mark | null;
}

/**
 * The metrics of all runs of an experiment, in one query: `add` gets them run by run, with the rowid of the run. `last` is what
 * MLflow shows (`latest_metrics`): the greatest by step, time and value. `file` is the database.
 */
export function readExperimentMetrics(
  database: Database,
  of: { file: string; experiment: string },
  add: (run: number, metrics: ReadMetric[]) => void,
): void {
  const sql = columnsOf(database);
  const rows = database.lists(
    `SELECT r.rowid, m.rowid, m.key, m.value, CAST(m.timestamp AS REAL), ${sql.step}, ${sql.nan} ` +
      "FROM runs AS r CROSS JOIN metrics AS m ON m.run_uuid = r.run_uuid " +
      "WHERE r.experiment_id = CAST(? AS INTEGER) ORDER BY r.rowid, m.rowid",
    of.experiment,
  );
  let current = -1;
  let tracks = new Map<string, Track>();
  const finish = () =>
    add(
      current,
      [...tracks].map(([name, track]) => metricOf(name, track, of.file)),
    );
  for (const row of rows) {
    const [run, at, name, value, time, step, nan] = row as [number, number, string, number, number, number, number];
    if (run !== current) {
      if (current >= 0) finish();
      current = run;
      tracks = new Map();
    }
    addPoint(tracks, String(name), { value: storedValue(value, nan), step: step ?? 0, row: at, time });
  }
  if (current >= 0) finish();
}

/** Every point of metrics of one run, in the order in which they were written; `points`: how many of each are expected. */
export function readRunSeries(
  database: Database,
  of: { file: string; uuid: string; points: ReadonlyMap<string, number> },
): Series[] {
  const sql = columnsOf(database);
  const rows = database.lists(
    `SELECT rowid, key, value, CAST(timestamp AS REAL), ${sql.step.replace("m.", "")}, ${sql.nan.replace("m.", "")} ` +
      "FROM metrics WHERE run_uuid = ? ORDER BY rowid",
    of.uuid,
  );
  const found = new Map<string, Columns>();
  for (const row of rows) {
    const [line, key, value, time, step, nan] = row as [number, string, number, number, number, number];
    const points = of.points.get(key);
    if (points === undefined) continue;
    const columns = found.get(key) ?? emptyColumns(points);
    if (columns.length === 0) found.set(key, columns);
    pushPoint(columns, { step: step ?? 0, value: storedValue(value, nan), line, wall: time / 1000 });
  }
  return [...found].map(([metric, columns]) => {
    const { step, value, line, wall } = fullColumns(columns);
    return { metric, file: of.file, stepName: "step", step, value, line, wall };
  });
}

/** What a value of the table stands for. */
export function storedValue(value: unknown, nan: unknown): number {
  if (nan === 1 || value === null) return Number.NaN;
  const number = typeof value === "number" ? value : Number(value);
  if (number >= INFINITE) return Number.POSITIVE_INFINITY;
  return number <= -INFINITE ? Number.NEGATIVE_INFINITY : number;
}

/** The first versions had no steps, those before 1.6 no `is_nan`. */
function columnsOf(database: Database): { step: string; nan: string } {
  const columns = database.columns("metrics");
  return {
    step: columns.has("step") ? "CAST(m.step AS REAL)" : "NULL",
    nan: columns.has("is_nan") ? "m.is_nan" : "0",
  };
}

function addPoint(
  tracks: Map<string, Track>,
  name: string,
  point: { value: number; step: number; row: number; time: number },
): void {
  const { value, step, row, time } = point;
  let track = tracks.get(name);
  if (track === undefined) {
    const nothing = { points: 0, nonFinite: 0, min: null, max: null, bad: null };
    track = { ...nothing, firstStep: step, time, last: { value, step, row } };
    tracks.set(name, track);
  }
  track.points += 1;
  const { last } = track;
  if (step > last.step || (step === last.step && (time > track.time || (time === track.time && value > last.value)))) {
    last.value = value;
    last.step = step;
    last.row = row;
    track.time = time;
  }
  if (!Number.isFinite(value)) {
    track.nonFinite += 1;
    track.bad ??= { value, step, row };
    return;
  }
  if (track.min === null || value < track.min.value) track.min = { value, step, row };
  if (track.max === null || value > track.max.value) track.max = { value, step, row };
}

function metricOf(name: string, track: Track, file: string): ReadMetric {
  const point = ({ value, step, row }: Mark): Point => {
    const locator = { kind: "row", table: "metrics", key: String(row) } as const;
    return { value, step, evidence: { file, locator, literal: literalOf(value) } };
  };
  const optional = (mark: Mark | null) => (mark === null ? null : point(mark));
  const { points, nonFinite, firstStep, last, min, max, bad } = track;
  const metric: Metric = {
    ...{ name, file, last: point(last), min: optional(min), max: optional(max), points, nonFinite, loose: false },
    ...{ stepName: "step", firstStep, lastStep: last.step },
  };
  return { metric, bad: optional(bad) };
}
