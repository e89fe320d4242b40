import type { Verdict } from "../model/claim.ts";
import type { Finding } from "../model/finding.ts";
import { compareText, finding } from "../model/finding.ts";
import type { HistoryFact } from "../model/history.ts";
import type { JudgedDocument } from "../model/project.ts";
import { factOf, oneFactEach } from "./locked-history.ts";

/**
 * What a claim rested on when it was last supported.
 *
 * - `hash`: of the cited lines; null where evidence has no lines.
 * - `line`: the cited text, shortened, for people who read the lock.
 * - `files`: all that it was computed from, where that is more than the linked file.
 */
export interface LockEntry {
  file: string;
  id: string;
  text: string;
  selector: string | null;
  target: string | null;
  value: number | null;
  hash: string | null;
  line: string | null;
  files?: string[];
}

/** A generated region as it was when its logs were there: `hash` is that of its body, as its begin marker states it. */
export interface LockedRegion {
  file: string;
  region: string;
  hash: string;
}

/** The content of docs.lock.json. Entries are sorted by file, then id. */
export interface Lock {
  schemaVersion: 1;
  claims: LockEntry[];
  regions?: LockedRegion[];
  history?: HistoryFact[];
}

const LONGEST_LINE = 160;

/**
 * Reads docs.lock.json; an empty text is an empty lock. Entries stand one a line, so that what a merge has left can be read
 * even where it is no JSON any more. A line that cannot be read, and claims that have two different entries because two
 * branches locked them differently, are a finding and left out: the lock says nothing of them.
 */
export function parseLock(text: string, file: string): { lock: Lock; findings: Finding[] } {
  const { stated, findings } = text.trim() === "" ? { stated: [], findings: [] } : entriesIn(text, file);
  const claims = stated.flatMap((one) => entryOf(one) ?? []);
  const regions = stated.flatMap((one) => regionOf(one) ?? []);
  const history = oneFactEach(stated.flatMap((one) => factOf(one) ?? []));
  const byId = Map.groupBy(claims, (entry) => `${entry.file}\0${entry.id}`);
  const agreed = [...byId.values()].flatMap((all) => (isOne(all) ? all.slice(0, 1) : []));
  const byName = Map.groupBy(regions, (one) => `${one.file}\0${one.region}`);
  const known = [...byName.values()].flatMap((all) => (isOne(all) ? all.slice(0, 1) : []));
  const disputed = byId.size - agreed.length;
  if (disputed > 0 && findings.length === 0) {
    const many = disputed === 1 ? "1 claim is" : `${disputed} claims are`;
    findings.push(lockFinding(file, null, `${many} locked twice and differently, as two branches left it`));
  }
  return { lock: lockWith(agreed, known, history), findings };
}

/** The text of docs.lock.json: one claim a line, so that two branches merge and a diff shows what changed. */
export function formatLock(lock: Lock): string {
  const { claims, regions = [], history = [] } = lockWith(lock.claims, lock.regions ?? [], lock.history ?? []);
  const list = (lines: string[]) => (lines.length === 0 ? "[]" : `[\n    ${lines.join(",\n    ")}\n  ]`);
  const part = (name: string, entries: readonly object[]) =>
    entries.length === 0 ? "" : `,\n  "${name}": ${list(entries.map((one) => JSON.stringify(one)))}`;
  const tail = part("regions", regions) + part("history", history);
  return `{\n  "schemaVersion": ${lock.schemaVersion},\n  "claims": ${list(claims.map(formatEntry))}${tail}\n}\n`;
}

/**
 * The lock after a check. Claims that people wrote and that are supported are locked as they are now; one that is stale,
 * attested or not decided keeps its entry; entries of claims or documents that are gone are dropped; those of documents
 * that were not checked stay.
 */
export function lockOf(
  previous: Lock,
  now: {
    judged: readonly JudgedDocument[];
    exists: (file: string) => boolean;
    history?: readonly HistoryFact[];
  },
): Lock {
  const checked = new Set(now.judged.map(({ file }) => file));
  const kept = previous.claims.filter((entry) => !checked.has(entry.file) && now.exists(entry.file));
  const before = new Map(previous.claims.map((entry) => [`${entry.file}\0${entry.id}`, entry]));
  const current = now.judged.flatMap(({ verdicts }) =>
    verdicts.flatMap((verdict) => {
      const { claim } = verdict;
      if (claim.region !== null || ["bare", "cite", "words"].includes(claim.kind)) return [];
      if (verdict.verdict === "supported" || verdict.verdict === "derived") return lockedAs(verdict);
      return before.get(`${claim.file}\0${claim.id}`) ?? [];
    }),
  );
  const others = (previous.regions ?? []).filter((one) => !checked.has(one.file) && now.exists(one.file));
  const regions = [...others, ...now.judged.flatMap((one) => one.regions ?? [])];
  return lockWith([...kept, ...current], regions, now.history ?? previous.history ?? []);
}

function lockedAs({ claim, value, excerpt, evidence }: Verdict): LockEntry {
  const files = [...new Set(evidence.map((one) => one.file))].sort(compareText);
  const isMore = claim.kind === "derived" || files.length > 1;
  const line = excerpt === null ? null : excerpt.text.split("\n", 1)[0]?.trim();
  return {
    file: claim.file,
    id: claim.id,
    text: claim.text,
    selector: claim.selector,
    target: claim.target,
    value,
    hash: excerpt?.hash ?? null,
    line: line === undefined || line === null ? null : shorten(line),
    ...(isMore && files.length > 0 ? { files } : {}),
  };
}

function shorten(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE - 1).toWellFormed()}…`;
}

function sorted(entries: readonly LockEntry[]): LockEntry[] {
  return [...entries].sort((a, b) => compareText(a.file, b.file) || compareText(a.id, b.id));
}

/** The keys always in this order, so that an entry that is kept is the same line; JSON knows no NaN, so that is text. */
function formatEntry({ file, id, text, selector, target, value, hash, line, files }: LockEntry): string {
  const number = value === null || Number.isFinite(value) ? value : String(value);
  const rest = files === undefined ? {} : { files };
  return JSON.stringify({ file, id, text, selector, target, value: number, hash, line, ...rest });
}

function entryOf(stated: unknown): LockEntry | null {
  if (typeof stated !== "object" || stated === null) return null;
  const entry = stated as Record<string, unknown>;
  const text = (key: string) => (typeof entry[key] === "string" ? entry[key] : null);
  const [file, id] = [text("file"), text("id")];
  if (file === null || id === null) return null;
  const value = typeof entry.value === "number" ? entry.value : nonFinite(entry.value);
  const rest = { selector: text("selector"), target: text("target"), hash: text("hash"), line: text("line") };
  const files = Array.isArray(entry.files) ? entry.files.filter((one) => typeof one === "string") : [];
  return { file, id, text: text("text") ?? "", value, ...rest, ...(files.length > 0 ? { files } : {}) };
}

function regionOf(stated: unknown): LockedRegion | null {
  if (typeof stated !== "object" || stated === null) return null;
  const { file, region, hash } = stated as Record<string, unknown>;
  const isWhole = typeof file === "string" && typeof region === "string" && typeof hash === "string";
  return isWhole ? { file, region, hash } : null;
}

function nonFinite(stated: unknown): number | null {
  if (stated === "NaN") return Number.NaN;
  return stated === "Infinity" ? Infinity : stated === "-Infinity" ? -Infinity : null;
}

/** The entries as they are stated: all at once, or, where the text is no JSON after a merge, line by line. */
function entriesIn(text: string, file: string): { stated: unknown[]; findings: Finding[] } {
  try {
    const whole = JSON.parse(text) as { claims?: unknown; regions?: unknown; history?: unknown } | null;
    const list = (one: unknown) => (Array.isArray(one) ? (one as unknown[]) : []);
    return { stated: [...list(whole?.claims), ...list(whole?.regions), ...list(whole?.history)], findings: [] };
  } catch {
    return salvage(text, file);
  }
}

/** Both sides of a merge conflict are read; one finding tells of all of its markers. */
function salvage(text: string, file: string): { stated: unknown[]; findings: Finding[] } {
  const stated: unknown[] = [];
  const findings: Finding[] = [];
  let conflicts = 0;
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const body = line.trim().replace(/,$/, "");
    if (/^(?:[{}\]]|"(?:schemaVersion|claims|regions|history)".*|\]\}?|)$/.test(body)) continue;
    if (/^(?:<{7}|\|{7}|={7}|>{7})(?: |$)/.test(line)) {
      if (conflicts === 0) findings.push(lockFinding(file, index + 1, "the lock has the markers of a merge conflict"));
      conflicts += 1;
      continue;
    }
    try {
      stated.push(JSON.parse(body));
    } catch {
      findings.push(lockFinding(file, index + 1, `the lock cannot be read here: ${shorten(body)}`));
    }
  }
  return { stated, findings };
}

function lockFinding(file: string, line: number | null, message: string): Finding {
  const help = "Run `docs sync`, which writes the lock again from the logs.";
  return finding({ code: "source/bad-json", file, line, column: 1, message, help });
}

/** Whether several entries say the same. */
function isOne(entries: readonly object[]): boolean {
  return new Set(entries.map((entry) => JSON.stringify(entry))).size === 1;
}

function lockWith(
  claims: readonly LockEntry[],
  regions: readonly LockedRegion[],
  history: readonly HistoryFact[],
): Lock {
  const byPlace = [...regions].sort((a, b) => compareText(a.file, b.file) || compareText(a.region, b.region));
  return {
    schemaVersion: 1,
    claims: sorted(claims),
    ...(byPlace.length > 0 ? { regions: byPlace } : {}),
    ...(history.length > 0 ? { history: oneFactEach(history) } : {}),
  };
}
