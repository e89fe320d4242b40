import { compareExperiment } from "../compare/comparison.ts";
import { fileSize, isFile, isFolder, isInside } from "../disk/file.ts";
import { fileNamesIn } from "../disk/folder.ts";
import { buildExperiment } from "../experiments/group.ts";
import type { Catalog, CompiledExperiment } from "../model/project.ts";
import { baseName, joinPath, parentOf } from "../model/tree.ts";
import { readSeries, readSource } from "../readers/index.ts";
import type { ExperimentPlace, Source } from "../readers/reader.ts";

/** Files that a sentence may link as its evidence though they lie in no run folder. */
const LOG = /\.(?:log|txt|out|err|jsonl|ndjson)$|^(?:metrics|history|results|(?:training_?)?log)\.(?:json|[ct]sv)$/i;

/** Larger files, and more files of a folder, are not read for one link. */
const MOST = { bytes: 256 << 20, files: 100 };

/** Logs that documents link, each read when it is first asked for, beside the catalog that knows their series too. */
export interface LinkedLogs {
  catalog: Catalog;
  at(path: string): CompiledExperiment | null;
}

/**
 * Opens logs that belong to no experiment: a linked file is read as one run, a linked folder as a run for each of its
 * logs. Nothing of it is counted or listed; it only answers what a sentence beside the link can mean.
 */
export function openLinkedLogs(root: string, catalog: Catalog): LinkedLogs {
  const read = new Map<string, CompiledExperiment | null>();
  const at = (path: string): CompiledExperiment | null => {
    const known = read.get(path);
    if (known !== undefined) return known;
    const made = compile(root, path);
    read.set(path, made);
    return made;
  };
  const series: Catalog["series"] = (experiment, id, metrics) => {
    const run = read.get(experiment.id)?.experiment.runs.find((one) => one.id === id);
    return run === undefined ? catalog.series(experiment, id, metrics) : readSeries(run, root, metrics);
  };
  return { catalog: { ...catalog, series }, at };
}

function compile(root: string, path: string): CompiledExperiment | null {
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
  const sources = files.map((file): Source => ({ reader: "tree", id: file, dir, files: [file], experiment: place }));
  const results = sources.map((source) => readSource(source, root));
  const tree = { root, listings: new Map() };
  const built = buildExperiment({ plan: { place, sources, files }, results, root, tree, settings: {} });
  const runs = built.runs
    .filter((run) => run.metrics.length > 0)
    .map((run) => ({ ...run, dir: "", name: baseName(run.id).replace(/\.[^.]*$/, "") }));
  if (runs.length === 0) return null;
  const experiment = { ...built, runs };
  return { experiment, comparison: compareExperiment(experiment, {}), figures: [] };
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
