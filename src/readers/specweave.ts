import type { Run } from "../model/run.ts";
import type { Listing, Tree } from "../model/tree.ts";
import { baseName, joinPath, parentOf } from "../model/tree.ts";
import { isDated, listRunFiles, looksLikeRun } from "./format/run-files.ts";
import { readRunFolder, readRunSeries } from "./format/run-folder.ts";
import type { ExperimentPlace, Reader, Source } from "./reader.ts";

/** An increment's folder, wherever in its life it is: `increments/0042-name`, `increments/_archive/0042-name`. */
const INCREMENT = /^(?:.*\/)?\.specweave\/increments\/(?:_[a-z]+\/)?((\d{4}[A-Z]?)-[^/]+)$/;
const MOVED_FOLDERS = ["ignored", "_ignored"];

/** SpecWeave increments with `experiments/<name>/{params.json,metrics.json,metadata.yaml,…}`. */
export const specweaveReader: Reader = {
  name: "specweave",
  detect: detectIncrement,
  read: readRunFolder,
  series: (run: Run, root, metrics) => readRunSeries(run, root, metrics),
};

function detectIncrement(listing: Listing, tree: Tree): Source[] {
  if (!listing.dirs.includes("experiments")) return [];
  const match = INCREMENT.exec(listing.dir);
  const [, name = "", number = ""] = match ?? [];
  if (match === null) return [];
  const runsDir = joinPath(listing.dir, "experiments");
  const runs: Listing[] = [];
  collectRuns(tree.listings.get(runsDir), tree, runs);
  const isOnly = runs.length === 0 || incrementsOf(number, listing.dir, tree).length < 2;
  const experiment: ExperimentPlace = {
    id: isOnly ? `increment:${number}` : `increment:${name}`,
    name,
    dir: listing.dir,
    runsDir,
    tracker: "specweave",
    increment: name,
  };
  return runs.map((run) => ({
    reader: "specweave",
    id: run.dir,
    dir: run.dir,
    files: listRunFiles(tree, run),
    experiment,
  }));
}

/** The runs of an increment: the folders in `experiments/`, those in their `runs/`, and those moved to `ignored/`. */
function collectRuns(holder: Listing | undefined, tree: Tree, runs: Listing[]): void {
  for (const name of holder?.dirs ?? []) {
    const inner = tree.listings.get(joinPath(holder?.dir ?? "", name));
    if (inner === undefined) continue;
    if (MOVED_FOLDERS.includes(name) || name === "runs") collectRuns(inner, tree, runs);
    else if (isDated(name) || looksLikeRun(inner, tree)) runs.push(inner);
    else if (inner.dirs.includes("runs")) collectRuns(tree.listings.get(joinPath(inner.dir, "runs")), tree, runs);
  }
}

/** Folders of increments with experiments that share a number. Numbers are given twice by mistake now and then. */
function incrementsOf(number: string, dir: string, tree: Tree): string[] {
  const top = baseName(parentOf(dir)).startsWith("_") ? parentOf(parentOf(dir)) : parentOf(dir);
  const folders = [top, ...lifecycleFolders(top, tree)];
  return folders.flatMap((folder) => {
    const { dirs = [] } = tree.listings.get(folder) ?? {};
    const own = dirs.filter((name) => name.startsWith(`${number}-`)).map((name) => joinPath(folder, name));
    return own.filter((path) => tree.listings.get(path)?.dirs.includes("experiments"));
  });
}

function lifecycleFolders(top: string, tree: Tree): string[] {
  const { dirs = [] } = tree.listings.get(top) ?? {};
  return dirs.filter((name) => /^_[a-z]+$/.test(name)).map((name) => joinPath(top, name));
}
