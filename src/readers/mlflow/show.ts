import type { Database } from "../../disk/database.ts";
import { isDatabase, withDatabase } from "../../disk/database.ts";
import type { Evidence } from "../../model/evidence.ts";
import { isTrackingStore } from "./database-index.ts";
import { storedValue } from "./database-metrics.ts";

const LONGEST = 2000;
/** Who ran it and where it lay on that machine is not shown. */
const HIDDEN = new Set(["user_id", "artifact_uri", "source_name", "entry_point_name", "dataset_source"]);
/** What must not reach a terminal or break a line. */
const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** The row of a database that evidence points at, one column a line; null when it is not there. */
export function showRow(evidence: Evidence, root: string): string | null {
  const { locator, file } = evidence;
  if (locator.kind !== "row" || !isDatabase(root, file)) return null;
  try {
    return withDatabase(root, file, (database) => (isTrackingStore(database) ? rowOf(database, locator) : null));
  } catch {
    return null;
  }
}

/** Whether a database has a metric's row that shows such a text: `VACUUM` numbers the rows anew. */
export function holdsRow(text: string, file: string, root: string): boolean {
  const [, run] = /^run_uuid: (.*)$/m.exec(text) ?? [];
  const [, name] = /^key: (.*)$/m.exec(text) ?? [];
  if (run === undefined || name === undefined || !isDatabase(root, file)) return false;
  const sql = "SELECT CAST(rowid AS TEXT) AS number FROM metrics WHERE run_uuid = ? AND key = ?";
  try {
    return withDatabase(root, file, (database) => {
      if (!isTrackingStore(database)) return false;
      const keys = [...database.rows(sql, run, name)].map(({ number }) => String(number));
      return keys.some((key) => rowOf(database, { table: "metrics", key }) === text);
    });
  } catch {
    return false;
  }
}

function rowOf(database: Database, { table, key }: { table: string; key: string }): string | null {
  const query = queryOf(table, key);
  if (query === null) return null;
  for (const row of database.rows(query.sql, ...query.values)) {
    const lines = Object.entries(row)
      .filter(([name, value]) => value !== null && !HIDDEN.has(name))
      .map(([name, value]) => `${name}: ${sayValue(name, value, row)}`);
    return [`table: ${table}`, ...lines].join("\n");
  }
  return null;
}

function queryOf(table: string, key: string): { sql: string; values: string[] } | null {
  if (table === "metrics") {
    return /^\d{1,15}$/.test(key)
      ? { sql: "SELECT * FROM metrics WHERE rowid = CAST(? AS INTEGER)", values: [key] }
      : null;
  }
  if (table === "runs") return { sql: "SELECT * FROM runs WHERE run_uuid = ?", values: [key] };
  if (table === "datasets") return { sql: "SELECT * FROM datasets WHERE dataset_uuid = ?", values: [key] };
  if (table !== "params" && table !== "tags" && table !== "experiment_tags") return null;
  const slash = key.indexOf("/");
  const values = [key.slice(0, slash), key.slice(slash + 1)];
  const owner = table === "experiment_tags" ? "experiment_id = CAST(? AS INTEGER)" : "run_uuid = ?";
  return slash < 0 ? null : { sql: `SELECT * FROM ${table} WHERE ${owner} AND key = ?`, values };
}

/** A value as text on one line; a metric's as the number that it stands for. */
function sayValue(name: string, value: unknown, row: Record<string, unknown>): string {
  if (name === "value" && typeof value === "number") {
    const number = storedValue(value, row.is_nan === 1n ? 1 : 0);
    return Number.isNaN(number) ? "nan" : Number.isFinite(number) ? String(number) : number > 0 ? "inf" : "-inf";
  }
  const text = value instanceof Uint8Array ? `${value.length} bytes` : String(value);
  const clean = text.replace(CONTROL, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return clean.length <= LONGEST ? clean : `${clean.slice(0, LONGEST)}…`;
}
