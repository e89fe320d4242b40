import type { Database, Row } from "../../disk/database.ts";
import { isDatabase, withDatabase } from "../../disk/database.ts";
import type { Evidence } from "../../model/evidence.ts";
import { literalOf } from "./metric-track.ts";

/** Where in a database a row stands that is known by its `rowid`. */
export function rowLocator(table: string, rowid: number | bigint): Evidence["locator"] {
  return { kind: "row", table, key: String(rowid) };
}

/**
 * The row of a database that evidence points at by its `rowid`: one `column: value` a line. Null where it is not there or
 * `isOwn` says that the database is another tool's. Never throws.
 */
export function rowText(evidence: Evidence, root: string, isOwn: (database: Database) => boolean): string | null {
  const { locator, file } = evidence;
  if (locator.kind !== "row" || !/^\d{1,18}$/.test(locator.key) || !isDatabase(root, file)) return null;
  try {
    return withDatabase(root, file, (database) => {
      if (!isOwn(database) || !database.tables().has(locator.table)) return null;
      const table = `"${locator.table.replaceAll('"', '""')}"`;
      const [row] = database.rows(`SELECT * FROM ${table} WHERE rowid = ?`, BigInt(locator.key));
      return row === undefined ? null : linesOf(row);
    });
  } catch {
    return null;
  }
}

function linesOf(row: Row): string {
  return Object.entries(row)
    .map(([column, value]) => `${column}: ${sayValue(value)}`)
    .join("\n");
}

/** A value on one line; control characters are escaped. */
function sayValue(value: Row[string] | undefined): string {
  if (value === null || value === undefined) return "null";
  if (typeof value === "number") return literalOf(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "string") return sayBytes(value);
  return sayText(value);
}

/** JSON is kept as bytes by some tools. */
function sayBytes(value: Uint8Array): string {
  try {
    return sayText(new TextDecoder("utf-8", { fatal: true }).decode(value));
  } catch {
    return `${value.length} bytes`;
  }
}

function sayText(value: string): string {
  return /[\p{Cc}\p{Cf}\u2028\u2029]/u.test(value) ? JSON.stringify(value) : value;
}
