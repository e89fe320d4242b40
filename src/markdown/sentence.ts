import type { Document, Prose, TextBlock } from "../model/document.ts";

/**
 * A sentence as it is written.
 *
 * - `start`, `end`: offsets in the document; the sentences of a paragraph follow one another without a gap, so that `end`
 *   lies behind the white space that follows.
 * - `text`: what stands there, without that white space or the bar of a cell; an offset in it is one in the document less `start`.
 * - `columnHead`, `rowHead`: in a table, the texts of the heads.
 */
export interface Sentence {
  start: number;
  end: number;
  text: string;
  context: Prose["context"];
  columnHead: string | null;
  rowHead: string | null;
}

/**
 * The sentence around an offset, within its paragraph, list item, table cell or heading; outside those (in code, HTML
 * or front matter) the line. The sentences of a document are found once.
 */
export function sentenceAt(document: Document, offset: number): Sentence {
  const sentences = sentencesOf(document);
  let [low, high] = [0, sentences.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sentences[middle]?.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const found = sentences[low - 1];
  return found !== undefined && offset <= found.end ? found : lineAround(document.text, offset);
}

/** Every sentence of a document, in the order of the text. */
export function sentencesOf(document: Document): readonly Sentence[] {
  const known = SENTENCES.get(document);
  if (known !== undefined) return known;
  const opaque = opaqueIn(document);
  let from = 0;
  const sentences = (document.blocks ?? []).flatMap((block) => {
    while ((opaque[from]?.end ?? Infinity) <= block.start) from += 1;
    return split(document.text, block, opaque.slice(from, countUntil(opaque, from, block.end)));
  });
  SENTENCES.set(document, sentences);
  return sentences;
}

const SENTENCES = new WeakMap<Document, Sentence[]>();

interface Range {
  start: number;
  end: number;
}

/** Links, images and code, whose points end nothing, in the order of the text. */
function opaqueIn({ links, images, codeSpans = [] }: Document): Range[] {
  return [...links, ...images, ...codeSpans].map(({ span }) => span).sort((a, b) => a.start - b.start);
}

function countUntil(ranges: readonly Range[], from: number, end: number): number {
  let count = from;
  while ((ranges[count]?.start ?? Infinity) < end) count += 1;
  return count;
}

function split(text: string, block: TextBlock, opaque: readonly Range[]): Sentence[] {
  const source = text.slice(block.start, block.end);
  const { context, columnHead, rowHead } = block;
  const ends = context === "heading" ? [] : endsIn(source).filter((end) => !isInside(opaque, block.start + end.mark));
  const borders = [0, ...ends.map(({ next }) => next).filter((next) => next < source.length), source.length];
  return borders.slice(1).map((end, index) => {
    const start = borders[index] ?? 0;
    return {
      start: block.start + start,
      end: block.start + end,
      text: withoutBar(source.slice(start, end).trimEnd()),
      context,
      columnHead,
      rowHead,
    };
  });
}

function withoutBar(text: string): string {
  return text.endsWith("|") ? text.slice(0, -1).trimEnd() : text;
}

/** `mark`: the offset of the character that ends a sentence; `next`: where the next one begins. */
interface End {
  mark: number;
  next: number;
}

/**
 * A full stop, question or exclamation mark with white space after it; a line break that is meant; in a table that
 * Markdown does not take for one, a bar.
 */
const ENDS = /([.!?])(?:["'”’»)\]*_~]|\[\^[^\]\s]+\])*\s+|[。！？]["”’»）]*\s*|(?: {2,}|\\)\r?\n[ \t>]*|(\|)\s*/gu;

/** A line of a table that Markdown does not take for one. */
const BAR_FIRST = /(?:^|\n)[ \t>]*\|/;

function endsIn(source: string): End[] {
  const ends: End[] = [];
  const hasCells = BAR_FIRST.test(source);
  for (const match of source.matchAll(ENDS)) {
    const next = match.index + match[0].length;
    if (match[1] !== undefined && goesOn(source, match.index, next)) continue;
    if (match[2] !== undefined && !hasCells) continue;
    ends.push({ mark: match.index, next });
  }
  return ends;
}

/** Words that a point follows and a sentence goes on after, whatever comes next. */
const SHORT =
  /(?:^|[^\p{L}\p{N}.])(?:vs|al|cf|approx|ca|resp|incl|excl|figs?|eqs?|refs?|dr|prof|mr|mrs|ms|st|viz|(?:\p{L}\.)+\p{L})$/iu;

/** The same where a number comes next. */
const BEFORE_NUMBER =
  /(?:^|[^\p{L}\p{N}.])(?:nos?|nr|secs?|sects?|tabs?|ch|chap|vols?|pp?|exp|ep|iter|alg|app|max|min|avg|std|est|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)$/iu;

/** `Zhou, Z. Angew`; but not `than model B. The`. */
const INITIAL = /(?:^|[,(&]\s*|\band\s+|\p{Lu}\.\s?)\p{Lu}$/u;

/** `1. first` at the start of a line is a list that Markdown does not take for one. */
const LIST_NUMBER = /(?:^|\n)[ \t>]*\d{1,3}$/;

/** Does the sentence go on after a point? Before a small letter it does, unless that begins a name (`shift-long`). */
function goesOn(source: string, mark: number, next: number): boolean {
  const before = source.slice(Math.max(0, mark - 30), mark);
  const after = source.slice(next, next + 40).replace(/^["'“‘«(*_~]+/, "");
  if (source[mark] === "." && (SHORT.test(before) || INITIAL.test(before))) return true;
  if (source[mark] === "." && /^\d/.test(after) && BEFORE_NUMBER.test(before)) return true;
  if (mark <= 4 && LIST_NUMBER.test(before)) return true;
  if (!/^\p{Ll}/u.test(after)) return false;
  return !/^[\p{L}\p{N}]*(?:[\d_]|-[\p{L}\p{N}])/u.test(after) && !/(?:\p{L}{5}|\d|[)%`*])$/u.test(before);
}

/** Whether an offset lies in one of the ranges, which begin in the order of the text. */
function isInside(ranges: readonly Range[], at: number): boolean {
  return ranges.some(({ start, end }) => start <= at && at < end);
}

function lineAround(text: string, offset: number): Sentence {
  const start = offset === 0 ? 0 : text.lastIndexOf("\n", offset - 1) + 1;
  const newline = text.indexOf("\n", offset);
  const end = newline < 0 ? text.length : newline;
  const [from, to] = [Math.max(start, offset - REACH), Math.min(end, offset + REACH)];
  const line = text.slice(from, to).trimEnd();
  return { start: from, end: to, text: line, context: "paragraph", columnHead: null, rowHead: null };
}

/** Nobody writes longer lines; data that is one line is not read whole. */
const REACH = 2000;
