import type { DeclaredDirection } from "../model/direction.ts";
import type { Evidence } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import type { Run, Tracker } from "../model/run.ts";
import type { Series } from "../model/series.ts";
import type { Listing, Tree } from "../model/tree.ts";
import type { Taken } from "./taken.ts";

/**
 * The experiment a source belongs to, as its place in the tree tells.
 *
 * - `outputDir`: where comparison.md and report.md go, for runs in a store that its tracker owns (`storeOutputDir`).
 * - `id`: stable: the experiment's folder, or `increment:0042` for a SpecWeave increment wherever it lies.
 * - `dir`: the experiment's folder; `runsDir`: the folder that holds the runs and gets comparison.md beside them.
 */
export interface ExperimentPlace {
  id: string;
  name: string;
  dir: string;
  runsDir: string;
  outputDir?: string | undefined;
  tracker: Tracker;
  increment: string | null;
}

/**
 * Something a reader can read: one run folder, one database, one file.
 *
 * - `id`: the run's id, or the file's path when it holds many runs.
 * - `files`: every file that is read for it; when none of them changed it is not read again.
 * - `name`: what its run is called, where its folder's name says nothing.
 * - `many`: it holds any number of runs (a database, a ledger), so that it is never a part of another run.
 * - `parts`: the sources that describe the one run together, the outermost folder's first (see join.ts).
 */
export interface Source {
  reader: Tracker;
  id: string;
  dir: string;
  files: string[];
  experiment: ExperimentPlace;
  name?: string | undefined;
  many?: boolean | undefined;
  parts?: Source[] | undefined;
}

/**
 * What came of reading one source.
 *
 * - `unreadable`: run folders of which nothing could be read.
 * - `format`: what it is, with the version where one is stated (`MLflow SQLite, schema 867495a8f9d4`), for `docs doctor`.
 * - `directions`: which way metrics are better, where the tracker declares it (a study's direction, a sweep's goal).
 * - `unread`: files, tables or kinds of record that were seen and not read, and why, for `docs doctor`.
 */
export interface ReadResult {
  runs: Run[];
  findings: Finding[];
  unreadable: { path: string; reason: string }[];
  format?: string | undefined;
  directions?: Record<string, DeclaredDirection> | undefined;
  unread?: { path: string; reason: string }[] | undefined;
}

/**
 * One on-disk format. To add one: make a folder or file beside this one that exports a `Reader`, add it to the list in
 * index.ts, and add fixtures with the values that the real tool reports.
 *
 * - `detect` sees the names in one folder (and, through `tree`, in those around it). Only where names do not tell may it open a
 *   small file or a database (below `tree.root`), and must not throw for what it finds there.
 *   The readers of loose files (`LOOSE` in index.ts) come last and are told what the others have `taken`.
 * - `read` never throws for bad data: a bad line is a finding and the rest is read.
 * - `series` reads all points of the named metrics again (all metrics when `metrics` is null).
 * - `show` gives the record or row of a binary file that evidence points at as text, one field a line, so that it can be
 *   opened, quoted and hashed like a log line; null when it is not there.
 * - `holds` tells whether a database has a text of `show` under another key, where its keys are not for ever.
 * - `showAll` gives many records of one file in one pass, by their numbers; those that are not there are left out.
 */
export interface Reader {
  name: Tracker;
  detect(listing: Listing, tree: Tree, taken?: Taken): Source[];
  read(source: Source, root: string): ReadResult;
  series(run: Run, root: string, metrics: readonly string[] | null): Series[];
  show?(evidence: Evidence, root: string): string | null;
  holds?(text: string, file: string, root: string): boolean;
  showAll?(file: string, records: ReadonlySet<number>, root: string): Map<number, string>;
}
