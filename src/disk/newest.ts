import { readdirSync, rmSync } from "node:fs";
import { absolute, statsOf } from "./file.ts";

/** The files in a folder, as project-relative paths, the one that was written last first. Empty where there is no folder. */
export function listNewest(root: string, folder: string): string[] {
  try {
    const names = readdirSync(absolute(root, folder), { withFileTypes: true }).filter((entry) => entry.isFile());
    return names
      .map(({ name }) => `${folder}/${name}`)
      .map((path) => ({ path, at: statsOf(absolute(root, path))?.mtimeMs ?? 0 }))
      .sort((a, b) => b.at - a.at)
      .map(({ path }) => path);
  } catch {
    return [];
  }
}

/** Deletes a file of ours, if it is there. */
export function removeFile(root: string, path: string): void {
  rmSync(absolute(root, path), { force: true });
}
