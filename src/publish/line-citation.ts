import type { PageOf, SiteLink } from "../contract/index.ts";
import type { Verdict } from "../model/claim.ts";
import { linesOf } from "../model/evidence.ts";
import type { Citations, FileCitation } from "./chapter.ts";
import type { CitedRange } from "./notebook.ts";
import { sayCount } from "./say.ts";

/** So many documents are named at a line; the others are counted. */
const MOST_NAMED = 3;

type LineCitation = PageOf<"file">["citations"][number];

/** A document that cites lines: its page, and its claims. `hasMark`: whether a claim can be pointed at in its text. */
export interface CitingPage {
  page: { title: string; address: string };
  verdicts: readonly Verdict[];
  hasMark(verdict: Verdict): boolean;
}

/** Signs the lines that a document cites with a link back: to the first claim that rests on them, else to the document. */
export function signedBy({ page, verdicts, hasMark }: CitingPage, citations: Citations): Citations {
  const claims = new Map<string, string>();
  // What rests on a line alone says more of it than a difference or a mean that it is one of the values of.
  const marked = verdicts.filter(hasMark).sort((a, b) => a.evidence.length - b.evidence.length);
  for (const verdict of marked) {
    for (const one of verdict.evidence) {
      const range = linesOf(one);
      const key = range === null ? "" : keyOf(one.file, range);
      if (range !== null && !claims.has(key)) claims.set(key, `#claim-${verdict.claim.id}`);
    }
  }
  const files = [...citations.files].map(([path, citation]): [string, FileCitation] => {
    const cited = citation.cited.map((range): CitedRange => {
      const href = `${page.address}${claims.get(keyOf(path, range)) ?? ""}`;
      return { ...range, by: [{ text: page.title, href }] };
    });
    return [path, { ...citation, cited }];
  });
  return { ...citations, files: new Map(files) };
}

/** Who cites the lines of a file, after the last line that each speaks of. Neighbours that say the same are said once. */
export function lineCitations(ranges: readonly CitedRange[]): LineCitation[] {
  const spans: { line: number; endLine: number; by: readonly SiteLink[]; key: string }[] = [];
  for (const { line, endLine, by = [] } of ranges) {
    if (by.length === 0) continue;
    const key = by.map(({ text, href }) => `${href} ${text}`).join("\n");
    const before = spans.findLast((one) => one.key === key);
    if (before !== undefined && line <= before.endLine + 1) before.endLine = Math.max(before.endLine, endLine);
    else spans.push({ line, endLine, by, key });
  }
  return spans
    .sort((a, b) => a.endLine - b.endLine || a.line - b.line)
    .map(({ line, endLine, by }) => ({
      after: endLine,
      lines: line === endLine ? null : `Lines ${line} to ${endLine}`,
      links: by.slice(0, MOST_NAMED),
      more: by.length > MOST_NAMED ? `and ${sayCount(by.length - MOST_NAMED, "other document")}` : null,
    }));
}

function keyOf(path: string, { line, endLine }: CitedRange): string {
  return `${line} ${endLine} ${path}`;
}
