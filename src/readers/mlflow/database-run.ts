import type { Database, Row } from "../../disk/database.ts";
import { withDatabase } from "../../disk/database.ts";
import { messageOf } from "../../errors.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { Finding } from "../../model/finding.ts";
import { finding } from "../../model/finding.ts";
import type { Param, Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import { readArtifacts } from "../format/artifacts.ts";
import type { ReadMetric } from "../format/table-metrics.ts";
import type { ReadResult, Source } from "../reader.ts";
import { readExperimentMetrics, readRunSeries } from "./database-metrics.ts";
import type { Stated } from "./meta-file.ts";
import { paramValueOf } from "./param-text.ts";
import { primaryMetricIn } from "./primary-metric.ts";
import { readRequirements } from "./requirements.ts";
import type { DatasetInput } from "./run.ts";
import { makeRun } from "./run.ts";

/** Reads one experiment of a tracking database: a few queries for all of its runs (mlflow/store/tracking/dbmodels/models.py). */
export function readDatabase(source: Source, root: string): ReadResult {
  const file = source.dir;
  const findings: Finding[] = [];
  try {
    return withDatabase(root, file, (database) => {
      const experiment = source.id.slice(file.length + 1);
      const format = `MLflow SQLite, schema ${versionOf(database)}`;
      const opened: Opened = { database, root, file, experiment, source, findings };
      const [runs, directions] = [readRuns(opened), primaryMetricIn(experimentTags(opened))];
      return { runs, findings, unreadable: [], format, directions, unread: unreadTables(database, file) };
    });
  } catch (error) {
    const reason = messageOf(error);
    findings.push(finding({ code: "source/unreadable", file, message: `this database could not be read (${reason})` }));
    return { runs: [], findings, unreadable: [{ path: source.id, reason }], format: "MLflow SQLite" };
  }
}

/** Every point of some metrics of a run inside a database. */
export function readDatabaseSeries(run: Run, root: string, metrics: readonly string[] | null): Series[] {
  const [first] = run.metrics;
  if (first === undefined || run.uid === undefined) return [];
  const names = metrics ?? run.metrics.map(({ name }) => name);
  const wanted = new Set(names);
  const points = new Map(run.metrics.filter(({ name }) => wanted.has(name)).map((one) => [one.name, one.points]));
  const of = { file: first.file, uuid: run.uid, points };
  try {
    const found = withDatabase(root, first.file, (database) => readRunSeries(database, of));
    return names.flatMap((name) => found.find(({ metric }) => metric === name) ?? []);
  } catch {
    return [];
  }
}

interface Opened {
  database: Database;
  root: string;
  file: string;
  experiment: string;
  source: Source;
  findings: Finding[];
}

const RUN_COLUMNS = ["name", "status", "start_time", "end_time", "lifecycle_stage", "source_version"] as const;

function readRuns(opened: Opened): Run[] {
  const { database, file, experiment, root, findings } = opened;
  const columns = database.columns("runs");
  const names = RUN_COLUMNS.filter((name) => columns.has(name));
  const rows = database.rows(
    `SELECT rowid AS row, run_uuid, ${names.join(", ")} FROM runs ` +
      "WHERE experiment_id = CAST(? AS INTEGER) ORDER BY rowid",
    experiment,
  );
  const runs = [...rows];
  const params = readTexts(opened, "params");
  const tags = readTexts(opened, "tags");
  const inputs = readInputs(opened);
  const artifacts = artifactsByRun(opened);
  const isDeleted = isExperimentDeleted(opened);
  const metrics = new Map<number, ReadMetric[]>();
  readExperimentMetrics(database, { file, experiment }, (run, found) => metrics.set(run, found));
  return runs.map((row) => {
    const uuid = String(row.run_uuid);
    const paths = artifacts.get(uuid) ?? [];
    // Its folder, where it has one: the outputs of the experiment are not the run's.
    const dir = paths.find((path) => path.includes(`/${uuid}/`))?.replace(/\/artifacts\/.*$/s, "") ?? file;
    const at = Number(row.row);
    return makeRun({
      ...{ id: `${file}#${uuid}`, dir, uuid, isDeleted, files: [file] },
      fields: fieldsOf(row, { file, uuid, names }),
      tags: params === tags ? new Map() : new Map(tags.get(at)),
      params: [...(params.get(at) ?? [])].map(([name, stated]) => paramOf(name, stated)),
      metrics: metrics.get(at) ?? [],
      inputs: inputs.get(uuid) ?? [],
      artifacts: readArtifacts(root, { dir, paths }, findings),
      dependencies: readRequirements(root, paths),
      idOf: (other) => `${file}#${other}`,
    });
  });
}

function paramOf(name: string, { text, evidence }: Stated): Param {
  return { name, value: paramValueOf(text), evidence };
}

function fieldsOf(row: Row, at: { file: string; uuid: string; names: readonly string[] }): Map<string, Stated> {
  const fields = new Map<string, Stated>();
  const locator = { kind: "row", table: "runs", key: at.uuid } as const;
  for (const name of at.names) {
    const value = row[name];
    if (value === null || value === undefined) continue;
    const text = String(value);
    fields.set(name, { text, evidence: { file: at.file, locator, literal: text } });
  }
  return fields;
}

/** Params or tags by the rowid of their run, in the order in which they were logged. */
function readTexts({ database, file, experiment }: Opened, table: "params" | "tags"): Map<number, Map<string, Stated>> {
  const found = new Map<number, Map<string, Stated>>();
  const rows = database.lists(
    `SELECT r.rowid, r.run_uuid, t.key, t.value FROM runs AS r CROSS JOIN ${table} AS t ON t.run_uuid = r.run_uuid ` +
      "WHERE r.experiment_id = CAST(? AS INTEGER) ORDER BY r.rowid, t.rowid",
    experiment,
  );
  for (const [run, uuid, key, value] of rows) {
    const of = found.get(run as number) ?? new Map<string, Stated>();
    if (of.size === 0) found.set(run as number, of);
    const text = value === null ? "" : String(value);
    const locator = { kind: "row", table, key: `${uuid}/${key}` } as const;
    of.set(String(key), { text, evidence: { file, locator, literal: text } satisfies Evidence });
  }
  return found;
}

/** The data sets of each run, by its uuid (since MLflow 2.4). */
function readInputs({ database, file, experiment }: Opened): Map<string, DatasetInput[]> {
  const found = new Map<string, DatasetInput[]>();
  const tables = database.tables();
  if (!["datasets", "inputs", "input_tags"].every((name) => tables.has(name))) return found;
  const rows = database.lists(
    "SELECT i.destination_id, d.dataset_uuid, d.name, d.digest, t.value FROM datasets AS d " +
      "JOIN inputs AS i ON i.source_type = 'DATASET' AND i.destination_type = 'RUN' AND i.source_id = d.dataset_uuid " +
      "LEFT JOIN input_tags AS t ON t.input_uuid = i.input_uuid AND t.name = 'mlflow.data.context' " +
      "WHERE d.experiment_id = CAST(? AS INTEGER) ORDER BY i.rowid, t.rowid",
    experiment,
  );
  for (const [run, id, name, digest, context] of rows) {
    const of = found.get(String(run)) ?? [];
    if (of.length === 0) found.set(String(run), of);
    const locator = { kind: "row", table: "datasets", key: String(id) } as const;
    const evidence = { file, locator, literal: String(digest) };
    of.push({
      name: String(name),
      digest: String(digest),
      context: context === null ? null : String(context),
      evidence,
    });
  }
  return found;
}

/** The artifact files that lie in this project, by the uuid of their run: its own, then those of the models that it logged. */
function artifactsByRun({ database, source, file }: Opened): Map<string, string[]> {
  const runOfModel = new Map<string, string>();
  if (source.files.some((path) => path.includes("/models/")) && database.tables().has("logged_models")) {
    for (const [model, run] of database.lists("SELECT model_id, source_run_id FROM logged_models"))
      if (run !== null) runOfModel.set(String(model), String(run));
  }
  const found = new Map<string, string[]>();
  for (const path of source.files) {
    const [, model, owner] = /\/(models\/)?([^/]+)\/artifacts\//.exec(path) ?? [];
    if (owner === undefined || path.startsWith(`${file}-`)) continue;
    const run = model === undefined ? owner : runOfModel.get(owner);
    if (run !== undefined) found.set(run, [...(found.get(run) ?? []), path]);
  }
  return found;
}

/** The tags of the experiment itself (since MLflow 1.0). */
function experimentTags({ database, file, experiment }: Opened): Map<string, Stated> {
  const tags = new Map<string, Stated>();
  if (!database.tables().has("experiment_tags")) return tags;
  const sql = "SELECT key, value FROM experiment_tags WHERE experiment_id = CAST(? AS INTEGER)";
  for (const [key, value] of database.lists(sql, experiment)) {
    const locator = { kind: "row", table: "experiment_tags", key: `${experiment}/${key}` } as const;
    const text = value === null ? "" : String(value);
    tags.set(String(key), { text, evidence: { file, locator, literal: text } });
  }
  return tags;
}

function isExperimentDeleted({ database, experiment }: Opened): boolean {
  const sql = "SELECT lifecycle_stage FROM experiments WHERE experiment_id = CAST(? AS INTEGER)";
  for (const [stage] of database.lists(sql, experiment)) return stage === "deleted";
  return false;
}

function versionOf(database: Database): string {
  if (!database.tables().has("alembic_version")) return "before migrations";
  for (const [version] of database.lists("SELECT version_num FROM alembic_version")) return String(version);
  return "unknown";
}

const UNREAD: [table: string, reason: string][] = [
  ["trace_info", "traces of calls are no runs"],
  ["spans", "traces of calls are no runs"],
  ["logged_model_metrics", "a run repeats the metrics of the models that it logged"],
  ["model_versions", "the model registry names runs, it holds no results"],
  ["evaluation_datasets", "data of evaluations is not part of a run"],
];

/** Tables with rows that are not read. */
function unreadTables(database: Database, file: string): { path: string; reason: string }[] {
  const tables = database.tables();
  return UNREAD.flatMap(([table, reason]) => {
    if (!tables.has(table)) return [];
    const [row] = [...database.lists(`SELECT COUNT(*) FROM ${table}`)];
    const count = Number(row?.[0] ?? 0);
    return count === 0 ? [] : [{ path: `${file} table ${table}`, reason: `${count} rows: ${reason}` }];
  });
}
