import { randomBytes } from "node:crypto";
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { codeOf, UsageError } from "../errors.ts";
import { absolute, isInside } from "./file.ts";

/** The folder for everything that may be deleted at any time, made on first use with a .gitignore of its own. */
export function workFolder(root: string): string {
  const folder = join(root, ".docs");
  const ignore = join(folder, ".gitignore");
  if (lstatSync(ignore, { throwIfNoEntry: false }) === undefined) {
    mkdirSync(join(folder, "tmp"), { recursive: true });
    writeFileSync(ignore, "*\n");
  }
  mkdirSync(join(folder, "tmp"), { recursive: true });
  return folder;
}

/**
 * Gives a file its content: a temporary file is written and renamed over it, so that a reader or a crash sees
 * the old or the new file and never half of one. A file that already has the content is left alone.
 *
 * Returns whether it wrote. Throws a UsageError when the path leads out of the root or is a symbolic link.
 */
export function writeIfChanged(root: string, path: string, content: string | Uint8Array): boolean {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : Buffer.from(content);
  const target = absolute(root, path);
  const existing = lstatSync(target, { throwIfNoEntry: false });
  if (existing?.isSymbolicLink()) {
    throw new UsageError(`${path} is a symbolic link`, "Replace it by a file; links are never written through.");
  }
  if (existing?.isFile() && existing.size === bytes.length && readFileSync(target).equals(bytes)) return false;
  ensureFolder(root, dirname(path));
  replace({ root, target, bytes });
  return true;
}

/** Makes a folder and those above it. Throws a UsageError when a link on the way leads out of the root. */
export function ensureFolder(root: string, path: string): void {
  const folder = path === "." ? "" : path;
  let known = folder;
  while (known !== "" && lstatSync(absolute(root, known), { throwIfNoEntry: false }) === undefined) {
    known = dirname(known) === "." ? "" : dirname(known);
  }
  if (known !== "" && !isInside(root, known)) {
    throw new UsageError(`${path} leads out of the project`, "Remove the symbolic link.");
  }
  mkdirSync(absolute(root, folder), { recursive: true });
}

function replace(job: { root: string; target: string; bytes: Buffer }): void {
  const temporary = join(workFolder(job.root), "tmp", randomBytes(8).toString("hex"));
  try {
    writeFileSync(temporary, job.bytes);
    renameSync(temporary, job.target);
  } catch (error) {
    rmSync(temporary, { force: true });
    if (codeOf(error) !== "EXDEV") throw error;
    const beside = `${job.target}.${randomBytes(4).toString("hex")}.part`;
    writeFileSync(beside, job.bytes);
    renameSync(beside, job.target);
  }
}
