import type { Sentence } from "../../markdown/sentence.ts";
import { sentenceAt } from "../../markdown/sentence.ts";
import type { Document, DocumentLink } from "../../model/document.ts";

/** A link as it stands in a read sentence. */
export interface ReadLink {
  start: number;
  end: number;
  link: DocumentLink;
}

/**
 * A sentence as a reader reads it: links and code by their texts, without marks of emphasis, white space as one blank.
 *
 * - `at`: for each character of `text` its offset in the document; one more for the end.
 * - `links`: the links in it. `marked`: what stands in code or bold, as names are often set; `code`: in code.
 * - `before`: reads the sentence before it in its paragraph; null for the first one.
 */
export interface Reading {
  sentence: Sentence;
  text: string;
  at: number[];
  links: ReadLink[];
  marked: { start: number; end: number; code: boolean }[];
  before: () => Reading | null;
}

/** Reads the sentence around an offset; each sentence of a document is read once. */
export function readSentence(document: Document, offset: number): Reading {
  const sentence = sentenceAt(document, offset);
  const known = READ.get(sentence);
  if (known !== undefined) return known;
  const reading = read(document, sentence);
  READ.set(sentence, reading);
  return reading;
}

const READ = new WeakMap<Sentence, Reading>();

function read(document: Document, sentence: Sentence): Reading {
  const end = sentence.start + sentence.text.length;
  const links = within(document, sentence.start, end);
  const reading: Reading = {
    sentence,
    text: "",
    at: [],
    links: [],
    marked: [],
    before: () => before(document, sentence),
  };
  let offset = sentence.start;
  for (const link of links) {
    append(reading, document.text.slice(offset, link.span.start), offset);
    const start = reading.text.length;
    append(reading, document.text.slice(link.textSpan.start, link.textSpan.end), link.textSpan.start);
    reading.links.push({ start, end: reading.text.length, link });
    offset = link.span.end;
  }
  append(reading, document.text.slice(offset, end), offset);
  reading.at.push(end);
  return reading;
}

/** Sentences of a paragraph follow one another without a gap. */
function before(document: Document, { start, context }: Sentence): Reading | null {
  if (start === 0 || (context !== "paragraph" && context !== "list")) return null;
  const reading = readSentence(document, start - 1);
  const { sentence } = reading;
  return sentence.end === start && sentence.start < start && sentence.context === context ? reading : null;
}

/** Marks of emphasis, code, HTML and quotes of blocks; they are taken out. */
const MARKS = /(\*{1,3}|`+|~~|<\/?[a-z][^<>]*>)|([^\S\n]*\n\s*(?:>\s*)*|\s+)/gi;

function append(reading: Reading, source: string, offset: number): void {
  let from = 0;
  const put = (text: string, at: number) => {
    for (let index = 0; index < text.length; index += 1) reading.at.push(at + index);
    reading.text += text;
  };
  let open = -1;
  for (const match of source.matchAll(MARKS)) {
    put(source.slice(from, match.index), offset + from);
    from = match.index + match[0].length;
    if (match[2] !== undefined) {
      put(" ", offset + match.index);
    } else if (/^[*`]/.test(match[0])) {
      if (open >= 0 && open < reading.text.length)
        reading.marked.push({ start: open, end: reading.text.length, code: match[0].startsWith("`") });
      open = open < 0 ? reading.text.length : -1;
    }
  }
  put(source.slice(from), offset + from);
}

/** The links between two offsets, found by bisection: they stand in the order of the text. */
function within({ links }: Document, start: number, end: number): DocumentLink[] {
  let [low, high] = [0, links.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((links[middle]?.span.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  const found: DocumentLink[] = [];
  for (let at = low; (links[at]?.span.start ?? Infinity) < end; at += 1) found.push(links[at] as DocumentLink);
  return found;
}
