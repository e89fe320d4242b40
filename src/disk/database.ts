import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  mkdtempSync,
  openSync,
  readSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { pathToFileURL } from "node:url";
import { absolute } from "./file.ts";

/** A row of a result: integers are bigint, so that ids beyond 2^53 stay exact. */
export type Row = Record<string, bigint | number | string | Uint8Array | null>;

/** A value of a row in which integers are numbers. */
export type Value = number | string | Uint8Array | null;

/**
 * A SQLite database that is read and never written.
 *
 * - `rows`: the rows of a query one after the other. Throws what SQLite says of a broken file or query.
 * - `lists`: the same as values in the order of the columns, all numbers doubles: several times faster. Throws for an integer
 *   beyond 2^53 as well: cast those that may be so large.
 * - `columns`: the columns of a table by name; none for a table that is not there.
 */
export interface Database {
  rows(sql: string, ...values: (bigint | number | string)[]): Iterable<Row>;
  lists(sql: string, ...values: (bigint | number | string)[]): Iterable<Value[]>;
  columns(table: string): ReadonlySet<string>;
  tables(): ReadonlySet<string>;
}

const MAGIC = "SQLite format 3\0";

/** Whether a file begins like a SQLite database (a Git LFS pointer does not). False for what cannot be read. */
export function isDatabase(root: string, path: string): boolean {
  try {
    const handle = openSync(absolute(root, path), "r");
    try {
      const head = Buffer.alloc(MAGIC.length);
      readSync(handle, head, 0, MAGIC.length, 0);
      return head.toString("latin1") === MAGIC;
    } finally {
      closeSync(handle);
    }
  } catch {
    return false;
  }
}

/**
 * Opens a database for the time of a call. Nothing is created beside it: it is opened as immutable; where a write-ahead log
 * holds data that is not in the file yet, both are copied to a temporary folder and opened there. Throws what SQLite and the
 * system say.
 */
export function withDatabase<T>(root: string, path: string, use: (database: Database) => T): T {
  const file = absolute(root, path);
  if (!hasPending(file)) return opened(`${pathToFileURL(file).href}?immutable=1`, use);
  const folder = mkdtempSync(join(tmpdir(), "labdocs-"));
  try {
    const copy = join(folder, "copy.db");
    copyFileSync(file, copy);
    copyFileSync(`${file}-wal`, `${copy}-wal`);
    return opened(copy, use);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function hasPending(file: string): boolean {
  const log = statSync(`${file}-wal`, { throwIfNoEntry: false });
  if (log === undefined || log.size === 0) return false;
  accessSync(`${file}-wal`, constants.R_OK);
  return true;
}

function opened<T>(location: string, use: (database: Database) => T): T {
  const database = new DatabaseSync(location, { readOnly: true });
  try {
    return use({
      rows: (sql, ...values) => {
        const statement = database.prepare(sql);
        statement.setReadBigInts(true);
        return statement.iterate(...values) as Iterable<Row>;
      },
      lists: (sql, ...values) => {
        const statement = database.prepare(sql);
        statement.setReturnArrays(true);
        return statement.iterate(...values) as unknown as Iterable<Value[]>;
      },
      columns: (table) => names(database, "SELECT name FROM pragma_table_info(?)", table),
      tables: () => names(database, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"),
    });
  } finally {
    database.close();
  }
}

function names(database: DatabaseSync, sql: string, ...values: string[]): Set<string> {
  return new Set(
    database
      .prepare(sql)
      .all(...values)
      .map(({ name }) => String(name)),
  );
}
