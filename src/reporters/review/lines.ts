import { cutTo, visible, wrapTo } from "../width.ts";
import { windowOf, windowsOf } from "./window.ts";

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

/** The first line of a log's text after a mark; of a long one the part around `literal`. */
export function logLine(mark: string, text: string, literal = ""): string {
  const line = firstLine(text);
  const at = literal === "" ? 0 : Math.max(0, line.indexOf(literal));
  return marked(mark, windowOf(line, { at, length: literal.length, most: COLUMNS - mark.length - 1 }));
}

/** What a line was and what it is, after their marks; long ones are cut where they differ. */
export function logPair(old: { mark: string; text: string }, now: { mark: string; text: string }): string[] {
  const most = COLUMNS - Math.max(old.mark.length, now.mark.length) - 1;
  const { before, after } = windowsOf(firstLine(old.text), firstLine(now.text), most);
  return [marked(old.mark, before), marked(now.mark, after)];
}

function firstLine(text: string): string {
  return text.slice(0, LONGEST).split(/[\r\n]/, 1)[0] ?? "";
}

/** Hidden characters take more room when they are shown. */
function marked(mark: string, line: string): string {
  return cutTo(visible(`${mark} ${line}`), COLUMNS);
}

/** `report.md:12`, or the file alone. */
export function placeText({ file, line }: { file: string; line: number | null }): string {
  return line === null ? file : `${file}:${line}`;
}
