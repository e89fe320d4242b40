// How everything on the site is sorted: tables of pages, the list of all runs, compared runs.

/** `sort`: the head of a column, null for the order of the page; ascending is from A to Z, from the small to the large, from then to now. */
export interface Sorting {
  sort: string | null;
  isDescending: boolean;
}

/** What a row is sorted by; null and empty text for no value. */
export type Key = string | number | null;

/** What the keys of a column are, and so which way it is sorted first. */
export type KeyKind = "text" | "number" | "time";

const TIME = /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d.*)?$/;

/** A head, with a `-` before it for descending, as an address says it. */
export function parseSorting(text: string | null): Sorting {
  const sort = text?.replace(/^-/, "") || null;
  return { sort, isDescending: sort !== null && text?.startsWith("-") === true };
}

/** The same as an address says it; null when nothing is sorted. */
export function formatSorting({ sort, isDescending }: Sorting): string | null {
  return sort === null ? null : (isDescending ? "-" : "") + sort;
}

/** What `aria-sort` of a head is, and with it its arrow. */
export function markOf({ sort, isDescending }: Sorting, head: string): "ascending" | "descending" | null {
  return sort !== head ? null : isDescending ? "descending" : "ascending";
}

/** What a press on a head asks for. Goes round: numbers and times begin with the largest and the last, text with A; then back; then as it was. */
export function nextSorting(before: Sorting, head: string, kind: KeyKind): Sorting {
  const startsDown = kind !== "text";
  if (before.sort !== head) return { sort: head, isDescending: startsDown };
  if (before.isDescending === startsDown) return { sort: head, isDescending: !startsDown };
  return { sort: null, isDescending: false };
}

/** Of a column: one word among numbers makes all of it text. */
export function kindOf(keys: readonly Key[]): KeyKind {
  const present = keys.filter((key) => !isMissing(key));
  if (present.length === 0) return "text";
  if (present.every((key) => !Number.isNaN(Number(key)))) return "number";
  return present.every((key) => TIME.test(String(key))) ? "time" : "text";
}

/** The indices of the keys in order. What has no value is last whichever way, and what is equal stays as it was. */
export function orderOf(keys: readonly Key[], isDescending: boolean): Uint32Array {
  const sign = isDescending ? -1 : 1;
  const places = placesOf(keys);
  const placeOf = (at: number) => places[at] ?? Number.POSITIVE_INFINITY;
  const compare = (a: number, b: number) => (placeOf(a) < placeOf(b) ? -1 : placeOf(a) > placeOf(b) ? 1 : 0);
  const missing = Uint8Array.from(keys, (key) => Number(isMissing(key)));
  const order = Uint32Array.from(keys, (_, at) => at);
  return order.sort((a, b) => (missing[a] ?? 0) - (missing[b] ?? 0) || sign * compare(a, b) || a - b);
}

/** Numbers as numbers; text by its characters, which is the same in every language of the browser. */
function placesOf(keys: readonly Key[]): Float64Array {
  if (kindOf(keys) === "number") return Float64Array.from(keys, (key) => (isMissing(key) ? 0 : Number(key)));
  const texts = [...new Set(keys.map(String))].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const ranks = new Map(texts.map((text, rank) => [text, rank]));
  return Float64Array.from(keys, (key) => ranks.get(String(key)) ?? 0);
}

function isMissing(key: Key): boolean {
  return key === null || key === "" || Number.isNaN(key);
}
