import type { CiteChange } from "../claims/cite.ts";
import { citeDocument } from "../claims/cite.ts";
import type { Proposal, Threshold } from "../claims/proposal.ts";
import { compile } from "../compile.ts";
import type { Config } from "../config.ts";
import { isFile, readText } from "../disk/file.ts";
import type { Holder } from "../disk/mutex.ts";
import { acquire } from "../disk/mutex.ts";
import { writeIfChanged } from "../disk/write.ts";
import { UsageError } from "../errors.ts";
import { derivationOf } from "../markdown/derivation.ts";
import { parseDocument } from "../markdown/document.ts";
import { splice } from "../markdown/splice.ts";
import type { Finding } from "../model/finding.ts";
import type { JudgedDocument, PlannedWrite } from "../model/project.ts";
import type { Compiled } from "../project/compilation.ts";
import { LOCK_FILE } from "../project/lock-file.ts";
import type { Setup } from "../project/setup.ts";

/** What to cite. `named`: documents; all when empty. `accept`, `propose`: as in claims/cite.ts. */
export interface CiteInput {
  setup: Setup;
  config: Config;
  named: readonly string[];
  accept: readonly string[];
  propose: Threshold | null;
  write: boolean;
  holder: Holder;
}

/** What was done, or would be, to one document. */
export interface CitedDocument {
  file: string;
  changes: CiteChange[];
  proposals: Proposal[];
  writes: PlannedWrite[];
  findings: Finding[];
}

/** Cites the documents of a project, and locks what the changed documents now rest on. Throws a UsageError for an unknown id. */
export async function citeProject(input: CiteInput): Promise<{ documents: CitedDocument[] }> {
  const { setup, config, named } = input;
  const release = input.write ? acquire(setup.root, input.holder) : () => {};
  try {
    const wanted = { setup, config, judge: "before" } as const;
    let compiled = await compile({ ...wanted, named });
    // Most bare numbers are looked at only in documents that are named, and an id does not say in which one it is.
    if (named.length === 0 && unknownId(input.accept, compiled.documents) !== undefined)
      compiled = await compile({ ...wanted, named: compiled.documents.map(({ file }) => file) });
    const files = compiled.documents.filter((one) => named.length === 0 || named.includes(one.file));
    refuseUnknown(input.accept, files);
    const documents = files.map((one) => citeOne(input, compiled, one.file)).filter(hasSomething);
    if (input.write) await write(input, documents);
    return { documents };
  } finally {
    release();
  }
}

/** The first id that no claim of the documents has. */
function unknownId(accept: readonly string[], documents: readonly JudgedDocument[]): string | undefined {
  const known = new Set(documents.flatMap((one) => one.verdicts.map(({ claim }) => claim.id)));
  return accept.find((id) => id !== "all" && !known.has(id));
}

/** A mistyped id must not look as if there were nothing to accept. */
function refuseUnknown(accept: readonly string[], documents: readonly JudgedDocument[]): void {
  const unknown = unknownId(accept, documents);
  if (unknown === undefined) return;
  throw new UsageError(
    `no claim here has the id \`${unknown}\``,
    "`docs check` says the ids that can be accepted; `--accept all` takes every contradicted or stale one.",
  );
}

function citeOne(input: CiteInput, compiled: Compiled, file: string): CitedDocument {
  const judged = compiled.documents.find((one) => one.file === file);
  const text = readText(compiled.root, file);
  const { document } = parseDocument(text, file);
  const { accept, propose } = input;
  const { catalog } = compiled;
  const near = catalog.owner(file);
  const derivation = derivationIn(compiled);
  const cited = citeDocument(document, judged?.verdicts ?? [], { catalog, near, accept, propose, derivation });
  const after = splice(text, cited.edits);
  const writes = after === text ? [] : [{ path: file, before: text, after }];
  const { changes, proposals, findings } = cited;
  return { file, changes, proposals, writes, findings };
}

/** Where a derived number is taken apart, if that page is there already. */
function derivationIn({ root, catalog }: Compiled): (file: string) => string | null {
  return (file) => {
    const owner = catalog.at(file);
    const page = owner === null ? null : derivationOf([owner])(file);
    return page !== null && isFile(root, page.slice(0, page.indexOf("#"))) ? page : null;
  };
}

function hasSomething(one: CitedDocument): boolean {
  return one.changes.length > 0 || one.findings.length > 0 || one.proposals.length > 0;
}

/** The lock is brought up to date at once, so that the cited value is remembered as it is now. */
async function write(input: CiteInput, documents: readonly CitedDocument[]): Promise<void> {
  const { setup, config } = input;
  for (const one of documents.flatMap((document) => document.writes)) writeIfChanged(setup.root, one.path, one.after);
  const again = await compile({ setup, config, judge: "before" });
  const lock = again.writes.find((one) => one.path === LOCK_FILE);
  if (lock !== undefined) writeIfChanged(setup.root, lock.path, lock.after);
}
