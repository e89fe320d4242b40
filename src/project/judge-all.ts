import type { Lock } from "../claims/lock.ts";
import { formatLock, lockOf } from "../claims/lock.ts";
import { readText } from "../disk/file.ts";
import { hashText } from "../disk/hash.ts";
import type { Finding } from "../model/finding.ts";
import type { HistoryFact } from "../model/history.ts";
import type { JudgedDocument, PlannedWrite } from "../model/project.ts";
import type { Tree } from "../model/tree.ts";
import type { ProjectCatalog } from "./catalog.ts";
import { withConflicts } from "./conflict-finding.ts";
import type { DocumentInput, DocumentResult } from "./document.ts";
import { listDocuments, resultWithoutClaims } from "./document.ts";
import type { CitingDocument } from "./hidden-evidence.ts";
import { hiddenEvidence } from "./hidden-evidence.ts";
import { keepFacts } from "./history.ts";
import type { JudgeContext } from "./judge.ts";
import type { LockText } from "./lock-file.ts";
import { LOCK_FILE } from "./lock-file.ts";
import { plan, unreadable } from "./outputs.ts";
import type { Ownership } from "./ownership.ts";

/** What was judged last time, by document. */
export interface DocumentMemory {
  results: Map<string, Remembered>;
}

/** The result of one document, and hashes of the text it is of and of what the lock said of it. */
export interface Remembered {
  text: string;
  lock: string;
  result: DocumentResult;
}

/** What to judge. `judge`: the texts as they lie there, or as the planned writes will leave them. `history`: what the lock is to remember of it. */
export interface JudgeAllInput {
  judge: "before" | "after";
  named: readonly string[];
  authored?: boolean | undefined;
  catalog: ProjectCatalog;
  tree: Tree;
  writes: readonly PlannedWrite[];
  changed: ReadonlySet<string> | null;
  ownership: Ownership;
  locked: LockText;
  history: readonly HistoryFact[];
  previous: DocumentMemory | null;
}

/** The judged documents in order, what they found, the lock if it has to change, and what to remember. */
export interface JudgedAll {
  judged: JudgedDocument[];
  lock: Lock;
  findings: Finding[];
  writes: PlannedWrite[];
  memory: DocumentMemory;
}

/** Judges every document of the project; one whose text, experiments and lock did not change is not judged again. */
export async function judgeAll(input: JudgeAllInput): Promise<JudgedAll> {
  const { text: lockText, lock, findings } = input.locked;
  const memory: DocumentMemory = { results: new Map() };
  const lockedFor = lockHashes(lock);
  // What is wrong with the lock, such as what a merge left, is mended by writing it.
  const all: JudgedAll = {
    judged: [],
    lock,
    findings: input.judge === "after" ? [] : [...findings],
    writes: [],
    memory,
  };
  const planned = new Map(input.writes.filter((one) => one.path.endsWith(".md")).map((one) => [one.path, one]));
  const made = new Set(input.judge === "after" ? input.writes.map((one) => one.path) : []);
  const citing: CitingDocument[] = [];
  const files = filesOf(input, planned);
  for (const file of files) {
    const last = input.previous?.results.get(file);
    const known = last?.lock === lockedFor(file) ? last : undefined;
    const isSame = known !== undefined && !planned.has(file) && input.changed?.has(file) === false;
    const entry =
      isSame && isUntouched(input, known.result) && !input.named.includes(file)
        ? known
        : await judgeFile({ file, known, planned, findings: all.findings }, { ...input, lock, lockedFor, made });
    if (entry === null) continue;
    if (!input.named.includes(file)) memory.results.set(file, entry);
    all.judged.push(entry.result.judged);
    const linked = input.authored === true ? [] : (entry.result.linked ?? []);
    citing.push({ file, verdicts: entry.result.judged.verdicts, linked });
    all.findings.push(...entry.result.findings);
  }
  all.findings.push(...hiddenEvidence(input.catalog.root, citing, input.judge === "after"));
  const next = nextLock(lock, all.judged, {
    files,
    history: keepFacts(input.catalog.root, lock.history ?? [], input.history),
  });
  if (next !== null || lockText !== null) all.writes.push(...plan(LOCK_FILE, lockText, next ?? lockText ?? ""));
  return all;
}

/** A hash of what the lock knows of one document: its own claims and regions, and the history that any may speak of. */
function lockHashes({ claims, regions = [], history = [] }: Lock): (file: string) => string {
  const byFile = Map.groupBy([...claims, ...regions], ({ file }) => file);
  const shared = hashText(JSON.stringify(history));
  return (file) => hashText(`${shared}\n${JSON.stringify(byFile.get(file) ?? [])}`);
}

/** The Markdown parser and the checker are large; a project in which no document changed does not load them. */
async function judgeOne(document: DocumentInput, context: JudgeContext): Promise<DocumentResult> {
  const { judge } = await import("./judge.ts");
  return judge(document, context);
}

function nextLock(
  lock: Lock,
  judged: JudgedDocument[],
  { files, history }: { files: ReadonlySet<string>; history: readonly HistoryFact[] },
): string | null {
  const next = lockOf(lock, { judged, exists: (file) => files.has(file), history });
  const isEmpty = [next.claims, next.regions, next.history].every((list) => (list ?? []).length === 0);
  return isEmpty ? null : formatLock(next);
}

/** The documents to judge, sorted: those that are there, those that were named, and in a sync those that will be made. */
function filesOf(input: JudgeAllInput, planned: ReadonlyMap<string, PlannedWrite>): Set<string> {
  const { plans, project } = input.catalog;
  const runDirs = new Set([...plans.values()].flatMap((one) => one.sources.map((source) => source.dir)));
  const made = input.judge === "after" ? [...planned.keys()] : [];
  const own = listDocuments(input.tree, runDirs).filter((file) => project(file) === null);
  return new Set([...own, ...input.named, ...made].sort());
}

/** Judges one file, unless its text is what was judged last time. Null for a file that is not there or cannot be read. */
async function judgeFile(
  one: {
    file: string;
    known: Remembered | undefined;
    planned: ReadonlyMap<string, PlannedWrite>;
    findings: Finding[];
  },
  input: JudgeAllInput & { lock: Lock; lockedFor(file: string): string; made: ReadonlySet<string> },
): Promise<Remembered | null> {
  const { file, known } = one;
  const texts = textsOf(one, input);
  if (texts === null) return null;
  const hash = hashText(`${texts.text}\0${texts.after}`);
  const everything = input.named.includes(file);
  if (!everything && known?.text === hash && isUntouched(input, known.result)) return known;
  const document = { file, ...texts, everything, authored: input.authored };
  const { catalog, lock, ownership, made: planned } = input;
  const context = { catalog, lock, planned, ownership, redraws: input.judge === "after" };
  const result = resultWithoutClaims(document, input.ownership) ?? (await judgeOne(document, context));
  return { text: hash, lock: input.lockedFor(file), result: withConflicts(document, result) };
}

/** The text to judge and what it should be; null, with a finding if it cannot be read, where there is none. */
function textsOf(
  one: { file: string; planned: ReadonlyMap<string, PlannedWrite>; findings: Finding[] },
  input: JudgeAllInput,
): { text: string; after: string } | null {
  try {
    const write = one.planned.get(one.file);
    const before = write === undefined ? readText(input.catalog.root, one.file) : write.before;
    const after = write?.after ?? before ?? "";
    const text = input.judge === "after" ? after : before;
    return text === null ? null : { text, after };
  } catch (error) {
    one.findings.push(unreadable(one.file, error));
    return null;
  }
}

function isUntouched(input: JudgeAllInput, result: DocumentResult): boolean {
  const { touched } = input.catalog;
  if (result.usesAll) return touched.size === 0;
  return !result.uses.some((id) => touched.has(id)) && !result.reads.some((path) => input.changed?.has(path) ?? true);
}
