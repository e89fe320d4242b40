import type { SearchKind } from "../../src/contract/search.ts";
import { partsOf, plainText, SEARCH_KINDS } from "../../src/contract/search.ts";
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

const WORD = /[\p{L}\p{N}\p{M}]+(?:[.=:+-]+[\p{L}\p{N}\p{M}]+)*/gu;
const SHOWN = 170;
const BEFORE = 50;

/** Results in groups by kind; a group stands where its best result does. `terms`: the words that are marked. */
export function resultGroups(
  entries: readonly ShownEntry[],
  { terms, root, heading }: { terms: ReadonlySet<string>; root: URL; heading: "h2" | "h3" },
): HTMLElement[] {
  const groups = Map.groupBy(uniqueOf(entries), (entry) => entry.kind);
  return [...groups].map(([kind, list]) => {
    const section = element("section", "found");
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
  if (experiment !== null && experiment !== title) {
    const where = element("span", "where");
    where.textContent = experiment;
    link.append(" ", where);
  }
  const said = [words, text].filter((one) => one !== "");
  const shown = said.find((one) => hasTerm(one, terms)) ?? said.at(kind === "run" ? 0 : -1) ?? "";
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
  for (const match of text.matchAll(WORD)) {
    if (!isHit(match[0], terms)) continue;
    const mark = document.createElement("mark");
    mark.textContent = match[0];
    parts.push(text.slice(at, match.index), mark);
    at = match.index + match[0].length;
  }
  return [...parts, text.slice(at)];
}

function isHit(word: string, terms: ReadonlySet<string>): boolean {
  const plain = plainText(word);
  return terms.has(plain) || partsOf(plain).some((part) => terms.has(part)) || isPairIn(plain, terms);
}

function isPairIn(plain: string, terms: ReadonlySet<string>): boolean {
  const [, name, value] = /^(.+)=([^=]+)$/.exec(plain) ?? [];
  return name !== undefined && terms.has(`${name}=${Number(value)}`);
}

function hasTerm(text: string, terms: ReadonlySet<string>): boolean {
  return firstHit(text, terms) >= 0;
}

function firstHit(text: string, terms: ReadonlySet<string>): number {
  for (const match of text.matchAll(WORD)) if (isHit(match[0], terms)) return match.index;
  return -1;
}

/** As much of a text as is shown, from a little before the first word that was looked for. */
function windowOf(text: string, terms: ReadonlySet<string>): string {
  if (text.length <= SHOWN) return text;
  const hit = Math.max(0, firstHit(text, terms));
  const start = Math.max(0, Math.min(hit - BEFORE, text.length - SHOWN));
  const end = start + SHOWN;
  return `${start > 0 ? "…" : ""}${text.slice(start, end).toWellFormed()}${end < text.length ? "…" : ""}`;
}
