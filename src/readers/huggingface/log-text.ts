/** One entry of the log: its number from 0, from `start` to `end` in the text, beginning on `line`. */
export interface EntrySpan {
  index: number;
  start: number;
  end: number;
  line: number;
}

/** Where the log of a state stands in its text: `start` is at its `[`, `end` behind its `]`, with so many line breaks between. */
export interface LogText {
  start: number;
  end: number;
  breaks: number;
  entries: EntrySpan[];
}

const LOG = /(?<!\\)"log_history"\s*:\s*\[/;
const [QUOTE, BACKSLASH, NEWLINE, COMMA] = [34, 92, 10, 44];
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [123, 125, 91, 93];

/**
 * Finds the entries of `log_history` without parsing them: a log of 100,000 entries is tens of megabytes, and as values all at once
 * twenty times that. Null where there is no such list or it does not end.
 */
export function findLog(text: string): LogText | null {
  const match = LOG.exec(text);
  if (match === null) return null;
  const start = match.index + match[0].length - 1;
  const entries: EntrySpan[] = [];
  const first = countBreaks(text, start) + 1;
  let line = first;
  let depth = 0;
  let index = 0;
  let open: EntrySpan | null = null;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) at = endOfString(text, at);
    else if (code === NEWLINE) line += 1;
    else if (code === COMMA && depth === 1) index += 1;
    else if (code === OPEN || code === OPEN_LIST) {
      if (depth === 1 && code === OPEN) open = { index, start: at, end: at, line };
      depth += 1;
    } else if (code === CLOSE || code === CLOSE_LIST) {
      depth -= 1;
      if (depth === 1 && open !== null) {
        entries.push({ ...open, end: at + 1 });
        open = null;
      }
      if (depth === 0) return { start, end: at + 1, breaks: line - first, entries };
    }
  }
  return null;
}

function endOfString(text: string, from: number): number {
  for (let at = from + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at += 1;
    else if (code === QUOTE) return at;
  }
  return text.length;
}

function countBreaks(text: string, until: number): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0 && at < until; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
