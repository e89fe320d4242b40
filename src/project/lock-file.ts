import type { Lock } from "../claims/lock.ts";
import { parseLock } from "../claims/lock.ts";
import { isFile, isInside, readText } from "../disk/file.ts";
import type { Finding } from "../model/finding.ts";

/** Where the lock lies, relative to the project root. */
export const LOCK_FILE = "docs.lock.json";

/** The lock with its text, null where there is none, and what is wrong with it. */
export interface LockText {
  text: string | null;
  lock: Lock;
  findings: Finding[];
}

/** Reads the project's lock. */
export function readLock(root: string): LockText {
  const text = isFile(root, LOCK_FILE) && isInside(root, LOCK_FILE) ? readText(root, LOCK_FILE) : null;
  return { text, ...parseLock(text ?? "", LOCK_FILE) };
}
