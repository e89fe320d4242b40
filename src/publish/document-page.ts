import type { ClaimCard, PageOf, SiteLink } from "../contract.ts";
import { parseDocument } from "../markdown/document.ts";
import { headingIds } from "../markdown/heading-id.ts";
import type { Verdict } from "../model/claim.ts";
import { coverageOf } from "../model/claim.ts";
import type { Document } from "../model/document.ts";
import { regionAt } from "../model/document.ts";
import { baseName } from "../model/tree.ts";
import type { CardContext } from "./claim-card.ts";
import { claimCard } from "./claim-card.ts";
import type { Prose } from "./prose.ts";
import { siteCoverage } from "./status.ts";
import { trailOf } from "./trail.ts";

/** A document to publish. `text` is what was judged: the verdicts' places are offsets in it. */
export interface PublishedDocument {
  file: string;
  text: string;
  verdicts: readonly Verdict[];
}

/** What a document's page is made with. `figures`: SVG of the experiment's figures, by the project path of their files. */
export interface DocumentContext extends CardContext {
  prose: Prose;
  experimentOf(file: string): SiteLink | null;
}

/** The page of a Markdown document: its text with every claim marked, and the evidence of each. */
export function documentPage(input: PublishedDocument, context: DocumentContext): PageOf<"document"> {
  const { file, text } = input;
  const { document } = parseDocument(text, file);
  const address = context.addresses.document(file) ?? "";
  const checked = input.verdicts.filter((one) => one.verdict !== "exempt");
  const claims = checked.map((verdict, index) => claimCard(verdict, index + 1, context));
  const decorate = decoratorOf(document, checked, claims);
  const title = titleOf(document);
  const experiment = context.experimentOf(file);
  return {
    kind: "document",
    address,
    title,
    description: `${file}, with every number checked against the logs.`,
    trail: trailOf({ text: "Documents", href: "documents/" }, ...(experiment === null ? [] : [experiment])),
    html: context.prose.fragment({ text, file, address, decorate }),
    toc: tocOf(document),
    coverage: siteCoverage(coverageOf(input.verdicts)),
    claims,
    source: { text: file, href: context.addresses.file(file) ?? address },
    experiment,
  };
}

/** The document's own title, else its path. */
export function titleOf(document: Document): string {
  return document.title ?? (baseName(document.file) === "README.md" ? document.file : baseName(document.file));
}

/**
 * What is written to links: a claim gets its verdict and the id of its card, a link to lines in a region that we fill is
 * evidence by construction.
 */
function decoratorOf(document: Document, verdicts: readonly Verdict[], claims: readonly ClaimCard[]) {
  const attributes = new Map<number, Record<string, string>>();
  for (const link of document.links) {
    const isEvidence = link.title !== null && /#L\d/.test(link.url) && regionAt(document, link.span.start) !== null;
    if (isEvidence) attributes.set(link.span.start, { class: "claim", "data-verdict": "generated" });
  }
  for (const [index, verdict] of verdicts.entries()) {
    const card = claims[index];
    if (card === undefined || verdict.claim.kind === "bare") continue;
    attributes.set(verdict.claim.span.start, {
      class: "claim",
      "data-claim": card.id,
      "data-verdict": verdict.verdict,
      id: `claim-${card.id}`,
    });
  }
  return (offset: number) => attributes.get(offset) ?? null;
}

function tocOf(document: Document): PageOf<"document">["toc"] {
  const ids = headingIds(document.sections.map((section) => section.title.trim()));
  return document.sections
    .map(({ title, depth }, index) => ({ text: title, href: `#${ids[index]}`, depth }))
    .filter((entry) => entry.depth > 1 && entry.depth <= 3);
}
