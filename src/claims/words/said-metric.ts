import type { DocumentLink } from "../../model/document.ts";
import type { Meaning } from "./meaning.ts";
import type { MetricMention } from "./metric-mention.ts";
import { hasWordOf, metricsIn, metricsOfHead, splitOf, tokensOf, wordsOf } from "./metric-mention.ts";
import type { Reading, ReadLink } from "./reading.ts";
import type { SplitPhrase } from "./split-phrase.ts";
import { splitPhrasesIn } from "./split-phrase.ts";

/** What the words around a number say that its evidence does not. `about`: of which part of it. */
export interface Mismatch {
  about: "metric" | "split" | "run" | "comparison";
  reason: string;
}

/** The metrics and splits that words give to a number, with the words themselves. */
interface Said {
  metrics: ReadonlySet<string>;
  splits: ReadonlySet<string>;
  words: string[];
}

/** Another metric or split that the words around a linked number name, where its own is not among them. */
export function otherMetric(reading: Reading, own: ReadLink, meaning: Meaning): Mismatch | null {
  const { link } = own;
  const said = typeof link.columnHead === "string" ? saidByHeads(link, meaning) : saidAround(reading, own, meaning);
  for (const one of said) {
    const mismatch = compare(one, meaning);
    if (mismatch !== null) return mismatch;
    // The nearest words that name a metric decide.
    if (one.metrics.size > 0) return null;
  }
  return typeof link.columnHead === "string" ? null : notAShare(reading, own, meaning);
}

/** `0.90 of the images right` is a share of something, which a loss is not. */
function notAShare({ text }: Reading, own: ReadLink, { compiled, metrics }: Meaning): Mismatch | null {
  const said = /^\s*(?:%\s*)?of (?:the|all|its|their) [^,.;:]*?\b(right|correctly|correct)\b/i.exec(
    text.slice(own.end),
  );
  const [metric, ...others] = metrics;
  if (said === null || metric === undefined || others.length > 0) return null;
  if (compiled.experiment.directions[metric]?.better !== "lower") return null;
  return { about: "metric", reason: `the words say how many are ${said[1]}, the link states ${metric}` };
}

function compare({ metrics, splits, words }: Said, meaning: Meaning): Mismatch | null {
  const states = `the link states ${[...meaning.metrics].join(", ")}`;
  const word = words.join(" ");
  const isNamed = metrics.size === 0 || [...meaning.metrics].some((name) => metrics.has(name));
  if (!isNamed) {
    const other = [...metrics].find((name) => isAlternative(name, meaning, splits));
    return other === undefined || isSameFamily(word, meaning)
      ? null
      : { about: "metric", reason: `the words say ${word}, ${states}` };
  }
  const ownSplits = [...meaning.metrics].map((name) => wordsOf(name).split);
  if (splits.size === 0 || ownSplits.some((split) => split === null || splits.has(split))) return null;
  const isLogged = [...splits].some((split) => hasSplit(meaning, split));
  return isLogged ? { about: "split", reason: `the words say ${[...splits].join(" and ")}, ${states}` } : null;
}

/** Whether the same run has that metric, on the split that is said or on that of the number: then it is what the words mean. */
function isAlternative(name: string, { operands }: Meaning, splits: ReadonlySet<string>): boolean {
  const { split } = wordsOf(name);
  return operands.some(({ run, metric }) => {
    const wanted = splits.size > 0 ? splits : new Set([wordsOf(metric.name).split]);
    const fits = split === null || wanted.has(split) || wanted.has(null as never);
    return fits && run.metrics.some((one) => one.name === name);
  });
}

/** Whether the same runs have the same measure on another split. */
function hasSplit({ operands }: Meaning, split: string): boolean {
  return operands.some(({ run, metric }) => {
    const own = wordsOf(metric.name).words;
    return run.metrics.some(({ name }) => {
      const other = wordsOf(name);
      return other.split === split && (own.some((word) => other.words.includes(word)) || own.length === 0);
    });
  });
}

const LOSSES = /^(?:loss|losses|error|err|errors|mse|mae|rmse|nll|ce|bce|logloss)$/i;

/** “Loss” and “error” are said of any of them. */
function isSameFamily(word: string, { metrics }: Meaning): boolean {
  if (!/^(?:loss|losses|error|errors|err)$/i.test(word)) return false;
  return [...metrics].some((name) => wordsOf(name).words.some((one) => LOSSES.test(one) && one !== "loss"));
}

/** The column's head decides; one that names no metric leaves it to the row's. */
function saidByHeads({ columnHead, rowHead }: DocumentLink, { compiled }: Meaning): Said[] {
  const [column, row] = [columnHead, rowHead].map((head) => metricsOfHead(head ?? "", compiled));
  if (column === undefined || row === undefined) return [];
  const isOne = column.metrics.size > 0 && row.metrics.size > 0;
  if (isOne && ![...row.metrics].some((name) => column.metrics.has(name))) return [];
  const splits = column.splits.size > 0 ? column.splits : row.splits;
  const head = column.metrics.size > 0 ? column : row;
  return [{ metrics: head.metrics, splits, words: head.words }];
}

/** What is said right behind the number (`0.91 accuracy`), else before it. */
function saidAround(reading: Reading, own: ReadLink, { compiled, metrics }: Meaning): Said[] {
  const { text } = reading;
  if (/\brespectively\b|\bresp\./i.test(text)) return [];
  const mentions = metricsIn(text, compiled).filter(({ start, end }) => !isInLink(reading, start, end));
  const behind = rightBehind(text, own, mentions);
  const near = saidOfData(reading, own);
  const before = groupBefore(reading, own, { mentions, metrics });
  return [...behind, near, before].filter((said) => said !== null);
}

function isInLink({ links }: Reading, start: number, end: number): boolean {
  return links.some((link) => link.start < end && start < link.end && /\d/.test(link.link.text));
}

/** `0.91 accuracy`, `91 % mean test accuracy`, `0.91 in accuracy`. */
function rightBehind(text: string, own: ReadLink, mentions: readonly MetricMention[]): Said[] {
  const next = mentions.find(({ start }) => start >= own.end);
  if (next === undefined) return [];
  const between = text.slice(own.end, next.start);
  const isNear = /^\s*(?:(?:%|percent|points?|pp|in|of|mean|average|median|final|best|top)\s+)*(?:\w+\s+)?$/i.test(
    between,
  );
  const splitWord = tokensOf(between).every(({ word, forms }) => splitOf(forms) !== null || FILLING.test(word));
  return isNear && splitWord ? [saidBy([next])] : [];
}

const FILLING = /^(?:percent|points?|pp|in|of|mean|average|median|final|best|top)$/i;

/**
 * The data that a phrase of the sentence says a number is of (`0.90 on the test set`, `At validation time it has 0.90`): the one
 * right behind it, else the one that all of the sentence is about, else that of the sentence before where “there” or “its”
 * goes on with it.
 */
function saidOfData(reading: Reading, own: ReadLink): Said | null {
  const { text, links } = reading;
  const phrases = splitPhrasesIn(text);
  const numbers = links.filter(({ link }) => /\d/.test(link.text));
  const right = WORD_BEFORE.exec(text.slice(0, own.start))?.[1];
  if (right !== undefined) return saidOn({ start: 0, end: 0, splits: new Set([splitOf(wordsIn(right)) ?? ""]) });
  const turn = inTurns(phrases, numbers)?.[numbers.indexOf(own)];
  if (turn !== undefined) return saidOn(turn);
  const next = numbers.find(({ start }) => start >= own.end)?.start ?? text.length;
  const behind = phrases.find(({ start }) => start >= own.end && start < next);
  if (behind !== undefined && NEAR_BEHIND.test(text.slice(own.end, behind.start))) return saidOn(behind);
  if (isOfOneSplit(text, phrases)) return saidOn(phrases[0]);
  const isSilent = phrases.length === 0 && !tokensOf(text).some(({ forms }) => splitOf(forms) !== null);
  const before = isSilent && GOES_ON.test(text) ? reading.before() : null;
  if (before === null) return null;
  const earlier = splitPhrasesIn(before.text);
  return isOfOneSplit(before.text, earlier) ? saidOn(earlier[0]) : null;
}

/** Phrases and numbers that take turns belong together in pairs: `0.97 on the test set, 0.95 on the validation set`. */
function inTurns(phrases: readonly SplitPhrase[], numbers: readonly ReadLink[]): readonly SplitPhrase[] | null {
  const marks = [
    ...phrases.map(({ start }) => ({ start, kind: "p" })),
    ...numbers.map(({ start }) => ({ start, kind: "#" })),
  ];
  const order = marks
    .sort((a, b) => a.start - b.start)
    .map(({ kind }) => kind)
    .join("");
  return /^(?:(?:p#){2,}|(?:#p){2,})$/.test(order) ? phrases : null;
}

function wordsIn(text: string): string[] {
  return tokensOf(text).flatMap(({ forms }) => forms);
}

/** `test: 0.97`, `validation 0.95`. */
const WORD_BEFORE = /(?:^|[\s(,;])(test|validation|val|dev|train|training)(?: set| split)?(?:\s*[:=]\s*|\s+)$/i;
/** Behind a number its unit and what it counts: `0.90 of the images right`, `a test accuracy of 0.90 was reached`. */
const NEAR_BEHIND = /^(?:[^.;:,\d()]|\.\d)*[,]?\s*$/;
/** A sentence that is about the same data as the one before. */
const GOES_ON = /^\s*(?:There|Its?|They|Here|Both|This run|This model|The same)\b|\bthere[,.]/i;
/** Training that is done, not data that are measured on; a test that is made. */
const DOING =
  /\b(?:trained|(?:after|during|before|while|without|of|for|by|in|when|more|longer|until) training(?! (?:set|data|images|accuracy|loss))|training (?:run|for|with|longer|on|from|took|takes|time|steps?|epochs?)|(?:we|to|I) test|tested)\b/gi;

/** Whether a sentence has phrases of one split alone, and no word of another one. */
function isOfOneSplit(text: string, phrases: readonly SplitPhrase[]): boolean {
  const [first, ...others] = phrases;
  if (first === undefined || others.some(({ splits }) => [...splits].join() !== [...first.splits].join())) return false;
  const rest = phrases.reduceRight((left, { start, end }) => `${left.slice(0, start)} ${left.slice(end)}`, text);
  const named = tokensOf(rest.replace(DOING, " ")).flatMap(({ forms }) => splitOf(forms) ?? []);
  return named.every((split) => first.splits.has(split));
}

function saidOn(phrase: SplitPhrase | undefined): Said | null {
  return phrase === undefined ? null : { metrics: new Set(), splits: phrase.splits, words: [] };
}

/** `41.5 ms of latency` names the metric of the number in front of it, and not that of the next one. */
const OF = /^[\s)*_`]*(?:of|in)\s+(?:\p{L}+\s+){0,2}$/iu;

/** All that is named between the number before and this one; nothing there: what held for the number before. */
function groupBefore(
  { text, links }: Reading,
  own: ReadLink,
  { mentions, metrics }: { mentions: readonly MetricMention[]; metrics: ReadonlySet<string> },
): Said | null {
  const numbers = links.filter(({ link, end }) => /\d/.test(link.text) && end <= own.start).map(({ end }) => end);
  const bare = [...text.slice(0, own.start).matchAll(/(?<![\p{L}\d_-])\d+\.\d+/gu)].map(({ index }) => index);
  const borders = [...numbers, ...bare].sort((a, b) => b - a);
  let until = own.start;
  for (const border of [...borders, 0]) {
    const behind = mentions.filter(({ start }) => start >= border && start < until);
    const group = numbers.includes(border) ? behind.filter(({ start }) => !OF.test(text.slice(border, start))) : behind;
    const gap = text.slice(border, until);
    if (group.length > 0) return hasWordOf(gap, metrics) ? { ...saidBy(group), metrics } : saidBy(group);
    // A subject of its own (`and its size is`) inherits nothing.
    if (/\b(?:its|the|an?|their)\s+\p{L}/iu.test(gap) || hasWordOf(gap, metrics)) return null;
    until = border;
  }
  return null;
}

function saidBy(mentions: readonly MetricMention[]): Said {
  return {
    metrics: new Set(mentions.flatMap(({ metrics }) => [...metrics])),
    splits: new Set(mentions.flatMap(({ splits }) => [...splits])),
    words: [...new Set(mentions.map(({ word }) => word))],
  };
}
