import { z } from "zod";
import { BUILT_SITE } from "../disk/skipped.ts";
import { compareText } from "../model/finding.ts";
import { isPage } from "./printout.ts";

/** Its name in the output folder. */
export const MANIFEST = BUILT_SITE;

/** How its parts follow one another in its text. */
const PAGES = ',\n"pages":{';
const FILES = '},\n"files":{';
const END = "}}\n";
const BETWEEN = ",\n";

const entries = z.custom<Record<string, OutputEntry>>(areEntries);
const schema = z.strictObject({ about: z.string(), stamp: z.string(), pages: entries, files: entries });

/** What every version has written: the names of pages and files, whatever it says of them. */
const otherSchema = z.object({
  about: z.string().startsWith("What labdocs made"),
  pages: z.record(z.string(), z.unknown()),
  files: z.record(z.string(), z.unknown()),
});

/** What a file of the output was made from, as a hash, and its size. */
export type OutputEntry = [hash: string, bytes: number];

/**
 * What a build left in its output folder.
 *
 * - `stamp`: of the site's own sources; when it differs every page is rendered again.
 * - `pages`: a hash of each page's data and the size of its HTML, by address. `files`: the same of every other file, by path.
 */
export interface Manifest {
  stamp: string;
  pages: ReadonlyMap<string, OutputEntry>;
  files: ReadonlyMap<string, OutputEntry>;
}

/**
 * Reads a manifest; null for a text that is none. Of one that another version wrote it is only known which files are ours: nothing of
 * them is used again, and what is no longer made is deleted.
 */
export function parseManifest(text: string): Manifest | null {
  try {
    const json: unknown = JSON.parse(text);
    const now = schema.safeParse(json);
    const other = now.success ? null : otherSchema.safeParse(json);
    if (other?.success === false) return null;
    const { stamp, pages, files } = now.success ? now.data : ofOther(other?.data);
    const isOurs = [...Object.keys(pages).map(fileOf), ...Object.keys(files)].every(isPlain);
    return isOurs ? { stamp, pages: new Map(Object.entries(pages)), files: new Map(Object.entries(files)) } : null;
  } catch {
    return null;
  }
}

/** Told by hand: there are a hundred thousand of them. */
function areEntries(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  for (const one of Object.values(value)) {
    if (!Array.isArray(one) || one.length !== 2 || typeof one[0] !== "string" || !Number.isSafeInteger(one[1]))
      return false;
  }
  return true;
}

/** Writes a manifest, sorted, one entry a line. */
export function formatManifest({ stamp, pages, files }: Manifest): string {
  const about = "What labdocs made in this folder. Later builds delete only files that are listed here.";
  const head = `"about":${JSON.stringify(about)},\n"stamp":${JSON.stringify(stamp)}`;
  return `{${head}${PAGES}${textOf(lines(pages))}${FILES}${textOf(lines(files))}${END}`;
}

/**
 * A manifest with other entries for some places: null takes one out. The text is the one that `formatManifest` writes of the same
 * entries, and most of it is never taken apart. `count`: of its entries; `replaced`: the places that had one before.
 */
export function changeManifest(
  text: string,
  changes: ReadonlyMap<string, OutputEntry | null>,
): { text: string; count: number; replaced: string[] } {
  const replaced: string[] = [];
  const start = text.indexOf(PAGES) + PAGES.length;
  const middle = text.indexOf(FILES, start);
  const end = text.length - END.length;
  const sorted = [...changes].sort(([a], [b]) => compareText(a, b));
  const pages = changeLines(
    text.slice(start, middle),
    sorted.filter(([place]) => isPage(place)),
    replaced,
  );
  const files = changeLines(
    text.slice(middle + FILES.length, end),
    sorted.filter(([place]) => !isPage(place)),
    replaced,
  );
  const changed = `${text.slice(0, start)}${textOf(pages)}${FILES}${textOf(files)}${END}`;
  return { text: changed, count: pages.length + files.length, replaced };
}

/** The file that a page is. */
export function fileOf(address: string): string {
  return `${address}index.html`;
}

/** No file has this hash or this size. */
function ofOther(other: z.infer<typeof otherSchema> | undefined): Omit<z.infer<typeof schema>, "about"> {
  const unknown = (names: object = {}) =>
    Object.fromEntries(Object.keys(names).map((name): [string, OutputEntry] => [name, ["", -1]]));
  return { stamp: "", pages: unknown(other?.pages), files: unknown(other?.files) };
}

/** Whether a path stays in its folder whatever the system. */
function isPlain(path: string): boolean {
  return !/^[\\/]|[\\:]|(^|\/)\.\.?(\/|$)/.test(path);
}

function lines(entries: ReadonlyMap<string, OutputEntry>): string[] {
  return [...entries].sort(([a], [b]) => compareText(a, b)).map(([place, entry]) => lineOf(place, entry));
}

function lineOf(place: string, [hash, bytes]: OutputEntry): string {
  return `${JSON.stringify(place)}:["${hash}",${bytes}]`;
}

function textOf(all: readonly string[]): string {
  return all.length === 0 ? "" : `\n${all.join(BETWEEN)}`;
}

/** The lines of a section with some of them replaced, added or taken out; `changes` in the order of the lines. */
function changeLines(
  section: string,
  changes: readonly (readonly [string, OutputEntry | null])[],
  replaced: string[],
): string[] {
  const old = section === "" ? [] : section.slice(1).split(BETWEEN);
  const all: string[] = [];
  let at = 0;
  for (const [place, entry] of changes) {
    const next = firstFrom(old, place, at);
    for (; at < next; at += 1) all.push(old[at] ?? "");
    if (at < old.length && placeIn(old[at] ?? "") === place) {
      replaced.push(place);
      at += 1;
    }
    if (entry !== null) all.push(lineOf(place, entry));
  }
  for (; at < old.length; at += 1) all.push(old[at] ?? "");
  return all;
}

/** The index of the first line from `low` on that is not before a place. */
function firstFrom(sorted: readonly string[], place: string, low: number): number {
  let [from, to] = [low, sorted.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (compareText(placeIn(sorted[middle] ?? ""), place) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Quotes in a place are escaped, so that this is where it ends. */
function placeIn(line: string): string {
  return JSON.parse(line.slice(0, line.indexOf('":["') + 1)) as string;
}
