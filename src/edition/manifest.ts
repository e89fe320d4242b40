import { z } from "zod";
import { BUILT_SITE } from "../disk/skipped.ts";
import { compareText } from "../model/finding.ts";

/** Its name in the output folder. */
export const MANIFEST = BUILT_SITE;

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
  return `{${head},\n"pages":{${lines(pages)}},\n"files":{${lines(files)}}}\n`;
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

function lines(entries: ReadonlyMap<string, OutputEntry>): string {
  const sorted = [...entries].sort(([a], [b]) => compareText(a, b));
  return sorted.map(([key, [hash, bytes]]) => `\n${JSON.stringify(key)}:["${hash}",${bytes}]`).join(",");
}
