import { hostedFence, shortened } from "../../markdown/hosted-text.ts";
import type { Region } from "../../model/evidence.ts";
import type { ReviewedClaim } from "../../model/review.ts";
import type { Ink } from "./ink.ts";
import { WIDTHS } from "./ink.ts";

/** So many lines of a log are shown for one claim. */
const LINES = 6;

/** So many claims have their log lines shown at once. */
const SNIPPETS = 3;

/**
 * The log lines of the worst claims, so that nobody has to leave the page: on GitHub an address alone on its line, which is
 * shown as the lines themselves, else a block of code.
 */
export function snippets(ink: Ink, claims: readonly ReviewedClaim[], most: number): string[] {
  const seen = new Set<string>();
  const all: string[] = [];
  const told = new Set(ink.review.tampered.flatMap(({ file, lines }) => lines.map(({ line }) => `${file}\n${line}`)));
  for (const { excerpt, evidence } of claims) {
    // One of many operands explains nothing, and what is shown as a difference is not shown twice.
    if (excerpt === null || evidence.length > 1 || all.length >= Math.min(SNIPPETS, most)) continue;
    const { file, line } = excerpt;
    if (told.has(`${file}\n${line}`)) continue;
    const endLine = Math.min(excerpt.endLine, line + LINES - 1);
    const address = ink.isSnippetHost ? ink.links.head.blob({ file, line, endLine }) : null;
    const text = address ?? fencedExcerpt(excerpt);
    if (!seen.has(text)) all.push(text);
    seen.add(text);
  }
  return all;
}

/** Log lines with their numbers, as a block of code. */
export function fencedExcerpt({ line, text }: Region): string {
  const lines = firstLines(text, LINES);
  const width = String(line + lines.length - 1).length;
  return hostedFence(lines.map((one, index) => ({ before: `${String(line + index).padStart(width)} | `, text: one })));
}

/** What lines were and what they are, as a difference. */
export function fencedChange(
  changes: readonly { line: number | null; before: string | null; after: string | null }[],
): string {
  const lines = changes
    .slice(0, LINES)
    .flatMap(({ line, before, after }) => [
      ...(before === null
        ? []
        : firstLines(before, LINES).map((text, at) => ({ before: `- ${numbered(line, at)}`, text }))),
      ...(after === null
        ? []
        : firstLines(after, LINES).map((text, at) => ({ before: `+ ${numbered(line, at)}`, text }))),
    ]);
  const rest = changes.length - LINES;
  return hostedFence([...lines, ...(rest > 0 ? [{ before: `  … and ${rest} more`, text: "" }] : [])], "diff");
}

function numbered(line: number | null, at: number): string {
  return line === null ? "" : `${line + at} | `;
}

/** The part of a line around a text in it, with `…` where it goes on. */
export function around(line: string, text: string, most: number): string {
  const at = text === "" ? 0 : Math.max(0, line.indexOf(text));
  if (line.length <= most || at + text.length < most) return shortened(line, most);
  const from = Math.max(0, Math.min(at - Math.floor((most - text.length) / 2), line.length - most));
  return shortenedStart(shortened(line.slice(from), most));
}

function shortenedStart(text: string): string {
  return `…${text.slice(1).replace(/^[\uDC00-\uDFFF]/, "")}`;
}

function firstLines(text: string, most: number): string[] {
  // A line of a log may be as long as the log.
  const lines = text.slice(0, most * 4 * WIDTHS.line).split(/\r\n|[\n\r]/, most + 1);
  return lines.slice(0, most).map((line) => shortened(line, WIDTHS.line));
}
