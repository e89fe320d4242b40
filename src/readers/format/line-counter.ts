/**
 * Makes a function from an offset in the text to its 1-based line. It is asked with growing offsets, so every newline is
 * passed once; a smaller offset gets the line of the largest one asked before.
 */
export function countLines(text: string): (offset: number) => number {
  let line = 1;
  let next = text.indexOf("\n");
  return (offset) => {
    while (next >= 0 && next < offset) {
      line += 1;
      next = text.indexOf("\n", next + 1);
    }
    return line;
  };
}
