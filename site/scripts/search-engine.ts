import type { SearchEntry, SearchKind, StoredEntry } from "../../src/contract/search.ts";
import { ENTRIES_A_FILE, joinWords, SEARCH_KINDS, wantedOf } from "../../src/contract/search.ts";
import type { SearchFiles, Segment } from "./search-files.ts";
import { findJoined, findTerm } from "./search-term.ts";

/** What is left of the results, by the name of a facet. */
export type Filter = Partial<Record<FacetName, string>>;
export type FacetName = "kind" | "experiment" | "verdict" | "status" | "thread";

/** Something found, before its entry is loaded. */
export interface Hit {
  segment: Segment;
  id: number;
  kind: SearchKind;
  score: number;
}

/**
 * What a query finds. `hits`: the best first, some of each kind before the rest; `facets`: how many each value of a facet would leave, the most frequent first;
 * `terms`: the words as they stand in what was found; `isPartial`: nothing has all the words, these have some of them; `isCut`: there
 * may be more.
 */
export interface Found {
  hits: Hit[];
  facets: Record<FacetName, [value: string, count: number][]>;
  terms: Set<string>;
  isPartial: boolean;
  isCut: boolean;
}

/** An entry as it is shown. */
export type ShownEntry = Pick<SearchEntry, "kind" | "title" | "address" | "experiment" | "state" | "words" | "text">;

/**
 * What was found out and what was done stands before what was written of it: a report repeats the words of its runs in many sections,
 * and whoever asks whether something was tried wants the run and the entry in the journal.
 */
const WEIGHTS: Record<SearchKind, number> = {
  finding: 1.6,
  page: 1.3,
  journal: 1.3,
  run: 1.2,
  document: 0.8,
  line: 0.7,
};
/** So many of a kind stand before the others. */
const FIRST_OF_KIND = 6;
/** What the state of an entry is, by its kind. */
const STATES: Partial<Record<SearchKind, FacetName>> = {
  finding: "verdict",
  line: "verdict",
  run: "status",
  journal: "thread",
};

/** Finds what has all the words of a query; if nothing has, what has some. An empty query finds all that the filter leaves. */
export async function search(query: string, filter: Filter, files: SearchFiles): Promise<Found> {
  const segments = await files.segments();
  const { scores, ...said } = await scoresOf(query, segments, files);
  const facets: Found["facets"] = { kind: [], experiment: [], verdict: [], status: [], thread: [] };
  const counts = new Map<FacetName, Map<string, number>>();
  const hits: Hit[] = [];
  for (const [index, segment] of segments.entries()) {
    for (const [id, score] of scores[index] ?? []) {
      const values = facetsOf(segment, id);
      const misses = (Object.keys(filter) as FacetName[]).filter((name) => values[name] !== filter[name]);
      for (const name of Object.keys(values) as FacetName[]) {
        const value = values[name];
        if (value === undefined || misses.some((other) => other !== name)) continue;
        const counted = counts.get(name) ?? new Map<string, number>();
        counts.set(name, counted.set(value, (counted.get(value) ?? 0) + 1));
      }
      const kind = values.kind as SearchKind;
      if (misses.length === 0) hits.push({ segment, id, kind, score: score * WEIGHTS[kind] });
    }
  }
  for (const [name, counted] of counts)
    facets[name] = [...counted].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
  hits.sort((a, b) => b.score - a.score || a.segment.number - b.segment.number || a.id - b.id);
  return { hits: mixed(hits), facets, ...said };
}

/** The best of each kind before the rest of any: a thousand runs with a param hide no journal entry that has it. */
function mixed(hits: readonly Hit[]): Hit[] {
  const counts = new Map<SearchKind, number>();
  const isFirst = hits.map(({ kind }) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count <= FIRST_OF_KIND;
  });
  return [...hits.filter((_, at) => isFirst[at]), ...hits.filter((_, at) => !isFirst[at])];
}

/** The entries of hits, in their order. */
export function loadEntries(hits: readonly Hit[], files: SearchFiles): Promise<ShownEntry[]> {
  return Promise.all(
    hits.map(async ({ segment, id }) => {
      const file = await files.entries(segment, Math.floor(id / ENTRIES_A_FILE));
      return shown(file[id % ENTRIES_A_FILE] as StoredEntry);
    }),
  );
}

function shown([kind, title, address, experiment, state, words, text]: StoredEntry): ShownEntry {
  return { kind: SEARCH_KINDS[kind] ?? "page", title, address, experiment, state, words, text };
}

interface Scores extends Pick<Found, "terms" | "isPartial" | "isCut"> {
  scores: Map<number, number>[];
}

async function scoresOf(query: string, segments: readonly Segment[], files: SearchFiles): Promise<Scores> {
  const wanted = wantedOf(query);
  const terms = new Set<string>();
  let isCut = false;
  const find = async (term: string, how = findTerm) => {
    const matches = await how(term, segments, files);
    for (const one of matches.terms) terms.add(one);
    isCut ||= matches.isCut;
    return weighed(matches.worth, segments);
  };
  if (wanted.length === 0) {
    const all = segments.map(({ head }) => new Map(Array.from({ length: head.count }, (_, id) => [id, 1])));
    return { scores: all, terms, isPartial: false, isCut };
  }
  const none = segments.map(() => new Map<number, number>());
  const join = (words: string | null | undefined) => (words ? find(words, findJoined) : none);
  // Two words that stand side by side may be one where they are found: either is there then.
  const pairs = wanted.slice(1).map(({ parts }, at) => joinWords([...(wanted[at]?.parts ?? []), ...parts]));
  const joined = await Promise.all(pairs.map(join));
  const each = await Promise.all(
    wanted.map(async ({ pair, parts, joined: own }, at) => {
      const [whole, one, ...each] = await Promise.all([
        pair === null ? none : find(pair),
        join(own),
        ...parts.map((part) => find(part)),
      ]);
      // A param that is recorded is one thing, however many words its name has: text that has these says no more than that.
      const share = whole.some((found) => found.size > 0) ? 1 / Math.max(1, parts.length) : 1;
      const words = scaled(both(each, segments.length), share);
      const lists = [whole, one, words, joined[at - 1] ?? none, joined[at] ?? none];
      return any(lists, segments.length);
    }),
  );
  const all = both(each, segments.length);
  if (all.some((one) => one.size > 0)) return { scores: all, terms, isPartial: false, isCut };
  return { scores: any(each, segments.length), terms, isPartial: wanted.length > 1, isCut };
}

/** A rare word says more than a frequent one. */
function weighed(worth: readonly Map<number, number>[], segments: readonly Segment[]): Map<number, number>[] {
  const total = segments.reduce((sum, { head }) => sum + head.count, 0);
  const holders = worth.reduce((sum, one) => sum + one.size, 0);
  const rarity = Math.log(1 + total / Math.max(1, holders));
  return worth.map((one) => new Map(Array.from(one, ([id, value]) => [id, value * rarity])));
}

function scaled(lists: readonly Map<number, number>[], by: number): Map<number, number>[] {
  return lists.map((list) => new Map(Array.from(list, ([id, score]) => [id, score * by])));
}

/** The sum for entries that have all of the words. */
function both(lists: readonly Map<number, number>[][], segments: number): Map<number, number>[] {
  return Array.from({ length: segments }, (_, segment) => {
    const [first = new Map<number, number>(), ...others] = lists.map(
      (list) => list[segment] ?? new Map<number, number>(),
    );
    const sums = new Map<number, number>();
    for (const [id, score] of first) {
      if (others.every((one) => one.has(id)))
        sums.set(
          id,
          others.reduce((sum, one) => sum + (one.get(id) ?? 0), score),
        );
    }
    return sums;
  });
}

/** The sum for entries that have any of the words. */
function any(lists: readonly Map<number, number>[][], segments: number): Map<number, number>[] {
  return Array.from({ length: segments }, (_, segment) => {
    const sums = new Map<number, number>();
    for (const list of lists) for (const [id, score] of list[segment] ?? []) sums.set(id, (sums.get(id) ?? 0) + score);
    return sums;
  });
}

function facetsOf({ head, kinds, experiments, states }: Segment, id: number): Filter {
  const kind = SEARCH_KINDS[kinds[id] ?? 0] ?? "page";
  const experiment = head.names.experiments[experiments[id] ?? 0];
  const state = head.names.states[states[id] ?? 0];
  const facet = STATES[kind];
  return { kind, ...(experiment && { experiment }), ...(state && facet !== undefined && { [facet]: state }) };
}
