import type { PageOf, SiteLink } from "../contract/index.ts";
import { parseDocument } from "../markdown/document.ts";
import { unescapeUrl } from "../markdown/escape.ts";
import { headingIds } from "../markdown/heading-id.ts";
import type { Verdict } from "../model/claim.ts";
import { coverageOf } from "../model/claim.ts";
import type { Document } from "../model/document.ts";
import { baseName, resolvePath } from "../model/tree.ts";
import { citationOf } from "./citation.ts";
import type { CardContext } from "./claim-card.ts";
import { claimCard } from "./claim-card.ts";
import { claimMarks } from "./claim-mark.ts";
import type { Prose } from "./prose.ts";
import { withSigns } from "./region-sign.ts";
import type { CitingDocument } from "./run-citations.ts";
import type { Checked } from "./status.ts";
import { siteCoverage, toneOf } from "./status.ts";
import { trailOf } from "./trail.ts";
import { unlinkedIn } from "./unlinked.ts";

/**
 * A document to publish. `text` is what was judged: the verdicts' places are offsets in it. `checked`: what the checker prints
 * of it; counted from the verdicts when it is not given.
 */
export interface PublishedDocument {
  file: string;
  text: string;
  verdicts: readonly Verdict[];
  checked?: Checked;
}

/** What a document's page is made with. */
export interface DocumentContext extends CardContext {
  prose: Prose;
  /** The drawing of a figure whose file is at a project path; null for another path. */
  drawing(path: string): Promise<string | null>;
  experimentOf(file: string): SiteLink | null;
}

/** A document's page and what was checked in it. */
export interface DocumentPage {
  page: PageOf<"document">;
  checked: Checked;
}

/** The page of a Markdown document: its text with every claim marked, and the evidence of each; with what was checked. */
export async function documentPage(input: PublishedDocument, context: DocumentContext): Promise<DocumentPage> {
  const { file, text } = input;
  const { document } = parseDocument(text, file);
  const checked = checkedOf(input, document);
  const address = context.addresses.document(file) ?? "";
  const shown = input.verdicts.filter(hasCard);
  const claims = shown.map((verdict, index) => claimCard(verdict, index + 1, context));
  const cards = new Map(claims.map((card) => [card.id, card]));
  const { decorate, marks } = claimMarks({ document, verdicts: input.verdicts, cards, address });
  const title = titleOf(document);
  const experiment = context.experimentOf(file);
  const passage = { file, address, decorate, marks, drawings: await drawingsOf(document, context) };
  const page: PageOf<"document"> = {
    kind: "document",
    address,
    title,
    description: `${file}; each number that links to a log was checked against it.`,
    trail: trailOf({ text: "Documents", href: "documents/" }, ...(experiment === null ? [] : [experiment])),
    html: withSigns(document, (shown) => context.prose.fragment({ ...passage, text: shown, like: document.text })),
    toc: tocOf(document),
    coverage: siteCoverage(checked, file),
    claims,
    cite: citationOf({ file, title, text, files: filesOf(document, input.verdicts) }, context.catalog),
    source: { text: file, href: context.addresses.file(file) ?? address },
    experiment,
  };
  return { page, checked };
}

/** The document's own title, else its path. */
function titleOf(document: Document): string {
  return document.title ?? (baseName(document.file) === "README.md" ? document.file : baseName(document.file));
}

/** What was checked in a document, and how many of its numbers were not. */
function checkedOf(input: PublishedDocument, document: Document): Checked {
  return { ...judgedOf(input), ...unlinkedIn(document, input.verdicts) };
}

function judgedOf({ checked, verdicts }: PublishedDocument): Pick<Checked, "coverage" | "generated"> {
  if (checked !== undefined) return { coverage: checked.coverage, generated: checked.generated };
  const people = verdicts.filter((one) => one.claim.region === null || toneOf(one.verdict) !== "good");
  return { coverage: coverageOf(people), generated: verdicts.length - people.length };
}

async function drawingsOf(document: Document, context: DocumentContext): Promise<Map<string, string>> {
  const drawings = new Map<string, string>();
  for (const { url } of document.images) {
    const path = resolvePath(document.file, unescapeUrl(url) ?? "");
    const svg = path === null || !path.endsWith(".svg") ? null : await context.drawing(path);
    if (path !== null && svg !== null) drawings.set(path, svg);
  }
  return drawings;
}

/** A document with what its claims rest on, and nothing else of them: it is sent to threads. */
export function citingOf({ file, verdicts }: { file: string; verdicts: readonly Verdict[] }): CitingDocument {
  return {
    file,
    verdicts: verdicts.map((one) => ({ claim: { id: one.claim.id }, evidence: one.evidence, isShown: hasCard(one) })),
  };
}

/** Generated numbers are many and right by construction: they get a card only when something is wrong with them. */
export function hasCard({ claim, verdict }: Verdict): boolean {
  return verdict !== "exempt" && (claim.region === null || toneOf(verdict) !== "good");
}

/** The files that a document rests on: those that its claims were checked against, and those that it links to. */
function* filesOf({ file, links }: Document, verdicts: readonly Verdict[]): Generator<string> {
  for (const { evidence } of verdicts) for (const one of evidence) yield one.file;
  for (const { url } of links) {
    const path = /^[a-z][a-z0-9+.-]*:|^\/\/|^#/i.test(url) ? null : resolvePath(file, unescapeUrl(url) ?? "");
    if (path !== null) yield path;
  }
}

function tocOf(document: Document): PageOf<"document">["toc"] {
  const ids = headingIds(document.sections.map((section) => section.title.trim()));
  return document.sections
    .map(({ title, depth }, index) => ({ text: title, href: `#${ids[index]}`, depth }))
    .filter((entry) => entry.depth > 1 && entry.depth <= 3);
}
