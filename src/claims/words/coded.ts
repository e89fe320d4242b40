import type { CompiledExperiment } from "../../model/project.ts";
import { FIRST_METRIC, FIRST_NAME, FIRST_SPLIT, NUMBER, REST } from "./grammar.ts";
import type { MetricMention } from "./metric-mention.ts";
import { metricsIn, splitOf, tokensOf } from "./metric-mention.ts";
import type { Mention } from "./name.ts";
import { countOf } from "./place-word.ts";
import type { Reading } from "./reading.ts";
import type { SplitPhrase } from "./split-phrase.ts";
import { splitPhrasesIn } from "./split-phrase.ts";

/**
 * A sentence in which names, metrics, splits and numbers are single characters, so that grammar can be written down.
 *
 * - `at`: for each character its offset in the reading's text; one more for the end.
 * - `rest`: how many things there are where “the other two” says it, else null.
 */
export interface Coded {
  text: string;
  at: number[];
  names: Mention[];
  metrics: MetricMention[];
  splits: SplitPhrase[];
  rest: number | null;
}

/** “By a wide margin” is of no run called `wide`. */
function isOrdinary(text: string, start: number, end: number): boolean {
  return /\ban? $/i.test(text.slice(0, start)) && /^ (?:margin|range|gap|lead|variety|look)\b/i.test(text.slice(end));
}

interface Part {
  start: number;
  end: number;
  code: number;
}

/** Codes a sentence. `mentions`: the runs and rows that it names. */
export function encode(reading: Reading, mentions: Mention[], compiled: CompiledExperiment): Coded {
  const { text } = reading;
  const names = mentions.filter(({ start, end }) => !isOrdinary(text, start, end));
  const taken: Part[] = names.map(({ start, end }, index) => ({ start, end, code: FIRST_NAME + index }));
  const isFree = ({ start, end }: { start: number; end: number }) =>
    !taken.some((one) => one.start < end && start < one.end);
  const splits = splitPhrasesIn(text).slice(0, 16);
  const metrics = metricsIn(text, compiled).filter(isFree).slice(0, 200);
  metrics.forEach((one, index) => {
    const span = { start: startOf(text, one), end: endOf(text, one, splits) };
    if (isFree(span)) taken.push({ ...span, code: FIRST_METRIC + index });
  });
  splits.forEach(({ start, end }, index) => {
    if (isFree({ start, end })) taken.push({ start, end, code: FIRST_SPLIT + index });
  });
  const others = [...text.matchAll(OTHERS)].map((match) => ({ match, ...spanOf(match) })).filter(isFree);
  const numbers = [...numbersOf(reading)].filter(isFree);
  for (const { start, end } of others) taken.push({ start, end, code: REST.charCodeAt(0) });
  for (const { start, end } of numbers)
    if (isFree({ start, end })) taken.push({ start, end, code: NUMBER.charCodeAt(0) });
  const counted = countOf(others.map(({ match }) => match.groups?.n).find((one) => one !== undefined));
  const both = others.some(({ match }) => /^both/i.test(match[0]));
  const rest = counted !== null ? counted + 1 : both ? 3 : null;
  return {
    ...put(
      text,
      taken.sort((a, b) => a.start - b.start),
    ),
    names,
    metrics,
    splits,
    rest,
  };
}

const KINDS =
  "(?:runs?|models?|variants?|arms?|rows?|ones?|settings?|configurations?|configs|methods?|candidates?|networks?|approaches|experiments?|entries|contenders?|competitors?)";
const OTHERS = new RegExp(
  `\\b(?:(?:all|both|every|each|any)(?: of)?(?: the)? others?(?: (?<n>two|three|four|five|six))?(?: ${KINDS})?|(?:all (?:of )?)?the other (?:(?<m>two|three|four|five|six)(?: ${KINDS})?|${KINDS})|(?:all (?:of )?)?the (?:others|rest|remaining ${KINDS}|field|pack|competition)(?: of (?:the|our) (?:\\w+))?|(?:everything|everyone|anything|anyone) else|all (?:its |the )?(?:competitors|rivals|alternatives)|its (?:competitors|rivals))\\b(?! (?:of|in|is|that|but|except|bar|save|apart|from)\\b)`,
  "giu",
);

function spanOf(match: RegExpExecArray | RegExpMatchArray): { start: number; end: number } {
  const start = match.index ?? 0;
  return { start, end: start + match[0].length };
}

const FIGURE =
  /(?<![\p{L}\p{N}_#./-])[+−-]?(?:\d+(?:[.,]\d+)?\s?(?:%|pp\b|percentage points?|points?\b|percent\b|ms\b|s\b|×|x\b)|\d+[.,]\d+)(?:\s?±\s?\d+(?:[.,]\d+)?)?(?:\s?(?:%|pp\b|ms\b|×))?/gu;
const UNIT = /^\s?(?:%|pp\b|percentage points?|points?\b|percent\b|ms\b|×|x\b)/;

function* numbersOf({ text, links }: Reading): Generator<{ start: number; end: number }> {
  for (const { start, end, link } of links) {
    if (!/\d/.test(link.text)) continue;
    yield { start, end: end + (UNIT.exec(text.slice(end, end + 20))?.[0].length ?? 0) };
  }
  for (const match of text.matchAll(FIGURE)) {
    const span = spanOf(match);
    if (!links.some(({ start, end }) => start < span.end && span.start < end)) yield span;
  }
}

function put(text: string, parts: readonly Part[]): Pick<Coded, "text" | "at"> {
  const coded: Pick<Coded, "text" | "at"> = { text: "", at: [] };
  const add = (piece: string, at: number) => {
    for (let index = 0; index < piece.length; index += 1) coded.at.push(at + index);
    coded.text += piece;
  };
  let from = 0;
  for (const { start, end, code } of parts) {
    if (start < from) continue;
    add(text.slice(from, start), from);
    coded.text += String.fromCharCode(code);
    coded.at.push(start);
    from = end;
  }
  add(text.slice(from), from);
  coded.at.push(text.length);
  return coded;
}

/** A metric's words begin with its splits and the like: `mean test accuracy`. */
function startOf(text: string, { start }: MetricMention): number {
  const base = Math.max(0, start - 60);
  let from = /(?<![\p{L}\p{N}])top-1 $/iu.test(text.slice(base, start)) ? start - 6 : start;
  const tokens = tokensOf(text.slice(base, from));
  for (const { word, forms, start: at, end } of tokens.toReversed()) {
    if (/[^\s/_-]/.test(text.slice(base + end, from))) break;
    if (splitOf(forms) === null && !/^(?:mean|average|final|set|out|clean)$/i.test(word)) break;
    from = base + at;
  }
  return from;
}

/** It ends with what says on which data: `accuracy on the test set`. */
function endOf(text: string, { end }: MetricMention, splits: readonly SplitPhrase[]): number {
  // `latency_ms` is one name.
  const last = end + (/^(?:[_/][\p{L}\p{N}]+)+/u.exec(text.slice(end, end + 60))?.[0].length ?? 0);
  return splits.find(({ start }) => start === last + 1)?.end ?? last;
}
