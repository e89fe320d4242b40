import type { Finding } from "../model/finding.ts";
import type { Run, Tracker } from "../model/run.ts";
import type { Series } from "../model/series.ts";
import type { Listing, Tree } from "../model/tree.ts";

/**
 * The experiment a source belongs to, as its place in the tree tells.
 *
 * - `id`: stable: the experiment's folder, or `increment:0042` for a SpecWeave increment wherever it lies.
 * - `dir`: the experiment's folder; `runsDir`: the folder that holds the runs and gets comparison.md beside them.
 */
export interface ExperimentPlace {
  id: string;
  name: string;
  dir: string;
  runsDir: string;
  tracker: Tracker;
  increment: string | null;
}

/**
 * Something a reader can read: one run folder, one database, one file.
 *
 * - `id`: the run's id, or the file's path when it holds many runs.
 * - `files`: every file that is read for it; when none of them changed it is not read again.
 */
export interface Source {
  reader: Tracker;
  id: string;
  dir: string;
  files: string[];
  experiment: ExperimentPlace;
}

/** What came of reading one source. `unreadable` counts run folders of which nothing could be read. */
export interface ReadResult {
  runs: Run[];
  findings: Finding[];
  unreadable: { path: string; reason: string }[];
}

/**
 * One on-disk format. To add one: make a folder or file beside this one that exports a `Reader`, add it to the list in
 * index.ts, and add fixtures with the values that the real tool reports.
 *
 * - `detect` sees only the names in one folder (and, through `tree`, in those around it): no file is opened.
 * - `read` never throws for bad data: a bad line is a finding and the rest is read.
 * - `series` reads all points of the named metrics again (all metrics when `metrics` is null).
 */
export interface Reader {
  name: Tracker;
  detect(listing: Listing, tree: Tree): Source[];
  read(source: Source, root: string): ReadResult;
  series(run: Run, root: string, metrics: readonly string[] | null): Series[];
}
