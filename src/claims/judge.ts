import type { Verdict } from "../model/claim.ts";
import type { Document } from "../model/document.ts";
import { findClaims } from "./claims.ts";
import { judgeBare } from "./judge-bare.ts";
import { judgeCite } from "./judge-cite.ts";
import { judgeDerived } from "./judge-derived.ts";
import { judgeEvidence } from "./judge-evidence.ts";
import { judgeSpan } from "./judge-span.ts";
import type { JudgeContext, Judging } from "./judging.ts";
import { createScope } from "./scope.ts";

export type { JudgeContext } from "./judging.ts";

/** Judges every claim of a document, in the order of the text. Never throws for what a document says. */
export function judgeDocument(document: Document, context: JudgeContext): Verdict[] {
  const claims = findClaims(document, context.bareSections);
  if (claims.length === 0) return [];
  const scope = createScope(context);
  const entries = context.lock.claims.filter((entry) => entry.file === document.file);
  const locked = new Map(entries.map((entry) => [entry.id, entry]));
  return claims.map((found) => judge({ context, document, scope, found, entry: locked.get(found.claim.id) ?? null }));
}

function judge(judging: Judging): Verdict {
  const { kind } = judging.found.claim;
  if (kind === "evidence") return judgeEvidence(judging);
  if (kind === "derived") return judgeDerived(judging);
  if (kind === "cite") return judgeCite(judging);
  return kind === "span" ? judgeSpan(judging) : judgeBare(judging);
}
