// What a list of runs is sorted by and narrowed to, as the address of its page says it.

import type { Sorting } from "./sorting.ts";
import { formatSorting, parseSorting } from "./sorting.ts";

/** `words`: what rows have in them; `chosen`: values of a facet by its name. */
export interface Asked extends Sorting {
  words: string;
  chosen: ReadonlyMap<string, readonly string[]>;
}

/** The head of the column of results in a list of several metrics; it means the same where the one metric is the head. */
export const RESULT = "Result";

const WORDS = "filter";
const SORT = "sort";

let isTyping = false;

/** Reads the part of an address behind the question mark. */
export function parseAsked(search: string): Asked {
  const params = new URLSearchParams(search);
  const names = new Set([...params.keys()].filter((name) => name !== WORDS && name !== SORT));
  return {
    words: params.get(WORDS) ?? "",
    ...parseSorting(params.get(SORT)),
    chosen: new Map([...names].map((name) => [name, params.getAll(name)])),
  };
}

/** The shortest address that says the same, from the question mark on; empty when nothing is asked for. */
export function formatAsked({ words, chosen, ...sorting }: Asked): string {
  const params = new URLSearchParams();
  const sort = formatSorting(sorting);
  if (words.trim() !== "") params.set(WORDS, words.trim());
  if (sort !== null) params.set(SORT, sort);
  for (const [name, values] of chosen) for (const value of values) params.append(name, value);
  return params.size === 0 ? "" : `?${params.toString().replaceAll("%2F", "/")}`;
}

/** Shows what the address asks for, now and whenever the reader goes back or forward. */
export function followAsked(show: (asked: Asked) => void): void {
  addEventListener("popstate", () => {
    isTyping = false;
    show(parseAsked(location.search));
  });
  show(parseAsked(location.search));
}

/** Puts into the address what is asked for. Going back undoes one step; letters that are typed one after another are one. */
export function writeAsked(asked: Asked, isStep: boolean): void {
  const search = formatAsked(asked);
  const isNew = isStep || !isTyping;
  isTyping = !isStep;
  if (search === location.search) return;
  try {
    const address = `${location.pathname}${search}${location.hash}`;
    if (isNew) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  } catch {
    // Some browsers keep the address of a page that was opened from a disk.
  }
}
