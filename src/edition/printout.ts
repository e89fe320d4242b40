import { hashText } from "../disk/hash.ts";

/** No name of a file and no hash holds it. */
const BETWEEN = "\0";

/**
 * What was printed together: the addresses of pages and the paths of the files beside them, each with its hash. One text and not
 * a hundred thousand, of which most are never looked at: a build carries most printouts on as they are. `digest`: the same for
 * the same printout.
 */
export interface Printout {
  digest: string;
  text: string;
}

/** Packs places with their hashes, in the order in which they are given. */
export function printoutOf(entries: readonly (readonly [place: string, hash: string, ...unknown[]])[]): Printout {
  const text = entries.map(([place, hash]) => `${place}${BETWEEN}${hash}`).join(BETWEEN);
  return { digest: hashText(`${entries.length}\n${text}`), text };
}

/** The places of a printout with their hashes. */
export function entriesOf({ text }: Printout): [place: string, hash: string][] {
  // One entry has two parts, so that a text without any is that of none.
  const parts = text === "" ? [] : text.split(BETWEEN);
  return Array.from({ length: parts.length / 2 }, (_, at) => [parts[2 * at] ?? "", parts[2 * at + 1] ?? ""]);
}

/** Whether a place is a page, and not a file beside the pages. */
export function isPage(place: string): boolean {
  return place === "" || place.endsWith("/");
}
