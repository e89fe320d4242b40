import type { Tree } from "../../model/tree.ts";
import { baseName, parentOf } from "../../model/tree.ts";
import { folderPlace } from "../format/folder-place.ts";
import type { ExperimentPlace, Source } from "../reader.ts";

/** The parts of a path that `${now:%Y-%m-%d}` and `${now:%H-%M-%S}` make, apart or in one. */
const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME = /^\d\d-\d\d-\d\d$/;
const BOTH = /^(\d{4}-\d\d-\d\d)[_T-](\d\d-\d\d-\d\d)/;
/** Hydra's folder for all programs; what is made for an experiment in it does not go there, since it is seldom kept in Git. */
const OUTPUTS = /(?:^|\/)(?:outputs|multirun)\//;
const SWEEP_FILES = ["multirun.yaml", "optimization_results.yaml"];
/** A longer list of overrides than this is no name; the job is then called by its number. */
const MAX_NAME = 60;

/**
 * The experiment of a job: the sweep that it is part of, which has `multirun.yaml` (a plugin's also `optimization_results.yaml`);
 * else the folder above the date and time in its path, so that all runs of a program are together.
 */
export function placeOfJob(dir: string, tree: Tree): ExperimentPlace {
  const sweep = sweepFolder(dir, tree);
  if (sweep !== null) return placeOfSweep(sweep, tree);
  let above = isTimed(baseName(dir)) ? dir : parentOf(dir);
  while (above !== "" && isTimed(baseName(above))) above = parentOf(above);
  const store = OUTPUTS.exec(above);
  if (store === null) return folderPlace(above, { tracker: "hydra", tree });
  const name = above.slice(store.index + store[0].length).replaceAll("/", "_");
  return folderPlace(above, {
    tracker: "hydra",
    tree,
    name,
    beside: parentOf(above.slice(0, store.index + store[0].length - 1)),
  });
}

/** What the job is called: in a sweep by what it overrides, a single run by when it ran. */
export function jobName(source: Source, job: { number: number | null; overrides: readonly string[] }): string {
  const { dir } = source.experiment;
  const below = dir === "" ? source.dir : source.dir.slice(dir.length + 1);
  if (!/^\d+$/.test(below)) return below.replaceAll("/", "_");
  const overrides = job.overrides.join(",");
  return overrides === "" || overrides.length > MAX_NAME ? `job${job.number ?? below}` : overrides;
}

/** When the run was started, in the local time of its machine, as its path says; null where it does not. */
export function jobTime(dir: string): string | null {
  const parts = dir.split("/");
  const whole = parts.map((part) => BOTH.exec(part)).findLast((match) => match !== null);
  if (whole) return `${whole[1]}T${whole[2]?.replaceAll("-", ":")}`;
  const at = parts.findLastIndex((part, index) => TIME.test(part) && DATE.test(parts[index - 1] ?? ""));
  return at < 0 ? null : `${parts[at - 1]}T${parts[at]?.replaceAll("-", ":")}`;
}

function sweepFolder(dir: string, tree: Tree): string | null {
  for (let at = parentOf(dir), up = 0; at !== "" && up < 4; at = parentOf(at), up += 1) {
    if (tree.listings.get(at)?.files.some((name) => SWEEP_FILES.includes(name))) return at;
  }
  return null;
}

/** `multirun/2026-11-21/15-10-41` is called `multirun_2026-11-21_15-10-41`, and what is made for it lies beside `multirun/`. */
function placeOfSweep(sweep: string, tree: Tree): ExperimentPlace {
  let top = sweep;
  while (isTimed(baseName(top)) && parentOf(top) !== "") top = parentOf(top);
  const beside = parentOf(top);
  const name = sweep.slice(beside === "" ? 0 : beside.length + 1).replaceAll("/", "_");
  return { ...folderPlace(sweep, { tracker: "hydra", tree, name, beside }), runsDir: sweep };
}

function isTimed(name: string): boolean {
  return DATE.test(name) || TIME.test(name) || BOTH.test(name);
}
