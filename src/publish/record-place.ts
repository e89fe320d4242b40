import type { SiteCiting } from "../contract/index.ts";
import { hashText } from "../disk/hash.ts";
import type { Locator } from "../model/evidence.ts";

/** A place in a binary file: a record by its number, a row of a table by its key. */
export type RecordLocator = Extract<Locator, { kind: "record" | "row" }>;

/** A record or row that something points at, with the values that are cited of it. `by`: the documents that cite it. */
export interface CitedRecord {
  locator: RecordLocator;
  literals: string[];
  by?: SiteCiting[];
}

/** How many records, or rows in the order of their numbers, a page of a large file can hold at most. */
const PAGE = 1000;
const LONGEST = 100;
const SAFE = /[^A-Za-z0-9._-]/g;

/** The id of a record on its page: `R57`; of a row: `metrics-412`, `params-8f2c/lr` as `params-8f2c-lr`. */
export function anchorOf(locator: RecordLocator): string {
  if (locator.kind === "record") return `R${locator.record}`;
  const key = locator.key.replace("/", "-");
  const plain = key.replace(SAFE, "_");
  const isSame = plain === key && plain.length <= LONGEST;
  const table = locator.table.replace(SAFE, "_");
  return `${table}-${isSame ? plain : `${plain.slice(0, LONGEST)}-${hashText(locator.key).slice(0, 6)}`}`;
}

const NUMBER = /^[-+]?(?:nan|inf(?:inity)?|(?:\d[\d.]*|\.\d+)(?:e[-+]?\d+)?)$/i;

/** The id of a number in a record, `R57=3f2a1c`; what is no number goes by its record. It says nothing of what a site keeps back. */
export function valueAnchor(locator: RecordLocator, literal: string): string {
  const record = anchorOf(locator);
  return NUMBER.test(literal) ? `${record}=${hashText(literal).slice(0, 6)}` : record;
}

/**
 * The page of a large file that a record is on, as a segment of an address; it depends on nothing but the record, so that the
 * address stays when others are cited too. Rows with a number lie in blocks of a thousand; those of one run, whose key begins
 * with its id, are on one page.
 */
export function partOf(locator: RecordLocator): string {
  if (locator.kind === "record") return `records-${blockOf(locator.record)}`;
  const table = locator.table.replace(SAFE, "_");
  if (/^\d{1,15}$/.test(locator.key)) return `${table}-${blockOf(Number(locator.key))}`;
  return `rows-${hashText(locator.key.split("/", 1)[0] ?? "").slice(0, 2)}`;
}

function blockOf(number: number): number {
  return Math.floor(Math.max(0, number - 1) / PAGE) * PAGE + 1;
}
