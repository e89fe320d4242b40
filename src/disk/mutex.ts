import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeOf, UsageError } from "../errors.ts";
import { workFolder } from "./write.ts";

const PATIENCE_MS = 30_000;
const PAUSE_MS = 50;

/** Who holds the mutex, and how to tell whether another holder is still alive. */
export interface Holder {
  pid: number;
  isAlive(pid: number): boolean;
}

/**
 * Takes the project's mutex, so that two writers never interleave, and returns the function that gives it back. Waits up to
 * 30 seconds for another process; a mutex left by a dead process is taken over. Throws a UsageError when the wait is over.
 */
export function acquire(root: string, holder: Holder): () => void {
  const file = join(workFolder(root), "mutex");
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      writeFileSync(file, String(holder.pid), { flag: "wx" });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
    const other = readHolder(file);
    if (other !== null && !holder.isAlive(other)) {
      rmSync(file, { force: true });
      continue;
    }
    if (performance.now() > deadline) {
      throw new UsageError(
        `another process (${other ?? "unknown"}) is writing this project`,
        "Wait for it to end, or delete .docs/mutex.",
      );
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
  }
}

function readHolder(file: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
    return Number.isNaN(pid) ? null : pid;
  } catch {
    return null;
  }
}
