import { hashText } from "../../disk/hash.ts";
import { storeOutputDir } from "../../model/output.ts";
import type { Tracker } from "../../model/run.ts";
import type { Tree } from "../../model/tree.ts";
import { baseName, parentOf } from "../../model/tree.ts";
import type { ExperimentPlace } from "../reader.ts";

/**
 * The experiment whose runs are the folders in `dir`.
 *
 * - A folder called `runs` belongs to the experiment around it, as in the project's own layout.
 * - `name`: what it is called, where that is not the folder's name; `beside`: the folder that gets its outputs, where that is not
 *   the one around it.
 */
export function folderPlace(
  dir: string,
  options: { tracker: Tracker; tree: Tree; name?: string; beside?: string },
): ExperimentPlace {
  const { tracker } = options;
  if (baseName(dir) === "runs") {
    const above = parentOf(dir);
    return { id: above || ".", name: nameOf(above), dir: above, runsDir: dir, tracker, increment: null };
  }
  const name = options.name ?? nameOf(dir);
  const beside = options.beside ?? parentOf(dir);
  const outputDir = storeOutputDir(beside, name);
  return {
    id: dir === "" ? "." : dir,
    name,
    dir,
    runsDir: dir,
    outputDir: isShared(dir, outputDir, options) ? `${outputDir}-${hashText(dir).slice(0, 6)}` : outputDir,
    tracker,
    increment: null,
  };
}

function nameOf(dir: string): string {
  return dir === "" ? "experiment" : baseName(dir);
}

/** Whether a folder beside this one has a name of which the same is made. */
function isShared(dir: string, outputDir: string, options: { tree: Tree; name?: string; beside?: string }): boolean {
  if (dir === "" || options.name !== undefined) return false;
  const beside = options.beside ?? parentOf(dir);
  const { dirs = [] } = options.tree.listings.get(parentOf(dir)) ?? {};
  return dirs.some((name) => name !== baseName(dir) && storeOutputDir(beside, name) === outputDir);
}
