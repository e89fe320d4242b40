import type { FileLines } from "../disk/lines.ts";
import type { Redactor } from "./redactor.ts";

/** Text files without what is not to be published. */
export interface CleanReading {
  /** A file by its lines; null for what is no text. */
  open(file: string): FileLines | null;
  /** The whole text, where it is at hand or something in it is kept back; null where the file may be copied as it is. */
  copy(file: string): string | null;
}

/** Of a file up to this size it is found out once whether anything has to be kept back. */
const WHOLE_BYTES = 1 << 20;
const LINES_AT_ONCE = 1000;

/** Reads a project's text files cleanly. `redactorOf`: for a file. */
export function openReading(
  read: (file: string) => FileLines | null,
  redactorOf: (file: string) => Redactor,
): CleanReading {
  const known = new Map<string, boolean>();
  const isClean = (file: string, text: FileLines): boolean => {
    const before = known.get(file);
    if (before !== undefined) return before;
    const redactor = redactorOf(file);
    const is = text.bytes <= WHOLE_BYTES && redactor.look(linesOf(text).join("\n")).length === 0;
    known.set(file, is);
    return is;
  };
  return {
    open: (file) => {
      const text = read(file);
      if (text === null || isClean(file, text)) return text;
      const redactor = redactorOf(file);
      const { total, bytes } = text;
      return { total, bytes, read: (from, to) => redactor.lines(text.read(from, to)) };
    },
    copy: (file) => {
      const text = read(file);
      if (text === null || isClean(file, text)) return text?.whole ?? null;
      const lines = linesOf(text);
      const clean = redactorOf(file).lines(lines);
      return clean.every((line, at) => line === lines[at]) ? null : `${clean.join("\n")}\n`;
    },
  };
}

function linesOf(text: FileLines): string[] {
  const lines: string[] = [];
  for (let from = 1; from <= text.total; from += LINES_AT_ONCE) {
    for (const line of text.read(from, from + LINES_AT_ONCE - 1)) lines.push(line);
  }
  return lines;
}
