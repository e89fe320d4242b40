import { readText } from "../disk/file.ts";
import { listNewest, removeFile } from "../disk/newest.ts";
import { writeIfChanged } from "../disk/write.ts";
import { codeOf } from "../errors.ts";
import type { ReviewState } from "./state.ts";

/** Where states are kept, so that a cache of continuous integration can carry them. */
export const STATE_FOLDER = ".docs/review";

/** So many states are kept: of the branches that somebody works on. */
const KEPT = 12;

/** A state that was kept under a key, or null. */
export function loadState(root: string, key: string): ReviewState | null {
  try {
    return JSON.parse(readText(root, pathOf(key)), revive) as ReviewState;
  } catch {
    return null;
  }
}

/** Keeps a state under a key, and drops the oldest ones. A project that cannot be written to is compiled again next time. */
export function saveState(root: string, key: string, state: ReviewState): void {
  try {
    writeIfChanged(root, pathOf(key), JSON.stringify(state, replace));
    for (const path of listNewest(root, STATE_FOLDER).slice(KEPT)) removeFile(root, path);
  } catch (error) {
    if (codeOf(error) === null) throw error;
  }
}

function pathOf(key: string): string {
  return `${STATE_FOLDER}/${key}.json`;
}

/** JSON knows no NaN and no infinities, which are data. */
function replace(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? { nonFinite: String(value) } : value;
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("nonFinite" in value)) return value;
  return Number(value.nonFinite);
}
