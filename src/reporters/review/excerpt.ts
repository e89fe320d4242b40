import { hostedFence, shortened } from "../../markdown/hosted-text.ts";
import type { Region } from "../../model/evidence.ts";
import type { ReviewedClaim } from "../../model/review.ts";
import type { Ink } from "./ink.ts";
import { WIDTHS } from "./ink.ts";
import { windowOf, windowsOf } from "./window.ts";

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
  for (const { excerpt, evidence, logged } of claims) {
    // One of many operands explains nothing, and what is shown as a difference is not shown twice.
    if (excerpt === null || evidence.length > 1 || all.length >= Math.min(SNIPPETS, most)) continue;
    const { file, line } = excerpt;
    if (told.has(`${file}\n${line}`)) continue;
    const endLine = Math.min(excerpt.endLine, line + LINES - 1);
    const address = ink.isSnippetHost ? ink.links.head.blob({ file, line, endLine }) : null;
    const text = address ?? fencedExcerpt(excerpt, evidence[0]?.literal ?? logged ?? "");
    if (!seen.has(text)) all.push(text);
    seen.add(text);
  }
  return all;
}

/** Log lines with their numbers, as a block of code; of a long line the part around what it is cited for. */
function fencedExcerpt({ line, text }: Region, literal: string): string {
  const lines = firstLines(text, LINES).map((one) => around(one, literal.slice(0, WIDTHS.number), WIDTHS.line));
  const width = String(line + lines.length - 1).length;
  return hostedFence(lines.map((one, index) => ({ before: `${String(line + index).padStart(width)} | `, text: one })));
}

/** What lines were and what they are, as a difference. */
export function fencedChange(
  changes: readonly { line: number | null; before: string | null; after: string | null }[],
): string {
  const lines = changes.slice(0, LINES).flatMap(({ line, before, after }) => {
    const [old, now] = [before, after].map((text) => (text === null ? [] : firstLines(text, LINES)));
    const pairs = linePairs(old ?? [], now ?? []);
    return [
      ...pairs.flatMap((one, at) =>
        one.before === null ? [] : [{ before: `- ${numbered(line, at)}`, text: one.before }],
      ),
      ...pairs.flatMap((one, at) =>
        one.after === null ? [] : [{ before: `+ ${numbered(line, at)}`, text: one.after }],
      ),
    ];
  });
  const rest = changes.length - LINES;
  return hostedFence([...lines, ...(rest > 0 ? [{ before: `  … and ${rest} more`, text: "" }] : [])], "diff");
}

function numbered(line: number | null, at: number): string {
  return line === null ? "" : `${line + at} | `;
}

/** The part of a line around a text in it, with `…` where it goes on. */
export function around(line: string, text: string, most: number): string {
  const at = text === "" ? 0 : Math.max(0, line.indexOf(text));
  return windowOf(line, { at, length: text.length, most });
}

/** Lines as they were and as they are, side by side, each short enough to be shown. */
function linePairs(old: readonly string[], now: readonly string[]): { before: string | null; after: string | null }[] {
  return Array.from({ length: Math.max(old.length, now.length) }, (_, at) => {
    const [before, after] = [old[at] ?? null, now[at] ?? null];
    if (before !== null && after !== null) return windowsOf(before, after, WIDTHS.line);
    return {
      before: before === null ? null : shortened(before, WIDTHS.line),
      after: after === null ? null : shortened(after, WIDTHS.line),
    };
  });
}

function firstLines(text: string, most: number): string[] {
  // A line of a log may be as long as the log.
  const lines = text.slice(0, most * 4 * WIDTHS.line).split(/\r\n|[\n\r]/, most + 1);
  return lines.slice(0, most);
}
