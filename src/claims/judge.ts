import type { Verdict } from "../model/claim.ts";
import type { Document } from "../model/document.ts";
import { parseAddress } from "./address.ts";
import type { FoundClaim } from "./claims.ts";
import { findClaims } from "./claims.ts";
import { judgeBare } from "./judge-bare.ts";
import { judgeCite } from "./judge-cite.ts";
import { judgeDerived } from "./judge-derived.ts";
import { judgeEvidence } from "./judge-evidence.ts";
import { judgeSpan } from "./judge-line.ts";
import type { JudgeContext, Judging } from "./judging.ts";
import { verdictOf, withoutSource } from "./judging.ts";
import type { Scope } from "./scope.ts";
import { createScope, runsOfFile } from "./scope.ts";

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
  return kind === "span" ? judgeLines(judging, judging.scope, judging.found) : judgeBare(judging);
}

function judgeLines(judging: Judging, scope: Scope, { claim }: FoundClaim): Verdict {
  const address = parseAddress(claim.file, claim.target ?? "");
  if (address === null) return verdictOf(claim, { verdict: "source-missing", reason: "the link leaves the project" });
  if (!judging.context.isFile(address.file)) return withoutSource(judging, `${address.file} does not exist`);
  const { file, line, endLine } = address;
  const region = line === null ? null : judging.context.region({ file, line, endLine: endLine ?? line });
  return judgeSpan(judging, { address, owners: runsOfFile(scope, file), region });
}
