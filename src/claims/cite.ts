import { escapeTitle, escapeUrl } from "../markdown/escape.ts";
import type { Edit } from "../markdown/splice.ts";
import type { Verdict } from "../model/claim.ts";
import type { Document } from "../model/document.ts";
import { regionAt } from "../model/document.ts";
import type { Evidence } from "../model/evidence.ts";
import { fragmentOf } from "../model/evidence.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Catalog } from "../model/project.ts";
import { formatChange, formatDifference, formatNumber, styleFor } from "../model/quantity.ts";
import { relativePath } from "../model/tree.ts";
import { isMoved } from "./judge/judging.ts";
import type { Proposal, Threshold } from "./proposal.ts";
import { chosenFor, isBound, proposalOf } from "./proposal.ts";
import { linkOf, restatement } from "./restate.ts";
import { safeGroups } from "./safe-edit.ts";
import { parseAddress } from "./text/address.ts";
import { parseNumeral } from "./text/numeral.ts";
import type { Evaluation } from "./value/evaluate.ts";
import { evaluate } from "./value/evaluate.ts";
import type { Scope } from "./value/scope.ts";
import { createScope, lookUpIn, runsOfFile } from "./value/scope.ts";
import type { Expression } from "./value/selector.ts";
import { formatExpression, parseExpression } from "./value/selector.ts";

/**
 * What to write.
 *
 * - `accept`: ids of claims whose text takes the logged value, or of bare numbers that get their likeliest link; `all` for
 *   every claim that is contradicted or stale.
 * - `derivation`: by the file of an operand, the page and heading that takes a derived number apart (markdown/derivation.ts).
 * - `propose`: from which score bare numbers get a link; null for none.
 */
export interface CiteOptions {
  catalog: Catalog;
  near: string | null;
  runs?: readonly string[];
  accept?: readonly string[];
  derivation?: (file: string) => string | null;
  propose?: Threshold | null;
}

/** One thing that is written: what stood there and what stands there then. */
export interface CiteChange {
  id: string;
  kind: "resolved" | "re-pinned" | "accepted" | "linked";
  line: number;
  column: number;
  before: string;
  after: string;
}

/** The edits to a document's text (offsets into it), what they change, what is left to propose, and what could not be done. */
export interface Citation {
  edits: Edit[];
  changes: CiteChange[];
  proposals: Proposal[];
  findings: Finding[];
}

/**
 * Turns `cite:` links into links to log lines, re-pins links whose line has moved, and takes accepted values into the
 * text. Nothing in our own regions is touched, and no byte outside the cited spans.
 */
export function citeDocument(document: Document, verdicts: readonly Verdict[], options: CiteOptions): Citation {
  const scope = createScope(options);
  const citation: Citation = { edits: [], changes: [], proposals: [], findings: [] };
  const acceptsAll = options.accept?.includes("all") ?? false;
  const planned: { verdict: Verdict; done: Done }[] = [];
  for (const verdict of verdicts) {
    if (regionAt(document, verdict.claim.span.start) !== null) continue;
    const isNamed = options.accept?.includes(verdict.claim.id) ?? false;
    const isAccepted = isNamed || (acceptsAll && (verdict.verdict === "contradicted" || verdict.verdict === "stale"));
    const done = citeOne({ document, scope, options }, verdict, isAccepted);
    if (done !== null) planned.push({ verdict, done });
    else if (isAccepted && FIXABLE.has(verdict.verdict)) citation.findings.push(cannot(verdict));
    if (done === null) citation.proposals.push(...[proposalOf(verdict) ?? []].flat());
  }
  const links = planned.filter(({ done }) => done.kind === "linked");
  const safe = safeGroups(
    document,
    links.map(({ done }) => done.edits),
  );
  const unsafe = new Set(links.filter((_, index) => !safe.has(index)));
  for (const one of planned) {
    if (!unsafe.has(one)) take(citation, document, one);
    else if (options.accept?.includes(one.verdict.claim.id)) citation.findings.push(noLinkThere(one.verdict));
  }
  return citation;
}

function take(citation: Citation, document: Document, { verdict, done }: { verdict: Verdict; done: Done }): void {
  const { claim } = verdict;
  const start = Math.min(...done.edits.map((edit) => edit.start));
  citation.edits.push(...done.edits);
  citation.changes.push({
    id: claim.id,
    kind: done.kind,
    line: claim.span.line,
    column: claim.span.column,
    ...sides(document, done.edits, start),
  });
}

const FIXABLE = new Set(["contradicted", "stale", "wrong-run", "unbound"]);

interface Citing {
  document: Document;
  scope: Scope;
  options: CiteOptions;
}

interface Done {
  kind: CiteChange["kind"];
  edits: Edit[];
}

function citeOne(citing: Citing, verdict: Verdict, isAccepted: boolean): Done | null {
  const { claim } = verdict;
  const isGood = isBound(verdict);
  if (claim.kind === "cite") return isGood || isAccepted ? resolve(citing, verdict, isAccepted) : null;
  if (claim.kind === "bare") return link(citing, verdict, isAccepted);
  if (isGood && isMoved(verdict)) return repin(citing, verdict);
  return isAccepted && FIXABLE.has(verdict.verdict) ? accept(citing, verdict) : null;
}

/** `[0.87](cite:full/auc)` → `[0.87](runs/…/eval.log#L42 "auc")`; an empty text gets the value. */
function resolve({ document, scope, options }: Citing, verdict: Verdict, isAccepted: boolean): Done | null {
  const link = linkOf(document, verdict);
  const expression = parseExpression(verdict.claim.selector ?? "");
  if (link === null || expression === null || document.text[link.textSpan.start - 1] !== "[") return null;
  const computed = evaluate(expression, scope);
  if (!computed.ok) return null;
  const [evidence] = computed.result.evidence;
  if (evidence === undefined) return null;
  const title = titleOf(expression, computed.result, scope);
  const isEmpty = document.text.slice(link.textSpan.start, link.textSpan.end).trim() === "";
  const filled = { ...link.textSpan, text: isEmpty ? printEvaluation(expression, computed.result) : "" };
  const restating =
    isAccepted && !isEmpty && verdict.verdict === "contradicted"
      ? restatement(document, verdict, spreadOf(expression, scope))
      : null;
  const page = expression.kind === "call" ? (options.derivation?.(evidence.file) ?? null) : null;
  const tail = page === null ? tailOf(document, evidence, title) : pageTailOf(document, page, title);
  const address = { start: link.textSpan.end, end: link.span.end, text: tail };
  const text = isEmpty
    ? [{ start: filled.start, end: filled.end, text: filled.text }]
    : restating === null
      ? []
      : [restating];
  return { kind: "resolved", edits: [...text, address] };
}

function repin({ document }: Citing, verdict: Verdict): Done | null {
  const link = linkOf(document, verdict);
  const linked = parseAddress(verdict.claim.file, verdict.claim.target ?? "")?.file;
  const evidence = verdict.evidence.find(({ file }) => file === linked) ?? verdict.evidence[0];
  if (link === null || evidence === undefined || document.text[link.textSpan.start - 1] !== "[") return null;
  const text = tailOf(document, evidence, verdict.claim.selector ?? "");
  return { kind: "re-pinned", edits: [{ start: link.textSpan.end, end: link.span.end, text }] };
}

function accept({ document, scope }: Citing, verdict: Verdict): Done | null {
  const expression = parseExpression(verdict.claim.selector ?? "");
  const edit = restatement(document, verdict, spreadOf(expression, scope));
  return edit === null || edit.text === document.text.slice(edit.start, edit.end)
    ? null
    : { kind: "accepted", edits: [edit] };
}

/** The sample standard deviation of what a mean is taken of, or null. */
function spreadOf(expression: Expression | null, scope: Scope): number | null {
  if (expression?.kind !== "call" || (expression.name !== "mean" && expression.name !== "median")) return null;
  const std = evaluate({ ...expression, name: "std" }, scope);
  return std.ok ? std.result.measured.value : null;
}

/**
 * A bare number gets a link to what it is bound to, or to its clearly best candidate. Code gets it around its back-ticks, if the
 * number is all of it.
 */
function link({ document, options }: Citing, verdict: Verdict, isAccepted: boolean): Done | null {
  const none = { bound: null, unbound: null };
  const best = chosenFor(verdict, isAccepted ? { bound: 0, unbound: 0 } : (options.propose ?? none));
  if (best === null) return null;
  const { claim } = verdict;
  const code = document.codeSpans?.find(({ span }) => span.start < claim.span.start && claim.span.start < span.end);
  if (code !== undefined && code.text.trim() !== claim.text.trim()) return null;
  const { start, end } = code?.span ?? claim.span;
  const isComputed = parseExpression(best.selector)?.kind === "call";
  const page = isComputed ? (options.derivation?.(best.evidence.file) ?? null) : null;
  const { evidence, selector } = best;
  const tail = page === null ? tailOf(document, evidence, selector) : pageTailOf(document, page, selector);
  const text = `[${document.text.slice(start, end)}${tail}`;
  return { kind: "linked", edits: [{ start, end, text }] };
}

/** `](path#L42 "selector")` */
function tailOf(document: Document, evidence: Evidence, title: string): string {
  const address = escapeUrl(relativePath(document.file, evidence.file)) + fragmentOf(evidence.locator);
  return title === "" ? `](${address})` : `](${address} "${escapeTitle(title)}")`;
}

/** `](comparison.md#runs-of-a "mean(a/auc)")` */
function pageTailOf(document: Document, page: string, title: string): string {
  const [path = "", heading = ""] = page.split("#", 2);
  return `](${escapeUrl(relativePath(document.file, path))}#${escapeUrl(heading)} "${escapeTitle(title)}")`;
}

/** The title that is stored: the file tells the run, unless it holds several or the metric's name begins like a run's. */
function titleOf(expression: Expression, { operands }: Evaluation, scope: Scope): string {
  const [operand] = operands;
  if (expression.kind === "call" || operand === undefined) return formatExpression(expression);
  const { compiled, run, metric, point } = operand;
  const path = metric.name.split("/");
  const isShared = runsOfFile(scope, point.evidence.file).length !== 1;
  const isConfusing = path.length > 1 && lookUpIn(scope, compiled, path[0] ?? "").length > 0;
  const isNamed = isShared || isConfusing;
  return formatExpression({ ...expression, path: isNamed ? [isShared ? run.id : run.name, ...path] : path });
}

/** A value for an empty link: as precise as the metric's column, changes with their sign and unit. */
function printEvaluation(expression: Expression, { measured, operands, name }: Evaluation): string {
  if (name !== null) return name;
  const { value } = measured;
  const call = expression.kind === "call" ? expression.name : null;
  if (call === "count" || call === "rank") return String(value);
  if (call === "pp") return `${formatChange(value, { decimals: 1, scientific: false })} pp`;
  if (call === "rel") return `${formatChange(value, { decimals: 1, scientific: false })} %`;
  if (call === "ratio") return `${formatNumber(value, { decimals: 2, scientific: false })}×`;
  const style = columnStyle(operands, value);
  return call === "diff" ? formatDifference(value, style) : formatNumber(value, style);
}

function columnStyle(operands: Evaluation["operands"], value: number) {
  const [operand] = operands;
  const rows = operand?.compiled.comparison.rows ?? [];
  for (const row of rows) {
    const text = row.cells[operand?.metric.name ?? ""]?.quantity?.text;
    const shown = text === undefined ? null : parseNumeral(text);
    if (shown !== null && Number.isFinite(shown.value))
      return { decimals: shown.decimals, scientific: shown.scientific };
  }
  return styleFor([value]);
}

function sides(document: Document, edits: readonly Edit[], start: number): { before: string; after: string } {
  const end = Math.max(...edits.map((edit) => edit.end));
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  let after = "";
  let done = start;
  for (const edit of sorted) {
    after += document.text.slice(done, edit.start) + edit.text;
    done = edit.end;
  }
  return { before: document.text.slice(start, end), after: after + document.text.slice(done, end) };
}

function noLinkThere({ claim }: Verdict): Finding {
  const { line, column } = claim.span;
  const message = `Markdown reads no link around ${claim.text} here`;
  const help = "Put blanks around the number, or write the link by hand.";
  return finding({ code: "claim/unbound", file: claim.file, line, column, message, help });
}

function cannot({ claim, value, candidates, verdict }: Verdict): Finding {
  const several = candidates.map((one) => one.selector).join(", ");
  const none = candidates.length === 0 ? "has no value that it could be linked to" : `may be any of ${several}`;
  const message =
    verdict === "unbound"
      ? `${claim.text} ${none}`
      : value === null
        ? `${claim.text} has no single value that could be taken into the text`
        : `${claim.text} cannot state ${value} in the same form`;
  const [first] = candidates;
  const help =
    verdict === "unbound"
      ? `Name the value: \`[${claim.text}](cite:${first?.selector ?? "<run>/<metric>"})\`, then run \`docs cite --write\`.`
      : "Change the sentence by hand, then check again.";
  return finding({
    code: verdict === "unbound" ? "claim/unbound" : "claim/contradicted",
    file: claim.file,
    line: claim.span.line,
    column: claim.span.column,
    message,
    help,
  });
}
