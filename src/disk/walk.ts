import type { Stats } from "node:fs";
import { readdirSync } from "node:fs";
import { codeOf, messageOf } from "../errors.ts";
import type { Finding } from "../model/finding.ts";
import { compareText, finding } from "../model/finding.ts";
import type { Listing, Tree } from "../model/tree.ts";
import { baseName, joinPath, parentOf } from "../model/tree.ts";
import { isInside, statsOf } from "./file.ts";
import { BUILT_SITE, SKIPPED_FOLDERS } from "./skipped.ts";
import type { Snapshot } from "./snapshot.ts";
import { sameDir, sameFile } from "./snapshot.ts";

/** A file changed this recently may change again within one tick of the clock, so its stamp is not trusted next time. */
const RACY_MS = 20;

/**
 * How to walk.
 *
 * - `key`: goes into the snapshot (snapshot.ts).
 * - `skip`: project-relative folders to leave out, besides those that never hold run data.
 * - `previous`: a snapshot under the same key; folders that did not change since are not listed again.
 * - `ours`: files and folders that this process has just written, whose stamps are trusted however fresh they are.
 */
export interface WalkOptions {
  key: string;
  skip: ReadonlySet<string>;
  previous: Snapshot | null;
  ours?: ReadonlySet<string>;
}

/** `changed`: paths of files and folders that are new, different or gone since `previous`; null when there was none. */
export interface Walk {
  tree: Tree;
  snapshot: Snapshot;
  changed: Set<string> | null;
  findings: Finding[];
}

/**
 * Lists a project: one pass over its folders in sorted order, links listed and never followed, every file stat'ed and none
 * opened. A folder that cannot be read is a finding; the rest is walked.
 */
export function walk(root: string, options: WalkOptions): Walk {
  const past = options.previous === null ? null : pastOf(options.previous);
  const state: State = {
    root,
    skip: options.skip,
    ours: options.ours ?? new Set(),
    past,
    trusted: Date.now() - RACY_MS,
    listings: new Map(),
    changed: past === null ? null : new Set(),
    closed: new Set(),
    findings: [],
    columns: { dirs: [], files: [], links: [], dirStamps: [], fileStamps: [], counts: [] },
  };
  visit(state, "");
  for (const dir of past?.folders.keys() ?? []) if (!state.listings.has(dir)) state.changed?.add(dir);
  const { dirs, files, links, ...numbers } = state.columns;
  const snapshot: Snapshot = {
    key: options.key,
    dirs,
    files,
    links,
    dirStamps: Float64Array.from(numbers.dirStamps),
    fileStamps: Float64Array.from(numbers.fileStamps),
    counts: Uint32Array.from(numbers.counts),
  };
  const { listings, closed, changed, findings } = state;
  return { tree: { root, listings, closed }, snapshot, changed, findings };
}

interface Past {
  snapshot: Snapshot;
  folders: Map<string, PastFolder>;
}

interface PastFolder {
  index: number;
  dirs: string[];
  files: { start: number; end: number };
  links: { start: number; end: number };
}

interface State {
  root: string;
  skip: ReadonlySet<string>;
  ours: ReadonlySet<string>;
  past: Past | null;
  trusted: number;
  listings: Map<string, Listing>;
  closed: Set<string>;
  changed: Set<string> | null;
  findings: Finding[];
  columns: {
    dirs: string[];
    files: string[];
    links: string[];
    dirStamps: number[];
    fileStamps: number[];
    counts: number[];
  };
}

function pastOf(snapshot: Snapshot): Past {
  const folders = new Map<string, PastFolder>();
  let file = 0;
  let link = 0;
  snapshot.dirs.forEach((dir, index) => {
    const files = { start: file, end: file + (snapshot.counts[2 * index] ?? 0) };
    const links = { start: link, end: link + (snapshot.counts[2 * index + 1] ?? 0) };
    file = files.end;
    link = links.end;
    folders.set(dir, { index, dirs: [], files, links });
    if (dir !== "") folders.get(parentOf(dir))?.dirs.push(baseName(dir));
  });
  return { snapshot, folders };
}

function visit(state: State, dir: string): void {
  const { columns, past } = state;
  const before = past?.folders.get(dir);
  const path = dir === "" ? state.root : `${state.root}/${dir}`;
  const stats = statsOf(path);
  const same = past !== null && before !== undefined && sameDir(stats, past.snapshot.dirStamps, before.index);
  const listing = same ? repeat(past.snapshot, before, dir) : list(state, dir, path);
  const trusted = listing !== null && isTrusted(state, stats, dir);
  const { files, dirs, links } = listing ?? { files: [], dirs: [], links: [] };
  state.listings.set(dir, { dir, files, dirs, links });
  columns.dirs.push(dir);
  columns.counts.push(files.length, links.length);
  columns.dirStamps.push(trusted ? (stats?.mtimeMs ?? Number.NaN) : Number.NaN, stats?.ctimeMs ?? Number.NaN);
  stampFiles(state, { dir, path, files, before });
  for (const name of links) reportLink(state, joinPath(dir, name));
  columns.links.push(...links);
  for (const name of dirs) visit(state, joinPath(dir, name));
}

function repeat(snapshot: Snapshot, before: PastFolder, dir: string): Listing {
  const files = snapshot.files.slice(before.files.start, before.files.end);
  const links = snapshot.links.slice(before.links.start, before.links.end);
  return { dir, files, links, dirs: before.dirs };
}

function list(state: State, dir: string, path: string): Listing | null {
  const listing: Listing = { dir, files: [], dirs: [], links: [] };
  try {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      if (entry.isSymbolicLink()) listing.links.push(entry.name);
      else if (entry.isFile()) listing.files.push(entry.name);
      else if (entry.isDirectory() && !SKIPPED_FOLDERS.has(entry.name) && !state.skip.has(joinPath(dir, entry.name))) {
        listing.dirs.push(entry.name);
      }
    }
  } catch (error) {
    const message = `this folder could not be read (${codeOf(error) ?? messageOf(error)})`;
    state.findings.push(finding({ code: "source/unreadable", file: dir === "" ? "." : dir, message }));
    state.closed.add(dir);
    return null;
  }
  if (listing.files.includes(BUILT_SITE)) return { dir, files: [], dirs: [], links: [] };
  for (const names of [listing.files, listing.dirs, listing.links]) names.sort(compareText);
  return listing;
}

function stampFiles(
  state: State,
  folder: { dir: string; path: string; files: string[]; before: PastFolder | undefined },
): void {
  const { columns, changed } = state;
  const past = state.past?.snapshot;
  let at = folder.before?.files.start ?? 0;
  const end = folder.before?.files.end ?? 0;
  const gone = (until: string | null) => {
    for (; past && at < end && (until === null || compareText(past.files[at] ?? "", until) < 0); at += 1) {
      changed?.add(joinPath(folder.dir, past.files[at] ?? ""));
    }
  };
  for (const name of folder.files) {
    const stats = statsOf(`${folder.path}/${name}`);
    columns.files.push(name);
    const trusted = isTrusted(state, stats, joinPath(folder.dir, name));
    columns.fileStamps.push(
      stats?.size ?? Number.NaN,
      trusted ? (stats?.mtimeMs ?? Number.NaN) : Number.NaN,
      stats?.ctimeMs ?? Number.NaN,
    );
    if (changed === null) continue;
    gone(name);
    const known = past !== undefined && at < end && past.files[at] === name;
    if (!known || !sameFile(stats, past.fileStamps, at)) changed.add(joinPath(folder.dir, name));
    if (known) at += 1;
  }
  gone(null);
}

function isTrusted(state: State, stats: Stats | undefined, path: string): boolean {
  return stats !== undefined && (Math.max(stats.mtimeMs, stats.ctimeMs) < state.trusted || state.ours.has(path));
}

function reportLink(state: State, path: string): void {
  if (isInside(state.root, path) || statsOf(`${state.root}/${path}`) === undefined) return;
  const message = "this symbolic link leads out of the project and is not followed";
  state.findings.push(finding({ code: "source/outside-root", file: path, message }));
}
