import { isFile, readText } from "../disk/file.ts";
import { listNewest, removeFile } from "../disk/newest.ts";
import { writeIfChanged } from "../disk/write.ts";
import { codeOf } from "../errors.ts";
import type { ReviewState } from "./state.ts";

/** Where states are kept, so that a cache of continuous integration can carry them. */
const STATE_FOLDER = ".docs/review";

/** So many states are kept: of the branches that somebody works on. */
const KEPT = 12;

/** A state that was kept under a key, or null. */
export function loadState(root: string, key: string): ReviewState | null {
  try {
    return parse(readText(root, pathOf(key)));
  } catch {
    return null;
  }
}

/** Whether a state was kept under a key, without reading it. */
export function hasState(root: string, key: string): boolean {
  return isFile(root, pathOf(key));
}

/** Keeps a state under a key, and drops the oldest ones. A project that cannot be written to is compiled again next time. */
export function saveState(root: string, key: string, state: ReviewState): void {
  try {
    writeIfChanged(root, pathOf(key), stringify(state));
    for (const path of listNewest(root, STATE_FOLDER).slice(KEPT)) removeFile(root, path);
  } catch (error) {
    if (codeOf(error) === null) throw error;
  }
}

function pathOf(key: string): string {
  return `${STATE_FOLDER}/${key}.json`;
}

/** JSON knows no NaN and no infinities, which are data; looking for them takes longer than all else, so it is told where to. */
function stringify(state: ReviewState): string {
  let isPlain = true;
  const text = JSON.stringify(state, (_key, value: unknown) => {
    if (typeof value !== "number" || Number.isFinite(value)) return value;
    isPlain = false;
    return { nonFinite: String(value) };
  });
  return `${isPlain ? FINITE : OTHERS}${text}`;
}

function parse(text: string): ReviewState {
  const [mark, body] = [text.slice(0, FINITE.length), text.slice(FINITE.length)];
  return (mark === FINITE ? JSON.parse(body) : JSON.parse(body, revive)) as ReviewState;
}

const FINITE = "\n";
const OTHERS = " ";

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("nonFinite" in value)) return value;
  return Number(value.nonFinite);
}
