import type { ClaimCard } from "../contract/index.ts";
import type { Mark } from "../markdown/mark.ts";
import type { Verdict } from "../model/claim.ts";
import type { Document } from "../model/document.ts";
import { regionAt } from "../model/document.ts";
import { rootOf } from "./page-link.ts";
import { toneOf } from "./status.ts";

/** What is written to the claims of a text: attributes of the links that are there, and marks where there is none. */
export interface ClaimMarks {
  decorate(offset: number): Record<string, string> | null;
  marks: Mark[];
}

/** What claims are marked with. `cards`: by the claim's id. */
export interface MarkedClaims {
  document: Document;
  verdicts: readonly Verdict[];
  cards: ReadonlyMap<string, ClaimCard>;
  address: string;
}

/**
 * Marks the claims of a document. A link gets its verdict and its card; a link to lines in a region that was not judged by
 * itself is evidence by construction. A number or words without a link become one: to the line that they were bound to, else to
 * their note below the text.
 */
export function claimMarks({ document, verdicts, cards, address }: MarkedClaims): ClaimMarks {
  const attributes = new Map<number, Record<string, string>>();
  const marks: Mark[] = [];
  for (const link of document.links) {
    const isEvidence = link.title !== null && !link.url.startsWith("#") && regionAt(document, link.span.start) !== null;
    if (isEvidence) attributes.set(link.span.start, { class: "claim", "data-verdict": "generated" });
  }
  for (const { claim, verdict } of verdicts) {
    if (verdict === "exempt") continue;
    const card = cards.get(claim.id);
    const isRight = claim.region !== null && toneOf(verdict) === "good";
    const own: Record<string, string> = { class: "claim", "data-verdict": isRight ? "generated" : verdict };
    if (card !== undefined) {
      Object.assign(own, { "data-claim": claim.id, "data-note": card.label, id: `claim-${claim.id}` });
    }
    if (claim.kind !== "bare" && claim.kind !== "words") attributes.set(claim.span.start, own);
    else if (card !== undefined) marks.push(markOf(claim.span, { card, own, address }));
  }
  return { decorate: (offset) => attributes.get(offset) ?? null, marks };
}

function markOf(
  { start, end }: { start: number; end: number },
  { card, own, address }: { card: ClaimCard; own: Record<string, string>; address: string },
): Mark {
  const place = card.excerpt?.file ?? null;
  const note = { href: `#evidence-${card.id}`, text: card.label };
  const title = `${card.verdict.name}: ${place?.text ?? card.rule}`;
  const href = place === null ? note.href : `${rootOf(address)}${place.href}`;
  return { start, end, href, note, attributes: { ...own, title } };
}
