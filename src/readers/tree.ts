import type { Run } from "../model/run.ts";
import type { Listing, Tree } from "../model/tree.ts";
import { baseName, joinPath } from "../model/tree.ts";
import { isDated, listRunFiles, looksLikeRun } from "./format/run-files.ts";
import { readRunFolder, readRunSeries } from "./format/run-folder.ts";
import type { ExperimentPlace, Reader, Source } from "./reader.ts";

/** Folders that hold runs: today's, and the two of the older layout. */
const RUN_FOLDERS = ["runs", "quick", "full"];
const MOVED_FOLDERS = ["ignored", "_ignored"];

/** Experiment folders with `runs/<time>-<name>/{logs,plots,checkpoints,data}`. */
export const treeReader: Reader = {
  name: "tree",
  detect: detectTree,
  read: readRunFolder,
  series: (run: Run, root, metrics) => readRunSeries(run, root, metrics),
};

function detectTree(listing: Listing, tree: Tree): Source[] {
  const { dir, dirs } = listing;
  if (dirs.length === 0 || !RUN_FOLDERS.some((name) => dirs.includes(name))) return [];
  // A `quick` folder inside `runs` belongs to the experiment above, and increments have their own reader.
  const isInner = RUN_FOLDERS.includes(baseName(dir)) || `/${dir}/`.includes("/.specweave/");
  if (isInner) return [];
  const runs: Listing[] = [];
  for (const name of RUN_FOLDERS) {
    const holder = dirs.includes(name) ? tree.listings.get(joinPath(dir, name)) : undefined;
    if (holder !== undefined) collectRuns(holder, tree, runs);
  }
  collectMoved(listing, tree, runs);
  const experiment = placeOf(listing);
  return runs.map((run) => ({ reader: "tree", id: run.dir, dir: run.dir, files: listRunFiles(tree, run), experiment }));
}

function placeOf({ dir, dirs }: Listing): ExperimentPlace {
  return {
    id: dir === "" ? "." : dir,
    name: dir === "" ? "experiment" : baseName(dir),
    dir,
    runsDir: dirs.includes("runs") ? joinPath(dir, "runs") : dir,
    tracker: "tree",
    increment: null,
  };
}

/** The run folders in `runs/`, in the older layout's folders inside it, and in its `ignored/`. */
function collectRuns(holder: Listing, tree: Tree, runs: Listing[]): void {
  const isOld = baseName(holder.dir) !== "runs";
  // In the older layout `quick/` may itself be the one run.
  if (isOld && looksLikeRun(holder, tree)) {
    runs.push(holder);
    return;
  }
  for (const name of holder.dirs) {
    const inner = tree.listings.get(joinPath(holder.dir, name));
    if (inner === undefined || MOVED_FOLDERS.includes(name)) continue;
    if (isDated(name) || looksLikeRun(inner, tree)) runs.push(inner);
    else if (!isOld && RUN_FOLDERS.includes(name)) collectRuns(inner, tree, runs);
  }
  collectMoved(holder, tree, runs);
}

function collectMoved(listing: Listing, tree: Tree, runs: Listing[]): void {
  for (const name of MOVED_FOLDERS) {
    const moved = listing.dirs.includes(name) ? tree.listings.get(joinPath(listing.dir, name)) : undefined;
    for (const inside of moved?.dirs ?? []) {
      const run = tree.listings.get(joinPath(moved?.dir ?? "", inside));
      if (run !== undefined && (isDated(inside) || looksLikeRun(run, tree))) runs.push(run);
    }
  }
}
