import type { LinkedPlace } from "./change.ts";
import { judgeWord } from "./change.ts";
import { DIRECTION_WORDS, isNegated, isUnreal } from "./direction-word.ts";
import type { Meaning } from "./meaning.ts";
import { meaningOf } from "./meaning.ts";
import type { ReadLink } from "./reading.ts";
import type { Mismatch } from "./said-metric.ts";

const WORD = new RegExp(`\\b(${DIRECTION_WORDS})\\b`, "gi");
const SET_AGAINST = /^\W*(?:against|vs\.?|versus|compared (?:to|with))\W*(?:the |only )?\W*$/i;

/**
 * Two linked levels of one metric with one comparing word: `a (0.91) is better than b (0.89)`, `falls from 0.97 to 0.89`,
 * `beats it with 0.52 against 0.49`. Judged at the first of the two; at the second only where it is the very value of the
 * first, since then it is the one that was copied.
 */
export function oppositePair(place: LinkedPlace & { own: ReadLink }): Mismatch | null {
  const { reading, own, meaning } = place;
  if (meaning.change !== null || isUnreal(reading.text)) return null;
  const at = reading.links.indexOf(own);
  return pairOf(place, [own, reading.links[at + 1]], own) ?? pairOf(place, [reading.links[at - 1], own], own);
}

function pairOf(
  { reading: { text }, meaning, document, scope }: LinkedPlace,
  [left, right]: [ReadLink | undefined, ReadLink | undefined],
  own: ReadLink,
): Mismatch | null {
  const said = left === undefined || right === undefined ? null : saidOf(text, left, right);
  const link = left === own ? right?.link : left?.link;
  if (said === null || link === undefined) return null;
  const other = meaningOf({ file: document.file, target: link.url, selector: link.title }, null, scope);
  if (other === null || other.change !== null || !isSameMeasure(meaning, other)) return null;
  const [mine, theirs] = [meaning.sides[0], other.sides[0]];
  if (mine === undefined || theirs === undefined) return null;
  if (left !== own) return isSameValue(meaning, other) ? judgeWord(said.word, [theirs, mine], meaning) : null;
  return judgeWord(said.word, said.isFirst ? [mine, theirs] : [theirs, mine], meaning);
}

function isSameValue(a: Meaning, b: Meaning): boolean {
  return a.sides[0]?.value === b.sides[0]?.value && [...a.runs].every((run) => b.runs.has(run));
}

/** The comparing word of two numbers; `isFirst`: it is said of the first of them. */
function saidOf(text: string, own: ReadLink, next: ReadLink): { word: string; isFirst: boolean } | null {
  const between = text.slice(own.end, next.start);
  const than = wordBetween(between);
  if (than !== null) return isNegated(between, than.at) ? null : { word: than.word, isFirst: true };
  const before = wordBefore(text, own);
  if (before === null) return null;
  if (!before.from) return SET_AGAINST.test(between) ? { word: before.word, isFirst: true } : null;
  return /^\W*to\W*$/.test(between) ? { word: before.word, isFirst: false } : null;
}

function isSameMeasure(a: Meaning, b: Meaning): boolean {
  return a.compiled === b.compiled && a.metrics.size === 1 && [...a.metrics].every((name) => b.metrics.has(name));
}

/** `) is better than b (`, `, higher than the `, `) outperforms b (`: one comparing word and nothing that changes the subject. */
function wordBetween(between: string): { word: string; at: number } | null {
  const words = [...between.matchAll(WORD)];
  const [only, ...others] = words;
  if (only === undefined || others.length > 0 || between.length > 90) return null;
  const fromThere = /^\W*(up|down) from\W*(?:the )?\W*$/i.exec(between);
  if (fromThere !== null) return { word: fromThere[1] ?? "", at: 0 };
  if (
    /[;:!?]|\.\s|(?<![\p{L}\p{N}_.-])\d|\b(?:and|but|while|whereas|although|than before|so|to|from|which|by)\b/iu.test(
      between,
    )
  )
    return null;
  const after = between.slice(only.index + only[0].length);
  const isVerb = /^(?:outperform|beat|surpass|exceed|underperform|trail)/i.test(only[0]);
  if (!isVerb && !/^\s+(?:[\w-]+\s+)?than\b/i.test(after) && !/^(?:above|below|behind)$/i.test(only[0])) return null;
  return { word: only[0], at: only.index };
}

/** The one comparing word before two numbers; `from`: `falls from`. */
function wordBefore(text: string, own: ReadLink): { word: string; from: boolean } | null {
  const head = text.slice(0, own.start);
  const start = Math.max(head.lastIndexOf(";"), head.lastIndexOf(": "));
  const words = [...head.slice(start + 1).matchAll(WORD)];
  const [only, ...others] = words;
  if (only === undefined || others.length > 0) return null;
  const at = start + 1 + only.index;
  const after = head.slice(at + only[0].length);
  if (isNegated(head, at) || /\d[.,]\d|\b(?:but|while|whereas|although)\b/i.test(after)) return null;
  const from = /^[^,;:]{0,60}\bfrom\s+(?:the |an? |about )?$/i.test(after);
  const isAdjective = ADJECTIVE.test(only[0]);
  if (from) return isAdjective ? null : { word: only[0], from };
  const isSetAgainst = isAdjective ? /^\s+than\b/i.test(after) : TAKES_OBJECT.test(only[0]);
  return isSetAgainst ? { word: only[0], from } : null;
}

const ADJECTIVE =
  /^(?:higher|greater|larger|bigger|above|more|lower|smaller|below|less|fewer|better|worse|ahead|behind|superior|inferior|up|down|faster|quicker|slower)$/i;
const TAKES_OBJECT = /^(?:outperform|beat|surpass|exceed|underperform|trail)/i;
