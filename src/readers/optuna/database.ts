import type { Database, Row } from "../../disk/database.ts";
import type { Evidence, Locator } from "../../model/evidence.ts";
import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import { parseJson } from "../format/json.ts";
import type { MetricTrack } from "../format/metric-track.ts";
import { addSample, literalOf, startTrack } from "../format/metric-track.ts";
import { rowLocator } from "../format/row-text.ts";
import { addAttribute } from "./attribute.ts";
import { decodeParam } from "./param.ts";
import type { Fact, Study, Trial } from "./trial.ts";
import { INTERMEDIATE, objectiveName } from "./trial.ts";

/**
 * Which trials to read from which database.
 *
 * - `number`: only that trial; `keep`: every point, for series.
 */
export interface StudyQuery {
  database: Database;
  file: string;
  study: string;
  number: number | null;
  keep: boolean;
  findings: Finding[];
}

/** Whether the tables are those of an Optuna storage of any version (optuna/storages/_rdb/models.py). */
export function isStorage(database: Database): boolean {
  const tables = database.tables();
  return ["studies", "trials", "trial_params", "trial_values", "version_info"].every((name) => tables.has(name));
}

/** The names of the studies in a storage, in the order of their ids. */
export function listStudies(database: Database): string[] {
  return [...database.rows("SELECT study_name AS name FROM studies ORDER BY study_id")].map(({ name }) => String(name));
}

/** `Optuna SQLite, schema 12, library 5.0.0`. */
export function formatOf(database: Database): string {
  const [row] = database.rows("SELECT schema_version AS schema, library_version AS library FROM version_info");
  return row === undefined ? "Optuna SQLite" : `Optuna SQLite, schema ${row.schema}, library ${row.library}`;
}

/** A study's directions and the names of its objectives. Before 2.4 a study had one direction, in a column of its own. */
export function readStudy(query: StudyQuery): Study {
  const { database, file, study } = query;
  const inStudy = "JOIN studies AS s ON s.study_id = d.study_id WHERE s.study_name = ?";
  const isOld = !database.tables().has("study_directions");
  const rows = isOld
    ? database.rows("SELECT rowid AS row, direction FROM studies WHERE study_name = ?", study)
    : database.rows(`SELECT d.rowid AS row, direction FROM study_directions AS d ${inStudy} ORDER BY objective`, study);
  const table = isOld ? "studies" : "study_directions";
  const directions = [...rows].map(({ row, direction }): Fact => {
    const text = String(direction);
    return { text, evidence: { file, locator: rowLocator(table, row as bigint), literal: text } };
  });
  const [named] = database.rows(
    `SELECT value_json AS json FROM study_system_attributes AS d ${inStudy} AND "key" = 'study:metric_names'`,
    study,
  );
  return { name: study, directions, names: namesOf(named?.json) };
}

/** The names in `["loss", "accuracy"]`; null for anything else. */
export function namesOf(json: unknown): string[] | null {
  const list = typeof json === "string" ? parseJson(json).value : null;
  if (list?.kind !== "list") return null;
  return list.items.map((item, at) => (item.kind === "scalar" && item.literal !== "" ? item.literal : `values_${at}`));
}

/** The trials of a study in the order of their numbers. */
export function readTrials(query: StudyQuery, study: Study): Trial[] {
  const columns = query.database.columns("trials");
  const trials = new Map<bigint, Trial>();
  const number = columns.has("number") ? "t.number" : "NULL";
  const value = columns.has("value") ? "t.value" : "NULL";
  for (const row of rowsOf(
    query,
    `t.trial_id AS trial, ${number} AS number, ${value} AS value, t.state AS state,
    t.datetime_start AS start, t.datetime_complete AS finish`,
    "",
  )) {
    const trial = startTrial(row, { file: query.file, order: trials.size });
    trials.set(row.trial as bigint, trial);
    if (typeof row.value === "number")
      addValue(query, trial, { name: objectiveName(study, 0), table: "trials", row: row.trial, value: row.value });
  }
  readParams(query, trials);
  readValues(query, { trials, study });
  readIntermediate(query, trials);
  readAttributes(query, trials);
  return [...trials.values()].sort((a, b) => a.number - b.number);
}

/** Rows of a table that belong to the trials asked for; `x` is the table, `t` the trials. */
function rowsOf({ database, study, number }: StudyQuery, columns: string, table: string): Iterable<Row> {
  const from = table === "" ? "trials AS t" : `${table} AS x JOIN trials AS t ON t.trial_id = x.trial_id`;
  const one =
    number === null || !database.columns("trials").has("number") ? "" : `AND t.number = ${Math.trunc(number)} `;
  const order = table === "" ? "t.trial_id" : "x.rowid";
  return database.rows(
    `SELECT ${columns} FROM ${from} JOIN studies AS s ON s.study_id = t.study_id WHERE s.study_name = ? ${one}ORDER BY ${order}`,
    study,
  );
}

function startTrial(row: Row, { file, order }: { file: string; order: number }): Trial {
  const fact = (value: Row[string] | undefined): Fact | null => {
    if (typeof value !== "string" || value === "") return null;
    return { text: value, evidence: { file, locator: rowLocator("trials", row.trial as bigint), literal: value } };
  };
  return {
    number: row.number === null || row.number === undefined ? order : Number(row.number),
    uid: String(row.trial),
    state: fact(row.state) ?? {
      text: "unknown",
      evidence: { file, locator: rowLocator("trials", row.trial as bigint), literal: "" },
    },
    start: fact(row.start),
    end: fact(row.finish),
    failure: null,
    params: [],
    tags: [],
    tracks: [],
  };
}

function readParams(query: StudyQuery, trials: ReadonlyMap<bigint, Trial>): void {
  const { file, findings } = query;
  const columns =
    "x.rowid AS row, x.trial_id AS trial, param_name AS name, param_value AS value, distribution_json AS kind";
  for (const { row, trial, name, value, kind } of rowsOf(query, columns, "trial_params")) {
    const stored = typeof value === "number" || typeof value === "bigint" ? Number(value) : Number.NaN;
    const decoded = decodeParam(stored, String(kind));
    const locator = rowLocator("trial_params", row as bigint);
    if (decoded === null) {
      const message = `trial_params row ${row}: the distribution of ${String(name)} cannot be read; its stored number is shown`;
      findings.push(finding({ code: "source/bad-field", file, message }));
    }
    const { value: meant, literal } = decoded ?? { value: stored, literal: literalOf(stored) };
    const evidence: Evidence = { file, locator, literal };
    trials.get(trial as bigint)?.params.push({ name: String(name), value: meant, evidence });
  }
}

/** Objective values. Before 2.4 a trial had one, in the table of trials, and `trial_values` held what 2.4 calls intermediate. */
function readValues(query: StudyQuery, { trials, study }: { trials: ReadonlyMap<bigint, Trial>; study: Study }): void {
  const columns = query.database.columns("trial_values");
  if (!columns.has("objective")) return;
  const type = columns.has("value_type") ? "value_type" : "NULL";
  const wanted = `x.rowid AS row, x.trial_id AS trial, objective, x.value AS value, ${type} AS type`;
  for (const { row, trial, objective, value, type: kind } of rowsOf(query, wanted, "trial_values")) {
    const owner = trials.get(trial as bigint);
    const name = objectiveName(study, Number(objective));
    if (owner !== undefined) addValue(query, owner, { name, table: "trial_values", row, value: decode(value, kind) });
  }
}

function addValue(
  query: StudyQuery,
  trial: Trial,
  value: { name: string; table: string; row: Row[string] | undefined; value: number },
): void {
  const track = startTrack(value.name, query.file, { stepName: null, keep: query.keep });
  addSample(track, { value: value.value, step: Number.NaN, wall: Number.NaN, place: Number(value.row) });
  trial.tracks.push({ track, locate: locateIn(value.table), isObjective: true });
}

function readIntermediate(query: StudyQuery, trials: ReadonlyMap<bigint, Trial>): void {
  const { database, file, keep } = query;
  const isOld = database.columns("trial_values").has("step");
  const table = isOld ? "trial_values" : "trial_intermediate_values";
  const columns = database.columns(table);
  const value = isOld ? "x.value" : "x.intermediate_value";
  const type = columns.has("intermediate_value_type") ? "intermediate_value_type" : "NULL";
  const wanted = `x.rowid AS row, x.trial_id AS trial, x.step AS step, ${value} AS value, ${type} AS type`;
  const tracks = new Map<bigint, MetricTrack>();
  if (!columns.has("step")) return;
  for (const { row, trial, step, value: stored, type: kind } of rowsOf(query, wanted, table)) {
    const id = trial as bigint;
    let track = tracks.get(id);
    if (track === undefined) {
      track = startTrack(INTERMEDIATE, file, { stepName: "step", keep });
      tracks.set(id, track);
      trials.get(id)?.tracks.push({ track, locate: locateIn(table) });
    }
    addSample(track, { value: decode(stored, kind), step: Number(step), wall: Number.NaN, place: Number(row) });
  }
}

function readAttributes(query: StudyQuery, trials: ReadonlyMap<bigint, Trial>): void {
  const { file, keep } = query;
  const columns = `x.rowid AS row, x.trial_id AS trial, x."key" AS name, value_json AS json`;
  for (const { row, trial, name, json } of rowsOf(query, columns, "trial_user_attributes")) {
    const owner = trials.get(trial as bigint);
    const { value } = parseJson(String(json));
    if (owner === undefined || value === null) continue;
    addAttribute(
      owner,
      { key: String(name), value, file, place: Number(row), keep },
      locateIn("trial_user_attributes"),
    );
  }
  for (const { trial, name, json } of rowsOf(query, columns, "trial_system_attributes")) {
    const owner = trials.get(trial as bigint);
    const { value } = parseJson(String(json));
    if (owner !== undefined && name === "fail_reason" && value?.kind === "scalar") owner.failure = value.literal;
  }
}

function locateIn(table: string): (place: number) => Locator {
  return (place) => rowLocator(table, place);
}

/** A value with the column that says what NULL stands for; without that column NULL is NaN. */
function decode(value: Row[string] | undefined, type: Row[string] | undefined): number {
  if (type === "INF_POS") return Number.POSITIVE_INFINITY;
  if (type === "INF_NEG") return Number.NEGATIVE_INFINITY;
  return typeof value === "number" || typeof value === "bigint" ? Number(value) : Number.NaN;
}
