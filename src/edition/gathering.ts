import type { DataFile } from "../publish/list-pages.ts";
import type { PageRecord } from "../publish/page-record.ts";
import type { LastOutput } from "./last-output.ts";
import { batchThere, isThere, partThere } from "./last-output.ts";
import type { Batch } from "./ledger.ts";
import type { Misprint, Printed, PrintedFile, PrintedPage } from "./press.ts";
import type { Printout } from "./printout.ts";
import { entriesOf, isPage, printoutOf } from "./printout.ts";
import type { SiteMemory } from "./site-memory.ts";
import { blankMemory } from "./site-memory.ts";

/**
 * All pages of a site by address, and the files beside them by path.
 *
 * - `batches`: what the last build left and stays as it is, which is in none of the others.
 * - `printouts`: what of the rest was printed together, by name. `data`: for scripts, not written yet.
 * - `rules`: a hash of what is kept back from pages that are no experiment's.
 */
export interface Edition {
  rules: string;
  batches: Batch[];
  printouts: Map<string, Printout>;
  pages: Map<string, PrintedPage>;
  files: Map<string, PrintedFile>;
  data: DataFile[];
  memory: SiteMemory;
  records: PageRecord[];
  misprints: Misprint[];
}

/** An edition that is being made. `before`: what the output folder has, null when nothing there can be used again. */
export interface Gathering {
  edition: Edition;
  before: LastOutput | null;
}

/** An edition without anything in it. */
export function blankEdition(): Edition {
  const lists = { rules: "", batches: [], data: [], records: [], misprints: [] };
  return { ...lists, printouts: new Map(), pages: new Map(), files: new Map(), memory: blankMemory() };
}

/** Takes what was printed. `name`: of what was printed together; null for what is not asked for together again. */
export function take(
  { edition }: Gathering,
  { pages, files, records, misprints }: Printed,
  name: string | null,
): Printout {
  for (const page of pages) {
    if (edition.pages.has(page[0])) throw new Error(`two pages have the address ${page[0]}`);
    edition.pages.set(page[0], page);
  }
  for (const file of files) if (file[2] !== null || !edition.files.has(file[0])) edition.files.set(file[0], file);
  edition.records.push(...records);
  edition.misprints.push(...misprints);
  const printout = printoutOf([...pages, ...files]);
  if (name !== null) edition.printouts.set(name, printout);
  return printout;
}

/** Takes what was printed together if the output has all of it. */
export function takeBatch(name: string, printed: Printout, maker: Gathering): boolean {
  const { before, edition } = maker;
  if (before === null) return false;
  const batch = batchThere(before, name, printed);
  if (batch !== null) {
    edition.batches.push(batch);
    return true;
  }
  if (!takePlaces(entriesOf(printed), maker)) return false;
  edition.printouts.set(name, printed);
  return true;
}

/** Takes places with their hashes if the output has all of them. */
export function takePlaces(places: readonly [place: string, hash: string][], maker: Gathering): boolean {
  const { before } = maker;
  if (before === null || !places.every(([place, hash]) => isThere(before, place, hash))) return false;
  const unchanged = places.map(([place, hash]): PrintedPage => [place, hash, null]);
  const pages = unchanged.filter(([place]) => isPage(place));
  const files = unchanged.filter(([place]) => !isPage(place));
  take(maker, { pages, files, records: [], misprints: [] }, null);
  return true;
}

/** What the output has of what was printed together: places with their hashes. */
export function currentOf(
  { name, known }: { name: string; known: { printed: Printout } | undefined },
  { before }: Gathering,
): Map<string, string> {
  return known === undefined || before === null ? new Map() : partThere(before, name, known.printed);
}
