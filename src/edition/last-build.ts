import { resolve } from "node:path";
import { loadCache, saveCache } from "../disk/cache.ts";
import type { LastOutput } from "./last-output.ts";
import { isComplete } from "./last-output.ts";

/** An output folder, and a hash of what its content is made from; null where that cannot be told. */
export interface LeftBuild {
  root: string;
  key: string;
  out: string;
  whole: string | null;
}

/** Whether a folder was built before under the same key, so that most of it is likely to stay. */
export function wasBuilt(root: string, key: string, out: string): boolean {
  return loadCache<string>(root, nameOf(resolve(root, out)), key) !== null;
}

/** Whether the last build made this folder from the same, and everything that it left is still there. */
export function isAsLeft({ root, key, out, whole }: LeftBuild, before: LastOutput): boolean {
  return whole !== null && loadCache<string>(root, nameOf(out), key) === whole && isComplete(before);
}

/** Remembers what the content of an output folder was made from. */
export function rememberBuild({ root, key, out, whole }: LeftBuild): void {
  if (whole !== null) saveCache(root, nameOf(out), { key, value: whole });
}

function nameOf(out: string): string {
  return `site in ${out}`;
}
