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
  for (const { excerpt } of claims) {
    if (excerpt === null || all.length >= Math.min(SNIPPETS, most)) continue;
    const { file, line } = excerpt;
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
  changes: readonly { line: number; before: string | null; after: string | null }[],
): string {
  const lines = changes
    .slice(0, LINES)
    .flatMap(({ line, before, after }) => [
      ...(before === null ? [] : firstLines(before, LINES).map((text, at) => ({ before: `- ${line + at} | `, text }))),
      ...(after === null ? [] : firstLines(after, LINES).map((text, at) => ({ before: `+ ${line + at} | `, text }))),
    ]);
  const rest = changes.length - LINES;
  return hostedFence([...lines, ...(rest > 0 ? [{ before: `  … and ${rest} more`, text: "" }] : [])], "diff");
}

function firstLines(text: string, most: number): string[] {
  // A line of a log may be as long as the log.
  const lines = text.slice(0, most * 4 * WIDTHS.line).split(/\r\n|[\n\r]/, most + 1);
  return lines.slice(0, most).map((line) => shortened(line, WIDTHS.line));
}
