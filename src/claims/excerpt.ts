import { hashText } from "../disk/hash.ts";
import type { Region } from "../model/evidence.ts";
import { baseName } from "../model/tree.ts";

/** The folder of kept excerpts. It is flat, since `.gitignore` files often name `runs`, `logs` or `outputs`. */
export const EXCERPT_FOLDER = "docs.evidence";

/**
 * Lines of a log that a document cites, kept in the repository because the log itself is not: it is too large, too private,
 * or on another machine. `bytes` and `hash` (SHA-256, 64 hex digits) are the whole log's when they were kept.
 */
export interface Excerpt {
  file: string;
  bytes: number;
  hash: string;
  windows: Window[];
}

/** Lines that follow one another, the first of which is line `line` of the log; `cited` are those that a document cites. */
export interface Window {
  line: number;
  lines: string[];
  cited: number[];
}

/** How many lines before and after a cited one are kept, and how long a line may be that is not cited itself. */
const CONTEXT = { lines: 2, columns: 1000 };

const HEAD = [
  "# Lines kept from a file that is too large or too private to commit; > marks those that documents cite.",
  "# `docs cite --keep` writes this. `docs check` reads it where the file itself is missing.",
];

/** Where the excerpt of a log is kept: the end of its path to be recognised, and a hash of all of it. */
export function excerptPath(file: string): string {
  const name = file
    .split("/")
    .slice(-3)
    .join("-")
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .slice(-100)
    .replace(/^[.-]+/, "");
  return `${EXCERPT_FOLDER}/${name}-${hashText(file).slice(0, 8)}.excerpt`;
}

/** The text of an excerpt, for people and for `parseExcerpt`: one line of the log a line, each with its number. */
export function formatExcerpt({ file, bytes, hash, windows }: Excerpt): string {
  const head = [...HEAD, `# file    ${encodeURI(file)}`, `# size    ${bytes} bytes`, `# sha256  ${hash}`];
  const last = Math.max(0, ...windows.map(({ line, lines }) => line + lines.length - 1));
  const width = String(last).length;
  const blocks = windows.map(({ line, lines, cited }) => {
    const shown = lines.map((text, index) => {
      const number = line + index;
      return `${cited.includes(number) ? ">" : " "} ${String(number).padStart(width)} | ${text}`;
    });
    return ["", ...shown, `# sha256  ${hashText(lines.join("\n"))}`];
  });
  return `${[...head, ...blocks.flat()].join("\n")}\n`;
}

/**
 * Reads an excerpt; null for a text that is none. Windows whose lines do not have the hash that is written below them are
 * left out and counted in `broken`: somebody edited them.
 */
export function parseExcerpt(text: string): (Excerpt & { broken: number }) | null {
  const field = (name: string) => new RegExp(`^# ${name} +(.*?)\\r?$`, "m").exec(text)?.[1] ?? "";
  const [file, bytes, hash] = [decoded(field("file")), Number.parseInt(field("size"), 10), field("sha256")];
  if (file === null || file === "" || !Number.isFinite(bytes) || !/^[\da-f]{64}$/.test(hash)) return null;
  const excerpt = { file, bytes, hash, windows: [] as Window[], broken: 0 };
  let open: Window | null = null;
  for (const line of text.split(/\r?\n/)) {
    const [, mark, number = "", content = ""] = /^([> ]) +(\d+) \|(?: (.*))?$/s.exec(line) ?? [];
    if (mark !== undefined) {
      open ??= { line: Number(number), lines: [], cited: [] };
      if (mark === ">") open.cited.push(Number(number));
      open.lines.push(content);
    } else if (open !== null) {
      const stated = /^# sha256 +([\da-f]{16})$/.exec(line)?.[1];
      if (stated === hashText(open.lines.join("\n"))) excerpt.windows.push(open);
      else excerpt.broken += 1;
      open = null;
    }
  }
  if (open !== null) excerpt.broken += 1;
  return excerpt;
}

/** Some lines of a log as its excerpt has them, or null when it has not all of them. */
export function regionOf(excerpt: Excerpt, { line, endLine }: { line: number; endLine: number }): Region | null {
  const window = excerpt.windows.find((one) => one.line <= line && endLine < one.line + one.lines.length);
  if (window === undefined) return null;
  const text = window.lines.slice(line - window.line, endLine - window.line + 1).join("\n");
  return { file: excerpt.file, line, endLine, text, hash: hashText(text) };
}

/**
 * The windows to keep for cited lines: each with the lines around it, those that touch made one. `read` gives lines of the log
 * that exist. The first line of a table is kept too: without its head no cell has a name.
 */
export function windowsFor(
  file: string,
  cited: ReadonlySet<number>,
  read: (line: number, endLine: number) => string[],
): Window[] {
  const all = /\.(?:csv|tsv)$/i.test(baseName(file)) ? new Set([1, ...cited]) : cited;
  const windows: Window[] = [];
  for (const line of [...all].sort((a, b) => a - b)) {
    const first = Math.max(1, line - CONTEXT.lines);
    const last = windows.at(-1);
    const from = last === undefined ? first : Math.max(first, last.line + last.lines.length);
    const lines = read(from, line + CONTEXT.lines);
    const window = { line: from, lines, cited: [] };
    if (last !== undefined && from <= last.line + last.lines.length) last.lines.push(...lines);
    else windows.push(window);
  }
  return windows
    .flatMap((window) => withoutLong(window, all))
    .map((window) => ({ ...window, cited: citedIn(window, cited) }));
}

function citedIn({ line, lines }: Window, cited: ReadonlySet<number>): number[] {
  return lines.map((_, index) => line + index).filter((number) => cited.has(number));
}

/** A window parted at lines that are too long and that nobody cites. */
function withoutLong(window: Window, cited: ReadonlySet<number>): Window[] {
  const parts: Window[] = [];
  let open: Window | null = null;
  for (const [index, text] of window.lines.entries()) {
    const line = window.line + index;
    if (text.length > CONTEXT.columns && !cited.has(line)) open = null;
    else if (open !== null) open.lines.push(text);
    else {
      open = { line, lines: [text], cited: [] };
      parts.push(open);
    }
  }
  return parts.filter((part) => part.lines.some((_, index) => cited.has(part.line + index)));
}

function decoded(text: string): string | null {
  try {
    return decodeURI(text);
  } catch {
    return null;
  }
}
