import { readObject } from "../disk/git-objects.ts";
import { openLfs } from "../disk/lfs.ts";
import { openShelf } from "../disk/shelf.ts";
import type { FileChange, FileChanges } from "./file-changes.ts";

/** Files as the base has them, for readers that want a file and not its lines. */
export interface FormerFiles {
  /** The folder where a file of the head lies as it was, under the path that it has now; null where it did not change, or is new. */
  folderOf(file: string): string | null;
}

/** What a database keeps beside itself until it is closed. */
const PENDING = ["-wal", "-journal"];

/** Opens the former versions of changed files; each is laid out in the project's work folder when it is first asked for. */
export function openFormerFiles(changes: FileChanges, repository: string): FormerFiles {
  const shelf = openShelf(repository, "former");
  const known = new Map<string, boolean>();
  const lfs = openLfs(repository);
  const put = (change: FileChange | undefined, path: string): boolean => {
    if (change === undefined || change.from === null || change.oid === null) return false;
    const kept = readObject(repository, change.oid);
    if (kept === null) return false;
    shelf.put(path, lfs(kept) ?? kept);
    return true;
  };
  const lay = (file: string): boolean => {
    const change = changes.byHead.get(file) ?? changes.byBase.get(file);
    if (!put(change, file)) return false;
    for (const ending of PENDING) put(changes.byBase.get(`${change?.from}${ending}`), file + ending);
    return true;
  };
  return {
    folderOf: (file) => {
      const isThere = known.get(file) ?? lay(file);
      known.set(file, isThere);
      return isThere ? shelf.root : null;
    },
  };
}

/** Opens files by their ids in git: each is laid out under a path, in a folder of its own, when it is first asked for. */
export function openVersions(repository: string): (oid: string, file: string) => string | null {
  const shelf = openShelf(repository, "versions");
  const known = new Map<string, string | null>();
  const lfs = openLfs(repository);
  return (oid, file) => {
    const key = `${oid}/${file}`;
    if (!known.has(key)) {
      const content = readObject(repository, oid);
      if (content !== null) shelf.put(key, lfs(content) ?? content);
      known.set(key, content === null ? null : `${shelf.root}/${oid}`);
    }
    return known.get(key) ?? null;
  };
}
