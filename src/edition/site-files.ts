import type { Site } from "../contract/index.ts";
import { SCHEMA_VERSION } from "../contract/index.ts";
import type { SearchEntry } from "../contract/search.ts";
import { readText } from "../disk/file.ts";
import { sizeOf } from "../disk/folder.ts";
import { compareText } from "../model/finding.ts";
import { atomFeed, sitemap } from "../publish/feed.ts";
import { llmsText } from "../publish/llms-text.ts";
import { isOfFile } from "../publish/page-link.ts";
import type { ClaimItem, PageItem, PageRecord } from "../publish/page-record.ts";
import { cardItem } from "../publish/page-record.ts";
import type { IndexFile } from "../publish/search-index.ts";
import {
  indexHead,
  readEntries,
  SEARCH_FOLDER,
  segmentFiles,
  segmentOf,
  segmentsFor,
} from "../publish/search-index.ts";
import type { LastOutput } from "./last-output.ts";

const PAGES = "index.json";
const CLAIMS = "claims.json";
const OTHERS = ["llms.txt", "feed.xml", "sitemap.xml"];

/** What the last build left: its pages and claims, and how its search index is divided. */
interface Known {
  items: PageItem[];
  claims: ClaimItem[];
  segments: number;
}

/** The files that stand for all pages together: lists, claims, feed and search index. */
export interface SiteFiles {
  /** A page that is new or has changed. What is known of the others is read from the files themselves. */
  add(record: PageRecord): void;
  /** The files to write, and which of the last build's stay as they are. `gone`: the addresses of pages that are no more. */
  finish(gone: readonly string[]): { files: IndexFile[]; kept: string[] };
}

/** Whether a file of the output stands for all pages together. */
function isSiteFile(path: string): boolean {
  return path === PAGES || path === CLAIMS || OTHERS.includes(path) || path.startsWith(SEARCH_FOLDER);
}

/** Whether all such files of the last build are still there: if not, every page has to be asked again. */
export function hasSiteFiles(before: LastOutput): boolean {
  const files = [...before.apart].filter(([path]) => isSiteFile(path));
  return files.every(([path, [, bytes]]) => sizeOf(before.out, path) === bytes) && knownOf(before) !== null;
}

/** Collects what changed since the last build; `before` is null when there was none to go on from. */
export function openSiteFiles({ before, site }: { before: LastOutput | null; site: Site }): SiteFiles {
  const fresh = new Map<string, PageRecord>();
  const finish = (gone: readonly string[]) => {
    const known = before === null ? null : knownOf(before);
    const old = [...(before?.apart.keys() ?? [])].filter(isSiteFile);
    if (known !== null && fresh.size === 0 && gone.length === 0) return { files: [], kept: old };
    const isGone = new Set(gone);
    const stays = (address: string) => !isGone.has(address) && !fresh.has(address);
    const { files, listed } = listFiles({ fresh: [...fresh.values()], known, stays }, site);
    const index = indexFiles({ fresh, known, stays, gone, listed }, { out: before?.out ?? "", old });
    return { files: [...files, ...index.files], kept: index.kept };
  };
  return { add: (record) => void fresh.set(record.item.address, record), finish };
}

/** What is not asked again: pages that are still there and have not changed. */
interface Changes {
  known: Known | null;
  stays(address: string): boolean;
}

/** `listed`: how many pages are not those of files. */
function listFiles(
  { fresh, known, stays }: Changes & { fresh: readonly PageRecord[] },
  site: Site,
): { files: IndexFile[]; listed: number } {
  const items = new Map((known?.items ?? []).map((item) => [item.address, item]));
  const anew = new Set(fresh.map((one) => one.item.address));
  for (const address of [...items.keys()]) if (!stays(address) && !anew.has(address)) items.delete(address);
  for (const { item } of fresh) items.set(item.address, { ...item, ...verdictOf(items.get(item.address)) });
  for (const card of fresh.flatMap((one) => one.cards)) {
    const item = items.get(card.href);
    if (item !== undefined) items.set(card.href, { ...item, ...cardItem(card) });
  }
  const pages = [...items.values()].sort((a, b) => compareText(a.address, b.address));
  const claims = [...(known?.claims ?? []).filter((one) => stays(one.document)), ...fresh.flatMap((one) => one.claims)];
  const byDocument = [...Map.groupBy(claims, (one) => one.document)].sort(([a], [b]) => compareText(a, b));
  const { title, description, url } = site;
  const head = { schemaVersion: SCHEMA_VERSION, title, description };
  const listed = pages.filter((one) => !isOfFile(one.address));
  const files = [
    { path: PAGES, text: listText(head, "pages", pages) },
    {
      path: CLAIMS,
      text: listText(
        head,
        "claims",
        byDocument.flatMap(([, list]) => list),
      ),
    },
    { path: "llms.txt", text: llmsText(site, listed) },
    { path: "feed.xml", text: atomFeed(site, pages) },
    ...(url === null ? [] : [{ path: "sitemap.xml", text: sitemap(url, listed) }]),
  ];
  return { files, listed: listed.length };
}

/** What only the list of experiments knows of a page. */
function verdictOf(item: PageItem | undefined): Partial<PageItem> {
  if (item?.verdict === undefined) return {};
  const { kind: _kind, title: _title, address: _address, description: _description, ...rest } = item;
  return rest;
}

/** The segments in which something changed are made anew of what changed and of their own files. */
function indexFiles(
  changes: Changes & { fresh: ReadonlyMap<string, PageRecord>; gone: readonly string[]; listed: number },
  { out, old }: { out: string; old: readonly string[] },
): { files: IndexFile[]; kept: string[] } {
  const { fresh, known, stays, gone, listed } = changes;
  const segments = segmentsFor(listed);
  const isSame = known?.segments === segments;
  const folderOf = (segment: number) => `${SEARCH_FOLDER}${segment}/`;
  const touched = new Set([...fresh.keys(), ...gone].map((address) => segmentOf(address, segments)));
  const numbers = Array.from({ length: segments }, (_, segment) => segment);
  const anew = isSame ? numbers.filter((segment) => touched.has(segment)) : numbers;
  const folders = anew.map(folderOf);
  const isRead = (path: string) =>
    isSame ? folders.some((folder) => path.startsWith(folder)) : path.startsWith(SEARCH_FOLDER);
  const kept = isSame ? old.filter((path) => path.startsWith(SEARCH_FOLDER) && !isRead(path)) : [];
  const entries =
    known === null
      ? []
      : readOld(
          out,
          old.filter((path) => isRead(path) && /\/e\d+\.js$/.test(path)),
          stays,
        );
  const all = Map.groupBy([...entries, ...[...fresh.values()].flatMap((one) => one.entries)], ({ owner }) =>
    segmentOf(owner, segments),
  );
  const files = [indexHead(segments), ...anew.flatMap((segment) => segmentFiles(segment, all.get(segment) ?? []))];
  return { files, kept };
}

/** Entries of pages that stay, in the order of their files. */
function readOld(out: string, paths: readonly string[], stays: (address: string) => boolean): SearchEntry[] {
  const numberOf = (path: string) => Number(/(\d+)\.js$/.exec(path)?.[1] ?? 0);
  const inOrder = [...paths].sort((a, b) => numberOf(a) - numberOf(b));
  return inOrder.flatMap((path) => readEntries(readText(out, path)) ?? []).filter((entry) => stays(entry.owner));
}

function listText(head: object, name: string, list: readonly object[]): string {
  const lines = list.map((one) => JSON.stringify(one)).join(",\n");
  return `${JSON.stringify(head).slice(0, -1)},"${name}":[\n${lines}\n]}\n`;
}

// Both whether it can be read and what it says is asked; it is megabytes.
const read = new WeakMap<LastOutput, Known | null>();

function knownOf(before: LastOutput): Known | null {
  const known = read.has(before) ? (read.get(before) ?? null) : readKnown(before);
  read.set(before, known);
  return known;
}

function readKnown({ out, apart }: LastOutput): Known | null {
  const head = `${SEARCH_FOLDER}head.js`;
  if ([PAGES, CLAIMS, head].some((path) => !apart.has(path))) return null;
  try {
    const { pages } = JSON.parse(readText(out, PAGES)) as { pages: PageItem[] };
    const { claims } = JSON.parse(readText(out, CLAIMS)) as { claims: ClaimItem[] };
    const segments = Number(/"segments":(\d+)/.exec(readText(out, head))?.[1]);
    return Number.isInteger(segments) ? { items: pages, claims, segments } : null;
  } catch {
    return null;
  }
}
