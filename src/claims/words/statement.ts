import type { CompiledExperiment } from "../../model/project.ts";
import type { DirectionWord } from "./direction-word.ts";
import { directionWord, isUnreal } from "./direction-word.ts";
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
  /\b(?:outperform|beat|surpass|underperform|los[te]|trail|behind|ahead|superior|inferior|better|worse|faster|slower|quicker|higher|lower|highest|lowest|best|worst|fastest|slowest|winner|wins|won|ranks?|place[sd]?|first|second|third|fourth|fifth|last|improve|degrade|differ|indistinguishable|diverge)/i;

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
  /\b(?:except|apart from|besides|other than|aside|seeds?|epochs?|steps?|iterations?|early|initially|at first|at the (?:start|beginning)|until|sometimes|some|often|usually|mostly|tends?|per|when|where|once|only|subsets?|class(?:es)?|digits?|categor\w+|excluding|ignor\w+|leak\w*|budget|same|dataset|domain|half|previous\w*|earlier|old|former\w*|used to|meant|yesterday|last (?:week|month|time|year)|each|every|any|both|either|almost|nearly|so far|as good|trade-?offs?|given|despite|regardless|unlike)\b/i;

/** A sentence in which names and metrics are single characters, so that grammar can be written down. */
interface Coded {
  text: string;
  at: number[];
  names: Mention[];
  metrics: MetricMention[];
}

const [FIRST_NAME, FIRST_METRIC] = [0xe000, 0xe400];
const NAME = "[\\uE000-\\uE3FF]";
const METRIC = "[\\uE400-\\uE7FF]";

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

const LEAD = `(?:(?:Overall|In total|In short|In sum|In the end|Clearly|Again|Here|Still|Thus|So|Hence|Therefore|Also|Then|However|Finally|On average|As a result|Of (?:the|all) (?:two|three|four|five)|Of all(?: \\w+)?|W[eE] (?:find|see|found|observe|saw|conclude) that|(?:In|By|On|For|in|by|on|In terms of|With respect to|Measured by) (?:the )?${METRIC}|and|but),?\\s+)*`;
const TAIL = `(?:,?\\s+(?:in|by|on|in terms of|for|with respect to|measured by) (?:the )?${METRIC})?(?:\\s+(?:overall|on average|clearly|in the end))?\\s*[.!]?\\s*`;
const ADVERBS =
  "(?:(?:clearly|slightly|much|far|a bit|a little|consistently|statistically|significantly|substantially|considerably|somewhat|marginally|also|again|even|still|now) )*";
const THE = "(?:[tT]he |[rR]un |[tT]he (?:model|run|variant|arm) )?";
const VERB =
  "outperforms|outperformed|beats|beat|surpasses|surpassed|underperforms|underperformed|loses to|lost to|trails|trailed|falls behind|fell behind|is ahead of|is behind|was ahead of|was behind|is superior to|is inferior to|improves on|improves upon|improves over";
const HAS = "has|had|gets|got|reaches|reached|achieves|achieved|shows|obtains|obtained|yields|gives|attains|attained";
const GROUP = "(?: (?:run|runs|model|models|one|variant|variants|arm|row|configuration|experiment))?";
const AMONG =
  "(?: (?:of (?:all(?: \\w+)?|the (?:two|three|four|five|six)|them)|overall|among (?:all(?: \\w+)?|them)))?";
const RANK = "first|second|third|fourth|fifth|last|1st|2nd|3rd|4th|5th";

const pattern = (body: string) => new RegExp(`^\\s*${LEAD}${body}${TAIL}$`, "u");

const COMPARISONS = [
  pattern(`${THE}(?<a>${NAME}) (?<adverbs>${ADVERBS})(?<word>${VERB}) ${THE}(?<b>${NAME})`),
  pattern(
    `${THE}(?<a>${NAME}) (?:is|was|does|did|performs|performed|works|worked|scores|scored|runs|ran|trains|trained) (?<not>not |no |never )?(?<adverbs>${ADVERBS})(?<word>better|worse|faster|slower|quicker|higher|lower|superior|inferior)(?: in ${METRIC})? than ${THE}(?<b>${NAME})`,
  ),
  pattern(
    `${THE}(?<a>${NAME}) (?:${HAS}) an? (?<adverbs>${ADVERBS})(?<word>better|worse|higher|lower) ${METRIC} than (?:that of )?${THE}(?<b>${NAME})`,
  ),
  pattern(
    `(?:The |the )?${METRIC} of ${THE}(?<a>${NAME}) (?:is|was) (?<not>not |no )?(?<adverbs>${ADVERBS})(?<word>better|worse|higher|lower|above|below) ?(?:than )?(?:that of |the one of )?${THE}(?<b>${NAME})`,
  ),
  pattern(
    `${THE}(?<a>${NAME})['’]s ${METRIC} (?:is|was) (?<not>not |no )?(?<adverbs>${ADVERBS})(?<word>better|worse|higher|lower) than (?:that of )?${THE}(?<b>${NAME})(?:['’]s)?(?: ${METRIC})?`,
  ),
  pattern(
    `${THE}(?<a>${NAME}) (?<adverbs>${ADVERBS})(?<word>improves|improved|degrades|degraded|raises|raised|lowers|lowered|increases|increased|reduces|reduced) (?:the )?${METRIC} (?:over|compared (?:to|with)|against|relative to) ${THE}(?<b>${NAME})`,
  ),
];

const PLACES = [
  pattern(`${THE}(?<a>${NAME}) (?:${HAS}) the (?<word>highest|lowest|best|worst) ${METRIC}${AMONG}`),
  pattern(
    `[Tt]he (?<word>highest|lowest|best|worst) ${METRIC}${AMONG} (?:is that of|belongs to|comes from|is reached by|is achieved by|was reached by|was achieved by|goes to|is from) ${THE}(?<a>${NAME})`,
  ),
  pattern(
    `[Tt]he (?:overall |clear )?(?<word>winner|best|worst|fastest|slowest)${GROUP}${AMONG}(?: (?:by|in) ${METRIC})? (?:is|was) ${THE}(?<a>${NAME})`,
  ),
  pattern(
    `${THE}(?<a>${NAME}) (?:is|was|remains) (?:the|our) (?:overall |clear )?(?<word>winner|best|worst|fastest|slowest)${GROUP}${AMONG}`,
  ),
  pattern(`${THE}(?<a>${NAME}) (?:is|was|performs|performed|does|did) (?<word>best|worst)${AMONG}`),
  pattern(`${THE}(?<a>${NAME}) (?<word>wins|won)`),
  pattern(
    `${THE}(?<a>${NAME}) (?:ranks|ranked|comes in|came in|finishes|finished|places|placed) (?:in )?(?:the )?(?:place )?(?<word>${RANK})(?: place)?${AMONG}`,
  ),
  pattern(`${THE}(?<a>${NAME}) (?:takes|took|is in|was in|comes|came) (?:in )?(?:the )?(?<word>${RANK}) place${AMONG}`),
];

const SAME = [
  pattern(
    `(?:[Tt]here (?:is|was) |[Ww]e (?:see|find|found|saw) )?(?:no|No) (?:statistically )?(?:significant )?difference(?: in ${METRIC})? between ${THE}(?<a>${NAME}) and ${THE}(?<b>${NAME})`,
  ),
  pattern(`${THE}(?<a>${NAME}) and ${THE}(?<b>${NAME}) do not differ(?: significantly)?`),
  pattern(
    `${THE}(?<a>${NAME}) and ${THE}(?<b>${NAME}) are (?:(?:statistically )?indistinguishable|not significantly different)`,
  ),
];

const DIVERGED = [pattern(`(?:[Tt]raining of )?${THE}(?<a>${NAME}) diverged(?: to NaN)?`)];

function parse(clause: Clause, coded: Coded): Statement | null {
  const among = /\b[oO]f (?:all |the )(two|three|four|five|six)\b/.exec(coded.text)?.[1];
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
  if (placed !== null) return { ...whole, said: placing(placed.groups.word ?? "", placed.subject) };
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
  [/^(?:outperform|beat|surpass|is ahead|was ahead|is superior|improves (?:on|upon|over))/, "better"],
  [/^(?:underperform|loses|lost|trail|falls behind|fell behind|is behind|was behind|is inferior)/, "worse"],
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

function placing(word: string, subject: Mention): Placing {
  const ranks = ["first", "second", "third", "fourth", "fifth"];
  const at = ranks.indexOf(word);
  const rank = at >= 0 ? at + 1 : /^\d/.test(word) ? Number(word[0]) : /^(?:last|worst|slowest)$/.test(word) ? -1 : 1;
  const by = word === "highest" || word === "lowest" ? word : /^(?:fastest|slowest)$/.test(word) ? "speed" : "quality";
  return { kind: "place", subject, word, rank, by };
}
