import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { workFolder } from "./write.ts";

/** A folder below `.docs` for files of another state, each under its own path. What an earlier call left there is removed first. */
export interface Shelf {
  root: string;
  put(path: string, content: Uint8Array): void;
}

/** Opens a folder of copies. `slot`: its name below `.docs/trees`. Nothing is made before the first file is put there. */
export function openShelf(root: string, slot: string): Shelf {
  const folder = join(root, ".docs", "trees", slot);
  let isFresh = false;
  return {
    root: folder,
    put: (path, content) => {
      if (!isFresh) {
        workFolder(root);
        rmSync(folder, { recursive: true, force: true });
        isFresh = true;
      }
      const target = join(folder, path);
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, content);
    },
  };
}
