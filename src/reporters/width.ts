import { showHidden } from "../markdown/escape.ts";

/**
 * One character as a reader sees it.
 *
 * - `at`: its offset in the text, in UTF-16 units; `text`: how it is shown.
 * - `width`: how many columns of a terminal it takes.
 */
export interface Glyph {
  at: number;
  text: string;
  width: number;
}

const TAB = "    ";
const segmenter = new Intl.Segmenter("en", { granularity: "grapheme" });

/** First and last code point of the ranges that take two columns: East Asian wide and full-width characters. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x20000, 0x3fffd],
];

/** The characters of one line: tabs become blanks, and what would steer the terminal is shown as `\u{1B}`. */
export function glyphsOf(line: string): Glyph[] {
  if (/^[\x20-\x7E]*$/.test(line)) return Array.from(line, (text, at) => ({ at, text, width: 1 }));
  return Array.from(segmenter.segment(line), ({ segment, index }) => {
    const text = segment === "\t" ? TAB : showHidden(segment);
    return { at: index, text, width: widthOf(text) };
  });
}

/** A text on one line with nothing in it that steers the terminal. */
export function visible(text: string): string {
  return showHidden(text.replace(/\r\n|[\n\r]/g, " ").replaceAll("\t", TAB));
}

/** How many columns of a terminal a text takes. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7E]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of segmenter.segment(text)) width += widthOf(segment);
  return width;
}

/** The text cut to at most so many columns, with `…` in place of what is missing. */
export function cutTo(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let width = 0;
  let kept = "";
  for (const { segment } of segmenter.segment(text)) {
    width += widthOf(segment);
    if (width > columns - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}

/** The text in lines of at most so many columns, parted at blanks; a longer word is parted where it has to be. */
export function wrapTo(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  let width = 0;
  for (const word of text.match(/\S+\s*|\s+/g) ?? []) {
    for (const piece of displayWidth(word.trimEnd()) > columns ? partsOf(word, columns) : [word]) {
      if (width > 0 && width + displayWidth(piece.trimEnd()) > columns) {
        lines.push(line.trimEnd());
        [line, width] = ["", 0];
      }
      line += piece;
      width += displayWidth(piece);
    }
  }
  return [...lines, line.trimEnd()];
}

function partsOf(word: string, columns: number): string[] {
  const parts: string[] = [];
  let part = "";
  for (const { segment } of segmenter.segment(word)) {
    if (displayWidth(part) + widthOf(segment) > columns) {
      parts.push(part);
      part = "";
    }
    part += segment;
  }
  return [...parts, part];
}

function widthOf(grapheme: string): number {
  if (/^[\x20-\x7E]*$/.test(grapheme)) return grapheme.length;
  if (/^[\p{Mn}\p{Me}\p{Cf}]+$/u.test(grapheme)) return 0;
  if (/\p{Emoji_Presentation}|\uFE0F/u.test(grapheme)) return 2;
  const code = grapheme.codePointAt(0) ?? 0;
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}
