import type { Tree } from "../../model/tree.ts";
import { baseName, joinPath, parentOf } from "../../model/tree.ts";
import { isEventFile } from "./event-file.ts";
import { peekFolder } from "./peek.ts";
import { sayTag } from "./sub-run.ts";

/**
 * A run by its folders: `files` are its event files, with those of the sub-runs that are folded into it. `isStore`: other runs
 * lie inside its folder, so that it is none of them and they are none of it.
 */
export interface RunPlan {
  dir: string;
  files: string[];
  isStore: boolean;
}

/** Folders of a run's parts (Keras writes `train/` and `validation/`, an Estimator `eval/`, CatBoost `learn/` and `test/`). */
const SPLIT = /^(?:train(?:ing)?|learn|valid(?:ation)?|val|test(?:ing)?|eval(?:uation)?|dev)(?:[_-].*)?$/i;
/** What `SummaryWriter.add_hparams` calls its folders, and the Hugging Face Trainer did in older versions. */
const TIME = /^\d{10}\.\d+$/;

interface Folders {
  root: string;
  files: Map<string, string[]>;
  below: Map<string, string[]>;
}

/** The runs that the event files of a tree belong to, by their folders. Small parts of files are read where folders are nested. */
export function planRuns(tree: Tree): Map<string, RunPlan> {
  const folders = foldersOf(tree);
  const plans = new Map<string, RunPlan>();
  const dirs = [...folders.files.keys()].sort((a, b) => a.length - b.length);
  const seen = new Set<string>();
  for (const dir of dirs) {
    if (seen.has(dir)) continue;
    const top = splitParent(folders, dir) ?? dir;
    for (const inner of [top, ...(folders.below.get(top) ?? [])]) seen.add(inner);
    planTop(folders, top, plans);
  }
  return plans;
}

function foldersOf(tree: Tree): Folders {
  const files = new Map<string, string[]>();
  const below = new Map<string, string[]>();
  for (const { dir, dirs, files: names } of tree.listings.values()) {
    const own = names.filter(isEventFile);
    // What Guild logs of a batch is no run: its trials are.
    const isBatch = dirs.includes("proto") && baseName(dir) === ".guild";
    if (own.length === 0 || isBatch) continue;
    files.set(
      dir,
      own.map((name) => joinPath(dir, name)),
    );
    for (let at = dir; at !== ""; ) {
      at = parentOf(at);
      const inner = below.get(at);
      if (inner === undefined) below.set(at, [dir]);
      else inner.push(dir);
    }
  }
  return { root: tree.root, files, below };
}

/** The folder around `train/`, `validation/` …, when it holds no other event files; null for any other folder. */
function splitParent({ files, below }: Folders, dir: string): string | null {
  if (dir === "" || !SPLIT.test(baseName(dir))) return null;
  const parent = parentOf(dir);
  if (files.has(parent)) return null;
  const start = parent === "" ? 0 : parent.length + 1;
  const isSplit = (inner: string) =>
    SPLIT.test(inner.slice(start).split("/")[0] ?? "") && files.has(firstOf(inner, start));
  return (below.get(parent) ?? []).every(isSplit) ? parent : null;
}

/** The folder that is the first step from a folder towards one inside it. */
function firstOf(inner: string, start: number): string {
  const end = inner.indexOf("/", start);
  return end < 0 ? inner : inner.slice(0, end);
}

function planTop(folders: Folders, top: string, plans: Map<string, RunPlan>): void {
  const { files, below } = folders;
  const { folded, own } = divide(folders, top, below.get(top) ?? []);
  const all = [...(files.get(top) ?? []), ...folded.flatMap((dir) => files.get(dir) ?? [])];
  plans.set(top, { dir: top, files: all, isStore: own.length > 0 });
  for (const dir of own) planTop(folders, dir, plans);
}

/** Which folders with event files inside a run's folder are parts of it, and which are runs of their own. */
function divide(folders: Folders, top: string, inner: readonly string[]): { folded: string[]; own: string[] } {
  const folded: string[] = [];
  const own: string[] = [];
  const sessions = new Map<string, string>();
  for (const dir of [...inner].sort()) {
    if (own.some((run) => dir.startsWith(`${run}/`))) continue;
    const rest = top === "" ? dir : dir.slice(top.length + 1);
    if (SPLIT.test(rest.split("/")[0] ?? "")) folded.push(dir);
    else {
      const { tags, session } = peekFolder(folders.root, folders.files.get(dir) ?? []);
      if (session !== null) sessions.set(dir, session);
      if (session !== null || TIME.test(rest) || tags.some((tag) => sayTag(rest, tag) !== null)) folded.push(dir);
      else own.push(dir);
    }
  }
  // One call of add_hparams tells of the run around it; several with other values are a search.
  const isSearch = new Set(sessions.values()).size > 1 || (sessions.size > 0 && isDeclaration(folders, top));
  if (!isSearch) return { folded, own };
  return { folded: folded.filter((dir) => !sessions.has(dir)), own: [...own, ...sessions.keys()].sort() };
}

/** Whether the files of a folder only declare what is searched (`hp.hparams_config`). */
function isDeclaration({ root, files }: Folders, dir: string): boolean {
  const { tags, session } = peekFolder(root, files.get(dir) ?? []);
  return session === null && tags.length > 0 && tags.every((tag) => tag === "_hparams_/experiment");
}
