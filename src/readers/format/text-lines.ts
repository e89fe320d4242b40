import { forEachLine } from "./lines.ts";

/** One line of a text file: `line` is its 1-based number; `isTorn` when the file ends in it without a newline. */
export interface NumberedLine {
  text: string;
  line: number;
  isTorn: boolean;
}

/**
 * Hands over a file line by line, decoded as UTF-8 and without its line end; one chunk of the file is in memory at a time.
 * `wanted` sees the bytes of a line first and may have it passed over undecoded. Throws system errors.
 */
export function forEachTextLine(
  root: string,
  path: string,
  handlers: { line(line: NumberedLine): void; wanted?(buffer: Buffer, from: number): boolean },
): void {
  let line = 0;
  forEachLine(root, path, () => ({
    fast: ({ buffer, from, limit }) => {
      if (handlers.wanted === undefined || from + 64 > limit || handlers.wanted(buffer, from)) return -1;
      const newline = buffer.indexOf(10, from);
      if (newline < 0 || newline >= limit) return -1;
      line += 1;
      return newline;
    },
    line: ({ buffer, from, to }, isTorn) => {
      line += 1;
      const end = to > from && buffer[to - 1] === 13 ? to - 1 : to;
      handlers.line({ text: buffer.toString("utf8", from, end), line, isTorn });
    },
    chunk: () => undefined,
    tooLong: () => {
      line += 1;
    },
  }));
}
