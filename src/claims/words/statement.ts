import type { CompiledExperiment } from "../../model/project.ts";
import type { DirectionWord } from "./direction-word.ts";
import { directionWord, isUnreal } from "./direction-word.ts";
import { COMPARISONS, DIVERGED, FIRST_METRIC, FIRST_NAME, METRIC, PLACES, SAME } from "./grammar.ts";
import type { MetricMention } from "./metric-mention.ts";
import { metricsIn, splitOf, tokensOf } from "./metric-mention.ts";
import type { Mention } from "./name.ts";
import type { Reading } from "./reading.ts";
import { namesAround } from "./said-run.ts";

/**
 * What a clause states about runs in words alone.
 *
 * - `start`, `end`: of the clause, offsets in the reading's text.
 * - `metric`: the words that name it; null where none are said.
 * - `among`: how many things are said to be compared (`of the two`), or null.
 */
export interface Statement {
  start: number;
  end: number;
  metric: MetricMention | null;
  among: number | null;
  said: Comparing | Placing | Sameness | Divergence;
}

/** `a is better than b`. `negated`: that is denied. `significant`: a test is said to have shown it. */
export interface Comparing {
  kind: "compare";
  subject: Mention;
  object: Mention;
  word: string;
  direction: DirectionWord;
  negated: boolean;
  significant: boolean;
}

/** `a is the best`, `b ranks second`. `rank`: 1 is best, −1 the last; `by`: `level` where the highest or lowest number is meant. */
export interface Placing {
  kind: "place";
  subject: Mention;
  word: string;
  rank: number;
  by: "quality" | "highest" | "lowest" | "speed";
}

/** `no (significant) difference between a and b`. */
export interface Sameness {
  kind: "same";
  subject: Mention;
  object: Mention;
}

/** `a diverged`. */
export interface Divergence {
  kind: "diverged";
  subject: Mention;
}

/** A quick look: can a text compare at all? */
export const COMPARES =
  /\b(?:outperform|exceed|runner|lead|lag|beat|surpass|underperform|los[te]|trail|behind|ahead|superior|inferior|better|worse|faster|slower|quicker|higher|lower|highest|lowest|best|worst|fastest|slowest|winner|wins|won|ranks?|top|place[sd]?|first|second|third|fourth|fifth|last|improve|degrade|differ|indistinguishable|diverge)/i;

/** The statements of a sentence: only what its grammar says beyond doubt, of names that are known. */
export function statementsIn(reading: Reading, compiled: CompiledExperiment): Statement[] {
  if (!COMPARES.test(reading.text) || isUnreal(reading.text)) return [];
  const mentions = namesAround(reading, compiled);
  if (mentions.length === 0 || mentions.length > 200) return [];
  const coded = encode(reading, mentions, metricsIn(reading.text, compiled));
  if (QUALIFIED.test(coded.text) || /["“”„«»]/.test(coded.text)) return [];
  return clausesOf(coded).flatMap((clause) => parse(clause, coded) ?? []);
}

/** Conditions under which a comparison holds that no comparison here is made for. */
const QUALIFIED =
  /\b(?:except|apart from|besides|other than|aside|seeds?|epochs?|steps?|iterations?|early|initially|at first|at the (?:start|beginning)|until|sometimes|some|often|usually|mostly|tends?|per|when|where|once|subsets?|class(?:es)?|digits?|categor\w+|excluding|ignor\w+|leak\w*|budget|same|dataset|domain|half|previous\w*|earlier|old|former\w*|used to|meant|yesterday|last (?:week|month|time|year)|each|every|any|both|either|almost|nearly|so far|as good|trade-?offs?|given|despite|regardless|unlike)\b/i;

/** A sentence in which names and metrics are single characters, so that grammar can be written down. */
interface Coded {
  text: string;
  at: number[];
  names: Mention[];
  metrics: MetricMention[];
}

function encode(reading: Reading, names: Mention[], metrics: MetricMention[]): Coded {
  const kept = metrics.filter((one) => !names.some(({ start, end }) => start < one.end && one.start < end));
  const parts = [
    ...names.map((one, index) => ({ ...one, code: FIRST_NAME + index })),
    ...kept
      .slice(0, 200)
      .map((one, index) => ({ ...one, start: startOf(reading.text, one), code: FIRST_METRIC + index })),
  ].sort((a, b) => a.start - b.start);
  const coded: Coded = { text: "", at: [], names, metrics: kept };
  let from = 0;
  for (const { start, end, code } of parts) {
    if (start < from) continue;
    put(coded, reading.text.slice(from, start), from);
    put(coded, String.fromCharCode(code), start);
    from = end;
  }
  put(coded, reading.text.slice(from), from);
  coded.at.push(reading.text.length);
  return coded;
}

function put(coded: Coded, text: string, at: number): void {
  for (let index = 0; index < text.length; index += 1) coded.at.push(at + index);
  coded.text += text;
}

/** A metric's words begin with its splits and the like: `mean test accuracy`. */
function startOf(text: string, { start }: MetricMention): number {
  const tokens = tokensOf(text.slice(Math.max(0, start - 60), start));
  const base = Math.max(0, start - 60);
  let from = start;
  for (const { word, forms, start: at, end } of tokens.toReversed()) {
    if (/[^\s/_-]/.test(text.slice(base + end, from))) break;
    if (splitOf(forms) === null && !/^(?:mean|average|final|set|top)$/i.test(word)) break;
    from = base + at;
  }
  return from;
}

interface Clause {
  text: string;
  start: number;
}

/** The parts of a sentence between semicolons and before “and”, “but” …, without the mark at the end. */
function clausesOf({ text }: Coded): Clause[] {
  const clauses: Clause[] = [];
  let from = 0;
  for (const match of text.matchAll(
    /;\s+|(?<=[.!?])\s+(?=[\uE000-\uE3FF])|[,:]?\s+(?:and|but|while|whereas|so)\s+(?=[\uE000-\uE3FF]|the\s+[\uE000-\uE3FF])|$/g,
  )) {
    clauses.push({ text: text.slice(from, match.index), start: from });
    from = match.index + match[0].length;
  }
  // “between a and b” is one clause.
  return /\bbetween\b|\bdo(?:es)? not differ|indistinguishable|not significantly different/.test(text)
    ? [{ text, start: 0 }]
    : clauses;
}

function parse(clause: Clause, coded: Coded): Statement | null {
  const among = /\b(?:of|among|out of) (?:all |the )*(two|three|four|five|six)\b/i.exec(coded.text)?.[1];
  const code = new RegExp(METRIC).exec(clause.text)?.[0] ?? leadMetric(coded.text);
  const whole = {
    start: coded.at[clause.start] ?? 0,
    end: coded.at[clause.start + clause.text.length] ?? 0,
    metric: code === undefined ? null : (coded.metrics[code.charCodeAt(0) - FIRST_METRIC] ?? null),
    among: among === undefined ? null : ["two", "three", "four", "five", "six"].indexOf(among) + 2,
  };
  const named = (letter: string | undefined) => coded.names[(letter ?? "").charCodeAt(0) - FIRST_NAME];
  const match = (patterns: readonly RegExp[]) => {
    for (const one of patterns) {
      const groups = one.exec(clause.text)?.groups;
      const subject = named(groups?.a);
      if (groups !== undefined && subject !== undefined) return { groups, subject, object: named(groups.b) };
    }
    return null;
  };
  const compared = match(COMPARISONS);
  if (compared?.object !== undefined) {
    const said = comparing(compared.groups, compared.subject, compared.object);
    return said === null ? null : { ...whole, said };
  }
  const placed = match(PLACES);
  if (placed !== null) {
    const said = placing(placed.groups.word ?? "", placed.subject);
    const isOfTwo = said.word === "better" || said.word === "worse";
    return { ...whole, among: whole.among ?? (isOfTwo ? 2 : null), said };
  }
  const same = match(SAME);
  if (same?.object !== undefined)
    return { ...whole, said: { kind: "same", subject: same.subject, object: same.object } };
  const diverged = match(DIVERGED);
  return diverged === null ? null : { ...whole, said: { kind: "diverged", subject: diverged.subject } };
}

/** A metric that stands before the clauses holds for all of them: `In test accuracy a beats b, and c beats a`. */
function leadMetric(text: string): string | undefined {
  return new RegExp(`^\\s*(?:In|By|On|For|In terms of|With respect to) (?:the )?(${METRIC})`, "u").exec(text)?.[1];
}

const VERBS: [RegExp, string][] = [
  [
    /^(?:outperform|beat|surpass|topped|is ahead|was ahead|is superior|does better|c[oa]mes? out|wins|won|exceeds|tops|improves (?:on|upon|over))/,
    "better",
  ],
  [
    /^(?:underperform|does worse|lag|loses|lost|trail|falls behind|fell behind|is behind|was behind|is inferior)/,
    "worse",
  ],
];

function comparing(groups: Record<string, string | undefined>, subject: Mention, object: Mention): Comparing | null {
  const word = groups.word ?? "";
  const direction = directionWord(VERBS.find(([verb]) => verb.test(word))?.[1] ?? word);
  if (direction === null || subject.name === object.name) return null;
  const negated = groups.not !== undefined;
  return {
    kind: "compare",
    subject,
    object,
    word,
    direction,
    negated,
    significant: /significantly/.test(groups.adverbs ?? ""),
  };
}

function placing(stated: string, subject: Mention): Placing {
  const word = stated.toLowerCase();
  const ranks = ["first", "second", "third", "fourth", "fifth"];
  const at = ranks.indexOf(word);
  const isSecond = /^(?:runner-up|second[- ]best)$/.test(word);
  const isLast = /^(?:last|worst|worse|slowest|weakest|least accurate)$/.test(word);
  const rank = at >= 0 ? at + 1 : /^\d/.test(word) ? Number(word[0]) : isSecond ? 2 : isLast ? -1 : 1;
  const by = word === "highest" || word === "lowest" ? word : /^(?:fastest|slowest)$/.test(word) ? "speed" : "quality";
  return { kind: "place", subject, word, rank, by };
}
