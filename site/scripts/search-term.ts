import type { TermFile } from "../../src/contract/search.ts";
import { TERM_PLACES, unpackIds } from "../../src/contract/search.ts";
import type { SearchFiles, Segment } from "./search-files.ts";

/** What a term is worth where it stands: what a run says aside is worth less than any text. */
const WORTH: Record<(typeof TERM_PLACES)[number], number> = { title: 3, words: 2, text: 1, aside: 0.4 };
const PLACES = TERM_PLACES.map((place) => WORTH[place]);
/** More files than these are not read for one word of a query. */
const MOST_FILES = 3;
const MOST_FUZZY_FILES = 6;
const SHORTEST_FUZZY = 4;
/** `diverging` also finds `diverged`, and `failures` finds `failed`: another ending of the same word. */
const ENDING = /(?<=\p{L}{4})(?:ed|es|ing|ures?|(?<!s)s)$/u;
const ENDS = /^(?:|e|ed|es|ing|ures?|s)$/;

/**
 * Who has a word: in each segment, what it is worth by entry. `terms`: as which it stands there; `isCut`: so many begin with it that
 * not all were read.
 */
export interface Matches {
  terms: Set<string>;
  worth: Map<number, number>[];
  isCut: boolean;
}

/** Finds who has a term, one that begins with it, or the same word with another ending; where nobody has, one that differs in a letter. */
export async function findTerm(term: string, segments: readonly Segment[], files: SearchFiles): Promise<Matches> {
  const isWord = term.length >= SHORTEST_FUZZY && !/\p{N}|=/u.test(term);
  const stem = isWord ? term.replace(ENDING, "") : term;
  const rows = (segment: Segment) => rowsFrom(new Set([term, stem]), segment, files);
  // `lr=0.1` is not meant to find `lr=0.15`, unless there is no other: then it is still being typed.
  const same = term.includes("=") ? await collect(segments, { rows, accept: (other) => Number(other === term) }) : null;
  if (same !== null && same.terms.size > 0) return { ...same, isCut: false };
  const accept = (other: string) => {
    if (other === term) return 1;
    // The name of a param is a term of its own, where a word is meant to find it.
    if (!term.includes("=") && other.includes("=")) return 0;
    if (isWord && other.startsWith(term) && ENDS.test(other.slice(term.length))) return 0.8;
    if (term.length > 1 && other.startsWith(term)) return (0.8 * term.length) / other.length;
    return stem !== term && other.startsWith(stem) && ENDS.test(other.slice(stem.length)) ? 0.5 : 0;
  };
  const exact = await collect(segments, { rows, accept });
  const isCut = segments.some((segment) => filesFrom(term, segment).length > MOST_FILES);
  if (exact.terms.size > 0 || !isWord) return { ...exact, isCut };
  const near = await collect(segments, {
    rows: (segment) => rowsOfInitial(term, segment, files),
    accept: (other) => (isNear(term, other) ? 0.4 : 0),
  });
  return { ...near, isCut: false };
}

/** Finds who has words as one word, or one that begins so: `random forest` in `randomforest`. */
export async function findJoined(joined: string, segments: readonly Segment[], files: SearchFiles): Promise<Matches> {
  const rows = (segment: Segment) => rowsFrom(new Set([joined]), segment, files);
  const accept = (other: string) =>
    other.startsWith(joined) && !other.includes("=") ? (0.8 * joined.length) / other.length : 0;
  return { ...(await collect(segments, { rows, accept })), isCut: false };
}

async function collect(
  segments: readonly Segment[],
  by: { rows(segment: Segment): Promise<TermFile[]>; accept(term: string): number },
): Promise<Omit<Matches, "isCut">> {
  const terms = new Set<string>();
  const worth = await Promise.all(
    segments.map(async (segment) => {
      const found = new Map<number, number>();
      for (const file of await by.rows(segment)) {
        for (let at = 0; at < file.length; at += 1 + PLACES.length) {
          const factor = by.accept(file[at] ?? "");
          if (factor === 0) continue;
          terms.add(file[at] ?? "");
          for (const [place, value] of PLACES.entries()) {
            for (const id of unpackIds(file[at + 1 + place] ?? "")) {
              found.set(id, Math.max(found.get(id) ?? 0, factor * value));
            }
          }
        }
      }
      return found;
    }),
  );
  return { terms, worth };
}

/** The numbers of the files that hold a term and those that begin with it. */
function filesFrom(term: string, { head }: Segment): number[] {
  const first = Math.max(
    0,
    head.terms.findLastIndex((one) => one <= term),
  );
  const found = head.terms.length === 0 ? [] : [first];
  for (let at = first + 1; head.terms[at]?.startsWith(term); at += 1) found.push(at);
  return found;
}

function rowsFrom(begins: ReadonlySet<string>, segment: Segment, files: SearchFiles): Promise<TermFile[]> {
  const wanted = new Set([...begins].flatMap((one) => filesFrom(one, segment).slice(0, MOST_FILES)));
  return Promise.all([...wanted].map((index) => files.terms(segment, index)));
}

/** The files of the terms with the same initial; those that hold nothing but values of one param are passed over. */
function rowsOfInitial(term: string, segment: Segment, files: SearchFiles): Promise<TermFile[]> {
  const { terms } = segment.head;
  const initial = term.slice(0, 1);
  const nameOf = (at: number) => /^[^=]*=/.exec(terms[at] ?? "")?.[0];
  const wanted = terms.flatMap((first, at) => {
    const next = terms[at + 1];
    const isOut = first.slice(0, 1) > initial || (next !== undefined && next < initial);
    const isValues = nameOf(at) !== undefined && nameOf(at) === nameOf(at + 1);
    return isOut || isValues ? [] : [at];
  });
  return Promise.all(wanted.slice(0, MOST_FUZZY_FILES).map((index) => files.terms(segment, index)));
}

/** Whether one word becomes the other, or the beginning of it, by a letter more, less or other, or by two that are swapped. */
function isNear(a: string, b: string): boolean {
  if (a[0] !== b[0] || Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const [x, y] = [a.slice(at), b.slice(at)];
  const isSwap = x.length > 1 && x[0] === y[1] && x[1] === y[0] && x.slice(2) === y.slice(2);
  return x.slice(1) === y.slice(1) || x.slice(1) === y || x === y.slice(1) || isSwap;
}
