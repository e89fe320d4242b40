import type { Tree } from "../../model/tree.ts";
import { joinPath } from "../../model/tree.ts";

/** The files of a folder and of all folders in it; none for one that is not there. */
export function filesBelow(tree: Tree, dir: string): string[] {
  const listing = tree.listings.get(dir);
  if (listing === undefined) return [];
  const own = listing.files.map((name) => joinPath(dir, name));
  return [...own, ...listing.dirs.flatMap((name) => filesBelow(tree, joinPath(dir, name)))];
}
