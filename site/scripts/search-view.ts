import type { SearchKind } from "../../src/contract/search.ts";
import { endOfPair, pairOf, plainText, SEARCH_KINDS, termsOf } from "../../src/contract/search.ts";
import { element } from "./element.ts";
import { pageHref } from "./page-address.ts";
import type { ShownEntry } from "./search-engine.ts";

/** What a group of results is called. */
export const KIND_NAMES: Record<SearchKind, string> = {
  finding: "Findings",
  document: "Documents",
  journal: "Journal",
  run: "Runs",
  line: "Cited log lines",
  page: "Pages",
};

/** A param with its value, or a word. */
const PAIR = /[\p{L}\p{N}_.-]*[\p{L}\p{N}]=[^\s,;]+/gu;
const WORD = /\p{N}+(?:\.\p{N}+)+(?:e[+-]?\p{N}+)?|[\p{L}\p{N}\p{M}]+/gu;
const SHOWN = 170;
const BEFORE = 50;

/** Results in groups by kind; a group stands where its best result does. `terms`: the words that are marked. */
export function resultGroups(
  entries: readonly ShownEntry[],
  { terms, root, heading }: { terms: ReadonlySet<string>; root: URL; heading: "h2" | "h3" },
): HTMLElement[] {
  const groups = Map.groupBy(uniqueOf(entries), (entry) => entry.kind);
  return [...groups].map(([kind, list]) => {
    const section = element("section", "hits");
    const title = element(heading, "");
    title.textContent = KIND_NAMES[kind];
    const items = element("ul", "");
    for (const entry of list) items.append(itemOf(entry, terms, root));
    section.append(title, items);
    return section;
  });
}

/** The name of a value of the facet `kind`. */
export function kindName(value: string): string {
  return SEARCH_KINDS.some((kind) => kind === value) ? KIND_NAMES[value as SearchKind] : value;
}

/** A long section has several entries with one address: the best is shown. */
function uniqueOf(entries: readonly ShownEntry[]): ShownEntry[] {
  const seen = new Set<string>();
  return entries.filter(({ address }) => !seen.has(address) && seen.add(address));
}

function itemOf(entry: ShownEntry, terms: ReadonlySet<string>, root: URL): HTMLElement {
  const { title, address, experiment, state, words, text, kind } = entry;
  const item = element("li", "");
  const link = element("a", "");
  link.href = pageHref(address, root);
  const name = element("span", "name");
  name.append(...marked(title, terms));
  link.append(name);
  if (state !== null) {
    const badge = element("span", "state");
    badge.textContent = state;
    link.append(" ", badge);
  }
  if (experiment !== null && !title.startsWith(experiment)) {
    const where = element("span", "where");
    where.textContent = experiment;
    link.append(" ", where);
  }
  const own = kind === "line" ? [] : [words];
  const said = (kind === "finding" ? [text, ...own] : [...own, text]).filter((one) => one !== "");
  const shown =
    said.find((one) => hitsIn(one, terms).length > 0) ?? said.at(kind === "run" || kind === "finding" ? 0 : -1) ?? "";
  if (shown !== "") {
    const passage = element("span", kind === "line" ? "said line" : "said");
    passage.append(...marked(windowOf(shown, terms), terms));
    link.append(passage);
  }
  item.append(link);
  return item;
}

/** Text with the words that were looked for marked. */
function marked(text: string, terms: ReadonlySet<string>): (string | HTMLElement)[] {
  const parts: (string | HTMLElement)[] = [];
  let at = 0;
  for (const [start, end] of hitsIn(text, terms)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    parts.push(text.slice(at, start), mark);
    at = end;
  }
  return [...parts, text.slice(at)];
}

/** Where the words stand that were looked for: params that were asked for with their value, and words outside of them. */
function hitsIn(text: string, terms: ReadonlySet<string>): [start: number, end: number][] {
  const pairs = matchesIn(text, PAIR).filter(([start, end]) => {
    const pair = pairOf(plainText(text.slice(start, end)));
    return pair !== null && (terms.has(pair) || terms.has(endOfPair(pair)));
  });
  const words = matchesIn(text, WORD).filter(
    ([start, end]) =>
      [...termsOf(text.slice(start, end))].some((term) => terms.has(term)) &&
      !pairs.some(([from, to]) => start < to && end > from),
  );
  return [...pairs, ...words].sort(([a], [b]) => a - b);
}

function matchesIn(text: string, pattern: RegExp): [start: number, end: number][] {
  return Array.from(text.matchAll(pattern), ({ index, 0: match }) => [index, index + match.length]);
}

/** As much of a text as is shown, from a little before the first word that was looked for. */
function windowOf(text: string, terms: ReadonlySet<string>): string {
  if (text.length <= SHOWN) return text;
  const hit = hitsIn(text, terms)[0]?.[0] ?? 0;
  const about = Math.max(0, Math.min(hit - BEFORE, text.length - SHOWN));
  const start = about === 0 ? 0 : Math.min(hit, text.indexOf(" ", about) + 1 || about);
  const end = start + SHOWN;
  return `${start > 0 ? "…" : ""}${text.slice(start, end).toWellFormed()}${end < text.length ? "…" : ""}`;
}
