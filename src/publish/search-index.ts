import type { SearchEntry, SegmentHead, StoredEntry, TermFile } from "../contract/search.ts";
import { ENTRIES_A_FILE, packIds, SEARCH_KINDS, searchFile, TERM_PLACES } from "../contract/search.ts";
import { hashText } from "../disk/hash.ts";
import { compareText } from "../model/finding.ts";
import type { Shared } from "./search-terms.ts";
import { openTerms, sharedIn, tellShared } from "./search-terms.ts";

/** A file of terms ends once it has this many characters. */
const TERM_FILE = 8000;
/** A new segment for so many pages: changing one page makes one segment anew, and a query reads a little of each. */
const PAGES_A_SEGMENT = 1500;

/** The folder of the index in the site. */
export const SEARCH_FOLDER = "search/index/";

/** A file of the index, its path relative to the root of the site. */
export interface IndexFile {
  path: string;
  text: string;
}

/** How many segments the index of a site has: a power of two, so that few pages move when there are more. */
export function segmentsFor(pages: number): number {
  let segments = 1;
  while (pages > 2 * segments * PAGES_A_SEGMENT) segments *= 2;
  return segments;
}

/** The segment of the entries of a page. Pages of one experiment share one, so that a changed experiment changes one segment. */
export function segmentOf(owner: string, segments: number): number {
  if (segments === 1) return 0;
  const [section = "", name = ""] = owner.split("/");
  const key = section === "runs" || section === "experiments" ? name : owner;
  return Number.parseInt(hashText(key).slice(0, 8), 16) % segments;
}

/** The files of one segment. The order of the entries does not matter: the same ones give the same files. */
export function segmentFiles(segment: number, given: readonly SearchEntry[]): IndexFile[] {
  const ordered = inOrder(given);
  // What runs share is in the runs, which are told as they are.
  const shared = sharedIn(ordered);
  const entries = tellShared(ordered, shared);
  const lists: [part: "e" | "t", list: unknown[]][] = [];
  for (let at = 0; at < entries.length; at += ENTRIES_A_FILE) {
    lists.push(["e", entries.slice(at, at + ENTRIES_A_FILE).map(storedOf)]);
  }
  const terms = termFiles(entries, shared);
  lists.push(...terms.map((file): ["t", TermFile] => ["t", file]));
  const count = { e: 0, t: 0 };
  const bodies = lists.map(([part, list]) => ({
    name: searchFile(segment, part, count[part]++),
    body: JSON.stringify(list),
  }));
  const version = hashText(bodies.map((one) => one.body).join("\n")).slice(0, 8);
  const head = JSON.stringify(headOf({ entries, terms, version }));
  return [{ name: searchFile(segment, "head"), body: head }, ...bodies].map(({ name, body }) => fileOf(name, body));
}

/** The file that says how many segments there are. */
export function indexHead(segments: number): IndexFile {
  return fileOf("head", JSON.stringify({ segments }));
}

/** The entries in a file of entries; null when it is none. */
export function readEntries(text: string): SearchEntry[] | null {
  try {
    const body = text.slice(text.indexOf(",") + 1, text.lastIndexOf(")"));
    return (JSON.parse(body) as StoredEntry[]).map(entryOf);
  } catch {
    return null;
  }
}

function fileOf(name: string, body: string): IndexFile {
  // A script and no JSON: pages that were opened from a disk may load nothing else.
  return { path: `${SEARCH_FOLDER}${name}.js`, text: `labdocsSearch(${JSON.stringify(name)},${asciiOf(body)})\n` };
}

/** JSON that means the same in every encoding that a server may say. */
function asciiOf(json: string): string {
  return json.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function inOrder(entries: readonly SearchEntry[]): SearchEntry[] {
  const pages = Map.groupBy(entries, (entry) => entry.owner);
  const owners = [...pages.keys()].sort(compareText);
  return owners.flatMap((owner) => pages.get(owner) ?? []);
}

function storedOf(entry: SearchEntry): StoredEntry {
  const { kind, title, address, experiment, state, words, text, owner } = entry;
  const elsewhere: [string?] = pageOf(address) === owner ? [] : [owner];
  return [SEARCH_KINDS.indexOf(kind), title, address, experiment, state, words, text, ...elsewhere];
}

function entryOf([kind, title, address, experiment, state, words, text, owner]: StoredEntry): SearchEntry {
  const known = SEARCH_KINDS[kind] ?? "page";
  return { kind: known, title, address, experiment, state, words, text, owner: owner ?? pageOf(address) };
}

function pageOf(address: string): string {
  return address.replace(/#.*$/s, "");
}

function headOf(of: { entries: readonly SearchEntry[]; terms: readonly TermFile[]; version: string }): SegmentHead {
  const { entries, terms, version } = of;
  const experiments = [...new Set(entries.map((entry) => entry.experiment))];
  const states = [...new Set(entries.map((entry) => entry.state))];
  return {
    version,
    count: entries.length,
    names: { experiments, states },
    kinds: runLengths(entries.map((entry) => SEARCH_KINDS.indexOf(entry.kind))),
    experiments: runLengths(
      indexesIn(
        experiments,
        entries.map((entry) => entry.experiment),
      ),
    ),
    states: runLengths(
      indexesIn(
        states,
        entries.map((entry) => entry.state),
      ),
    ),
    terms: terms.map((file) => file[0] ?? ""),
  };
}

function indexesIn(names: readonly (string | null)[], values: readonly (string | null)[]): number[] {
  const at = new Map(names.map((name, index) => [name, index]));
  return values.map((value) => at.get(value) ?? 0);
}

function runLengths(values: readonly number[]): number[] {
  const pairs: number[] = [];
  for (const value of values) {
    if (pairs.length > 0 && pairs.at(-2) === value) pairs[pairs.length - 1] = (pairs.at(-1) ?? 0) + 1;
    else pairs.push(value, 1);
  }
  return pairs;
}

function termFiles(entries: readonly SearchEntry[], shared: Map<string, Shared>): TermFile[] {
  // Who has a term, by where. Who has it in the title is in no other list.
  const holders = new Map<string, number[][]>();
  const said = openTerms(entries, shared);
  for (const [id, entry] of entries.entries()) {
    const places = said(entry);
    for (const [where, name] of TERM_PLACES.entries()) {
      for (const term of places[name]) {
        const lists = holders.get(term) ?? TERM_PLACES.map(() => []);
        if (lists.every((list) => list.at(-1) !== id)) lists[where]?.push(id);
        holders.set(term, lists);
      }
    }
  }
  const files: TermFile[] = [];
  let length = TERM_FILE;
  for (const term of [...holders.keys()].sort(compareText)) {
    const row = [term, ...(holders.get(term) ?? []).map(packIds)];
    if (length >= TERM_FILE) files.push([]);
    length = row.reduce((sum, text) => sum + text.length + 3, length >= TERM_FILE ? 0 : length);
    files.at(-1)?.push(...row);
  }
  return files;
}
