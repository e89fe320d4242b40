import { cutTo, visible, wrapTo } from "../width.ts";

/** A line of a terminal takes so many columns; a sentence so many lines. */
const COLUMNS = 120;
const LINES = 5;
const LONGEST = 2000;

/** One sentence for a terminal: nothing in it steers it; long ones go on in the next line, further in. Blanks before it stay. */
export function proseLine(text: string): string {
  const clean = visible(text.slice(0, LONGEST));
  const indent = /^ */.exec(clean)?.[0] ?? "";
  const [first = "", ...others] = wrapTo(clean.slice(indent.length), COLUMNS - indent.length - 2);
  return [`${indent}${first}`, ...others.slice(0, LINES - 1).map((line) => `${indent}  ${line}`)].join("\n");
}

/** The first line of a log's text after a mark, cut where it is too long. */
export function logLine(mark: string, text: string): string {
  return cutTo(visible(`${mark} ${text.slice(0, LONGEST).split(/[\r\n]/, 1)[0] ?? ""}`), COLUMNS);
}

/** `report.md:12`, or the file alone. */
export function placeText({ file, line }: { file: string; line: number | null }): string {
  return line === null ? file : `${file}:${line}`;
}
