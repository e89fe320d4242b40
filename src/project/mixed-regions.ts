import { gitMergeSides } from "../disk/git-merge.ts";
import { healRegions } from "../markdown/heal.ts";
import { findRegions, regionIdentity } from "../markdown/region.ts";

/**
 * The regions of a text that look edited by hand and are a mix of both sides of a merge: somebody decided line by line, as the editor
 * of a code host asks for. Every line of them was generated on one side or the other, so that nothing is lost when they are made
 * again. Git is asked only where a region looks edited.
 */
export function mixedRegions(root: string, file: string, text: string): Set<string> {
  const { regions } = findRegions(healRegions(text).text, file);
  const edited = regions.filter((region) => region.edited);
  if (edited.length === 0) return new Set();
  const generated = new Map<string, Set<string>>();
  for (const side of gitMergeSides(root, file)) {
    for (const region of findRegions(side, file).regions) {
      if (region.edited) continue;
      const key = regionIdentity(region);
      const lines = generated.get(key) ?? new Set<string>();
      for (const line of linesOf(region.body)) lines.add(line);
      generated.set(key, lines);
    }
  }
  const isMixed = (key: string, body: string) => {
    const known = generated.get(key);
    return known !== undefined && linesOf(body).every((line) => known.has(line));
  };
  const keys = edited.filter((region) => isMixed(regionIdentity(region), region.body)).map(regionIdentity);
  return new Set(keys);
}

function linesOf(body: string): string[] {
  return body.split("\n").filter((line) => line.trim() !== "");
}
