import type { SearchEntry, TERM_PLACES } from "../contract/search.ts";
import { endOfPair, pairOf, plainText, termsOf } from "../contract/search.ts";

/** By where an entry has them, the terms that it is found by. */
export type PlacedTerms = Record<(typeof TERM_PLACES)[number], Iterable<string>>;

/** A run that ended so is looked for as one that failed, too. */
const FAILURES = new Set(["diverged", "killed"]);
/** Of fewer runs nobody minds to find each by what they share. */
const FEWEST = 3;
const MOST_WORDS = 2400;

/**
 * What the runs of an experiment say alike. `runs`: how many have words; `tokens` and `names`: how many say a param with its value,
 * and how many have the param.
 */
export interface Shared {
  runs: number;
  tokens: Map<string, number>;
  names: Map<string, number>;
}

/**
 * The entries, with the words of each finding made from those of its runs: the params that all share with their value, the others
 * by their name. So a param that says nothing of one run finds the experiment instead of every run.
 */
export function tellShared(entries: readonly SearchEntry[], shared = sharedIn(entries)): SearchEntry[] {
  return entries.map((entry) => {
    const own = shared.get(experimentOf(entry));
    if (entry.kind !== "finding" || own === undefined) return entry;
    const said = new Set<string>();
    for (const [token, count] of own.tokens) {
      const name = nameOf(token);
      if (count === own.runs) said.add(token);
      else if (name !== null) said.add(name);
    }
    let words = "";
    for (const token of said)
      if (words.length + token.length < MOST_WORDS) words += `${words === "" ? "" : " "}${token}`;
    return { ...entry, words };
  });
}

/**
 * Opens what says which terms an entry is found by. A run is found by a param with its value; by the bare words of it, unless all
 * runs of the experiment say the same: by the value alone, aside, where more than half of them do.
 */
export function openTerms(
  entries: readonly SearchEntry[],
  shared = sharedIn(entries),
): (entry: SearchEntry) => PlacedTerms {
  const known = new Map<string, TokenTerms>();
  const chunks = new Map<string, string[]>();
  const terms = (text: string) => termsOf(text, chunks);
  const read = (token: string) => {
    const own = known.get(token) ?? tokenTerms(token);
    known.set(token, own);
    return own;
  };
  return (entry) => {
    const { kind, title, text, experiment, state } = entry;
    const failed = kind === "run" && FAILURES.has(state ?? "") ? "failed" : "";
    const said = { title: terms(title), words: terms(`${state ?? ""} ${failed}`), text: terms(text) };
    const aside = new Set<string>();
    const add = (place: Set<string>, found: Iterable<string>) => {
      for (const term of found) place.add(term);
    };
    add(kind === "run" ? aside : said.words, terms(experiment ?? ""));
    const alike = shared.get(experimentOf(entry));
    for (const token of tokensOf(entry.words)) {
      const { pair, name, value } = read(token);
      if (kind === "finding") add(aside, [...pair, ...name, ...value]);
      else if (kind !== "run") add(said.words, [...pair, ...name, ...value]);
      else {
        const how = alike === undefined ? "own" : howShared(token, alike);
        add(said.words, pair);
        if (how === "own") add(said.words, [...name, ...value]);
        else if (how === "most") add(aside, value);
      }
    }
    return { ...said, aside };
  };
}

/** Whether a run says something that all runs of its experiment say, that most do by a param that all have, or something of its own. */
function howShared(token: string, { runs, tokens, names }: Shared): "all" | "most" | "own" {
  const count = tokens.get(token) ?? 0;
  if (runs < FEWEST) return "own";
  if (count === runs) return "all";
  const name = nameOf(token);
  return name !== null && names.get(name) === runs && 2 * count > runs ? "most" : "own";
}

/** What the runs of each experiment say alike, by the experiment. */
export function sharedIn(entries: readonly SearchEntry[]): Map<string, Shared> {
  const shared = new Map<string, Shared>();
  for (const entry of entries) {
    if (entry.kind !== "run" || entry.words === "") continue;
    const key = experimentOf(entry);
    const own = shared.get(key) ?? { runs: 0, tokens: new Map(), names: new Map() };
    const tokens = new Set(tokensOf(entry.words));
    own.runs += 1;
    for (const token of tokens) own.tokens.set(token, (own.tokens.get(token) ?? 0) + 1);
    for (const name of new Set([...tokens].flatMap((token) => nameOf(token) ?? []))) {
      own.names.set(name, (own.names.get(name) ?? 0) + 1);
    }
    shared.set(key, own);
  }
  return shared;
}

/** Runs and the finding of one experiment have it in the address of their page. */
function experimentOf({ owner }: SearchEntry): string {
  return owner.split("/")[1] ?? "";
}

function tokensOf(words: string): string[] {
  return words.split(/\s+/).filter((token) => token !== "");
}

function nameOf(token: string): string | null {
  const at = token.indexOf("=");
  return at < 1 ? null : token.slice(0, at);
}

interface TokenTerms {
  pair: string[];
  name: string[];
  value: string[];
}

/** The terms of a param with its value, apart; those of a word that is none are its name. */
function tokenTerms(token: string): TokenTerms {
  const terms = [...termsOf(token)];
  const whole = terms.filter((term) => term.includes("="));
  const pair = [...whole, ...whole.map(endOfPair)];
  const name = nameOf(token);
  if (name === null || pairOf(plainText(token)) === null)
    return { pair, name: terms.filter((one) => !pair.includes(one)), value: [] };
  const value = token.slice(name.length + 1);
  return { pair, name: [...termsOf(name)], value: Number.isFinite(Number(value)) ? [] : [...termsOf(value)] };
}
