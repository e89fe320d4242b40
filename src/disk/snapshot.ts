import { createHash } from "node:crypto";
import type { Stats } from "node:fs";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { codeOf } from "../errors.ts";
import { statsOf } from "./file.ts";
import { SKIPPED_FOLDERS } from "./skipped.ts";
import { writeIfChanged } from "./write.ts";

const MAGIC = "DOCSNAP1";
const PATH = ".docs/snapshot.bin";

/** Numbers kept of a folder (mtime, ctime) and of a file (size, mtime, ctime), times in milliseconds. */
const DIR_STAMPS = 2;
const FILE_STAMPS = 3;

/**
 * What the project's tree looked like when it was last compiled, in columns: the names in each folder and the identity of
 * each file. `files` and `links` hold the names of all folders one after the other; `counts` says how many of each belong to
 * a folder. NaN in a stamp means "always read again".
 *
 * - `key`: whatever else the result depends on (the tool's own build, the configuration).
 */
export interface Snapshot {
  key: string;
  dirs: string[];
  counts: Uint32Array;
  files: string[];
  links: string[];
  dirStamps: Float64Array;
  fileStamps: Float64Array;
}

/** Reads the snapshot of a root; null when there is none, it is damaged or it was made under another key. */
export function loadSnapshot(root: string, key: string): Snapshot | null {
  try {
    return decode(readFileSync(join(root, PATH)), key);
  } catch {
    return null;
  }
}

/** Writes the snapshot of a root; a project that cannot be written to is walked again next time. */
export function saveSnapshot(root: string, snapshot: Snapshot): void {
  try {
    writeIfChanged(root, PATH, encode(snapshot));
  } catch (error) {
    if (codeOf(error) === null) throw error;
  }
}

/**
 * Takes over the stamps of files that were just written by us, and of their folders. Returns false, and leaves the snapshot
 * as it is, when the names in one of these folders are not those of the snapshot: then the tree has to be walked again.
 */
export function restamp(root: string, snapshot: Snapshot, written: readonly string[]): boolean {
  const folders = new Map<string, Set<string>>();
  for (const path of written) {
    const at = path.lastIndexOf("/");
    const dir = at < 0 ? "" : path.slice(0, at);
    folders.set(dir, (folders.get(dir) ?? new Set()).add(path.slice(at + 1)));
  }
  // Where it turns out that something is new, the snapshot must be what it was: then it is walked again from there.
  const known = new Set(snapshot.dirs);
  const stamped = { ...snapshot, dirStamps: snapshot.dirStamps.slice(), fileStamps: snapshot.fileStamps.slice() };
  let file = 0;
  for (let dir = 0; dir < snapshot.dirs.length && folders.size > 0; dir += 1) {
    const end = file + (snapshot.counts[2 * dir] ?? 0);
    const names = folders.get(snapshot.dirs[dir] ?? "");
    if (names !== undefined) {
      if (!restampFolder(root, stamped, { dir, file, end, names, known })) return false;
      folders.delete(snapshot.dirs[dir] ?? "");
    }
    file = end;
  }
  if (folders.size > 0) return false;
  snapshot.dirStamps.set(stamped.dirStamps);
  snapshot.fileStamps.set(stamped.fileStamps);
  return true;
}

function restampFolder(
  root: string,
  snapshot: Snapshot,
  folder: { dir: number; file: number; end: number; names: Set<string>; known: ReadonlySet<string> },
): boolean {
  const path = join(root, snapshot.dirs[folder.dir] ?? "");
  const known = snapshot.files.slice(folder.file, folder.end);
  const stats = statsOf(path);
  if (stats === undefined) return false;
  const entries = readdirSync(path, { withFileTypes: true });
  const present = entries.filter((entry) => entry.isFile());
  if (present.length !== known.length || present.some((entry) => !known.includes(entry.name))) return false;
  const dir = snapshot.dirs[folder.dir] ?? "";
  const isNew = (name: string) => !SKIPPED_FOLDERS.has(name) && !folder.known.has(dir === "" ? name : `${dir}/${name}`);
  if (entries.some((entry) => entry.isDirectory() && isNew(entry.name))) return false;
  snapshot.dirStamps.set([stats.mtimeMs, stats.ctimeMs], folder.dir * DIR_STAMPS);
  return known.every((name, index) => {
    if (!folder.names.has(name)) return true;
    const written = statsOf(join(path, name));
    if (written === undefined) return false;
    snapshot.fileStamps.set([written.size, written.mtimeMs, written.ctimeMs], (folder.file + index) * FILE_STAMPS);
    return true;
  });
}

/** Whether every folder and file of the snapshot is exactly as it was. Stops at the first difference. */
export function isUnchanged(root: string, snapshot: Snapshot): boolean {
  const { dirs, dirStamps, files, fileStamps, counts } = snapshot;
  let file = 0;
  for (let dir = 0; dir < dirs.length; dir += 1) {
    const path = dirs[dir] === "" ? root : `${root}/${dirs[dir]}`;
    if (!sameDir(statsOf(path), dirStamps, dir)) return false;
    const end = file + (counts[2 * dir] ?? 0);
    for (; file < end; file += 1) {
      if (!sameFile(statsOf(`${path}/${files[file]}`), fileStamps, file)) return false;
    }
  }
  return true;
}

/** Whether a folder has the stamps that are kept at an index. */
export function sameDir(stats: Stats | undefined, stamps: Float64Array, index: number): boolean {
  const at = index * DIR_STAMPS;
  return stats !== undefined && stats.mtimeMs === stamps[at] && stats.ctimeMs === stamps[at + 1];
}

/** Whether a file has the stamps that are kept at an index. */
export function sameFile(stats: Stats | undefined, stamps: Float64Array, index: number): boolean {
  const at = index * FILE_STAMPS;
  return (
    stats !== undefined &&
    stats.size === stamps[at] &&
    stats.mtimeMs === stamps[at + 1] &&
    stats.ctimeMs === stamps[at + 2]
  );
}

/**
 * Tells the identity of files as the snapshot has it: a text that is equal as long as the file is the same, or null for a file
 * that is not in the snapshot or changed so recently that it cannot be told. The index is built at the first call.
 */
export function identities(snapshot: Snapshot): (path: string) => string | null {
  const { fileStamps } = snapshot;
  const bytes = bytesOf(fileStamps);
  const size = FILE_STAMPS * fileStamps.BYTES_PER_ELEMENT;
  let index: Map<string, number> | null = null;
  return (path) => {
    index ??= indexOf(snapshot);
    const file = index.get(path);
    if (file === undefined) return null;
    for (let at = file * FILE_STAMPS; at < (file + 1) * FILE_STAMPS; at += 1)
      if (!Number.isFinite(fileStamps[at])) return null;
    // A site asks for tens of thousands; numbers in decimals take ten times as long.
    return bytes.toString("base64", file * size, (file + 1) * size);
  };
}

/** A hash of the names and identities of all files; null when one of them cannot be told. */
export function contentHash({ dirs, counts, files, links, fileStamps }: Snapshot): string | null {
  if (!fileStamps.every(Number.isFinite)) return null;
  const digest = createHash("sha256");
  for (const names of [dirs, files, links]) digest.update(`${names.join("\0")}\0\0`);
  return digest.update(bytesOf(counts)).update(bytesOf(fileStamps)).digest("hex");
}

function indexOf(snapshot: Snapshot): Map<string, number> {
  const index = new Map<string, number>();
  let file = 0;
  snapshot.dirs.forEach((dir, at) => {
    const end = file + (snapshot.counts[2 * at] ?? 0);
    for (; file < end; file += 1)
      index.set(dir === "" ? `${snapshot.files[file]}` : `${dir}/${snapshot.files[file]}`, file);
  });
  return index;
}

/** Makes the stamps of some files untrusted, so that they are read again next time. */
export function distrust(snapshot: Snapshot, paths: ReadonlySet<string>): void {
  const index = indexOf(snapshot);
  for (const path of paths) {
    const file = index.get(path);
    if (file !== undefined) snapshot.fileStamps[file * FILE_STAMPS] = Number.NaN;
  }
}

function encode(snapshot: Snapshot): Buffer {
  const texts = [snapshot.dirs, snapshot.files, snapshot.links].map((list) => Buffer.from(list.join("\0"), "utf8"));
  const head = Buffer.from(
    JSON.stringify({
      key: snapshot.key,
      sizes: [snapshot.dirs.length, snapshot.files.length, snapshot.links.length],
      texts: texts.map((text) => text.length),
    }),
  );
  const lengths = Buffer.alloc(8);
  lengths.writeUInt32LE(head.length, 0);
  const columns = [snapshot.dirStamps, snapshot.fileStamps, snapshot.counts].map(bytesOf);
  const size = MAGIC.length + lengths.length + head.length;
  const padding = Buffer.alloc((8 - (size % 8)) % 8);
  return Buffer.concat([Buffer.from(MAGIC), lengths, head, padding, ...columns, ...texts]);
}

function bytesOf(column: Float64Array | Uint32Array): Buffer {
  return Buffer.from(column.buffer, column.byteOffset, column.byteLength);
}

function decode(bytes: Buffer, key: string): Snapshot | null {
  if (bytes.toString("latin1", 0, 8) !== MAGIC) return null;
  const headLength = bytes.readUInt32LE(8);
  const head = JSON.parse(bytes.toString("utf8", 16, 16 + headLength)) as {
    key: string;
    sizes: [number, number, number];
    texts: [number, number, number];
  };
  if (head.key !== key) return null;
  let at = 16 + headLength;
  at += (8 - (at % 8)) % 8;
  const [dirCount, fileCount, linkCount] = head.sizes;
  const take = (length: number) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
  const numbers = (length: number) => Uint8Array.from(take(length)).buffer;
  const dirStamps = new Float64Array(numbers(dirCount * DIR_STAMPS * 8));
  const fileStamps = new Float64Array(numbers(fileCount * FILE_STAMPS * 8));
  const counts = new Uint32Array(numbers(dirCount * 2 * 4));
  const names = (count: number, length: number) => {
    const text = take(length).toString("utf8");
    return count === 0 ? [] : text.split("\0");
  };
  const dirs = names(dirCount, head.texts[0]);
  const files = names(fileCount, head.texts[1]);
  const links = names(linkCount, head.texts[2]);
  if (at !== bytes.length) return null;
  return { key: head.key, dirs, counts, files, links, dirStamps, fileStamps };
}
