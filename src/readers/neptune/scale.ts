import type { Database } from "../../disk/database.ts";
import { withDatabase } from "../../disk/database.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { ParamValue } from "../../model/run.ts";
import { literalOf } from "../format/metric-track.ts";
import { rowLocator } from "../format/row-text.ts";
import type { NeptuneRun } from "./run.ts";
import { addPoint, countOther, emptyRun } from "./run.ts";
import type { Update, UpdateValue } from "./update.ts";
import { readCreation, readUpdate } from "./update.ts";

/** A store of one run, by neptune-scale; `bad`: operations whose bytes could not be read. */
export interface ScaleStore {
  run: NeptuneRun;
  project: string;
  id: string;
  experiment: string;
  version: string;
  startedAt: string | null;
  bad: { row: string; message: string }[];
}

const TABLE = "run_operations";

/** Whether a database is what neptune-scale keeps of a run (sync/operations_repository.py). */
export function isScaleStore(database: Database): boolean {
  return database.columns(TABLE).has("operation") && database.columns("metadata").has("run_id");
}

/** The project and run that a store is of. */
export function scaleNames(database: Database): { project: string; id: string; version: string } {
  const [row] = database.rows("SELECT project, run_id, version FROM metadata");
  return { project: String(row?.project ?? ""), id: String(row?.run_id ?? ""), version: String(row?.version ?? "") };
}

/** Reads every operation of a store, in their order. */
export function readScaleStore(root: string, file: string, keep: boolean): ScaleStore {
  return withDatabase(root, file, (database) => {
    const run = emptyRun();
    run.files.push(file);
    const store: ScaleStore = { run, ...scaleNames(database), experiment: "", startedAt: null, bad: [] };
    const rows = database.rows(
      `SELECT rowid AS row, operation_type AS type, operation FROM ${TABLE} ORDER BY sequence_id`,
    );
    for (const { row, type, operation } of rows) {
      if (!(operation instanceof Uint8Array)) continue;
      const bytes = Buffer.from(operation.buffer, operation.byteOffset, operation.length);
      try {
        if (Number(type) === 1) create(store, bytes);
        else if (Number(type) === 0) update(run, readUpdate(bytes), { file, row: Number(row), keep });
      } catch (error) {
        store.bad.push({ row: String(row), message: (error as Error).message });
      }
    }
    return store;
  });
}

/** An operation as text, one value a line; null when it is not there. */
export function showOperation(root: string, { file, locator }: Evidence): string | null {
  if (locator.kind !== "row" || locator.table !== TABLE) return null;
  return withDatabase(root, file, (database) => {
    if (!isScaleStore(database)) return null;
    const [row] = database.rows(`SELECT operation FROM ${TABLE} WHERE rowid = ?`, locator.key);
    if (!(row?.operation instanceof Uint8Array)) return null;
    const { step, assigned, appended } = readUpdate(Buffer.from(row.operation));
    const said = [...assigned, ...appended].map(([name, value]) => `${name}: ${scalarOf(value)?.[1] ?? "…"}`);
    return [...(Number.isNaN(step) ? [] : [`step: ${step}`]), ...said]
      .map((line) => line.replaceAll(/\p{C}/gu, "\ufffd"))
      .join("\n");
  });
}

function create(store: ScaleStore, bytes: Buffer): void {
  const { experiment, time } = readCreation(bytes);
  store.experiment = experiment;
  if (Number.isFinite(time)) store.startedAt = new Date(time * 1000).toISOString();
}

function update(
  run: NeptuneRun,
  read: Update,
  { file, row, keep }: { file: string; row: number; keep: boolean },
): void {
  for (const [name, value] of read.assigned) {
    if (Array.isArray(value)) run.sets.set(name, new Set(value));
    else {
      const scalar = scalarOf(value);
      if (scalar === null) countOther(run, "file or histogram");
      else
        run.attributes.set(name, {
          value: scalar[0],
          evidence: { file, locator: rowLocator(TABLE, row), literal: scalar[1] },
        });
    }
  }
  for (const [name, changes] of read.sets) {
    const set = run.sets.get(name) ?? new Set();
    for (const [text, isAdded] of changes) {
      if (isAdded) set.add(text);
      else set.delete(text);
    }
    run.sets.set(name, set);
  }
  for (const [name, value] of read.appended) {
    if (typeof value !== "number" && typeof value !== "bigint") countOther(run, "series of texts, files or histograms");
    else
      addPoint(run, name, {
        sample: { value: Number(value), step: read.step, wall: read.time, place: row },
        file,
        keep,
      });
  }
}

function scalarOf(value: UpdateValue): [ParamValue, string] | null {
  if (value === null || Array.isArray(value)) return null;
  if (typeof value === "number") return [value, literalOf(value)];
  if (typeof value === "bigint") return [Number(value), String(value)];
  if (typeof value !== "object") return [value, String(value)];
  const date = new Date(value.time * 1000);
  const text = Number.isNaN(date.getTime()) ? String(value.time) : date.toISOString();
  return [text, text];
}
