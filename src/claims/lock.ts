import type { Verdict } from "../model/claim.ts";
import type { Finding } from "../model/finding.ts";
import { compareText, finding } from "../model/finding.ts";
import type { JudgedDocument } from "../model/project.ts";

/**
 * What a claim rested on when it was last supported.
 *
 * - `hash`: of the cited lines; null where evidence has no lines.
 * - `line`: the cited text, shortened, for people who read the lock.
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
}

/** The content of docs.lock.json. Entries are sorted by file, then id. */
export interface Lock {
  schemaVersion: 1;
  claims: LockEntry[];
}

const LONGEST_LINE = 160;

/** Reads docs.lock.json. A broken line of it is a finding and left out; an empty text is an empty lock. */
export function parseLock(text: string, file: string): { lock: Lock; findings: Finding[] } {
  const lock: Lock = { schemaVersion: 1, claims: [] };
  if (text.trim() === "") return { lock, findings: [] };
  try {
    const stated = JSON.parse(text) as { claims?: unknown } | null;
    const list = Array.isArray(stated?.claims) ? stated.claims : [];
    lock.claims = sorted(list.flatMap((one) => entryOf(one) ?? []));
    return { lock, findings: [] };
  } catch {
    return salvage(text, file, lock);
  }
}

/** The text of docs.lock.json: one claim a line, so that two branches merge and a diff shows what changed. */
export function formatLock(lock: Lock): string {
  const lines = sorted(lock.claims).map((entry) => `    ${formatEntry(entry)}`);
  const body = lines.length === 0 ? "[]" : `[\n${lines.join(",\n")}\n  ]`;
  return `{\n  "schemaVersion": ${lock.schemaVersion},\n  "claims": ${body}\n}\n`;
}

/**
 * The lock after a check. Claims that people wrote and that are supported are locked as they are now; one that is stale,
 * attested or not decided keeps its entry; entries of claims or documents that are gone are dropped; those of documents
 * that were not checked stay.
 */
export function lockOf(
  previous: Lock,
  now: { judged: readonly JudgedDocument[]; exists: (file: string) => boolean },
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
  return { schemaVersion: 1, claims: sorted([...kept, ...current]) };
}

function lockedAs({ claim, value, excerpt }: Verdict): LockEntry {
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
  };
}

function shorten(line: string): string {
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE - 1).toWellFormed()}…`;
}

function sorted(entries: readonly LockEntry[]): LockEntry[] {
  return [...entries].sort((a, b) => compareText(a.file, b.file) || compareText(a.id, b.id));
}

/** JSON knows no NaN and no infinity: they are written as text. */
function formatEntry(entry: LockEntry): string {
  const { value } = entry;
  return JSON.stringify({ ...entry, value: value === null || Number.isFinite(value) ? value : String(value) });
}

function entryOf(stated: unknown): LockEntry | null {
  if (typeof stated !== "object" || stated === null) return null;
  const entry = stated as Record<string, unknown>;
  const text = (key: string) => (typeof entry[key] === "string" ? entry[key] : null);
  const [file, id] = [text("file"), text("id")];
  if (file === null || id === null) return null;
  const value = typeof entry.value === "number" ? entry.value : nonFinite(entry.value);
  const rest = { selector: text("selector"), target: text("target"), hash: text("hash"), line: text("line") };
  return { file, id, text: text("text") ?? "", value, ...rest };
}

function nonFinite(stated: unknown): number | null {
  if (stated === "NaN") return Number.NaN;
  return stated === "Infinity" ? Infinity : stated === "-Infinity" ? -Infinity : null;
}

/** What can be read of a lock that is no JSON any more, after a merge conflict for instance: entries stand one a line. */
function salvage(text: string, file: string, lock: Lock): { lock: Lock; findings: Finding[] } {
  const findings: Finding[] = [];
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    const body = line.trim().replace(/,$/, "");
    if (/^(?:[{}\]]|"(?:schemaVersion|claims)".*|\]\}?|)$/.test(body)) continue;
    try {
      lock.claims.push(...[entryOf(JSON.parse(body)) ?? []].flat());
    } catch {
      const message = `the lock cannot be read here: ${shorten(body)}`;
      findings.push(finding({ code: "source/bad-json", file, line: index + 1, column: 1, message }));
    }
  }
  if (findings.length === 0)
    findings.push(finding({ code: "source/bad-json", file, message: "the lock is no valid JSON" }));
  lock.claims = sorted([...new Map(lock.claims.map((entry) => [`${entry.file}\0${entry.id}`, entry])).values()]);
  return { lock, findings };
}
