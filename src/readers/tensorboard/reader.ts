import type { Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import type { Listing, Tree } from "../../model/tree.ts";
import { baseName, joinPath, parentOf } from "../../model/tree.ts";
import { folderPlace } from "../format/folder-place.ts";
import { listRunFiles, readRunName } from "../format/run-files.ts";
import type { ExperimentPlace, Reader, Source } from "../reader.ts";
import { isEventFile } from "./event-file.ts";
import { scanFolders } from "./folder.ts";
import { findLanes, seriesOf } from "./metrics.ts";
import type { RunPlan } from "./plan.ts";
import { planRuns } from "./plan.ts";
import { readRunFolder } from "./run.ts";
import { showEvent, showEvents } from "./show.ts";
import { tagsOf } from "./sub-run.ts";

/** Folders that tools make for event files, which say nothing of what is tried in them. */
const NAMELESS =
  /^(?:lightning_logs|logs?|tb_?logs?|tensorboard(?:_logs?)?|tb|tf_?logs?|summar(?:y|ies)|events?|fit)$/i;
/** Folders that hold the event files of one run beside its other files. */
const CONTAINER = /^(?:runs?|catboost_info)$/i;
const STORES = new Set(["wandb", ".wandb", "mlruns", "lightning_logs", ".neptune", "multirun"]);
/** Runs further apart than this in the tree have nothing to do with one another. */
const HIGHEST = 3;

/** The plan of a tree, made for the first of its folders that has event files. */
const plans = new WeakMap<Tree["listings"], { runs: Map<string, RunPlan>; count: Map<string, number> }>();

/** TensorBoard event files, by torch, tensorboardX, TensorFlow, Keras, CatBoost … */
export const tensorboardReader: Reader = {
  name: "tensorboard",
  detect: detectRun,
  read: readRunFolder,
  series: readSeries,
  show: showEvent,
  showAll: showEvents,
};

function detectRun(listing: Listing, tree: Tree): Source[] {
  const isNear =
    listing.files.some(isEventFile) || listing.dirs.some((name) => /^(?:train|learn|val|test|eval|dev)/i.test(name));
  if (!isNear) return [];
  const { runs, count } = planOf(tree);
  const plan = runs.get(listing.dir);
  if (plan === undefined) return [];
  const { dir } = plan;
  const isStore = plan.isStore || holdsStore(listing, tree);
  const others = isStore || dir === "" ? [] : listRunFiles(tree, listing);
  const files = [...new Set([...plan.files, ...others])].sort();
  const experiment = placeOf(isStore ? dir : homeOf(dir, count), tree);
  const name = runNameOf(dir, tree);
  const source: Source = { reader: "tensorboard", id: dir === "" ? "." : dir, dir, files, experiment };
  return [{ ...source, ...(isStore && { many: true }), ...(name !== null && { name }) }];
}

/** A run in a folder that tools named (`model-a/runs`) has the name of the one around it; null where its own says enough. */
function runNameOf(dir: string, tree: Tree): string | null {
  let named = dir;
  while (NAMELESS.test(baseName(named)) || CONTAINER.test(baseName(named))) named = parentOf(named);
  if (named === dir || named === "") return null;
  const { runs, count } = planOf(tree);
  const { name } = readRunName(baseName(named));
  return count.get(named) === 1 && !runs.has(named) ? name : `${name}/${dir.slice(named.length + 1)}`;
}

/** Whether another tracker keeps several runs inside a folder, so that what is logged beside them is none of theirs. */
function holdsStore({ dir, dirs }: Listing, tree: Tree): boolean {
  const inside = (name: string) => tree.listings.get(joinPath(dir, name))?.dirs.length ?? 0;
  return dirs.some((name) => STORES.has(name) && inside(name) > 1);
}

function planOf(tree: Tree) {
  const known = plans.get(tree.listings);
  if (known !== undefined) return known;
  const runs = planRuns(tree);
  const count = new Map<string, number>();
  for (const dir of runs.keys()) {
    for (let at = dir; at !== ""; ) {
      at = parentOf(at);
      count.set(at, (count.get(at) ?? 0) + 1);
    }
  }
  const plan = { runs, count };
  plans.set(tree.listings, plan);
  return plan;
}

/** The nearest folder around a run that holds several; the one it lies in when none near it does. */
function homeOf(dir: string, count: ReadonlyMap<string, number>): string {
  const parent = parentOf(dir);
  let at = parent;
  for (let up = 0; up < HIGHEST && at !== "" && baseName(at) !== "lightning_logs"; up += 1) {
    if ((count.get(at) ?? 0) > 1) return at;
    at = parentOf(at);
  }
  return parent;
}

/** The experiment of the runs in a folder; what tools call their folders is no name, so the one around it gives it. */
function placeOf(dir: string, tree: Tree): ExperimentPlace {
  let named = dir;
  while (NAMELESS.test(baseName(named)) && parentOf(named) !== "") named = parentOf(named);
  if (named === dir || hasOtherStores(named, dir, tree)) return folderPlace(dir, { tracker: "tensorboard", tree });
  return folderPlace(dir, { tracker: "tensorboard", tree, name: baseName(named), beside: named });
}

/** Whether two folders of that kind lie in the one around them, so that its name would be given twice. */
function hasOtherStores(named: string, dir: string, tree: Tree): boolean {
  const { count } = planOf(tree);
  const { dirs = [] } = tree.listings.get(named) ?? {};
  const isStore = (name: string) => NAMELESS.test(name) && count.has(joinPath(named, name));
  const inner = dir.slice(named.length + 1).split("/")[0] ?? "";
  return dirs.filter(isStore).some((name) => name !== inner);
}

function readSeries(run: Run, root: string, metrics: readonly string[] | null): Series[] {
  const names = metrics ?? run.metrics.map(({ name }) => name);
  const wanted = new Set(names);
  const folders = new Set(run.metrics.flatMap(({ name, file }) => (wanted.has(name) ? parentOf(file) : [])));
  const files = run.files.filter((file) => isEventFile(baseName(file)) && folders.has(parentOf(file)));
  const tags = tagsOf(names);
  const scans = scanFolders(root, files, (tag) => tags.has(tag));
  return findLanes(run, scans, names).flatMap((lane) => seriesOf(lane) ?? []);
}
