import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lfsOid } from "../model/lfs-pointer.ts";
import { git } from "./git.ts";

/** In bytes; the format of Git LFS allows no longer pointers. */
const LONGEST_POINTER = 1024;

/** Tells what the pointers of a repository stand for. Git is asked at the first one. */
export function openLfs(root: string): (content: Buffer) => Buffer | null {
  let common: string | null = null;
  return (content) => {
    const oid = pointedAt(content);
    if (oid === null) return null;
    common ??= git(root, ["rev-parse", "--path-format=absolute", "--git-common-dir"])?.trim() ?? "";
    try {
      return readFileSync(join(common, "lfs", "objects", oid.slice(0, 2), oid.slice(2, 4), oid));
    } catch {
      return null;
    }
  };
}

/** The id of the file that a pointer stands for; null for what is no pointer. */
export function pointedAt(content: Buffer): string | null {
  return content.length > LONGEST_POINTER ? null : lfsOid(content.toString("latin1"));
}
