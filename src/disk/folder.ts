import { randomBytes } from "node:crypto";
import {
  copyFileSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { codeOf, UsageError } from "../errors.ts";
import { compareText } from "../model/finding.ts";
import { absolute, isInside } from "./file.ts";
import { workFolder } from "./write.ts";

/**
 * Makes a new empty folder below `.docs/tmp` and returns its real absolute path. Give it back with `removeScratch`.
 */
export function makeScratch(root: string, name: string): string {
  return realpathSync(mkdtempSync(join(workFolder(root), "tmp", `${name}-`)));
}

/** Deletes a folder that `makeScratch` made, with everything in it. */
export function removeScratch(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Copies a file to a path of a folder of ours, making the folders above it. */
export function copyScratch(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

/**
 * Makes a folder of ours the folder at a path where there is nothing, or an empty folder that is no link. Returns false, and leaves
 * both as they are, where that cannot be done in one step.
 */
export function moveFolder(from: string, to: string): boolean {
  try {
    if (lstatSync(to, { throwIfNoEntry: false })?.isSymbolicLink()) return false;
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return false;
  }
}

/** The names of the files that lie in a project folder itself, sorted; links are left out. */
export function fileNamesIn(root: string, path: string): string[] {
  const entries = readdirSync(absolute(root, path), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort(compareText);
}

/** The names of the folders that lie in a project folder itself, sorted; hidden ones and links are left out. */
export function folderNamesIn(root: string, path: string): string[] {
  const entries = readdirSync(absolute(root, path), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .map(({ name }) => name)
    .sort(compareText);
}

/** Every file below a folder as a path relative to it with forward slashes, sorted; empty when the folder is missing. */
export function filesIn(folder: string): string[] {
  try {
    return below(folder, "").sort(compareText);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return [];
    throw error;
  }
}

/** Whether a folder holds anything, or stands for something that is no folder. */
export function isOccupied(folder: string): boolean {
  const stats = lstatSync(folder, { throwIfNoEntry: false });
  if (stats === undefined) return false;
  return !stats.isDirectory() || readdirSync(folder).length > 0;
}

/** A file's size if it is a regular file itself and no link, else null. */
export function sizeOf(folder: string, path: string): number | null {
  const stats = lstatSync(path === "" ? folder : `${folder}/${path}`, { throwIfNoEntry: false });
  return stats?.isFile() ? stats.size : null;
}

/** One file to put into an output folder. `from`: an absolute path; `isOurs`: it may be moved away. */
export interface Placement {
  from: string;
  path: string;
  isOurs: boolean;
}

/**
 * Puts a file into an output folder unless the same content is there. The file is renamed into place, so that a server never
 * sees half of one. Returns whether it wrote. Throws a UsageError when the place is behind a link that leads elsewhere.
 */
export function place(out: string, { from, path, isOurs }: Placement): boolean {
  const target = join(out, path);
  const stats = lstatSync(target, { throwIfNoEntry: false });
  const isSame = stats?.isFile() && stats.size === statSync(from).size;
  if (isSame && readFileSync(target).equals(readFileSync(from))) return false;
  if (stats?.isDirectory()) throw new UsageError(`${path} is a folder where a file should be`, "Delete it.");
  mkdirSync(dirname(target), { recursive: true });
  if (!isInside(out, dirname(path) === "." ? "" : dirname(path))) {
    throw new UsageError(`${path} leads out of the output folder`, "Remove the symbolic link.");
  }
  try {
    if (!isOurs) throw Object.assign(new Error("not ours to move"), { code: "EXDEV" });
    renameSync(from, target);
  } catch (error) {
    if (codeOf(error) !== "EXDEV") throw error;
    const beside = `${target}.${randomBytes(4).toString("hex")}.part`;
    copyFileSync(from, beside);
    renameSync(beside, target);
  }
  return true;
}

/** Deletes a file of an output folder, and the folders that are empty without it. */
export function withdraw(out: string, path: string): void {
  if (!isInside(out, path)) return;
  rmSync(join(out, path), { force: true });
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
    try {
      rmdirSync(join(out, folder));
    } catch {
      return;
    }
  }
}

function below(folder: string, path: string): string[] {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const name = path === "" ? entry.name : `${path}/${entry.name}`;
    return entry.isDirectory() ? below(folder, name) : [name];
  });
}
