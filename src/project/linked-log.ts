import { compareExperiment } from "../compare/comparison.ts";
import { loadCache, saveCache } from "../disk/cache.ts";
import { absolute, fileSize, isFile, isFolder, isInside, statsOf } from "../disk/file.ts";
import { fileNamesIn, folderNamesIn } from "../disk/folder.ts";
import { gitTrackedBelow } from "../disk/git.ts";
import { buildStamp } from "../disk/package.ts";
import { buildExperiment } from "../experiments/group.ts";
import type { Catalog, CompiledExperiment } from "../model/project.ts";
import { baseName, joinPath, parentOf } from "../model/tree.ts";
import { readSeries, readSource } from "../readers/index.ts";
import type { ExperimentPlace, ReadResult, Source } from "../readers/reader.ts";

/** Files that a sentence may link as its evidence though they lie in no run folder. */
const LOG = /\.(?:log|txt|out|err|jsonl|ndjson)$|^(?:metrics|history|results|(?:training_?)?log)\.(?:json|[ct]sv)$/i;

/** Larger files, and more files of a folder, are not read for one link; nor is it searched in more folders. */
const MOST = { bytes: 256 << 20, files: 100, siblings: 200 };

/**
 * Logs that documents link, each read when it is first asked for, beside the catalog that knows their series too.
 *
 * - `at`: a linked file as one run, a linked folder as a run for each of its logs; null where nothing can be read.
 * - `folder`: whether a folder of logs is here as a whole, and which folders lie beside it; null for no such folder.
 */
export interface LinkedLogs {
  catalog: Catalog;
  at(path: string): CompiledExperiment | null;
  folder(path: string): { absent: number; siblings: string[] } | null;
}

/** What each log of a folder gave, with what tells whether the file is still the same. */
type Stored = Record<string, { identity: string; result: ReadResult }>;

/**
 * Opens logs that belong to no experiment. Nothing of them is counted or listed; they only answer what a sentence beside a
 * link can mean. What was read is kept in the cache, since records link a thousand logs that never change again.
 */
export function openLinkedLogs(root: string, catalog: Catalog): LinkedLogs {
  const read = new Map<string, CompiledExperiment | null>();
  const folders = new Map<string, ReturnType<LinkedLogs["folder"]>>();
  const reading = openReading(root);
  const at = (path: string) => remembered(read, path, () => compile(root, path, reading));
  const series: Catalog["series"] = (experiment, id, metrics) => {
    const run = read.get(experiment.id)?.experiment.runs.find((one) => one.id === id);
    return run === undefined ? catalog.series(experiment, id, metrics) : readSeries(run, root, metrics);
  };
  const folder = (path: string) => remembered(folders, path, () => lookAt(root, path));
  return { catalog: { ...catalog, series }, at, folder };
}

function remembered<T>(known: Map<string, T>, path: string, make: () => T): T {
  const found = known.get(path);
  if (found !== undefined) return found;
  const made = make();
  known.set(path, made);
  return made;
}

type Reading = (dir: string, sources: readonly Source[]) => ReadResult[];

/** Reads logs of one folder, those that did not change from the cache. */
function openReading(root: string): Reading {
  const stores = new Map<string, Stored>();
  const build = new Map<string, string>();
  return (dir, sources) => {
    const key = remembered(build, "", buildStamp);
    const name = `linked logs ${dir}`;
    const stored = remembered(stores, dir, () => loadCache<Stored>(root, name, key) ?? {});
    let isNew = false;
    const results = sources.map((source) => {
      const stats = statsOf(absolute(root, source.id));
      const identity = `${stats?.size} ${stats?.mtimeMs} ${stats?.ctimeMs} ${stats?.ino}`;
      const known = stored[source.id];
      if (known?.identity === identity) return known.result;
      const result = readSource(source, root);
      stored[source.id] = { identity, result };
      isNew = true;
      return result;
    });
    if (isNew) saveCache(root, name, { key, value: stored });
    return results;
  };
}

function compile(root: string, path: string, reading: Reading): CompiledExperiment | null {
  const files = logsAt(root, path);
  if (files.length === 0) return null;
  const dir = isFolder(root, path) ? path : parentOf(path);
  const place: ExperimentPlace = {
    id: path,
    name: baseName(path),
    dir,
    runsDir: dir,
    tracker: "tree",
    increment: null,
  };
  // The place is the folder's, whichever link asks, since what is read is kept.
  const own: ExperimentPlace = { ...place, id: dir, name: baseName(dir) };
  const sources = files.map((file): Source => ({ reader: "tree", id: file, dir, files: [file], experiment: own }));
  const results = reading(dir, sources);
  const tree = { root, listings: new Map() };
  const built = buildExperiment({ plan: { place, sources, files }, results, root, tree, settings: {} });
  const runs = built.runs
    .filter((run) => run.metrics.length > 0)
    .map((run) => ({ ...run, dir: "", name: baseName(run.id).replace(/\.[^.]*$/, "") }));
  if (runs.length === 0) return null;
  const experiment = { ...built, runs };
  return { experiment, comparison: compareExperiment(experiment, {}), figures: [] };
}

function lookAt(root: string, path: string): { absent: number; siblings: string[] } | null {
  if (path === "" || !isInside(root, path) || !isFolder(root, path) || logsAt(root, path).length === 0) return null;
  const tracked = gitTrackedBelow(root, path).filter((file) => parentOf(file) === path && LOG.test(baseName(file)));
  const above = parentOf(path);
  const names = folderNamesIn(root, above).filter((name) => name !== baseName(path));
  const siblings = names.length > MOST.siblings ? [] : names.map((name) => joinPath(above, name));
  return { absent: tracked.filter((file) => !isFile(root, file)).length, siblings };
}

function logsAt(root: string, path: string): string[] {
  if (path === "" || !isInside(root, path)) return [];
  if (isFile(root, path)) return LOG.test(baseName(path)) && fileSize(root, path) <= MOST.bytes ? [path] : [];
  if (!isFolder(root, path)) return [];
  const inside = fileNamesIn(root, path).filter((name) => LOG.test(name));
  return inside.length > MOST.files
    ? []
    : inside.map((name) => joinPath(path, name)).filter((file) => isInside(root, file));
}
