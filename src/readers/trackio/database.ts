import type { Database, Row } from "../../disk/database.ts";
import type { Evidence, Locator } from "../../model/evidence.ts";
import type { Param } from "../../model/run.ts";
import { parseJson } from "../format/json.ts";
import { numberOf } from "../format/json-field.ts";
import type { MetricTrack } from "../format/metric-track.ts";
import { addSample, startTrack } from "../format/metric-track.ts";
import { rowLocator } from "../format/row-text.ts";
import type { MapValue, ScalarValue } from "../format/value.ts";
import { leavesOf } from "../format/value.ts";

/**
 * A run of a project. `key` is its id, or its name in a database of before there were ids.
 *
 * - `first`, `last`: when it logged first and last; `other`: how many logged values are no numbers.
 * - `internal`: what Trackio itself put into the config (`_Created`, `_Group`), with its row.
 */
export interface TrackioRun {
  key: string;
  name: string;
  tracks: Map<string, MetricTrack>;
  first: { text: string; evidence: Evidence } | null;
  last: { text: string; evidence: Evidence } | null;
  params: Param[];
  internal: Map<string, { text: string; evidence: Evidence }>;
  alerts: string[];
  other: number;
}

/** Which runs to read; `key`: only that one; `keep`: every point, for series. */
export interface ProjectQuery {
  database: Database;
  file: string;
  key: string | null;
  keep: boolean;
}

/** Whether a database is a Trackio project of any version (trackio/sqlite_storage.py). */
export function isProject(database: Database): boolean {
  const metrics = database.columns("metrics");
  return (
    ["run_name", "step", "metrics", "timestamp"].every((name) => metrics.has(name)) &&
    database.columns("configs").has("config")
  );
}

/** The runs of a project in the order in which they logged first. */
export function readProject(query: ProjectQuery): TrackioRun[] {
  const runs = new Map<string, TrackioRun>();
  readMetrics(query, runs);
  readConfigs(query, runs);
  readAlerts(query, runs);
  return [...runs.values()];
}

/** JSON in a column, which newer versions keep as bytes in a column of text. */
export function textOf(value: Row[string] | undefined): string {
  return value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.length).toString("utf8")
    : String(value ?? "");
}

/** How a logged value is written in its row; null when it is not there. */
export function literalIn(database: Database, name: string, row: number): string | null {
  const [found] = database.rows("SELECT metrics FROM metrics WHERE rowid = ?", row);
  const { value } = parseJson(textOf(found?.metrics));
  const scalar = value?.kind === "map" ? value.entries.get(name) : undefined;
  return scalar?.kind === "scalar" ? scalar.literal : null;
}

function rowsOf(query: ProjectQuery, table: string, columns: string): Iterable<Row> {
  const { database, key } = query;
  const own = database.columns(table).has("run_id") ? "run_id" : "run_name";
  const where = key === null ? "" : `WHERE ${own} = ? `;
  const sql = `SELECT rowid AS row, ${own} AS own, run_name AS name, ${columns} FROM ${table} ${where}ORDER BY rowid`;
  return key === null ? database.rows(sql) : database.rows(sql, key);
}

function runOf(runs: Map<string, TrackioRun>, row: Row): TrackioRun {
  const key = String(row.own ?? row.name);
  const known = runs.get(key);
  if (known !== undefined) return known;
  const empty = { tracks: new Map(), first: null, last: null, params: [], internal: new Map(), alerts: [], other: 0 };
  const run: TrackioRun = { key, name: String(row.name), ...empty };
  runs.set(key, run);
  return run;
}

function readMetrics(query: ProjectQuery, runs: Map<string, TrackioRun>): void {
  const { file } = query;
  for (const row of rowsOf(query, "metrics", "timestamp, step, metrics")) {
    const run = runOf(runs, row);
    const place = Number(row.row);
    const time = textOf(row.timestamp);
    const moment = { text: time, evidence: { file, locator: rowLocator("metrics", place), literal: time } };
    if (run.first === null || time < run.first.text) run.first = moment;
    if (run.last === null || time >= run.last.text) run.last = moment;
    const at = { step: Number(row.step ?? Number.NaN), wall: Date.parse(time) / 1000, place };
    addValues(run, { text: textOf(row.metrics), at }, query);
  }
}

/** NaN and the infinities are texts. A table, picture or nested value is counted, and no metric. */
function addValues(
  run: TrackioRun,
  logged: { text: string; at: { step: number; wall: number; place: number } },
  { file, keep }: ProjectQuery,
): void {
  const values = parsed(logged.text);
  if (values === null) {
    run.other += 1;
    return;
  }
  for (const name of Object.keys(values)) {
    const value = numberOf(values[name] as string);
    if (value === null) {
      run.other += 1;
      continue;
    }
    let track = run.tracks.get(name);
    if (track === undefined) {
      track = startTrack(name, file, { stepName: "step", keep });
      run.tracks.set(name, track);
    }
    addSample(track, { value, ...logged.at });
  }
}

function parsed(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function readConfigs(query: ProjectQuery, runs: Map<string, TrackioRun>): void {
  const created = query.database.columns("configs").has("created_at") ? "created_at" : "NULL";
  for (const row of rowsOf(query, "configs", `config, ${created} AS created`)) {
    const run = runOf(runs, row);
    const locator = rowLocator("configs", Number(row.row));
    const { value } = parseJson(textOf(row.config));
    if (value?.kind === "map") addConfig(run, value, { file: query.file, locator });
    const text = textOf(row.created);
    if (text !== "") run.internal.set("created_at", { text, evidence: { file: query.file, locator, literal: text } });
  }
}

/** Names that begin with `_` are Trackio's own (trackio/run.py). */
function addConfig(run: TrackioRun, config: MapValue, at: { file: string; locator: Locator }): void {
  const evidence = (scalar: ScalarValue): Evidence => ({ ...at, literal: scalar.literal });
  for (const { name, value } of leavesOf(config)) {
    if (name.startsWith("_")) {
      if (typeof value.value === "string") run.internal.set(name, { text: value.value, evidence: evidence(value) });
    } else
      run.params.push({ name, value: numberOf(value.value ?? undefined) ?? value.value, evidence: evidence(value) });
  }
}

function readAlerts(query: ProjectQuery, runs: Map<string, TrackioRun>): void {
  if (!query.database.columns("alerts").has("title")) return;
  for (const row of rowsOf(query, "alerts", "title, text, level, step")) {
    const at = row.step === null ? "" : ` at step ${row.step}`;
    const text = row.text === null || row.text === "" ? "" : `: ${row.text}`;
    runOf(runs, row).alerts.push(`${row.level}${at}: ${row.title}${text}`);
  }
}
