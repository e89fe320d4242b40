import type { CompiledExperiment } from "../../model/project.ts";
import type { Named, Scope } from "../value/scope.ts";
import { lookUpIn } from "../value/scope.ts";
import type { Vocabulary } from "./vocabulary.ts";
import { canonicalWord, UNIT_WORDS, vocabularyOf } from "./vocabulary.ts";

/** Something that stands at a place of a text: offsets into it. `key` is the same for two mentions of one thing. */
export interface Placed {
  start: number;
  end: number;
  key: string;
}

/** The name of a run or row; `bySetting`: it is meant by a setting that no other row has. */
export interface NameMention extends Placed {
  named: Named;
  bySetting?: boolean;
}

/** Words of a metric's name that stand side by side (`validation accuracy`), in the form that metric words have. */
export interface MetricMention extends Placed {
  words: Set<string>;
}

/** Looks for names in texts: `scope` resolves them in the experiment. */
export interface NameSearch {
  compiled: CompiledExperiment;
  scope: Scope;
}

/** The names of runs and rows in a text, the longest first at each place; `shift` is not found in `shift-seed0`. */
export function namesIn(text: string, { compiled, scope }: NameSearch): NameMention[] {
  const vocabulary = vocabularyOf(compiled);
  if (vocabulary.names.size === 0) return [];
  const tokens = tokensOf(text);
  const found: NameMention[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    // Nearly every word begins no name, and this is asked for each experiment.
    if (!vocabulary.firsts.has(tokens[at]?.word ?? "")) continue;
    const match = longestAt(text, { tokens, at, vocabulary });
    if (match === null) continue;
    const [named, ...others] = lookUpIn(scope, compiled, match.name);
    at = match.last;
    // A name that several runs share says no more than that it is one of them.
    if (named === undefined) continue;
    const runs = [named, ...others].flatMap((one) => one.runs);
    const key = runs.map(({ id }) => id).join("\0");
    found.push({ start: match.start, end: match.end, key, named: others.length === 0 ? named : { ...named, runs } });
  }
  return found;
}

/** The metric words of a text; words that stand side by side are one mention. */
export function metricsIn(text: string, experiments: readonly CompiledExperiment[]): MetricMention[] {
  const vocabularies = experiments.map(vocabularyOf);
  const found: MetricMention[] = [];
  for (const { start, end, word } of tokensOf(text)) {
    const canonical = canonicalWord(word);
    if (!vocabularies.some(({ words }) => words.has(canonical) || words.has(word))) continue;
    const last = found.at(-1);
    if (UNIT_WORDS.includes(word) && (last === undefined || text[last.end] !== "_")) continue;
    if (last !== undefined && /^[\s_/*`.-]{1,3}$/.test(text.slice(last.end, start))) {
      last.end = end;
      last.words.add(word).add(canonical);
    } else {
      found.push({ start, end, key: "", words: new Set([word, canonical]) });
    }
  }
  for (const mention of found) mention.key = [...mention.words].sort().join(" ");
  return found;
}

interface Token {
  start: number;
  end: number;
  word: string;
}

// The same sentence is read for one experiment after the other.
let latest: { text: string; tokens: readonly Token[] } = { text: "", tokens: [] };

function tokensOf(text: string): readonly Token[] {
  if (latest.text !== text) latest = { text, tokens: readTokens(text) };
  return latest.tokens;
}

function readTokens(text: string): Token[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    word: match[0].toLowerCase(),
  }));
}

function longestAt(
  text: string,
  { tokens, at, vocabulary }: { tokens: readonly Token[]; at: number; vocabulary: Vocabulary },
): { name: string; start: number; end: number; last: number } | null {
  const first = tokens[at];
  if (first === undefined) return null;
  if (/[\p{L}\p{N}][-_/.@+]+$/u.test(text.slice(Math.max(0, first.start - 3), first.start))) return null;
  let words = "";
  let best: { name: string; start: number; end: number; last: number } | null = null;
  for (let last = at; last < tokens.length && last < at + vocabulary.longest; last += 1) {
    const token = tokens[last] as Token;
    const gap = last === at ? "" : text.slice(tokens[last - 1]?.end, token.start);
    if (last > at && !/^[-_/.:=@+ ]$/.test(gap)) break;
    words = last === at ? token.word : `${words} ${token.word}`;
    const name = vocabulary.names.get(words);
    const isWhole = !/^(?:[-_+@]+[\p{L}\p{N}]|[./][\p{L}\p{N}])/u.test(text.slice(token.end, token.end + 3));
    if (name !== undefined && isWhole) best = { name, start: first.start, end: token.end, last };
  }
  return best;
}
