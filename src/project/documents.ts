import { checkDocument } from "../checks/index.ts";
import { isReport } from "../checks/report.ts";
import { judgeDocument } from "../claims/judge.ts";
import type { Lock } from "../claims/lock.ts";
import { findingsOf } from "../claims/verdict-finding.ts";
import { exists, isFile, isInside } from "../disk/file.ts";
import { readRegion } from "../disk/region.ts";
import { parseDocument } from "../markdown/document.ts";
import { findRegions } from "../markdown/region.ts";
import { splice } from "../markdown/splice.ts";
import type { Verdict } from "../model/claim.ts";
import { coverageOf } from "../model/claim.ts";
import type { Document, OwnedRegion } from "../model/document.ts";
import { regionAt } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import type { Catalog, JudgedDocument } from "../model/project.ts";
import type { Tree } from "../model/tree.ts";
import { joinPath } from "../model/tree.ts";
import type { ProjectCatalog } from "./catalog.ts";
import { ownerOf } from "./catalog.ts";
import { currentRegions, outdatedFindings } from "./refresh.ts";

/**
 * One document to judge.
 *
 * - `text`: what is judged; `after`: what its regions should make of it, the same when nothing is out of date; null judges the
 *   claims in every region, whether it is current or not.
 * - `everything`: bare numbers in all sections are claims, because someone asked for this document by name.
 */
export interface DocumentInput {
  file: string;
  text: string;
  after: string | null;
  everything: boolean;
}

/**
 * A judged document with what it depended on, so that it need not be judged again while none of that changes.
 *
 * - `uses`: experiments that were looked at; `usesAll`: all of them were.
 * - `reads`: files that were looked at or looked for.
 */
export interface DocumentResult {
  judged: JudgedDocument;
  findings: Finding[];
  uses: string[];
  usesAll: boolean;
  reads: string[];
}

/** What documents are judged with. `planned`: files that are not there yet and will be once the planned writes are done. */
export interface JudgeContext {
  catalog: ProjectCatalog;
  lock: Lock;
  planned: ReadonlySet<string>;
}

/** Judges one document: its claims, then the truths that documents must keep. Never throws for what it says. */
export function judge(input: DocumentInput, context: JudgeContext): DocumentResult {
  const watched = watch(context.catalog);
  const current = input.after === null ? [] : currentRegions(input.text, input.after, input.file);
  if (!mayHoldClaims(input, current)) return nothingToJudge(input, current);
  const parsed = parseDocument(blank(input.text, current), input.file);
  const reads = new Set<string>();
  const look = <T>(path: string, answer: T): T => {
    reads.add(path);
    return answer;
  };
  const { root } = context.catalog;
  const near = nearestTo(context.catalog, input.file);
  const compiled = near === null ? null : watched.catalog.get(near);
  const verdicts = judgeDocument(parsed.document, {
    catalog: watched.catalog,
    near,
    lock: context.lock,
    bareSections: input.everything ? "all" : isReport(parsed.document) ? "report" : "none",
    region: (place) => look(place.file, readRegion(root, place)),
    isFile: (path) => look(path, context.planned.has(path) || (isInside(root, path) && isFile(root, path))),
  });
  const checks = checkDocument({
    document: parsed.document,
    verdicts,
    compiled,
    catalog: watched.catalog,
    text: input.text,
    exists: (path) => look(path, context.planned.has(path) || exists(root, path)),
  });
  const findings = [...parsed.findings, ...outOfDate(input, parsed.document, verdicts), ...checks];
  const judged = { file: input.file, verdicts, coverage: coverageOf(verdicts), generated: countNumbers(current) };
  return { judged, findings, uses: [...watched.uses], usesAll: watched.usesAll(), reads: [...reads] };
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

/** Whether anything in what people wrote could be a claim; the regions that are current are not looked at. */
function mayHoldClaims(input: DocumentInput, current: readonly OwnedRegion[]): boolean {
  if (input.everything || input.file.endsWith("report.md") || input.text.startsWith("---")) return true;
  const authored = splice(
    input.text,
    current.map((region) => ({ start: region.bodyStart, end: region.bodyEnd, text: "" })),
  );
  return /\(cite:|#L\d|\]\([^)\s]+\s+["'(]|^\[[^\]]+\]:|!\[/m.test(authored);
}

function nothingToJudge(input: DocumentInput, current: readonly OwnedRegion[]): DocumentResult {
  const { file } = input;
  const judged = { file, verdicts: [], coverage: coverageOf([]), generated: countNumbers(current) };
  return { judged, findings: findRegions(input.text, file).findings, uses: [], usesAll: false, reads: [] };
}

/** The id of the experiment that a document belongs to, or null. */
export function nearestTo(catalog: ProjectCatalog, file: string): string | null {
  return ownerOf(new Map([...catalog.plans.values()].map((plan) => [plan.place.dir, plan.place.id])), file);
}

/**
 * The findings of verdicts and of regions that are out of date. All that has changed in one region is one finding: its first
 * number that is stale, with the log line, and how many more there are.
 */
function outOfDate(input: DocumentInput, document: Document, verdicts: readonly Verdict[]): Finding[] {
  const findings: Finding[] = [];
  const stale = new Map<OwnedRegion, Verdict[]>();
  const others: Verdict[] = [];
  for (const verdict of verdicts) {
    const region = verdict.verdict === "stale" ? regionAt(document, verdict.claim.span.start) : null;
    if (region === null) others.push(verdict);
    else stale.set(region, [...(stale.get(region) ?? []), verdict]);
  }
  for (const [region, [first, ...more]] of stale) {
    const [one] = first === undefined ? [] : findingsOf(document, [first]);
    if (one === undefined) continue;
    const howMany = more.length === 1 ? "1 more number" : `${more.length} more numbers`;
    const rest = more.length === 0 ? "" : `; ${howMany} of the region \`${region.name}\` changed too`;
    findings.push({ ...one, message: one.message + rest });
  }
  const told = (line: number | null) => [...stale.keys()].some((region) => holdsLine(region, line));
  const regions = input.after === null ? [] : outdatedFindings(input.text, input.after, input.file);
  return [...findingsOf(document, others), ...findings, ...regions.filter((one) => !told(one.line))];
}

function holdsLine(region: OwnedRegion, line: number | null): boolean {
  return line !== null && line >= region.line && line <= region.line + region.body.split("\n").length;
}

function watch(catalog: Catalog): { catalog: Catalog; uses: Set<string>; usesAll: () => boolean } {
  const uses = new Set<string>();
  let all = false;
  const used = <T extends { experiment: { id: string } } | null>(compiled: T): T => {
    if (compiled !== null) uses.add(compiled.experiment.id);
    return compiled;
  };
  const watched: Catalog = {
    ...catalog,
    get: (id) => used(catalog.get(id)),
    at: (path) => used(catalog.at(path)),
    all: () => {
      all = true;
      return catalog.all();
    },
  };
  return { catalog: watched, uses, usesAll: () => all };
}

/** The text with spaces in place of what stands in some regions, so that every other offset stays true. */
function blank(text: string, regions: readonly OwnedRegion[]): string {
  const edits = regions.map(({ bodyStart, bodyEnd }) => ({
    start: bodyStart,
    end: bodyEnd,
    text: text.slice(bodyStart, bodyEnd).replace(/[^\r\n]/g, " "),
  }));
  return splice(text, edits);
}

function countNumbers(regions: readonly OwnedRegion[]): number {
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
