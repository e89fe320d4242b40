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
  const holders = RUN_FOLDERS.filter((name) => dirs.includes(name)).map((name) => joinPath(dir, name));
  const runs = holders.flatMap((holder) => runsIn(holder, tree));
  if (runs.length === 0 && !movedRuns(dir, tree).length) return [];
  const experiment = placeOf(listing);
  return [...runs, ...movedRuns(dir, tree)].map((run) => ({
    reader: "tree",
    id: run,
    dir: run,
    files: listRunFiles(tree, run),
    experiment,
  }));
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
function runsIn(holder: string, tree: Tree): string[] {
  const listing = tree.listings.get(holder);
  if (listing === undefined) return [];
  const isOld = baseName(holder) !== "runs";
  // In the older layout `quick/` may itself be the one run.
  if (isOld && looksLikeRun(listing, tree)) return [holder];
  const runs = listing.dirs.map((name) => joinPath(holder, name)).filter((path) => isRun(path, tree));
  const inner = isOld ? [] : ["quick", "full"].filter((name) => listing.dirs.includes(name));
  const innerRuns = inner.map((name) => joinPath(holder, name)).filter((path) => !runs.includes(path));
  return [...runs, ...innerRuns.flatMap((path) => runsIn(path, tree)), ...movedRuns(holder, tree)];
}

function movedRuns(dir: string, tree: Tree): string[] {
  const { dirs = [] } = tree.listings.get(dir) ?? {};
  const moved = MOVED_FOLDERS.filter((name) => dirs.includes(name)).map((name) => joinPath(dir, name));
  return moved.flatMap((folder) => {
    const inside = tree.listings.get(folder)?.dirs.map((name) => joinPath(folder, name)) ?? [];
    return inside.filter((path) => isRun(path, tree));
  });
}

function isRun(path: string, tree: Tree): boolean {
  const listing = tree.listings.get(path);
  if (listing === undefined || MOVED_FOLDERS.includes(baseName(path))) return false;
  return isDated(baseName(path)) || looksLikeRun(listing, tree);
}
