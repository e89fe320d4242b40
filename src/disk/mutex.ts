import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codeOf, isMissing, UsageError } from "../errors.ts";
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
 * 30 seconds for another process; a mutex left by a dead process is taken over. Throws a UsageError when the wait is over, and
 * when the project may not be written to.
 */
export function acquire(root: string, holder: Holder): () => void {
  try {
    return take(join(workFolder(root), "mutex"), holder);
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    throw new UsageError(
      `nothing can be written to this project: its folder .docs refuses it (${code})`,
      "Make the folder writable; `docs check` and `docs sync --dry-run` work without that.",
    );
  }
}

function take(file: string, holder: Holder): () => void {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      writeFileSync(file, String(holder.pid), { flag: "wx" });
      return () => {
        if (readHolder(file) === holder.pid) rmSync(file, { force: true });
      };
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw error;
    }
    const other = readHolder(file);
    if (other !== null && !holder.isAlive(other)) {
      setAside(file, { dead: other, pid: holder.pid });
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

/** Removes a dead holder's mutex. Whoever was quicker may hold it by now: what was not the dead one's is given back. */
function setAside(file: string, { dead, pid }: { dead: number; pid: number }): void {
  const aside = `${file}.${pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if (isMissing(error)) return;
    throw error;
  }
  if (readHolder(aside) === dead) rmSync(aside, { force: true });
  else renameSync(aside, file);
}

function readHolder(file: string): number | null {
  try {
    const pid = Number.parseInt(readFileSync(file, "utf8"), 10);
    return Number.isNaN(pid) ? null : pid;
  } catch {
    return null;
  }
}
