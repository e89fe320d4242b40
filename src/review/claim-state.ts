import { isMoved } from "../claims/judge/judging.ts";
import { sentenceOf } from "../claims/text/sentence.ts";
import { findingsOf } from "../claims/verdict-finding.ts";
import { readRegion } from "../disk/region.ts";
import type { Verdict } from "../model/claim.ts";
import { coverageOf } from "../model/claim.ts";
import type { Document } from "../model/document.ts";
import { linesOf } from "../model/evidence.ts";
import type { JudgedDocument } from "../model/project.ts";
import { inDigits } from "../model/quantity.ts";
import { documentOf } from "../project/claim-record.ts";
import { holds, orphaned, orphansIn } from "./orphan.ts";
import type { ClaimState, DocumentState } from "./state.ts";

/** What each operand of an expression is: `docs explain` lists them, a review has no room for that. */
const OPERANDS_NOTE = /^\w+\(.*\) of \d+ values?: /;

/** Of a claim computed from very many runs, so many operands are kept. */
const OPERANDS = 200;

/**
 * What is kept of a judged document: the claims that people wrote. `known`: the same document in another state, if its text is the
 * same there; claims that were judged alike are taken from it, and the document is not parsed where all were.
 */
export function documentState(root: string, judged: JudgedDocument, known: DocumentState | null): DocumentState {
  const orphans = orphansIn(root, judged);
  const verdicts = judged.verdicts.filter(
    ({ claim }) => claim.region === null && !orphans.some((region) => holds(region, claim.span.start)),
  );
  const before = new Map(known?.claims.map((claim) => [keyOf(claim), claim]));
  let parsed: Document | null | undefined;
  const document = () => {
    parsed ??= documentOf(root, judged.file);
    return parsed;
  };
  const claims = verdicts.map((verdict) => {
    const { line, column } = verdict.claim.span;
    const same = before.get(keyOf({ ...verdict.claim, line, column }));
    const isSame = same !== undefined && saysTheSame(same, verdict);
    return isSame ? same : claimState(root, verdict, document());
  });
  return {
    file: judged.file,
    coverage: coverageOf(verdicts),
    claims,
    orphans: orphans.map((one) => orphaned(judged.file, one)),
  };
}

function keyOf({ id, text, line, column }: Pick<ClaimState, "id" | "text" | "line" | "column">): string {
  return [id, text, line, column].join("\0");
}

function saysTheSame(known: ClaimState, judged: Verdict): boolean {
  const { verdict, value, excerpt, evidence } = judged;
  return (
    known.verdict === verdict &&
    known.moved === isMoved(judged) &&
    Object.is(known.value, value) &&
    known.excerpt?.hash === excerpt?.hash &&
    JSON.stringify(known.evidence) === JSON.stringify(evidence.slice(0, OPERANDS))
  );
}

function claimState(root: string, verdict: Verdict, document: Document | null): ClaimState {
  const { claim, value, evidence } = verdict;
  const { id, kind, file, text, target, selector, span } = claim;
  const [said] = document === null ? [] : findingsOf(document, [verdict]);
  const isWrong = said !== undefined && said.severity !== "note";
  return {
    ...{ id, kind, file, text: plain(text), target, selector },
    line: span.line,
    column: span.column,
    sentence: document === null ? "" : plain(sentenceOf(document, span.start)),
    verdict: verdict.verdict,
    value,
    logged: said?.expected ?? (evidence.length === 1 ? (evidence[0]?.literal ?? null) : printed(value)),
    moved: isMoved(verdict),
    why: isWrong ? [said.message, ...said.notes.filter((note) => !OPERANDS_NOTE.test(note))].join("; ") : "",
    help: isWrong ? said.help : null,
    evidence: evidence.slice(0, OPERANDS),
    excerpt: verdict.excerpt ?? excerptOf(root, verdict),
  };
}

/** The line of a number that is bound to one without a link to it. */
function excerptOf(root: string, { evidence }: Verdict): ClaimState["excerpt"] {
  const [first] = evidence;
  const lines = first === undefined ? null : linesOf(first);
  return first === undefined || lines === null ? null : readRegion(root, { file: first.file, ...lines });
}

/** A link or picture: its text, then an address with perhaps a title, in which parentheses may stand, or a label. */
const LINK =
  /!?\[((?:[^\][]|\[[^\]]*\])*)\](?:\((?:<[^<>]*>|[^\s()]*(?:\([^()]*\)[^\s()]*)*)(?:\s+"(?:[^"\\]|\\.)*")?\s*\)|\[[^\]]*\])/g;

/** Markdown as plain text on one line: links as their texts, code and stressed words without their marks. */
function plain(text: string): string {
  return text
    .replace(LINK, "$1")
    .replace(/(`+)(.+?)\1/g, "$2")
    .replace(/(\*\*|__)(?=\S)(.+?)\1/g, "$2")
    .replace(/\s+/g, " ")
    .trim();
}

function printed(value: number | null): string | null {
  return value === null ? null : inDigits(value);
}
