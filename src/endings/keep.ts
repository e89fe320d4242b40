import type { Excerpt } from "../claims/excerpt.ts";
import { excerptPath, formatExcerpt, parseExcerpt, windowsFor } from "../claims/excerpt.ts";
import { parseAddress } from "../claims/text/address.ts";
import { compile } from "../compile.ts";
import type { Config } from "../config.ts";
import { isInside } from "../disk/file.ts";
import { gitRoot } from "../disk/git.ts";
import { hashFile } from "../disk/hash.ts";
import type { Holder } from "../disk/mutex.ts";
import { acquire } from "../disk/mutex.ts";
import { readLines } from "../disk/region.ts";
import { findRegions } from "../markdown/region.ts";
import type { Verdict } from "../model/claim.ts";
import { linesOf } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import { compareText } from "../model/finding.ts";
import type { PlannedWrite } from "../model/project.ts";
import { hiddenFiles } from "../project/hidden-evidence.ts";
import { isAway } from "../project/kept.ts";
import { textOf } from "../project/outputs.ts";
import type { Setup } from "../project/setup.ts";
import { writePlanned } from "../project/write-planned.ts";

/** What to keep excerpts of: the evidence of all documents of a project. */
export interface KeepInput {
  setup: Setup;
  config: Config;
  write: boolean;
  holder: Holder;
}

/**
 * What was kept, or would be.
 *
 * - `kept`: the logs that have an excerpt, each with how many of its lines are in it.
 * - `left`: files that are not kept, and why.
 */
export interface KeptExcerpts {
  writes: PlannedWrite[];
  kept: { file: string; excerpt: string; lines: number }[];
  left: { file: string; why: string }[];
  findings: Finding[];
}

/** A place that is longer is no excerpt. */
const MOST_LINES = 100;

/**
 * Keeps the lines that claims rest on and that generated regions link to, with a few around them, of those logs that git does not carry: ignored ones and
 * those in LFS; outside a repository of every log. An excerpt whose log is not here stays as it is, and so does one in which
 * only the size of a log that grew would change.
 */
export async function keepExcerpts(input: KeepInput): Promise<KeptExcerpts> {
  const { setup, config } = input;
  const { root } = setup;
  const release = input.write ? acquire(root, input.holder) : () => {};
  try {
    const compiled = await compile({ setup, config, judge: "before" });
    const cited = citedLines(compiled.documents.flatMap((one) => one.verdicts));
    for (const one of compiled.documents) if ((one.regions ?? []).length > 0) addLinked(root, one.file, cited);
    const result: KeptExcerpts = { writes: [], kept: [], left: [], findings: [] };
    for (const file of chosen(root, [...cited.keys()].sort(compareText), result))
      keep(root, { file, cited: cited.get(file) ?? new Set() }, result);
    if (input.write) result.findings.push(...writePlanned(root, result.writes).findings);
    return result;
  } finally {
    release();
  }
}

type Cited = Map<string, Set<number>>;

function addLines(cited: Cited, file: string, { line, endLine }: { line: number; endLine: number }): void {
  const lines = cited.get(file) ?? new Set();
  if (endLine - line < MOST_LINES) for (let at = line; at <= endLine; at += 1) lines.add(at);
  cited.set(file, lines);
}

/** The lines that the generated regions of a document link to. */
function addLinked(root: string, file: string, cited: Cited): void {
  for (const { body } of findRegions(textOf(root, file) ?? "", file).regions) {
    const urls = new Set([...body.matchAll(/\](?:\(|:[ \t]*)<?([^)\s>"]+#L\d[^)\s>"]*)/g)].map(([, url = ""]) => url));
    for (const url of urls) {
      const address = parseAddress(file, url);
      if (address === null || address.line === null) continue;
      addLines(cited, address.file, { line: address.line, endLine: address.endLine ?? address.line });
    }
  }
}

/** The lines that claims of people rest on, by file. */
function citedLines(verdicts: readonly Verdict[]): Cited {
  const cited: Cited = new Map();
  for (const { claim, verdict, evidence } of verdicts) {
    if (claim.region !== null || claim.kind === "bare" || claim.kind === "words") continue;
    if (verdict !== "supported" && verdict !== "derived") continue;
    const address = claim.kind === "cite" ? null : parseAddress(claim.file, claim.target ?? "");
    if (address !== null && address.line !== null)
      addLines(cited, address.file, { line: address.line, endLine: address.endLine ?? address.line });
    for (const one of evidence) {
      const lines = linesOf(one);
      if (lines !== null) addLines(cited, one.file, lines);
    }
  }
  return cited;
}

/** The cited files that are to be kept; what is said of the others. */
function chosen(root: string, files: readonly string[], result: KeptExcerpts): string[] {
  const here = files.filter((file) => isInside(root, file) && !isAway(root, file));
  if (gitRoot(root) === null) return here;
  const hidden = new Map(hiddenFiles(root, here).map((one) => [one.file, one.why]));
  for (const [file, why] of hidden) if (why === "untracked") result.left.push({ file, why: "it is not in git yet" });
  return here.filter((file) => {
    const why = hidden.get(file);
    return why === "ignored" || why === "lfs" || textOf(root, excerptPath(file)) !== null;
  });
}

function keep(root: string, { file, cited }: { file: string; cited: ReadonlySet<number> }, result: KeptExcerpts): void {
  if (cited.size === 0) {
    result.left.push({ file, why: `more than ${MOST_LINES} lines are cited at once` });
    return;
  }
  const windows = windowsFor(file, cited, (line, endLine) => readLines(root, { file, line, endLine }));
  if (windows.some(({ lines }) => lines.some((text) => text.includes("\0")))) {
    result.left.push({ file, why: "it is a binary file" });
    return;
  }
  const path = excerptPath(file);
  const before = textOf(root, path);
  const now: Excerpt = { file, ...hashFile(root, file), windows };
  const after = sameButSize(before, now) ? before : formatExcerpt(now);
  result.kept.push({ file, excerpt: path, lines: windows.reduce((sum, { lines }) => sum + lines.length, 0) });
  if (after !== null && after !== before) result.writes.push({ path, before, after });
}

/** Is it what was kept before, of a log that has grown since? */
function sameButSize(before: string | null, now: Excerpt): boolean {
  const old = before === null ? null : parseExcerpt(before);
  if (old === null || old.broken > 0 || old.bytes > now.bytes) return false;
  return formatExcerpt({ ...now, bytes: old.bytes, hash: old.hash }) === before?.replaceAll("\r\n", "\n");
}
