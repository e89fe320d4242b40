import { chmodSync, closeSync, copyFileSync, mkdtempSync, openSync, readSync, rmSync, statSync } from "node:fs";
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
 * holds data that is not in the file yet, or a journal what a killed writer had begun, they are copied to a temporary folder and
 * opened there. As long as the file is the
 * same, the next call gets the same opened database: parsing the schema takes longer than most queries. Throws what SQLite and
 * the system say.
 */
export function withDatabase<T>(root: string, path: string, use: (database: Database) => T): T {
  const file = absolute(root, path);
  const stamp = ["", ...PENDING].map((ending) => stampOf(file + ending)).join(" ");
  const isKnown = kept !== null && kept.file === file && kept.stamp === stamp;
  const opened = isKnown && kept !== null ? kept : open(file, stamp);
  if (!isKnown && (kept === null || kept.users === 0)) {
    kept?.database.close();
    kept = opened.isLasting ? opened : null;
  }
  opened.users += 1;
  try {
    return use(opened.reader);
  } finally {
    opened.users -= 1;
    if (kept !== opened) {
      opened.database.close();
      if (opened.folder !== null) rmSync(opened.folder, { recursive: true, force: true });
    }
  }
}

/**
 * A database that is open. `users`: calls that are reading it; `folder`: of its copy, where there is one; `isLasting`: nothing
 * has to be cleaned up after it.
 */
interface Opened {
  file: string;
  stamp: string;
  database: DatabaseSync;
  reader: Database;
  folder: string | null;
  users: number;
  isLasting: boolean;
}

let kept: Opened | null = null;

/** The endings of files with what is not in the database yet, or has to be taken back. */
const PENDING = ["-wal", "-journal"] as const;

function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats === undefined ? "" : `${stats.ino}-${stats.size}-${stats.mtimeMs}-${stats.ctimeMs}`;
}

function open(file: string, stamp: string): Opened {
  const pending = PENDING.filter((ending) => (statSync(file + ending, { throwIfNoEntry: false })?.size ?? 0) > 0);
  if (pending.length === 0) {
    const database = new DatabaseSync(`${pathToFileURL(file).href}?immutable=1`, { readOnly: true });
    return { file, stamp, database, reader: readerOf(database), folder: null, users: 0, isLasting: true };
  }
  const folder = mkdtempSync(join(tmpdir(), "labdocs-"));
  try {
    const copy = join(folder, "copy.db");
    for (const ending of ["", ...pending]) {
      copyFileSync(file + ending, copy + ending);
      chmodSync(copy + ending, 0o600);
    }
    // A transaction that was cut off is rolled back, in the copy.
    const database = new DatabaseSync(copy);
    const isLasting = removeOpen(database, folder);
    const reader = readerOf(database);
    return { file, stamp, database, reader, folder: isLasting ? null : folder, users: 0, isLasting };
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** Removes the names of a copy once SQLite has all of its files open, so that nothing is left behind; Windows refuses that. */
function removeOpen(database: DatabaseSync, folder: string): boolean {
  try {
    database.prepare("SELECT COUNT(*) FROM sqlite_master").get();
    rmSync(folder, { recursive: true });
    return true;
  } catch {
    return false;
  }
}

function readerOf(database: DatabaseSync): Database {
  let tables: ReadonlySet<string> | null = null;
  const columns = new Map<string, ReadonlySet<string>>();
  return {
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
    columns: (table) => {
      const found = columns.get(table) ?? names(database, "SELECT name FROM pragma_table_info(?)", table);
      columns.set(table, found);
      return found;
    },
    tables: () => {
      tables ??= names(database, "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')");
      return tables;
    },
  };
}

function names(database: DatabaseSync, sql: string, ...values: string[]): Set<string> {
  return new Set(
    database
      .prepare(sql)
      .all(...values)
      .map(({ name }) => String(name)),
  );
}
