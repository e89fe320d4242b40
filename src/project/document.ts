import { findRegions } from "../markdown/region.ts";
import { splice } from "../markdown/splice.ts";
import { coverageOf } from "../model/claim.ts";
import type { OwnedRegion } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import type { JudgedDocument } from "../model/project.ts";
import type { Tree } from "../model/tree.ts";
import { joinPath } from "../model/tree.ts";
import { lockedRegions } from "./away.ts";
import { linkedFiles } from "./hidden-evidence.ts";
import type { Ownership } from "./ownership.ts";
import { currentRegions, outdatedFindings } from "./refresh.ts";

/**
 * One document to judge.
 *
 * - `text`: what is judged; `after`: what its regions should make of it, the same when nothing is out of date; null judges the
 *   claims in every region, whether it is current or not.
 * - `authored`: the claims in generated regions are not judged, even where those are out of date.
 * - `everything`: bare numbers in all sections are claims, because someone asked for this document by name.
 */
export interface DocumentInput {
  file: string;
  text: string;
  after: string | null;
  everything: boolean;
  authored?: boolean | undefined;
}

/**
 * A judged document with what it depended on, so that it need not be judged again while none of that changes.
 *
 * - `uses`: experiments that were looked at; `usesAll`: all of them were.
 * - `reads`: files that were looked at or looked for.
 * - `linked`: files that its generated regions link lines of.
 */
export interface DocumentResult {
  judged: JudgedDocument;
  findings: Finding[];
  uses: string[];
  usesAll: boolean;
  reads: string[];
  linked?: string[];
}

/**
 * The Markdown files that are checked and published: all of the project but journals and ignore lists, what lies inside run
 * folders, and SpecWeave's own files.
 */
export function listDocuments(tree: Tree, runDirs: ReadonlySet<string>): string[] {
  const files: string[] = [];
  for (const listing of tree.listings.values()) {
    if (isInRun(listing.dir, runDirs) || isSpecWeaveOwned(listing.dir)) continue;
    for (const name of listing.files) {
      if (name.endsWith(".md") && !/^(JOURNAL|IGNORED_RUNS|CHANGELOG|LICENSE)\.md$/i.test(name)) {
        files.push(joinPath(listing.dir, name));
      }
    }
  }
  return files;
}

/** A link with a line or title, by reference or to what holds data; an image. */
const CLAIMING =
  /\(cite:|#L\d|\]\([^)\s]+\s+["'(]|^\[[^\]]+\]:|!\[|\]\(<?[^)\s]*(?:\/?(?:runs|logs?)\/|\.(?:log|jsonl?|csv|tsv|ya?ml|txt|out)\b)/m;

/** Whether anything in what people wrote could be a claim; the regions that are current are not looked at. */
function mayHoldClaims(input: DocumentInput, current: readonly OwnedRegion[]): boolean {
  if (input.everything || input.file.endsWith("report.md") || input.text.startsWith("---")) return true;
  const authored = splice(
    input.text,
    current.map((region) => ({ start: region.bodyStart, end: region.bodyEnd, text: "" })),
  );
  return CLAIMING.test(authored);
}

/** The regions whose claims need no judging: those that are current, or all that are ours where only authors are judged. */
export function passedOver(
  { file, text, after, authored }: Pick<DocumentInput, "file" | "text" | "authored"> & { after: string },
  ownership: Ownership,
): OwnedRegion[] {
  return currentRegions({ file, text, after: authored === true ? text : after }, ownership);
}

/** The result of a document in which people wrote nothing that could be a claim; null for the others, which have to be judged. */
export function resultWithoutClaims(input: DocumentInput, ownership: Ownership): DocumentResult | null {
  const { file, text, after } = input;
  if (after === null) return null;
  const current = passedOver({ ...input, after }, ownership);
  if (mayHoldClaims(input, current)) return null;
  const regions = lockedRegions(file, current);
  const judged = { file, verdicts: [], coverage: coverageOf([]), generated: countNumbers(current), regions };
  const { findings } = findRegions(text, file);
  return {
    judged,
    findings: [...findings, ...outdatedFindings(text, after, file)],
    uses: [],
    usesAll: false,
    reads: [],
    linked: linkedFiles(file, current),
  };
}

/** How many numbers stand in regions: links with a title, or by reference. */
export function countNumbers(regions: readonly OwnedRegion[]): number {
  return regions.reduce((sum, region) => sum + (region.body.match(/\]\([^)]*\s"|\]\[[^\]]+\]/g)?.length ?? 0), 0);
}

function isInRun(dir: string, runDirs: ReadonlySet<string>): boolean {
  for (let at = dir; at !== ""; at = at.slice(0, Math.max(0, at.lastIndexOf("/")))) if (runDirs.has(at)) return true;
  return false;
}

function isSpecWeaveOwned(dir: string): boolean {
  if (!/(^|\/)\.specweave(\/|$)/.test(dir)) return false;
  if (/\.specweave\/docs\/internal\/(architecture|operations)(\/|$)/.test(dir)) return false;
  return !/\.specweave\/increments\/(_\w+\/)?\d{4}[^/]*\/experiments(\/|$)/.test(dir);
}
