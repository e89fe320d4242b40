import type { FSWatcher } from "node:fs";
import { readdirSync, watch } from "node:fs";
import { platform } from "node:os";
import { join, sep } from "node:path";

/** What to watch. `skip`: paths relative to the root that are not looked at, with all that lies below them. */
export interface WatchOptions {
  skip(path: string): boolean;
  quietMs: number;
}

/**
 * Calls `changed` once things below a folder have been quiet for a moment after a change. Returns the function that stops
 * watching.
 */
export function watchFolder(root: string, { skip, quietMs }: WatchOptions, changed: () => void): () => void {
  let timer: NodeJS.Timeout | null = null;
  const note = () => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(changed, quietMs);
  };
  const stop = watchesWhole() ? watchWhole(root, skip, note) : watchEach(root, skip, note);
  return () => {
    if (timer !== null) clearTimeout(timer);
    stop();
  };
}

/** Whether the system itself watches a folder with all below it. Elsewhere Node would watch every single file for that. */
function watchesWhole(): boolean {
  return platform() === "win32" || platform() === "darwin";
}

function watchWhole(root: string, skip: WatchOptions["skip"], note: () => void): () => void {
  const watcher = watch(root, { recursive: true, persistent: true }, (_event, name) => {
    if (name === null || !skip(name.split(sep).join("/"))) note();
  });
  return () => watcher.close();
}

/** Watches each folder that is not skipped, and those that come later. */
function watchEach(root: string, skip: WatchOptions["skip"], note: () => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  const end = (dir: string) => {
    watchers.get(dir)?.close();
    watchers.delete(dir);
  };
  const endBelow = (dir: string) => {
    if (!watchers.has(dir) || dir === "") return;
    for (const one of [...watchers.keys()]) if (one === dir || one.startsWith(`${dir}/`)) end(one);
  };
  const begin = (dir: string) => {
    if (watchers.has(dir)) return;
    try {
      const watcher = watch(join(root, dir), (event, name) => {
        const path = name === null || dir === "" ? (name ?? "") : `${dir}/${name}`;
        if (name !== null && skip(path)) return;
        if (event === "rename") {
          // It came, went, or is another one under the same name.
          endBelow(path);
          beginBelow(dir);
        }
        note();
      });
      watcher.on("error", () => end(dir));
      watchers.set(dir, watcher);
      beginBelow(dir);
    } catch {
      // Gone already, or not to be entered: what is in it is not read either.
      end(dir);
    }
  };
  const beginBelow = (dir: string) => {
    for (const path of foldersIn(root, dir)) if (!skip(path)) begin(path);
  };
  begin("");
  return () => {
    for (const dir of [...watchers.keys()]) end(dir);
  };
}

function foldersIn(root: string, dir: string): string[] {
  try {
    const entries = readdirSync(join(root, dir), { withFileTypes: true });
    return entries.filter((one) => one.isDirectory()).map(({ name }) => (dir === "" ? name : `${dir}/${name}`));
  } catch {
    return [];
  }
}
