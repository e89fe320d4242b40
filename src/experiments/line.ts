/**
 * A line of a Markdown file.
 *
 * - `number`: 1-based; `text`: without its line end.
 * - `hidden`: inside a fenced code block or an HTML comment, so nothing in it is an entry, a tag or a field.
 */
export interface Line {
  number: number;
  text: string;
  hidden: boolean;
}

/** Cuts a text into lines at LF, CRLF or CR, a leading byte order mark left out, and marks what is code or comment. */
export function scanLines(text: string): Line[] {
  const lines: Line[] = [];
  let fence: string | null = null;
  let comment = false;
  for (const [index, line] of text
    .replace(/^\uFEFF/, "")
    .split(/\r\n|\n|\r/)
    .entries()) {
    const mark: string | null = comment ? null : fenceMark(line);
    const closes: boolean = fence !== null && mark !== null && mark[0] === fence[0] && mark.length >= fence.length;
    const opensComment = fence === null && !comment && /^\s*<!--/.test(line);
    lines.push({ number: index + 1, text: line, hidden: fence !== null || mark !== null || comment || opensComment });
    if (fence !== null) fence = closes ? null : fence;
    else if (mark !== null) fence = mark;
    else if (comment || opensComment) comment = !line.includes("-->");
  }
  return lines;
}

/** A heading's depth and text, or null for another line. */
export function headingOf(line: Line): { depth: number; text: string } | null {
  if (line.hidden) return null;
  const match = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/.exec(line.text);
  if (match === null) return null;
  return { depth: (match[1] ?? "").length, text: (match[2] ?? "").replace(/[ \t]+#+[ \t]*$/, "").trim() };
}

/** A list item's indentation, where its content begins, and its content; or null for another line. */
export function itemOf(line: Line): { indent: number; content: number; text: string } | null {
  if (line.hidden) return null;
  const match = /^([ \t]*)((?:[-*+]|\d{1,9}[.)])[ \t]+)(?:\[[ xX]\][ \t]+)?(?=\S)(.*)$/.exec(line.text);
  if (match === null) return null;
  const indent = (match[1] ?? "").length;
  return { indent, content: indent + (match[2] ?? "").length, text: match[3] ?? "" };
}

/**
 * The lines below the first heading whose text fits, up to the next heading of the same or a higher level; null
 * without such a heading. `heading` is the heading's own line.
 */
export function sectionOf(lines: readonly Line[], title: RegExp): { heading: Line; lines: Line[] } | null {
  const at = lines.findIndex((line) => title.test(headingOf(line)?.text ?? ""));
  const heading = lines[at];
  if (heading === undefined) return null;
  const depth = headingOf(heading)?.depth ?? 1;
  const rest = lines.slice(at + 1);
  const end = rest.findIndex((line) => (headingOf(line)?.depth ?? 7) <= depth);
  return { heading, lines: end < 0 ? rest : rest.slice(0, end) };
}

/** Replaces inline code by blanks of the same length, so that offsets stay. */
export function maskCode(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map((match) => ({ start: match.index, length: match[0].length }));
  let masked = "";
  let done = 0;
  for (const [index, run] of runs.entries()) {
    if (run.start < done) continue;
    const close = closingRun(text, runs, index);
    if (close === null) continue;
    masked += text.slice(done, run.start) + " ".repeat(close - run.start);
    done = close;
  }
  return masked + text.slice(done);
}

/** Where the code span that a run of back-ticks opens ends: behind the next run of that length on the same line. */
function closingRun(text: string, runs: readonly { start: number; length: number }[], index: number): number | null {
  const open = runs[index];
  if (open === undefined) return null;
  for (let at = index + 1; at < Math.min(runs.length, index + 50); at += 1) {
    const run = runs[at];
    if (run === undefined || text.slice(open.start, run.start).includes("\n")) return null;
    if (run.length === open.length) return run.start + run.length;
  }
  return null;
}

function fenceMark(line: string): string | null {
  return /^\s{0,3}(?:[-*+]\s+|>\s*)?(`{3,}|~{3,})/.exec(line)?.[1] ?? null;
}
