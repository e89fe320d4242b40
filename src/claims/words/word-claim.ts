import { createHash } from "node:crypto";
import { sentencesOf } from "../../markdown/sentence.ts";
import type { Claim } from "../../model/claim.ts";
import type { Document } from "../../model/document.ts";
import { regionAt, sectionAt } from "../../model/document.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import { parseAddress } from "../text/address.ts";
import type { BareSections, FoundClaim } from "../text/claims.ts";
import { statesResults } from "../text/claims.ts";
import type { Scope } from "../value/scope.ts";
import { otherExperiments } from "../value/scope.ts";
import { metricsIn } from "./metric-mention.ts";
import { mentionsIn } from "./name.ts";
import type { Outcome } from "./outcome.ts";
import { outcomeOf } from "./outcome.ts";
import type { Reading } from "./reading.ts";
import { readSentence } from "./reading.ts";
import type { Statement } from "./statement.ts";
import { COMPARES, statementsIn } from "./statement.ts";

/** A claim in words alone with what the logs say to it. */
export interface WordClaim extends FoundClaim {
  outcome: Outcome;
}

/** How many experiments are searched for names in a document that belongs to none of them. */
const SEARCHED = 20;

/** Where a document says what is hoped, planned or done elsewhere. */
const NOT_RESULTS =
  /\b(?:hypothes[ie]s|introduction|background|related|prior work|motivation|plan|plans|goals?|aims?|future|next|todo|to do|expect\w*|criteria|questions?|limitations|methods?|setup|usage|install\w*|example)\b/i;

/**
 * The comparisons, ranks and winners that a document states in words: where bare numbers are claims, and else in sections
 * that cite evidence, of runs and rows that are named. `linked`: the claims that were found already.
 */
export function findWordClaims(
  document: Document,
  bare: BareSections,
  { scope, linked }: { scope: Scope; linked: readonly FoundClaim[] },
): WordClaim[] {
  const citing = new Set(
    linked.flatMap(({ claim }) =>
      claim.kind === "bare" || claim.region !== null ? [] : sectionKey(document, claim.span.start),
    ),
  );
  const found: WordClaim[] = [];
  let searched: CompiledExperiment[] | null = null;
  for (const sentence of sentencesOf(document)) {
    if (sentence.context !== "paragraph" && sentence.context !== "list") continue;
    const isStated =
      bare === "all" ||
      citing.has(sectionKey(document, sentence.start)) ||
      (bare === "report" &&
        statesResults(document, { span: { ...NOWHERE, start: sentence.start }, context: sentence.context }, bare));
    if (!isStated || !COMPARES.test(sentence.text) || !isOwnText(document, sentence.start)) continue;
    if (sentence.text.includes("~~")) continue;
    const reading = readSentence(document, sentence.start);
    searched ??= experimentsOf(scope, linked);
    for (const compiled of knowing(reading, searched, scope)) found.push(...claimsIn(reading, document, compiled));
  }
  giveIds(found);
  return found;
}

const NOWHERE = { start: 0, end: 0, line: 0, column: 0 };

function sectionKey(document: Document, at: number): number {
  return sectionAt(document, at)?.start ?? -1;
}

/** Text that somebody wrote here about what was found: no region of ours, no quotation, no plan. */
function isOwnText(document: Document, at: number): boolean {
  if (regionAt(document, at) !== null) return false;
  const line = document.text.slice(document.text.lastIndexOf("\n", at - 1) + 1, at + 1);
  if (/^\s*>/.test(line)) return false;
  return !document.sections.some(
    ({ start, end, title, depth }) => depth > 1 && start <= at && at < end && NOT_RESULTS.test(title),
  );
}

/** Where names are searched: in the experiment at hand, else in those whose files the document links to, else in the others. */
function experimentsOf(scope: Scope, linked: readonly FoundClaim[]): CompiledExperiment[] {
  if (scope.near !== null) return [scope.near];
  const cited = linked.flatMap(({ claim }) => {
    const address = claim.target === null ? null : parseAddress(claim.file, claim.target);
    return address === null ? [] : (scope.catalog.at(address.file) ?? []);
  });
  const few = scope.catalog.ids.length <= SEARCHED ? otherExperiments(scope) : [];
  return [...new Set(cited.length > 0 ? cited : few)];
}

/** The experiment at hand, else the one of those searched that knows the names. */
function knowing(
  { text }: Reading,
  searched: readonly CompiledExperiment[],
  { near }: Scope,
): readonly CompiledExperiment[] {
  if (near !== null) return searched;
  const all = searched.filter((one) => mentionsIn(text, one).length > 0);
  return all.length === 1 ? all : [];
}

function claimsIn(reading: Reading, document: Document, compiled: CompiledExperiment): WordClaim[] {
  return statementsIn(reading, compiled).flatMap((statement) => {
    const isLinked = isJudgedAsLink(reading, statement);
    const isCode = reading.marked.some(
      (one) => one.code && one.start <= statement.start && statement.end <= one.end + 1,
    );
    const outcome =
      isLinked || isCode ? null : outcomeOf(statement, compiled, metricsNear(document, reading, compiled));
    return outcome === null
      ? []
      : [{ claim: claimOf(document, reading, statement), numerals: [], prose: null, exempt: null, outcome }];
  });
}

/**
 * Whether a link in the clause states the very comparison, so that it is judged with the link: a linked rank or name, a linked
 * difference, two linked levels that are set against each other.
 */
function isJudgedAsLink({ links }: Reading, { start, end, said }: Statement): boolean {
  const own = links.filter((one) => start < one.end && one.start < end).map(({ link }) => link);
  if (own.some(({ text, title }) => (!/\d/.test(text) ? title !== null : /^(?:rank|best)\(/.test(title ?? ""))))
    return true;
  if (said.kind === "place") return false;
  const levels = own.filter(({ text }) => /\d/.test(text));
  return levels.length > 1 || levels.some(({ title }) => title === null || /^(?:pp|rel|diff|ratio)\(/.test(title));
}

/** The metrics that the paragraph and its heading name. */
function metricsNear(document: Document, { sentence }: Reading, compiled: CompiledExperiment): string[] {
  const block = (document.blocks ?? []).find(({ start, end }) => start <= sentence.start && sentence.start < end);
  const heading = sectionAt(document, sentence.start)?.title ?? "";
  const text = block === undefined ? heading : `${heading} ${document.text.slice(block.start, block.end)}`;
  return metricsIn(text, compiled).flatMap(({ metrics }) => [...metrics]);
}

function claimOf(document: Document, { text, at, sentence }: Reading, { start, end }: Statement): Claim {
  const lead = /^\s*/.exec(text.slice(start, end))?.[0].length ?? 0;
  const from = at[start + lead] ?? sentence.start;
  const until = at[start + text.slice(start, end).trimEnd().length] ?? sentence.start + sentence.text.length;
  const before = document.text.slice(0, from);
  const newline = before.lastIndexOf("\n");
  const line = before.split("\n").length;
  return {
    id: "",
    kind: "words",
    file: document.file,
    span: { start: from, end: until, line, column: from - newline },
    text: document.text.slice(from, until),
    target: null,
    selector: null,
    section: sectionAt(document, from)?.title ?? null,
    region: null,
  };
}

/** An id is a hash of the section and the words; equal ones are numbered in the order of the text. */
function giveIds(found: readonly WordClaim[]): void {
  const seen = new Map<string, number>();
  for (const { claim } of found) {
    const key = JSON.stringify([claim.file, claim.kind, claim.section ?? "", claim.text.replace(/\s+/g, " ")]);
    const ordinal = (seen.get(key) ?? 0) + 1;
    seen.set(key, ordinal);
    claim.id = createHash("sha256").update(`${key}${ordinal}`).digest("hex").slice(0, 8);
  }
}
