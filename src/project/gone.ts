import { exists } from "../disk/file.ts";
import { gitRemoved } from "../disk/git.ts";
import { unescapeUrl } from "../markdown/escape.ts";
import { splice } from "../markdown/splice.ts";
import type { OwnedRegion } from "../model/document.ts";
import { resolvePath } from "../model/tree.ts";

/** The comparisons that a generated region links to, by their project paths: one for each experiment in it. */
export function comparisonsIn(file: string, { body }: Pick<OwnedRegion, "body">): string[] {
  const pages = [...body.matchAll(/^\[[0-9a-f]+\]: <?([^\s>#]*comparison\.md)(?=[\s>#]|$)/gm)];
  const paths = pages.map(([, url = ""]) => resolvePath(file, unescapeUrl(url) ?? url));
  return [...new Set(paths.filter((path) => path !== null))];
}

/**
 * Tells whether a file is gone for good: git knows that it was removed or moved. Of what this checkout merely lacks, or what was
 * never committed, nobody can tell.
 */
export function openGone(root: string): (path: string) => boolean {
  const known = new Map<string, boolean>();
  return (path) => {
    const isGone = known.get(path) ?? (!exists(root, path) && gitRemoved(root, [path]).has(path));
    known.set(path, isGone);
    return isGone;
  };
}

/** A text without some of its regions, and without the blank lines between each and what comes before it. */
export function withoutRegions(
  text: string,
  regions: readonly OwnedRegion[],
  isDropped: (region: OwnedRegion) => boolean,
): string {
  const edits = regions.filter(isDropped).map(({ start, end }) => {
    return { start: text.slice(0, start).trimEnd().length, end, text: "" };
  });
  return splice(text, edits);
}
