import type { Lock } from "../claims/lock.ts";
import { formatLock, lockOf, parseLock } from "../claims/lock.ts";
import { readText } from "../disk/file.ts";
import { hashText } from "../disk/hash.ts";
import type { Finding } from "../model/finding.ts";
import type { JudgedDocument, PlannedWrite } from "../model/project.ts";
import type { Tree } from "../model/tree.ts";
import type { ProjectCatalog } from "./catalog.ts";
import type { DocumentInput, DocumentResult } from "./document.ts";
import { listDocuments, resultWithoutClaims } from "./document.ts";
import type { JudgeContext } from "./judge.ts";
import { plan, textOf, unreadable } from "./outputs.ts";

/** Where the lock lies, relative to the project root. */
export const LOCK_FILE = "docs.lock.json";

/** What was judged last time, by document, and the lock it was judged with. */
export interface DocumentMemory {
  lock: string;
  results: Map<string, { text: string; result: DocumentResult }>;
}

/** What to judge. `judge`: the texts as they lie there, or as the planned writes will leave them. */
export interface JudgeAllInput {
  judge: "before" | "after";
  named: readonly string[];
  catalog: ProjectCatalog;
  tree: Tree;
  writes: readonly PlannedWrite[];
  changed: ReadonlySet<string> | null;
  previous: DocumentMemory | null;
}

/** The judged documents in order, what they found, the lock if it has to change, and what to remember. */
export interface JudgedAll {
  judged: JudgedDocument[];
  results: DocumentResult[];
  lock: Lock;
  findings: Finding[];
  writes: PlannedWrite[];
  memory: DocumentMemory;
}

/** Judges every document of the project; one whose text, experiments and lock did not change is not judged again. */
export async function judgeAll(input: JudgeAllInput): Promise<JudgedAll> {
  const { root } = input.catalog;
  const lockText = textOf(root, LOCK_FILE);
  const { lock, findings } = parseLock(lockText ?? "", LOCK_FILE);
  const lockHash = hashText(lockText ?? "");
  const memory: DocumentMemory = { lock: lockHash, results: new Map() };
  const all: JudgedAll = { judged: [], results: [], lock, findings: [...findings], writes: [], memory };
  const texts = textsOf(input, all.findings);
  const planned = new Set(input.judge === "after" ? input.writes.map((one) => one.path) : []);
  const context = { catalog: input.catalog, lock, planned };
  for (const [file, { text, after }] of texts) {
    const hash = hashText(`${text}\0${after}`);
    const everything = input.named.includes(file);
    const known = input.previous?.lock === lockHash && !everything ? input.previous.results.get(file) : undefined;
    const usable = known !== undefined && known.text === hash && isUntouched(input, known.result);
    const document = { file, text, after, everything };
    const result = usable ? known.result : (resultWithoutClaims(document) ?? (await judgeOne(document, context)));
    if (!everything) memory.results.set(file, { text: hash, result });
    all.results.push(result);
    all.judged.push(result.judged);
    all.findings.push(...result.findings);
  }
  const next = nextLock(lock, all.results, texts);
  if (next !== null || lockText !== null) all.writes.push(...plan(LOCK_FILE, lockText, next ?? lockText ?? ""));
  return all;
}

/** The Markdown parser and the checker are large; a project in which no document changed does not load them. */
async function judgeOne(document: DocumentInput, context: JudgeContext): Promise<DocumentResult> {
  const { judge } = await import("./judge.ts");
  return judge(document, context);
}

function nextLock(lock: Lock, results: DocumentResult[], texts: ReadonlyMap<string, unknown>): string | null {
  const next = lockOf(lock, {
    judged: results.map((result) => result.judged),
    exists: (file) => texts.has(file),
  });
  return next.claims.length === 0 ? null : formatLock(next);
}

function textsOf(input: JudgeAllInput, findings: Finding[]): Map<string, { text: string; after: string }> {
  const { root, plans } = input.catalog;
  const runDirs = new Set([...plans.values()].flatMap((one) => one.sources.map((source) => source.dir)));
  const planned = new Map(input.writes.filter((one) => one.path.endsWith(".md")).map((one) => [one.path, one]));
  const files = new Set([...listDocuments(input.tree, runDirs), ...input.named]);
  if (input.judge === "after") for (const path of planned.keys()) files.add(path);
  const texts = new Map<string, { text: string; after: string }>();
  for (const file of [...files].sort()) {
    try {
      const write = planned.get(file);
      const before = write === undefined ? readText(root, file) : write.before;
      const after = write?.after ?? before ?? "";
      const text = input.judge === "after" ? after : before;
      if (text !== null) texts.set(file, { text, after });
    } catch (error) {
      findings.push(unreadable(file, error));
    }
  }
  return texts;
}

function isUntouched(input: JudgeAllInput, result: DocumentResult): boolean {
  const { touched } = input.catalog;
  if (result.usesAll) return touched.size === 0;
  return !result.uses.some((id) => touched.has(id)) && !result.reads.some((path) => input.changed?.has(path) ?? true);
}
