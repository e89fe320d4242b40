import type { Tree } from "../../model/tree.ts";
import { joinPath } from "../../model/tree.ts";

/** The files of a folder and of all folders in it; none for one that is not there. */
export function filesBelow(tree: Tree, dir: string): string[] {
  const files: string[] = [];
  collect(tree, dir, files);
  return files;
}

function collect(tree: Tree, dir: string, files: string[]): void {
  const listing = tree.listings.get(dir);
  if (listing === undefined) return;
  for (const name of listing.files) files.push(joinPath(dir, name));
  for (const name of listing.dirs) collect(tree, joinPath(dir, name), files);
}
