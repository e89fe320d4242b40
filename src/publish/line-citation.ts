import type { CitedBy, PageOf, SiteCiting } from "../contract/index.ts";
import type { Verdict } from "../model/claim.ts";
import type { Evidence } from "../model/evidence.ts";
import { linesOf } from "../model/evidence.ts";
import type { Citations, FileCitation } from "./chapter.ts";
import type { CitedRange } from "./notebook.ts";
import { joinRecords } from "./notebook.ts";
import { anchorOf } from "./record-place.ts";
import { sayCount } from "./say.ts";
import { toneOf } from "./status.ts";

/** So many documents are named at a place; the others are counted. */
const MOST_NAMED = 3;

type LineCitation = PageOf<"file">["citations"][number];

/** A document that cites places of files: its page, and its claims. `hasMark`: whether a claim can be pointed at in its text. */
export interface CitingPage {
  page: { title: string; address: string };
  verdicts: readonly Verdict[];
  hasMark(verdict: Verdict): boolean;
}

/**
 * Signs the lines, records and rows that a document cites with a link back: to the first claim that rests on them, with its
 * verdict, else to the document.
 */
export function signedBy({ page, verdicts, hasMark }: CitingPage, citations: Citations): Citations {
  const claims = new Map<string, Verdict>();
  for (const verdict of verdicts.filter(hasMark).sort(byWhatItSays)) {
    for (const one of verdict.evidence) {
      const key = `${placeOf(one)} ${one.file}`;
      if (!claims.has(key)) claims.set(key, verdict);
    }
  }
  const by = (place: string, path: string): SiteCiting[] => {
    const found = claims.get(`${place} ${path}`);
    const href = `${page.address}${found === undefined ? "" : `#claim-${found.claim.id}`}`;
    return [{ text: page.title, href, verdict: found?.verdict ?? null }];
  };
  const files = [...citations.files].map(([path, citation]): [string, FileCitation] => {
    const cited = citation.cited.map((range): CitedRange => ({ ...range, by: by(rangeOf(range), path) }));
    // A document cites each once, however many values it takes from it.
    const records = joinRecords(citation.records).map((one) => ({ ...one, by: by(anchorOf(one.locator), path) }));
    return [path, { ...citation, cited, records }];
  });
  return { ...citations, files: new Map(files) };
}

/** Who cites the lines of a file, after the last line that each speaks of. Neighbours that say the same are said once. */
export function lineCitations(ranges: readonly CitedRange[]): LineCitation[] {
  const spans: { line: number; endLine: number; by: readonly SiteCiting[]; key: string }[] = [];
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
      ...citedBy(by),
    }));
}

/** The documents that cite a place: some by name, those that are wrong before all others; the rest are counted. */
export function citedBy(by: readonly SiteCiting[]): CitedBy {
  const rank = ({ verdict }: SiteCiting) => (verdict === null ? 2 : Number(toneOf(verdict) !== "bad"));
  return {
    links: [...by].sort((a, b) => rank(a) - rank(b)).slice(0, MOST_NAMED),
    more: by.length > MOST_NAMED ? `and ${sayCount(by.length - MOST_NAMED, "other document")}` : null,
  };
}

/**
 * What rests on a place alone says more of it than a difference or a mean that it is one of the values of; and what is wrong of
 * it more than what is right.
 */
function byWhatItSays(a: Verdict, b: Verdict): number {
  const isBad = ({ verdict }: Verdict) => Number(toneOf(verdict) === "bad");
  return a.evidence.length - b.evidence.length || isBad(b) - isBad(a);
}

function placeOf(evidence: Evidence): string {
  const { locator } = evidence;
  const range = linesOf(evidence);
  if (range !== null) return rangeOf(range);
  return locator.kind === "record" || locator.kind === "row" ? anchorOf(locator) : "";
}

function rangeOf({ line, endLine }: CitedRange): string {
  return `${line} ${endLine}`;
}
