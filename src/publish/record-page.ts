import type { PageOf, SiteLink } from "../contract/index.ts";
import { compareNatural } from "../model/natural-order.ts";
import { baseName } from "../model/tree.ts";
import { visibleLine } from "./file-page.ts";
import { citedBy } from "./line-citation.ts";
import type { CitedRecord, RecordLocator } from "./record-place.ts";
import { anchorOf, partOf, valueAnchor } from "./record-place.ts";
import { sayBytes, sayCount } from "./say.ts";
import { trailOf } from "./trail.ts";

/** How many records before and after a cited one are shown. */
const AROUND = 2;
const MOST_LINES = 400;
/** Ids that tools make are told apart by their beginning. */
const LONG_ID = /\b([0-9a-f]{8})[0-9a-f]{16,}\b/g;

/**
 * What is known of the binary files of a project.
 *
 * - `find`: null for a file without records that can be shown; `isLarge`: its records are spread over several pages.
 * - `show`: records or rows as text, a field a line, in the order asked for; null for each that is not there.
 */
export interface RecordShelf {
  find(file: string): { isLarge: boolean; bytes: number } | null;
  show(file: string, locators: readonly RecordLocator[]): (string | null)[];
}

/** What the pages of a binary file are made with besides its records. `cited`: those that something points at. */
export interface RecordPlace {
  path: string;
  address: string;
  cited: readonly CitedRecord[];
  owners: SiteLink[];
}

type Table = PageOf<"record">["tables"][number];
type Window = Table["windows"][number];
type SiteRecord = Window["records"][number];

/**
 * The pages of a binary file: its cited records as text. A small file has one page; a large one a page that lists the others,
 * each with the records of one stretch.
 */
export function recordPages(shelf: RecordShelf, place: RecordPlace): PageOf<"record">[] {
  const { path, address, cited, owners } = place;
  const name = baseName(path);
  const known = shelf.find(path);
  if (!known?.isLarge) return [onePage(shelf, { ...place, title: name, parts: [], total: cited.length })];
  const groups = [...Map.groupBy(cited, (one) => partOf(one.locator))].sort(([a], [b]) => compareNatural(a, b));
  const above = [...owners, { text: name, href: address }];
  const pages = groups.map(([part, records]) => {
    const own = { path, address: `${address}${part}/`, cited: records, owners: above };
    return onePage(shelf, {
      ...own,
      title: `${name}: ${part.replace("-", " from ")}`,
      parts: [],
      total: records.length,
    });
  });
  const parts = pages.map((page, at) => {
    const count = groups[at]?.[1].length ?? 0;
    return { text: `${page.title.slice(name.length + 2)} (${count} cited)`, href: page.address };
  });
  return [onePage(shelf, { ...place, cited: [], title: name, parts, total: cited.length }), ...pages];
}

interface PageParts extends RecordPlace {
  title: string;
  parts: SiteLink[];
  total: number;
}

function onePage(shelf: RecordShelf, of: PageParts): PageOf<"record"> {
  const { path, address, cited, owners, title, parts, total } = of;
  const isRow = cited.some(({ locator }) => locator.kind === "row");
  return {
    kind: "record",
    address,
    title,
    description: `What is cited of ${path}, as text.`,
    trail: trailOf(...owners),
    path,
    facts: [
      { label: "Size", value: [sayBytes(shelf.find(path)?.bytes ?? 0)] },
      { label: "Cited", value: [sayCount(total, isRow ? "row" : "record")] },
    ],
    // Only text files are copied.
    note: `${noteOf(cited, parts)} The file itself is not in this site; it lies in the project at ${path}.`,
    parts,
    tables: [...recordTables(path, cited, shelf), ...rowTables(path, cited, shelf)],
  };
}

function noteOf(cited: readonly CitedRecord[], parts: readonly SiteLink[]): string {
  if (parts.length > 0) return "This file is large and not text: what is cited of it is spread over several pages.";
  if (cited.length === 0) return "This file is not text. Nothing in it is cited, so nothing of it is shown.";
  const isDatabase = cited.some(({ locator }) => locator.kind === "row");
  if (isDatabase) return "This file is a database: the rows that are cited are shown as text.";
  return "This file is not text: its records are shown as text, those that are cited and those beside them.";
}

/** Records by number, as windows around the cited ones. */
function recordTables(path: string, cited: readonly CitedRecord[], shelf: RecordShelf): Table[] {
  const byNumber = new Map<number, CitedRecord>();
  for (const one of cited) if (one.locator.kind === "record") byNumber.set(one.locator.record, one);
  if (byNumber.size === 0) return [];
  const wanted = new Set<number>();
  for (const number of byNumber.keys()) {
    for (let at = Math.max(1, number - AROUND); at <= number + AROUND; at += 1) wanted.add(at);
  }
  const locators = [...wanted].sort((a, b) => a - b).map((record) => ({ kind: "record" as const, record }));
  const texts = shelf.show(path, locators);
  const windows: Window[] = [];
  let before = 0;
  for (const [index, locator] of locators.entries()) {
    const text = texts[index] ?? null;
    const known = byNumber.get(locator.record);
    if (text === null && known === undefined) continue;
    const missing = locator.record - before - 1;
    if (missing > 0 || windows.length === 0) {
      windows.push({ gap: missing > 0 ? `${sayCount(missing, "record")} left out` : null, records: [] });
    }
    windows.at(-1)?.records.push(recordOf(locator, text, known ?? null));
    before = locator.record;
  }
  return [{ title: null, windows }];
}

/** The cited rows, table by table. */
function rowTables(path: string, cited: readonly CitedRecord[], shelf: RecordShelf): Table[] {
  const rows = cited.flatMap(({ locator, literals, by }) =>
    locator.kind === "row" ? [{ locator, literals, by }] : [],
  );
  rows.sort((a, b) => compareNatural(a.locator.table, b.locator.table) || compareNatural(a.locator.key, b.locator.key));
  const texts = shelf.show(
    path,
    rows.map((one) => one.locator),
  );
  const records = rows.map((one, index) => ({
    table: one.locator.table,
    record: recordOf(one.locator, texts[index] ?? null, one),
  }));
  return [...Map.groupBy(records, (one) => one.table)].map(([table, ones]) => ({
    title: table,
    windows: [{ gap: null, records: ones.map((one) => one.record) }],
  }));
}

function recordOf(locator: RecordLocator, text: string | null, cited: CitedRecord | null): SiteRecord {
  const all = (text ?? "This record is not there, or cannot be read.").split("\n");
  const literals = [...(cited?.literals ?? [])].filter((one) => one !== "");
  const shown = all.slice(0, MOST_LINES);
  const lines: SiteRecord["lines"] = shown.map((line) => {
    return { text: visibleLine(line), hit: literals.some((one) => holdsValue(line, one)) };
  });
  const anchors = placeAnchors({ locator, literals, shown }, lines);
  if (all.length > shown.length)
    lines.push({ text: `… ${sayCount(all.length - shown.length, "line")} more`, hit: false });
  const label = locator.kind === "record" ? String(locator.record) : locator.key.replace(LONG_ID, "$1…");
  const { by = [] } = cited ?? {};
  const citations = by.length === 0 ? null : citedBy(by);
  const own = anchors.length === 0 ? {} : { anchors };
  return { id: anchorOf(locator), label, cited: cited !== null, lines, citations, ...own };
}

/** Gives the line of each cited number its id; returns the ids of those that several lines say, or none: they mean the record. */
function placeAnchors(
  { locator, literals, shown }: { locator: RecordLocator; literals: readonly string[]; shown: readonly string[] },
  lines: SiteRecord["lines"],
): string[] {
  const record = anchorOf(locator);
  return literals.flatMap((literal) => {
    const id = valueAnchor(locator, literal);
    if (id === record) return [];
    const [at, ...others] = shown.flatMap((line, index) => (holdsValue(line, literal) ? [index] : []));
    const line = at === undefined || others.length > 0 ? undefined : lines[at];
    if (line === undefined || line.id !== undefined) return [id];
    line.id = id;
    return [];
  });
}

/** Whether a line says a value: `value: 0.97`. A value inside other text counts where it stands alone. */
export function holdsValue(line: string, literal: string): boolean {
  if (line.endsWith(`: ${literal}`)) return true;
  // Optuna keeps an infinite value as a word of its own.
  if (/: INF_(?:POS|NEG)$/.test(line)) return /^[-+]?inf/i.test(literal);
  const at = line.indexOf(literal);
  if (at < 0) return false;
  const isEdge = (char: string | undefined) => char === undefined || !/[\w.+-]/.test(char);
  return isEdge(line[at - 1]) && isEdge(line[at + literal.length]);
}
