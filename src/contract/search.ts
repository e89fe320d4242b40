// The search index: how text becomes words, and what its files hold. Whoever builds it and the browser that reads it share this
// file, and nothing else of ours is imported here: it is a part of the script that pages load.

/** What can be found, in the order in which results are shown. */
export const SEARCH_KINDS = ["finding", "document", "journal", "run", "line", "page"] as const;

export type SearchKind = (typeof SEARCH_KINDS)[number];

/**
 * One thing that can be found.
 *
 * - `address`: where it is shown, with a fragment if it is a part of a page; `owner`: the address of the page it was taken from.
 * - `experiment`: the title of the experiment it belongs to. `state`: verdict, status of a run, or whether a thread is open.
 * - `words`: what it is called by besides its title: params as `lr=0.1`, tags. `text`: what it says.
 */
export interface SearchEntry {
  kind: SearchKind;
  title: string;
  address: string;
  experiment: string | null;
  state: string | null;
  words: string;
  text: string;
  owner: string;
}

/** An entry in a file: kind, title, address, experiment, state, words, text, and the owner where the address does not say it. */
export type StoredEntry = [number, string, string, string | null, string | null, string, string, string?];

/** How many entries one file holds: results are few, so that files are small. */
export const ENTRIES_A_FILE = 16;

/**
 * What the browser reads first of a segment. `kinds`, `experiments`, `states`: of each entry, as pairs of an index and how many
 * neighbours share it; `names`: what the indexes mean. `terms`: the first term of each file of terms. `version`: of all its files.
 */
export interface SegmentHead {
  version: string;
  count: number;
  names: { experiments: (string | null)[]; states: (string | null)[] };
  kinds: number[];
  experiments: number[];
  states: number[];
  terms: string[];
}

/**
 * Where an entry has a term: in the title, in the words, in the text, or aside, in what its neighbours say as well (the name of a
 * param that all runs of an experiment have).
 */
export const TERM_PLACES = ["title", "words", "text", "aside"] as const;

/** Terms of a file and who has them, in turns: term, then its entries (`packIds`) for each of `TERM_PLACES`. */
export type TermFile = string[];

const BEYOND_ASCII = /[\u0080-\uffff]/;
const CHUNK = /[^\s"'`<>()[\]{},;!?|*#]+/g;
const PAIR = /^([^=:]*[\p{L}\p{N}])[=:]([^=:].*)$/u;
const PART =
  /\p{N}+(?:\.\p{N}+)+(?:[eE][+-]?\p{N}+)?|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}\p{M}]+/gu;
const IDEOGRAPH = /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])/gu;
const VALUE = /^(?:[-+]?[\d.]+(?:e[-+]?\d+)?|true|false)$/;
const PIECE = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+/gu;
const NEIGHBOURS = /(?<![\p{L}\p{N}])(\p{L}{2,})[_-](?=(\p{L}{2,})(?![\p{L}\p{N}]))/gu;
const LONGEST = 40;
const MOST_PIECES = 8;
const SHORTEST_JOINED = 5;

/** A text in the form in which it is compared: lower case, without accents. */
export function plainText(text: string): string {
  return folded(text).toLowerCase();
}

/** A text without accents, in its own case, by which words in CamelCase are split. */
function folded(text: string): string {
  return BEYOND_ASCII.test(text) ? text.normalize("NFKD").replace(/\p{Mn}+/gu, "") : text;
}

/** The words of a text without accents, as they stand in it, more than once too: `augment-shift, 0.976` has `augment`, `shift` and `0.976`. */
export function partsOf(plain: string): string[] {
  const spaced = plain.replace(IDEOGRAPH, " $1 ");
  return (spaced.match(PART) ?? []).map((part) => part.slice(0, LONGEST));
}

/**
 * The words within a word, in lower case: `linSVC` has `lin` and `svc`, `2layers` has `layers`. A word that begins with its only
 * piece has none, since whoever looks for the beginning of a word finds it anyway; nor has what looks like an id.
 */
function piecesOf(word: string): string[] {
  const pieces = word.match(PIECE) ?? [];
  if (pieces.length > MOST_PIECES) return [];
  const shortest = /\p{N}/u.test(word) ? 3 : 2;
  const kept = pieces.filter((one) => one.length >= shortest);
  const said = kept.length > 1 ? kept : kept.filter((one) => one.length > 2 && !word.startsWith(one));
  return said.map((one) => one.toLowerCase());
}

/** `lr=1e-3` and `lr: 0.001` as the one term that both are found by, `lr=0.001`; null for a chunk that is no such pair. */
export function pairOf(chunk: string): string | null {
  const [, name, value] = PAIR.exec(chunk.replace(/[.:]+$/, "")) ?? [];
  if (name === undefined || value === undefined || value.startsWith("//")) return null;
  const number = Number(value);
  const written = value !== "" && Number.isFinite(number) ? String(number) : value;
  return `${name}=${written}`.slice(0, 2 * LONGEST);
}

/** A pair by the end of its name: `model.lr=0.1` is asked for as `lr=0.1`; the pair itself where its name has no parts. */
export function endOfPair(pair: string): string {
  return pair.slice(pair.lastIndexOf(".", pair.indexOf("=")) + 1);
}

/**
 * Every term that an entry with this text is found by: its words, the words within them, and two that `_` or `-` joins as one
 * (`weight_decay` as `weightdecay`). The value of a pair is no term of its own when it is a number.
 * `known`: the terms of the chunks that were met in other texts, which are many when an index is made.
 */
export function termsOf(text: string, known: Map<string, string[]> | null = null): Set<string> {
  const terms = new Set<string>();
  for (const chunk of folded(text).match(CHUNK) ?? []) {
    const own = known?.get(chunk) ?? chunkTerms(chunk);
    known?.set(chunk, own);
    for (const term of own) terms.add(term);
  }
  return terms;
}

function chunkTerms(chunk: string): string[] {
  const pair = chunk.includes("=") ? pairOf(chunk.toLowerCase()) : null;
  const isNumber = pair !== null && Number.isFinite(Number(pair.slice(pair.indexOf("=") + 1)));
  const said = isNumber ? chunk.slice(0, chunk.indexOf("=")) : chunk;
  const joined = Array.from(said.matchAll(NEIGHBOURS), ([, first = "", second = ""]) =>
    `${first}${second}`.toLowerCase().slice(0, LONGEST),
  );
  return [...(pair === null ? [] : [pair]), ...wordTerms(said), ...joined];
}

/** The words of a text without accents and the words within them, in lower case. */
export function wordTerms(text: string): string[] {
  return partsOf(text).flatMap((word) => [word.toLowerCase(), ...piecesOf(word)]);
}

/** Words of a question that say nothing of what is looked for: “has this been tried?” */
const QUESTION = new Set(
  `a an and any anybody anyone anything are be been before but can could did do does ever for from has have how i if in is it its of
  on or our should that the then there these this to tried tries try us was we were what when where which who why will with would
  you`.split(/\s+/),
);

/** One thing that a query asks for: the `pair`, or all of the `parts`, or these `joined` in one word (null for a single part). */
export interface Wanted {
  pair: string | null;
  parts: string[];
  joined: string | null;
}

/**
 * What a query asks for, all of which must be there. `lr=0.1`, `lr: 0.1` and `lr 0.1` ask for the same; the words of a question
 * around it are not asked for, unless there is nothing else.
 */
export function wantedOf(query: string): Wanted[] {
  const said = folded(query)
    .replace(/\s*=\s*/g, "=")
    .replace(/(?<=[\p{L}\p{N}]):\s+(?=[\p{N}.-])/gu, "=");
  const chunks = said.match(CHUNK) ?? [];
  const wanted: Wanted[] = [];
  for (const [at, chunk] of chunks.entries()) {
    const plain = chunk.toLowerCase();
    const pair = chunk.includes("=") ? pairOf(plain) : null;
    const parts = partsOf(chunk).flatMap(askedAs);
    const before = wanted.at(-1);
    if (before?.pair === null && VALUE.test(plain)) {
      wanted[wanted.length - 1] = wantedAs(pairOf(`${chunks[at - 1]}=${chunk}`.toLowerCase()), [
        ...before.parts,
        ...parts,
      ]);
    } else if (pair !== null || parts.length > 0) wanted.push(wantedAs(pair, parts));
  }
  const asked = wanted.filter(({ pair, parts }) => pair !== null || parts.some((part) => !QUESTION.has(part)));
  return asked.length === 0 ? wanted : asked;
}

/** A word in CamelCase is asked for by the words in it, so that `RandomForest` finds `random_forest` too. */
function askedAs(word: string): string[] {
  const plain = word.toLowerCase();
  const pieces = piecesOf(word);
  return pieces.join("") === plain ? pieces : [plain];
}

function wantedAs(pair: string | null, parts: string[]): Wanted {
  return { pair, parts, joined: parts.length > 1 ? joinWords(parts) : null };
}

/** Words as the one word that they may be written as; null where that would be too short to say anything. */
export function joinWords(words: readonly string[]): string | null {
  const joined = words.join("");
  const isOne = words.every((word) => /^[\p{L}\p{N}]+$/u.test(word)) && joined.length >= SHORTEST_JOINED;
  return isOne ? joined.slice(0, LONGEST) : null;
}

/** Rising numbers as text: differences in base 36, and `-` before how many follow one another without a gap. */
export function packIds(ids: readonly number[]): string {
  const parts: string[] = [];
  let last = -1;
  for (let at = 0; at < ids.length; ) {
    const start = ids[at] ?? 0;
    let length = 1;
    while (ids[at + length] === start + length) length += 1;
    parts.push((start - last - 1).toString(36) + (length > 1 ? `-${(length - 1).toString(36)}` : ""));
    last = start + length - 1;
    at += length;
  }
  return parts.join(",");
}

/** The numbers of a text that `packIds` made. */
export function unpackIds(packed: string): number[] {
  const ids: number[] = [];
  let last = -1;
  for (const part of packed === "" ? [] : packed.split(",")) {
    const [skip = "0", more = "0"] = part.split("-");
    const start = last + 1 + Number.parseInt(skip, 36);
    last = start + Number.parseInt(more, 36);
    for (let id = start; id <= last; id += 1) ids.push(id);
  }
  return ids;
}

/** The file of a segment's part below `search/`, without `.js`: `0/head`, `0/t3` (terms), `0/e12` (entries). */
export function searchFile(segment: number, part: "head" | "t" | "e", index = 0): string {
  return `${segment}/${part}${part === "head" ? "" : index}`;
}
