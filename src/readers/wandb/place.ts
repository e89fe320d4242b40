import { hashText } from "../../disk/hash.ts";
import { compareText } from "../../model/finding.ts";
import { storeOutputDir } from "../../model/output.ts";
import type { Listing, Tree } from "../../model/tree.ts";
import { baseName, joinPath, parentOf } from "../../model/tree.ts";
import { filesBelow } from "../format/files-below.ts";
import type { ExperimentPlace, Source } from "../reader.ts";
import { peekProject } from "./peek.ts";
import { sweepDefinitions } from "./sweep-file.ts";

/** `offline-run-20210216_154407-g9dvvkua`; the time is that of a clock on the wall. */
const RUN_FOLDER = /^(?:offline-|dry)?run-(\d{8}_\d{6})-(.+)$/;
const RUN_FILE = /^run-(.+)\.wandb$/;
/** A link to the newest run; where links were copied as what they lead to, a copy of that run. */
const COPY = "latest-run";
const STORES = ["wandb", ".wandb"];

interface RunFolder {
  id: string;
  dir: string;
  files: string[];
  recordings: string[];
}

/**
 * The W&B runs in a folder: one source for each run id, made of all folders of that id in the order in which they were begun. A
 * folder `latest-run` is a source of its own.
 */
export function detectWandb(listing: Listing, tree: Tree): Source[] {
  const { dirs } = listing;
  if (dirs.length === 0 || !dirs.some((name) => name === COPY || isRunFolder(name))) return [];
  const folders = dirs.flatMap((name) => runFolder(joinPath(listing.dir, name), tree) ?? []);
  const runs = Map.groupBy(folders, ({ id, dir }) => (baseName(dir) === COPY ? dir : id));
  const named = [...runs.values()].map((stretches) => ({ stretches, project: projectOf(stretches, tree.root) }));
  const definitions = STORES.includes(baseName(listing.dir)) ? sweepDefinitions(parentOf(listing.dir), tree) : [];
  const projects = [...new Set(named.flatMap(({ project }) => project ?? []))].sort(compareText);
  return named.map(({ stretches, project }) => {
    const [first] = stretches.sort((a, b) => byStart(a.dir, b.dir)) as [RunFolder];
    const experiment = placeOf(listing.dir, { project, projects, tree });
    const sweeps = sweepFiles(listing, first.id, tree);
    const files = [...stretches.flatMap((one) => one.files), ...sweeps, ...definitions].sort(compareText);
    return { reader: "wandb", id: first.dir, dir: first.dir, files, experiment };
  });
}

/** The run id that a run's folder or its `.wandb` file states. */
export function runIdOf(source: Pick<Source, "dir" | "files">): string {
  const recording = source.files.map((path) => RUN_FILE.exec(baseName(path))?.[1]).find((id) => id !== undefined);
  return recording ?? RUN_FOLDER.exec(baseName(source.dir))?.[2] ?? baseName(source.dir);
}

/** The time in a run folder's name, `2021-02-16T15:44:07`; null without. */
export function folderTime(dir: string): string | null {
  const stamp = RUN_FOLDER.exec(baseName(dir))?.[1];
  return stamp?.replace(/^(....)(..)(..)_(..)(..)(..)$/, "$1-$2-$3T$4:$5:$6") ?? null;
}

/** The `.wandb` files among some paths, in the order in which their folders were begun. */
export function recordingsOf(paths: readonly string[]): string[] {
  return paths
    .filter((path) => RUN_FILE.test(baseName(path)))
    .sort((a, b) => byStart(parentOf(a), parentOf(b)) || compareText(a, b));
}

/** The folders of a run's stretches among the paths of its files, in the order in which they were begun. */
export function stretchesOf(source: Pick<Source, "dir" | "files">): string[] {
  const store = parentOf(source.dir);
  const from = store === "" ? 0 : store.length + 1;
  const dirs = source.files.map((path) => joinPath(store, path.slice(from).split("/", 1)[0] ?? ""));
  const own = new Set(dirs.filter((dir) => baseName(dir) === COPY || isRunFolder(baseName(dir))));
  return [...own].sort(byStart);
}

function isRunFolder(name: string): boolean {
  return (
    (name.startsWith("run-") || name.startsWith("offline-run-") || name.startsWith("dryrun-")) && RUN_FOLDER.test(name)
  );
}

function byStart(a: string, b: string): number {
  return compareText(folderTime(a) ?? "", folderTime(b) ?? "") || compareText(a, b);
}

function runFolder(dir: string, tree: Tree): RunFolder | null {
  const listing = tree.listings.get(dir);
  const name = baseName(dir);
  if (listing === undefined || (name !== COPY && !isRunFolder(name))) return null;
  const own = listing.files.filter((file) => RUN_FILE.test(file) || /^(?:wandb-.*\.jsonl?|config\.yaml)$/.test(file));
  const files = [...filesBelow(tree, joinPath(dir, "files")), ...own.map((file) => joinPath(dir, file))];
  if (files.length === 0) return null;
  return { id: runIdOf({ dir, files }), dir, files, recordings: recordingsOf(files) };
}

/** What a sweep gave the run: `sweep-<id>/config-<run id>.yaml`. */
function sweepFiles({ dir, dirs }: Listing, id: string, tree: Tree): string[] {
  const sweeps = dirs.filter((name) => name.startsWith("sweep-")).map((name) => joinPath(dir, name));
  const name = `config-${id}.yaml`;
  return sweeps.filter((sweep) => tree.listings.get(sweep)?.files.includes(name)).map((sweep) => joinPath(sweep, name));
}

function projectOf(stretches: readonly RunFolder[], root: string): string | null {
  for (const { recordings } of stretches) {
    for (const path of recordings) {
      const project = peekProject(root, path);
      if (project !== null) return project;
    }
  }
  return null;
}

/** A project is an experiment. Where a folder has runs of several, each is one, and runs of which nobody knows are another. */
function placeOf(
  dir: string,
  { project, projects, tree }: { project: string | null; projects: string[]; tree: Tree },
): ExperimentPlace {
  const isStore = STORES.includes(baseName(dir));
  const home = isStore ? parentOf(dir) : dir;
  const folder = home === "" ? "experiment" : baseName(home);
  const isOnly = projects.length < 2;
  const name = (isOnly ? projects[0] : project) ?? folder;
  const id = isOnly || project === null ? dir || "." : joinPath(dir, project.replaceAll("/", "-"));
  const beside = isStore ? home : parentOf(dir);
  const outputDir = storeOutputDir(beside, name);
  const siblings = isOnly ? [] : [...projects, folder].filter((other) => storeOutputDir(beside, other) === outputDir);
  const others = tree.listings.get(beside)?.dirs ?? [];
  const isShared = siblings.length > 1 || (baseName(dir) === ".wandb" && others.includes("wandb"));
  return {
    id,
    name,
    dir,
    runsDir: dir,
    outputDir: isShared ? `${outputDir}-${hashText(id).slice(0, 6)}` : outputDir,
    tracker: "wandb",
    increment: null,
  };
}
