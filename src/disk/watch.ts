import { watch } from "node:fs";
import { sep } from "node:path";

/**
 * Calls `changed` once things below a folder have been quiet for a moment after a change. Paths that `skip` says yes to are not
 * looked at. Returns the function that stops watching.
 */
export function watchFolder(
  root: string,
  options: { skip(path: string): boolean; quietMs: number },
  changed: () => void,
): () => void {
  let timer: NodeJS.Timeout | null = null;
  const watcher = watch(root, { recursive: true, persistent: true }, (_event, name) => {
    if (name !== null && options.skip(name.split(sep).join("/"))) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(changed, options.quietMs);
  });
  return () => {
    if (timer !== null) clearTimeout(timer);
    watcher.close();
  };
}
