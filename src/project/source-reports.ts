import { compareText } from "../model/finding.ts";
import type { Tracker } from "../model/run.ts";
import type { Tree } from "../model/tree.ts";
import { joinPath, parentOf } from "../model/tree.ts";
import { readTrackers } from "../readers/index.ts";
import { whyNoLedger } from "../readers/ledger/reader.ts";
import type { ProjectCatalog, SourceReport } from "./catalog.ts";
import { tracesIn } from "./traces.ts";

/** A format that was found: how many runs in how many sources, and the folders or files that hold them. */
export interface FormatFound {
  format: string;
  trackers: Tracker[];
  sources: number;
  runs: number;
  places: string[];
}

/** Something that was seen and not read, and where. */
export interface Unread {
  reason: string;
  paths: string[];
}

/** How the project's own conventions are called, which no tool has versions of. */
const OWN: Partial<Record<Tracker, string>> = { tree: "run folders", specweave: "SpecWeave increments" };

/** The formats of all sources, the one with most runs first, and what of them was not read. */
export function reportsOf(catalog: ProjectCatalog): { formats: FormatFound[]; unread: Unread[] } {
  const reports = catalog.ids.flatMap((id) => catalog.reports(id));
  const formats = [...Map.groupBy(reports, formatOf)].map(([format, group]) => ({
    format,
    trackers: [...new Set(group.flatMap(({ trackers }) => trackers))].sort(compareText),
    sources: group.length,
    runs: group.reduce((sum, { runs }) => sum + runs, 0),
    places: [...new Set(group.map(({ dir }) => parentOf(dir) || dir || "."))].sort(compareText),
  }));
  formats.sort((a, b) => b.runs - a.runs || compareText(a.format, b.format));
  const unread = reports.flatMap((report) => report.unread);
  return { formats, unread: byReason(unread) };
}

/** How many sources each tracker has; a run that several describe is one of each. */
export function countSources(catalog: ProjectCatalog): Record<string, number> {
  const sources = [...catalog.plans.values()].flatMap((plan) => plan.sources.flatMap((one) => one.parts ?? [one]));
  const counts = [...Map.groupBy(sources, ({ reader }) => reader)].map(([reader, group]) => [reader, group.length]);
  return Object.fromEntries(counts.sort(([a], [b]) => compareText(String(a), String(b))));
}

/** Tables that look like lists of runs by their name or folder, that nothing reads, and why. */
export function tablesNotRead(catalog: ProjectCatalog, tree: Tree): Unread[] {
  const read = new Set([...catalog.plans.values()].flatMap((plan) => plan.sources.flatMap(({ files }) => files)));
  const paths = [...tree.listings.values()].flatMap(({ dir, files }) =>
    files.map((name) => joinPath(dir, name)).filter((path) => TABLE.test(path) && !read.has(path)),
  );
  const told = paths.slice(0, MOST_TABLES).flatMap((path) => {
    const reason = whyNoLedger(tree.root, path);
    return reason === null ? [] : [{ path, reason }];
  });
  return byReason(told);
}

/** What tools have left in which no run was found. `isKnown`: runs of that tool are read elsewhere. */
export function tracesNotRead(
  catalog: ProjectCatalog,
  tree: Tree,
): { name: string; paths: string[]; isKnown: boolean }[] {
  const sources = [...catalog.plans.values()].flatMap((plan) => plan.sources.flatMap((one) => one.parts ?? [one]));
  return tracesIn(tree).flatMap(({ tracker, name, paths }) => {
    const own = sources.filter(({ reader }) => reader === tracker).flatMap(({ dir, files }) => [dir, ...files]);
    const around = new Set(own.flatMap(foldersOf));
    const dirs = new Set(own);
    const open = paths.filter((path) => !around.has(path) && !foldersOf(path).some((folder) => dirs.has(folder)));
    return open.length === 0 ? [] : [{ name, paths: open, isKnown: readTrackers.some((one) => one === tracker) }];
  });
}

/** A path and the folders around it. */
function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let at = path; at !== ""; at = parentOf(at)) folders.push(at);
  return folders;
}

const MOST_TABLES = 200;
const TABLE =
  /(?:^|[/_.-])(?:results?|experiments?|runs?|ledger|leaderboard)\.(?:csv|tsv|jsonl)$|(?:^|\/)metrics\/[^/]+\.(?:csv|tsv|jsonl)$/i;

function formatOf({ format, trackers }: SourceReport): string {
  const own = trackers.flatMap((tracker) => OWN[tracker] ?? []);
  return [...own, ...(format === null ? [] : [format])].join(" + ") || trackers.join(" + ");
}

function byReason(unread: readonly { path: string; reason: string }[]): Unread[] {
  const groups = [...Map.groupBy(unread, ({ reason }) => reason)];
  const sorted = groups.map(([reason, group]) => ({ reason, paths: [...new Set(group.map(({ path }) => path))] }));
  for (const { paths } of sorted) paths.sort(compareText);
  return sorted.sort((a, b) => compareText(a.reason, b.reason));
}
