import { bucketOf } from "../../model/accounting.ts";
import type { Claim, Verdict } from "../../model/claim.ts";
import type { Document } from "../../model/document.ts";
import { regionAt } from "../../model/document.ts";
import type { Evidence, Region } from "../../model/evidence.ts";
import { lineOf, linesOf } from "../../model/evidence.ts";
import type { Catalog, CompiledExperiment } from "../../model/project.ts";
import type { Lock, LockEntry } from "../lock.ts";
import { parseAddress } from "../text/address.ts";
import type { BareSections, FoundClaim } from "../text/claims.ts";
import type { Numeral } from "../text/numeral.ts";
import { parseNumeral } from "../text/numeral.ts";
import type { Measured } from "../value/interval.ts";
import { agrees } from "../value/interval.ts";
import type { Operand, Problem } from "../value/resolve.ts";
import type { Scope } from "../value/scope.ts";

/**
 * What judging needs to know.
 *
 * - `near`: the experiment that the document belongs to; names are looked up there first.
 * - `runs`: names of the runs that the front matter says the document is about.
 * - `bareSections`: where numbers without a link are claims.
 * - `region`: lines of a project file as they are now, or null when the file or a line is missing.
 * - `isFile`: is there such a file inside the project? `isFolder`: is it a folder, which no number can stand in?
 * - `isKept`: is the file not here, and `region` gives what a kept excerpt has of it?
 */
export interface JudgeContext {
  catalog: Catalog;
  near: string | null;
  runs?: readonly string[];
  lock: Lock;
  bareSections: BareSections;
  region(place: { file: string; line: number; endLine: number }): Region | null;
  /** Lines that stood elsewhere in a file, as they are now; null when they are gone. */
  findRegion?(former: { file: string; line: number; endLine: number; hash: string; first: string }): Region | null;
  isFile(path: string): boolean;
  isFolder?(path: string): boolean;
  /** Where a file lies that is not where it was, by what was cited of it; several where that is not clear. */
  movedFile?(path: string, was: { line: number | null; endLine: number | null; hash: string | null }): string[];
  isKept?(path: string): boolean;
  /** A log, or a folder of logs, that a document links and that belongs to no experiment, read as runs; null for none. */
  linkedLog?(path: string): CompiledExperiment | null;
  /** What is known of a folder that holds linked logs; null where it cannot be read as a whole. */
  logFolder?(path: string): LogFolder | null;
}

/** A folder of logs. `absent`: how many of its logs git knows that are not here; `siblings`: the folders beside it. */
export interface LogFolder {
  absent: number;
  siblings: readonly string[];
}

/**
 * A claim being judged, with all that judging one document has at hand. `entry`: what the lock knows of it; null too where its
 * author has led the link to another line since, of which the lock knows nothing.
 */
export interface Judging {
  context: JudgeContext;
  document: Document;
  scope: Scope;
  found: FoundClaim;
  entry: LockEntry | null;
}

/** A verdict with what is not stated left empty. */
export function verdictOf(claim: Claim, stated: Partial<Verdict> & Pick<Verdict, "verdict">): Verdict {
  return {
    claim,
    value: null,
    evidence: [],
    excerpt: null,
    candidates: [],
    score: null,
    diagnosis: null,
    reason: null,
    ...stated,
  };
}

/** The cited text as it is now, of evidence that has lines. */
export function excerptOf(context: JudgeContext, evidence: Evidence | undefined): Region | null {
  const lines = evidence === undefined ? null : linesOf(evidence);
  return evidence === undefined || lines === null ? null : context.region({ file: evidence.file, ...lines });
}

/**
 * The verdict on a claim whose value agrees: `good`, unless its run is ignored. In a region of ours ignored and failed
 * runs are listed as such, so there they may be shown.
 */
export function agreeing(judging: Judging, good: Verdict, operands: readonly Operand[]): Verdict {
  const { ignored, failed } = notCounted(operands);
  const isOurs = judging.found.claim.region !== null;
  const [first] = ignored;
  if (first !== undefined && !isOurs) return { ...good, verdict: "ignored-run", reason: ignoredReason(first) };
  const [broken] = failed;
  const note = broken === undefined || isOurs ? null : `${broken.run.name} does not count: ${whyNot(broken)}`;
  return { ...good, reason: good.reason ?? note };
}

/** The verdict on a claim whose evidence is not in this checkout: what the lock remembers, or nothing. */
export function withoutSource(judging: Judging, reason: string): Verdict {
  const { found, entry } = judging;
  if (entry === null || !agreesWithLock(found, entry)) {
    return verdictOf(found.claim, { verdict: "source-missing", reason });
  }
  return verdictOf(found.claim, { verdict: "attested", value: entry.value, reason: `${reason}; the lock agrees` });
}

function whereIs({ movedFile }: JudgeContext, file: string): string[] {
  return movedFile?.(file, { line: null, endLine: null, hash: null }) ?? [];
}

/** The verdict on a claim that was computed from files of which some are not in this checkout; null where all are here. */
export function withoutOperands(judging: Judging): Verdict | null {
  const { entry, context } = judging;
  const files = entry?.files ?? [];
  const away = files.filter((file) => !isHere(context, file));
  const [first] = away;
  if (first === undefined) return null;
  const [now, ...others] = context.isFile(first) ? [] : whereIs(context, first);
  if (now !== undefined) {
    const places = [now, ...others].slice(0, 3).join(" or ");
    return withoutSource(judging, `${first} does not exist, it may be ${places} now, so that its run has another name`);
  }
  const one = context.isFile(first) ? `${first} is only an LFS pointer here` : `${first} does not exist`;
  const all = away.length === files.length;
  const several = all ? `none of its ${files.length} files is` : `${away.length} of its ${files.length} files are not`;
  return withoutSource(judging, away.length === 1 ? one : `${several} here`);
}

/**
 * A verdict that rests on a kept excerpt: what it says is attested, since the log itself is not here. An excerpt that is not
 * what the lock remembers proves nothing.
 */
export function restingOnExcerpt(judging: Judging, verdict: Verdict): Verdict {
  const { context, entry, found } = judging;
  const region = verdict.excerpt;
  if (region === null || !(context.isKept?.(region.file) ?? false)) return verdict;
  const isLocked = entry !== null && entry.hash === region.hash;
  if (entry !== null && entry.hash !== null && !isLocked) {
    return {
      ...verdict,
      verdict: "stale",
      reason: `the kept excerpt is not what was locked, which said: ${entry.line}`,
    };
  }
  const isGood = verdict.verdict === "supported" || verdict.verdict === "derived";
  const isUndecided = verdict.verdict === "source-missing" || verdict.verdict === "unbound";
  if (!isGood && !(isUndecided && isLocked && agreesWithLock(found, entry))) return verdict;
  const who = isLocked ? "the kept excerpt and the lock agree" : "the kept excerpt agrees";
  const value = verdict.value ?? entry?.value ?? null;
  return { ...verdict, verdict: "attested", value, reason: `${region.file} is not here; ${who}` };
}

/** Whether the content of a file is in this checkout, and not only a Git LFS pointer to it. */
function isHere(context: JudgeContext, file: string): boolean {
  if (!context.isFile(file)) return false;
  return !(context.region({ file, line: 1, endLine: 1 })?.text.startsWith("version https://git-lfs") ?? false);
}

/** The verdict on a claim whose expression has no value: names that are unknown, ambiguous or cannot be computed. */
export function undecided(judging: Judging, problem: Problem, hasTarget: boolean): Verdict {
  const { claim } = judging.found;
  const away = withoutOperands(judging);
  if (away !== null) return away;
  if (problem.unread !== undefined) return verdictOf(claim, { verdict: "unreadable", reason: problem.unread });
  const hint = problem.suggestions.length === 0 ? "" : `; did you mean ${problem.suggestions.join(", ")}?`;
  const reason = `${problem.message}${hint}`;
  if (problem.kind === "ambiguous") return verdictOf(claim, { verdict: "ambiguous", reason });
  if (!hasTarget) return withoutSource(judging, reason);
  return verdictOf(claim, { verdict: "source-missing", reason });
}

/** Does the text still say what it said when it was locked? Reformatted numbers are compared by value. */
export function agreesWithLock({ claim, numerals }: FoundClaim, entry: LockEntry): boolean {
  if (claim.text === entry.text) return true;
  const [numeral, ...others] = numerals;
  if (numeral === undefined || others.length > 0 || entry.value === null) return false;
  const now: Measured = { value: entry.value, unit: null, change: "either", computed: true };
  const then = parseNumeral(entry.text);
  return agrees(numeral, now) && (then === null || agrees(numeral, now) === agrees(then, now));
}

/**
 * A claim whose line stands elsewhere in the linked file than its link says: the reason says where. A link of a computed number
 * goes to one of the lines that it is computed from.
 */
export function sayingWhere(verdict: Verdict): Verdict {
  const { claim, evidence, reason } = verdict;
  const isLinked = claim.kind === "evidence" || claim.kind === "derived";
  const address = isLinked ? parseAddress(claim.file, claim.target ?? "") : null;
  const isGood = verdict.verdict === "supported" || verdict.verdict === "derived";
  if (!isGood || reason !== null || address === null || address.line === null) return verdict;
  const { line: from, endLine } = address;
  const lines = evidence.flatMap((one) => (one.file === address.file ? (lineOf(one) ?? []) : []));
  const [first] = lines;
  if (first === undefined || lines.some((line) => from <= line && line <= (endLine ?? from))) return verdict;
  return { ...verdict, reason: sayMoved(address.file, first) };
}

/** A good verdict on a claim whose linked file lies elsewhere now; another verdict says nothing of the former file. */
export function sayingRenamed(verdict: Verdict): Verdict | null {
  const [first] = verdict.evidence;
  const isGood = verdict.verdict === "supported" || verdict.verdict === "derived";
  return isGood && first !== undefined ? { ...verdict, reason: sayMoved(first.file, lineOf(first)) + RENAMED } : null;
}

/** Whether a verdict says that the linked file lies elsewhere, so that its link leads nowhere. */
export function isRenamed(verdict: Verdict): boolean {
  return isMoved(verdict) && (verdict.reason?.endsWith(RENAMED) ?? false);
}

const RENAMED = ", so that its link leads nowhere";

const MOVED = "moved to ";

/** The reason of a supported claim whose value stands elsewhere than its link says. */
export function sayMoved(file: string, line: number | null): string {
  return `${MOVED}${file}:${line}`;
}

/** Whether a verdict says that the value stands elsewhere than the link says. */
export function isMoved({ reason }: Verdict): boolean {
  return reason?.startsWith(MOVED) ?? false;
}

/** Why a number that we wrote is wrong now. */
export const OUT_OF_DATE = "the region is out of date";

/** Does the claim stand in a region of ours that nobody edited? Then the logs have changed, not the text. */
export function isOutOfDate({ document, found }: Judging): boolean {
  return regionAt(document, found.claim.span.start)?.edited === false;
}

/** The document's text just before a claim, for words such as “fell by”. */
function textBefore({ document, found }: Judging): string {
  const before = document.text.slice(Math.max(0, found.claim.span.start - 80), found.claim.span.start);
  return before.slice(Math.max(before.lastIndexOf(". "), before.lastIndexOf("\n\n"), before.lastIndexOf("|")) + 1);
}

/** Agreement of the numeral with a change: after “fell by”, a number without a sign states the size of a drop. */
export function agreesInWords(judging: Judging, numeral: Numeral, measured: Measured): boolean {
  if (agrees(numeral, measured)) return true;
  return statesSize(judging, numeral, measured) && agrees(numeral, { ...measured, value: -measured.value });
}

/** Do words such as “fell by” carry the sign of a negative change, so that the numeral states its size? */
export function statesSize(judging: Judging, numeral: Numeral, measured: Measured): boolean {
  const mayState = numeral.sign === "" && measured.value < 0 && measured.change === "yes";
  return mayState && (FALLING.test(textBefore(judging)) || FALLEN.test(textBehind(judging)));
}

/** The text right behind a claim, for words such as “29 % lower”. */
function textBehind({ document, found }: Judging): string {
  return document.text.slice(found.claim.span.end, found.claim.span.end + 60);
}

const FALLEN =
  /^[\s*_)]*(?:(?:%|pp|percent|percentage|points?|relative|absolute)[\s)]+)*(?:lower|less|fewer|smaller|shorter|below|behind|under|down|worse|faster|quicker|cheaper)\b/i;

const FALLING =
  /\b(?:fell|falls?|fallen|falling|drop\w*|decreas\w*|declin\w*|reduc\w*|lower\w*|los[et]\w*|loss of|losing|worse\w*|less|below|behind|shr[aiu]nk\w*|costs?|cut\w*|short\w*|small\w*|fewer|faster|quick\w*|sav\w*|degrad\w*|hurt\w*|minus|down|under)\b/i;

/** The operands whose runs do not count: ignored ones, and those that failed, were deleted or repeat another. */
function notCounted(operands: readonly Operand[]): { ignored: Operand[]; failed: Operand[] } {
  const ignored = operands.filter(({ run }) => bucketOf(run) === "ignored");
  const failedOnes = operands.filter(({ run }) => bucketOf(run) !== "ignored" && bucketOf(run) !== "used");
  return { ignored, failed: failedOnes };
}

function ignoredReason({ run }: Operand): string {
  const why = run.ignored?.reason ?? "";
  return why === "" ? `${run.name} is ignored` : `${run.name} is ignored: ${why}`;
}

function whyNot({ run }: Operand): string {
  if (run.duplicateOf !== null) return `it is a duplicate of ${run.duplicateOf}`;
  if (run.deleted) return "it was deleted";
  if (run.diverged !== null) return `${run.diverged.metric} diverged`;
  return `it is ${run.status.value}`;
}
