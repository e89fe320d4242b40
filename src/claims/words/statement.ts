import type { CompiledExperiment } from "../../model/project.ts";
import type { Coded } from "./coded.ts";
import { encode } from "./coded.ts";
import { COMPARISONS, DIVERGED, ORDERS, SAME } from "./comparison-pattern.ts";
import type { DirectionWord } from "./direction-word.ts";
import { directionWord, isUnreal } from "./direction-word.ts";
import { anyOf, FIRST_METRIC, FIRST_NAME, FIRST_SPLIT, METRIC, NAME, NUMBER, SPLIT } from "./grammar.ts";
import type { MetricMention } from "./metric-mention.ts";
import type { Mention } from "./name.ts";
import { COUNTED, ONLY_BEHIND, PLACES } from "./place-pattern.ts";
import type { Place } from "./place-word.ts";
import { COUNT, countOf, placeOf } from "./place-word.ts";
import type { Reading } from "./reading.ts";
import { relationOf } from "./relation.ts";
import { namesAround } from "./said-run.ts";

/**
 * What a clause states about runs in words alone.
 *
 * - `start`, `end`: of the clause, offsets in the reading's text.
 * - `metric`: the words that name it; null where none are said. `splits`: the data that are named apart from it, or null.
 * - `among`: how many things are said to be compared (`of the two`), or null.
 */
export interface Statement {
  start: number;
  end: number;
  metric: MetricMention | null;
  splits: ReadonlySet<string> | null;
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

/** `a is the best`, `b ranks second`: see `Place`. */
export interface Placing extends Place {
  kind: "place";
  subject: Mention;
  word: string;
}

/**
 * `no (significant) difference between a and b`. `statistical`: what is said is that a test shows none, or that it is within
 * noise; null where they are said to be equal.
 */
export interface Sameness {
  kind: "same";
  subject: Mention;
  object: Mention;
  statistical: "test" | "noise" | null;
}

/** `a diverged`. */
export interface Divergence {
  kind: "diverged";
  subject: Mention;
}

/** A quick look: can a text compare at all? */
export const COMPARES =
  /\b(?:out[a-z]{3,}|exceed|runner|leads?|led|lead|lag|beat|best|nos(?:es|ed)|edge|defeat|eclips|dominat|overt[ao]k|surpass|under[a-z]{3,}|los[te]|trail|behind|ahead|above|below|superior|inferior|preferable|better|worse|stronger|weaker|accurate|faster|slower|quicker|longer|time|higher|lower|larger|smaller|greater|bigger|shorter|highest|lowest|largest|smallest|worst|strong|weak|fastest|slowest|quickest|winner|champion|prevail|triumph|wins|won|ranks?|ranking|order|standings|top|tops|topped|bottom|rear|place[sd]?|position|spot|number|no\.|first|second|third|fourth|fifth|sixth|last|1st|2nd|\drd|\dth|next|takes?|took|followed|improve|degrade|rais|ris(?:es|ing)|rose|climb|gr[eo]w|declin|slip|shr[ai]nk|state of|lowers|cuts|worsen|deteriorat|gain|increas|reduc|boost|hurt|differ|indistinguishable|noise|match|equal|ties?|tied|par|level|diverge|blew|only|none|nothing|nobody|no|then|>|falls?|fell|short|heads?|performer|drops?|unbeaten|unmatched|gold|silver|bronze)|#\d/i;

/** The statements of a sentence: only what its grammar says beyond doubt, of names that are known. */
export function statementsIn(reading: Reading, compiled: CompiledExperiment): Statement[] {
  if (!COMPARES.test(reading.text) || isUnreal(reading.text)) return [];
  const mentions = namesAround(reading, compiled);
  if (mentions.length === 0 || mentions.length > 200) return [];
  const coded = encode(reading, mentions, compiled);
  if (QUALIFIED.test(coded.text.replace(BOTH_NAMED, "").replace(OVER_SEEDS, "")) || /["“”„«»]/.test(coded.text))
    return [];
  const whole = { text: coded.text, start: 0, end: coded.text.length, comma: false };
  const stated = parse(whole, coded);
  if (stated.length > 0) return stated;
  const found: Statement[] = [];
  const clauses = clausesOf(coded);
  for (const [index, clause] of clauses.entries()) {
    const own = parse(clause, coded);
    // “In the noisy setting a beats b and c beats d”: a condition that was not understood may hold for all of it.
    const isOpen = own.length === 0 && clause.end < coded.text.length;
    if (isOpen && ((index === 0 && CONDITION.test(clause.text)) || DENIES.test(clause.text) || clause.comma)) break;
    const last = found.at(-1)?.said.subject;
    const isElided = own.length === 0 && last !== undefined && !new RegExp(`^\\s*${NAME}`, "u").test(clause.text);
    const code = last === undefined ? -1 : coded.names.indexOf(last);
    found.push(...(isElided ? parse({ ...clause, text: withSubject(clause.text, code) }, coded) : own));
  }
  return found;
}

const BOTH_NAMED = new RegExp(`\\bboth (?=(?:the )?${NAME})`, "giu");
const CONDITION = /^\s*(?:In|On|At|With|For|Under|During|After|Before|Without|By|From|Using|Within|Throughout)\b/;

/** What a clause that was not understood may say of those behind it as well. */
const DENIES =
  /\b(?:not|no|never|nobody|none|nothing|hardly|cannot|that|because|since|as|why|how|what|like|says?|said|thinks?|thought|believes?|tells?|told|false|wrong|myth)\b|n['’]t\b/i;

function withSubject(text: string, code: number): string {
  return `${String.fromCharCode(FIRST_NAME + code)} ${text.trimStart()}`;
}

/** Conditions under which a comparison holds that no comparison here is made for. */
const QUALIFIED =
  /\b(?:except|apart from|besides|other than|aside|seeds?|epochs?|steps?|iterations?|early|initially|at first|at the (?:start|beginning)|until|sometimes|some|often|usually|mostly|tends?|per|when|where|once|subsets?|class(?:es)?|digits?|categor\w+|excluding|ignor\w+|leak\w*|budget|same|dataset|domain|half|previous\w*|earlier|old|former\w*|used to|meant|yesterday|last (?:week|month|time|year)|each|every|any|both|either|almost|nearly|so far|as good|trade-?offs?|given|despite|regardless|unlike|mcnemar\w*|wilcoxon\w*|bootstrap\w*|anova|bayes\w*)\b/i;

/** `comma`: nothing but a comma parts it from the next one. */
interface Clause {
  text: string;
  start: number;
  end: number;
  comma: boolean;
}

/** The parts of a sentence between semicolons and before “and”, “but” …, without the mark at the end. */
function clausesOf({ text }: Coded): Clause[] {
  const clauses: Clause[] = [];
  let from = 0;
  for (const match of text.matchAll(BORDER)) {
    clauses.push({ text: text.slice(from, match.index), start: from, end: match.index, comma: match[0] === ", " });
    from = match.index + match[0].length;
  }
  return clauses;
}

const VERB_AHEAD =
  "(?:is|was|has|ranks|ranked|comes|came|takes|took|wins|won|beats|outperforms|trails|lags|loses|lost|finishes|finished|leads|tops|places|lands|sits)\\b";
const BORDER = new RegExp(
  `;\\s+|(?<=[.!?])\\s+(?=${NAME})|[,:]?\\s+(?:and|but|while|whereas|so|though|although|with)\\s+(?=(?:the\\s+|then\\s+)?(?:${NAME}|${METRIC})|the (?:best|worst|winner|runner-up)|${VERB_AHEAD})|, (?=${NAME} (?:${VERB_AHEAD}|second|third|last))|$`,
  "gu",
);

/** Rows are compared by their means over seeds, which may be said. */
const OVER_SEEDS = new RegExp(
  `^(?:On average|Averaged|Taken) (?:over|across) (?:the |all |its |their )*(?:${COUNT} )?seeds?, |,? (?:on average |averaged )?(?:over|across) (?:the |all |its |their )*(?:${COUNT} )?seeds\\b`,
  "giu",
);

/** `(0.91)`, `(0.91 against 0.89)`: numbers in parentheses. */
const ASIDE = new RegExp(
  `\\s*\\((?:[\\s,;/=~]|${NUMBER}|${METRIC}|${SPLIT}|vs\\.?|versus|against|and|to|of|in|with|mean)*\\)`,
  "gu",
);

function parse(clause: Clause, coded: Coded): Statement[] {
  const text = clause.text.replace(ASIDE, "").replace(OVER_SEEDS, "");
  const among = new RegExp(`\\b(?:of|among|amongst|out of|from) (?:all |the |our |these )*(${COUNT})\\b`, "i").exec(
    coded.text,
  )?.[1];
  const code = new RegExp(METRIC).exec(text)?.[0] ?? leadOf(coded.text, METRIC);
  const split = new RegExp(SPLIT).exec(text)?.[0] ?? leadOf(coded.text, SPLIT);
  const whole = {
    start: coded.at[clause.start] ?? 0,
    end: coded.at[clause.end] ?? 0,
    metric: code === undefined ? null : (coded.metrics[code.charCodeAt(0) - FIRST_METRIC] ?? null),
    splits: split === undefined ? null : (coded.splits[split.charCodeAt(0) - FIRST_SPLIT]?.splits ?? null),
    among: countOf(among),
  };
  return saidIn(text, coded, whole.metric !== null).map((said) => {
    const isOfTwo = said.kind === "place" && /^(?:better|worse)/i.test(said.word);
    const isOfRest = said.kind === "place" && /^(?:first|last)$/.test(said.word) ? coded.rest : null;
    return { ...whole, among: whole.among ?? isOfRest ?? (isOfTwo ? 2 : null), said };
  });
}

/** Any of them: most clauses say nothing of the kind, and one pattern tells. */
const ANY = anyOf([...ONLY_BEHIND, ...COUNTED, ...COMPARISONS, ...ORDERS, ...PLACES, ...SAME, ...DIVERGED]);

type Groups = Record<string, string | undefined>;

function saidIn(text: string, { names }: Coded, hasMetric: boolean): Statement["said"][] {
  if (!ANY.test(text)) return [];
  const match = (patterns: readonly RegExp[]): Groups | null => {
    for (const one of patterns) {
      const groups = one.exec(text)?.groups;
      if (groups !== undefined) return groups;
    }
    return null;
  };
  const named = (groups: Groups, letters: string) =>
    [...letters].flatMap((letter) => names[(groups[letter] ?? "").charCodeAt(0) - FIRST_NAME] ?? []);
  const only = match(ONLY_BEHIND);
  if (only !== null) {
    const [b, a] = named(only, "ba");
    const worse = a && b ? comparing({ word: "worse" }, [b, a], hasMetric) : [];
    return b === undefined ? [] : [{ kind: "place", subject: b, word: "second", rank: 2, by: "quality" }, ...worse];
  }
  const counted = match(COUNTED);
  const ahead = countOf(counted?.ahead);
  if (counted !== null && ahead !== null)
    return named(counted, "a").map((a) => ({
      kind: "place",
      subject: a,
      word: `${ahead}`,
      rank: ahead + 1,
      by: "quality",
    }));
  const compared = match(COMPARISONS);
  const [subject, ...objects] = compared === null ? [] : named(compared, "abcd");
  if (compared !== null && subject !== undefined)
    return objects.flatMap((object) => comparing(compared, [subject, object], hasMetric));
  const order = match(ORDERS);
  if (order !== null) {
    const list = named(order, "abcde");
    return list
      .slice(1)
      .flatMap((one, index) => comparing({ word: "better" }, [list[index] as Mention, one], hasMetric));
  }
  const placed = match(PLACES);
  if (placed !== null) return named(placed, "a").flatMap((one) => placing(placed, one));
  const same = match(SAME);
  const [a, b] = same === null ? [] : named(same, "ab");
  if (a !== undefined && b !== undefined) {
    const statistical = /\bnoise\b/i.test(text) ? "noise" : /significan|statistic/i.test(text) ? "test" : null;
    return [{ kind: "same", subject: a, object: b, statistical }];
  }
  const diverged = match(DIVERGED);
  return diverged === null ? [] : named(diverged, "a").map((one) => ({ kind: "diverged", subject: one }));
}

/** What stands before the clauses holds for all of them: `In test accuracy a beats b, and c beats a`. */
function leadOf(text: string, code: string): string | undefined {
  return new RegExp(`^\\s*(?:(?:In|By|On|For|In terms of|With respect to) (?:the )?)?(${code})`, "u").exec(text)?.[1];
}

const NOUNS: Record<string, string> = { improvement: "better", degradation: "worse" };

function comparing(groups: Groups, [subject, object]: [Mention, Mention], hasMetric: boolean): Comparing[] {
  const word = groups.word ?? "";
  const direction = relationOf(NOUNS[word] ?? word, hasMetric) ?? directionWord(word);
  if (direction === null || subject.name === object.name) return [];
  const negated = groups.not !== undefined;
  const significant = /significantly|statistically/.test(groups.adverbs ?? "");
  return [{ kind: "compare", subject, object, word, direction, negated, significant }];
}

function placing({ word, first, last, n, n2 }: Groups, subject: Mention): Placing[] {
  const said = first !== undefined ? "first" : last !== undefined ? "last" : (word ?? "");
  const figure = countOf(said.replace("#", ""));
  const place = placeOf(figure === null ? said : String(figure));
  const many = countOf(n ?? n2);
  if (place === null || (many !== null && Math.abs(place.rank) > many)) return [];
  return [{ kind: "place", subject, word: said.toLowerCase(), ...place }];
}
