import type { Drawing } from "../charts/metadata.ts";
import { readDrawing } from "../charts/metadata.ts";
import { checkDocument } from "../checks/index.ts";
import { isReport } from "../checks/report.ts";
import { judgeDocument } from "../claims/judge/judge.ts";
import type { Lock } from "../claims/lock.ts";
import { findingsOf } from "../claims/verdict-finding.ts";
import { exists, fileSize, isFile, isFolder, isInside, readText } from "../disk/file.ts";
import { gitIgnored } from "../disk/git.ts";
import { findRegion, readRegion } from "../disk/region.ts";
import { codeOf } from "../errors.ts";
import { parseDocument } from "../markdown/document.ts";
import { splice } from "../markdown/splice.ts";
import type { Verdict } from "../model/claim.ts";
import { coverageOf } from "../model/claim.ts";
import type { Document, OwnedRegion } from "../model/document.ts";
import { regionAt } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import type { Catalog, CompiledExperiment } from "../model/project.ts";
import { lockedRegions } from "./away.ts";
import type { ProjectCatalog } from "./catalog.ts";
import type { DocumentInput, DocumentResult } from "./document.ts";
import { countNumbers, passedOver } from "./document.ts";
import { linkedFiles } from "./hidden-evidence.ts";
import { openKept } from "./kept.ts";
import { openLinkedLogs } from "./linked-log.ts";
import type { FormerLines } from "./moved-file.ts";
import { openMoved } from "./moved-file.ts";
import type { Ownership } from "./ownership.ts";
import { outdatedFindings } from "./refresh.ts";

/**
 * What documents are judged with. `planned`: files that are not there yet and will be once the planned writes are done;
 * `ownership`: which regions are really ours; `redraws`: figures are drawn again by this compile.
 */
export interface JudgeContext {
  catalog: ProjectCatalog;
  lock: Lock;
  planned: ReadonlySet<string>;
  ownership: Ownership;
  redraws?: boolean;
}

/** Judges one document: its claims, then the truths that documents must keep. Never throws for what it says. */
export function judge(input: DocumentInput, context: JudgeContext): DocumentResult {
  const watched = watch(context.catalog);
  const { file, text, after } = input;
  const current = after === null ? [] : passedOver({ ...input, after }, context.ownership);
  const parsed = withOwned(parseDocument(blank(text, current), file), context.ownership);
  const reads = new Set<string>();
  const look = <T>(path: string, answer: T): T => {
    reads.add(path);
    return answer;
  };
  const { root } = context.catalog;
  const near = context.catalog.owner(file);
  const logs = openLinkedLogs(root, watched.catalog);
  const moved = movedThere(root, watched.catalog, look);
  const kept = openKept(root, (path) => reads.add(path));
  const verdicts = judgeDocument(parsed.document, {
    catalog: logs.catalog,
    near,
    lock: context.lock,
    bareSections: input.everything ? "all" : isReport(parsed.document) ? "report" : "none",
    region: (place) => look(place.file, kept.region(place) ?? readRegion(root, place)),
    findRegion: (former) => look(former.file, findRegion(root, former)),
    isKept: kept.standsIn,
    linkedLog: (path) => noting(reads, look(path, logs.at(path))),
    logFolder: (path) => look(path, logs.folder(path)),
    movedFile: moved,
    isFolder: (path) => look(path, isInside(root, path) && isFolder(root, path)),
    isFile: (path) => look(path, context.planned.has(path) || (isInside(root, path) && isFile(root, path))),
  });
  const checks = checkDocument({
    document: parsed.document,
    verdicts,
    compiled: near === null ? null : watched.catalog.get(near),
    catalog: watched.catalog,
    text: input.text,
    exists: (path) => look(path, context.planned.has(path) || exists(root, path)),
    drawing: (path) => look(path, drawingAt(root, path)),
    isIgnored: (path) => gitIgnored(root, [path]).length > 0,
    redraws: context.redraws ?? false,
    movedTo: (path) => moved(path, { line: null, endLine: null, hash: null }),
    isElsewhere: (path) => context.catalog.project(path) !== null,
  });
  const findings = [...parsed.findings, ...outOfDate(input, parsed.document, verdicts), ...checks];
  // One that somebody edited stays locked as it was, which its marker still says.
  const edited = parsed.document.regions.filter((region) => region.edited);
  const regions = lockedRegions(file, [...current, ...edited]);
  const judged = { file, verdicts, coverage: coverageOf(verdicts), generated: countNumbers(current), regions };
  const linked = linkedFiles(file, current);
  return { judged, findings, uses: [...watched.uses], usesAll: watched.usesAll(), reads: [...reads], linked };
}

/** What logs gave, with their files noted as read. */
function noting(reads: Set<string>, logs: CompiledExperiment | null): CompiledExperiment | null {
  for (const run of logs?.experiment.runs ?? []) for (const file of run.files) reads.add(file);
  return logs;
}

/** Where files that are gone lie now, each place noted as looked at. */
function movedThere(root: string, catalog: Catalog, look: (path: string, answer: string) => string) {
  const moved = openMoved(root, catalog);
  return (path: string, was: FormerLines) => moved(path, was).map((one) => look(one, one));
}

/** Above this size an SVG is none of ours. */
const LARGEST_DRAWING = 1 << 24;

/** What an SVG of ours says of itself; null for any other file, and for one that cannot be read. */
function drawingAt(root: string, path: string): Drawing | null {
  if (!/\.svg$/i.test(path) || !isInside(root, path) || !isFile(root, path)) return null;
  try {
    return fileSize(root, path) > LARGEST_DRAWING ? null : readDrawing(readText(root, path));
  } catch (error) {
    if (codeOf(error) === null) throw error;
    return null;
  }
}

/** The parsed document with those regions only that are really ours: what stands in another is its author's text. */
function withOwned<T extends { document: Document }>(parsed: T, ownership: Ownership): T {
  const { document } = parsed;
  const owned = ownership(document.file, document.regions);
  return { ...parsed, document: { ...document, regions: document.regions.filter((region) => owned.has(region)) } };
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
