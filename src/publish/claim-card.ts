import { sidesOf } from "../claims/value/sides.ts";
import type { ClaimCard, SiteLink, SiteNumber } from "../contract/index.ts";
import type { FileLines } from "../disk/lines.ts";
import type { Claim, Verdict, VerdictName } from "../model/claim.ts";
import type { Evidence } from "../model/evidence.ts";
import { fragmentOf, linesOf, sayPlace } from "../model/evidence.ts";
import type { Catalog, CompiledExperiment } from "../model/project.ts";
import { formatNumber, styleFor } from "../model/quantity.ts";
import type { Run } from "../model/run.ts";
import type { Addresses } from "./address.ts";
import { visibleLine } from "./file-page.ts";
import { holdsValue } from "./record-page.ts";
import type { RecordLocator } from "./record-place.ts";
import { toneOf } from "./status.ts";

/**
 * What cards are made with. `open`: a project file by its lines, null when it cannot be shown; `record`: a record of a binary
 * file as text.
 */
export interface CardContext {
  catalog: Catalog;
  addresses: Addresses;
  open(file: string): FileLines | null;
  record?(file: string, locator: RecordLocator): string | null;
}

const SHOWN = 72;
const AROUND = 2;
const MOST_LINES = 12;
const MOST_OPERANDS = 40;
const MOST_OPTIONS = 3;
const MOST_RECORD_LINES = 8;

const RULES: Record<VerdictName, string> = {
  supported: "The logged value, rounded as the text rounds it, is the number in the text.",
  derived: "Recomputed from logged values, and rounded as the text rounds it, it is the number in the text.",
  contradicted: "The logged value, rounded as the text rounds it, is another number.",
  stale: "The text agreed with the log when it was written. The log says something else now.",
  "wrong-run": "The value exists, but in another run, split or metric than the text names.",
  "ignored-run": "The evidence is a run that does not count.",
  ambiguous: "Several logged values fit, and nothing says which one is meant.",
  unbound: "No evidence is named for this number.",
  attested:
    "The log is not in this checkout. Text and lock file agree, and the lock was written when the log was there.",
  "source-missing": "The cited file or line does not exist.",
  unreadable: "The evidence could not be read.",
  "unsupported-format": "The evidence is in a format that is not read.",
  exempt: "Not a claim.",
};

/** The card of a claim: what the text says, what the log says, how they were compared, and the lines themselves. */
export function claimCard(verdict: Verdict, ordinal: number, context: CardContext): ClaimCard {
  const { claim } = verdict;
  const first = verdict.evidence[0];
  const derived = claim.kind === "derived" || verdict.evidence.length > 1;
  const run = runOf(verdict.evidence, context);
  return {
    id: claim.id,
    label: String(ordinal),
    text: claim.text,
    verdict: { name: verdict.verdict, tone: toneOf(verdict.verdict) },
    logged: derived || !isNumber(claim) ? null : (first?.literal ?? null),
    computed: derived && isNumber(claim) && verdict.value !== null ? printed([verdict.value])(verdict.value) : null,
    rule: ruleOf(verdict, derived),
    bound: boundBy(verdict),
    diagnosis: verdict.diagnosis ?? verdict.reason,
    ...sidesIn(verdict, context),
    operands: derived ? operandsOf(verdict, context) : [],
    options: optionsOf(verdict, context),
    run: run?.link ?? null,
    commit: run?.commit ?? null,
    place: first === undefined || derived ? [] : [placeOf(first, context)],
    excerpt: first === undefined || derived ? null : excerptOf(first, context),
  };
}

const WORDS: Partial<Record<VerdictName, string>> = {
  supported: "The logged values bear these words out.",
  derived: "The logged values bear these words out.",
  contradicted: "The logged values say otherwise.",
  unbound: "No logged values decide these words.",
};

function ruleOf({ claim, verdict }: Verdict, derived: boolean): string {
  if (claim.kind === "span" && verdict === "supported") return "The cited lines are there.";
  if (claim.kind === "words") return WORDS[verdict] ?? RULES[verdict];
  return derived && claim.selector ? `${RULES[verdict]} ${claim.selector}` : RULES[verdict];
}

function isNumber({ kind }: Claim): boolean {
  return kind !== "span" && kind !== "words";
}

/** Prints values as a column of these would have them. */
function printed(all: readonly number[]): (value: number) => string {
  const style = styleFor(all);
  return (value) => formatNumber(value, style);
}

/** How words that link nowhere led to their evidence; null where a link names it, or nothing was found. */
function boundBy({ claim, evidence, candidates, score, diagnosis }: Verdict): string | null {
  const [first] = evidence;
  if (claim.kind !== "bare" || first === undefined) return null;
  const place = sayPlace(first);
  const found = candidates.find((one) => sayPlace(one.evidence) === place);
  const sure = score === null ? "" : ` (score ${score.toFixed(2)} of 1)`;
  if (found === undefined) return diagnosis === null ? `Found by the words of its sentence${sure}.` : null;
  const why = found.why.length === 0 ? "" : `: ${found.why.join("; ")}`;
  return `Its words say ${found.metric} of ${found.run}${sure}${why}.`;
}

/** What a number could mean that was bound to nothing. */
function optionsOf({ verdict, candidates }: Verdict, { addresses }: CardContext): ClaimCard["options"] {
  if (verdict !== "unbound" && verdict !== "ambiguous") return [];
  return candidates.slice(0, MOST_OPTIONS).map(({ evidence, metric, run }) => {
    const href = addresses.evidence(evidence);
    return { text: evidence.literal, href, title: `${metric} of ${run}, ${sayPlace(evidence)}`, verdict: null };
  });
}

/** The two values that a difference is of, each with its row or run, as the comparison prints them. */
function sidesIn({ claim, evidence }: Verdict, { catalog, addresses }: CardContext): Pick<ClaimCard, "sides"> {
  const compiled = evidence[0] === undefined ? null : catalog.at(evidence[0].file);
  const found = compiled && claim.selector ? sidesOf(claim.selector, compiled.comparison) : [];
  if (compiled === null || found.length === 0) return {};
  const sides = found.map(({ name, row, quantity, n }) => {
    const [first] = quantity.evidence;
    const group = `${addresses.comparison(compiled)}#${addresses.group(row.id)}`;
    const href = quantity.derived || first === undefined ? group : addresses.evidence(first);
    return { name, n, number: { text: quantity.text, href, title: quantity.selector, verdict: null } };
  });
  return { sides };
}

/** The logged values that a number was computed from: rounded, as the line that each opens says it in full. */
function operandsOf({ evidence }: Verdict, context: CardContext): ClaimCard["operands"] {
  const shown = evidence.slice(0, MOST_OPERANDS);
  const print = printed(shown.map(({ literal }) => Number(literal)));
  return shown.map((one) => {
    const { literal } = one;
    const where = sayPlace(one);
    const text = Number.isFinite(Number(literal)) ? print(Number(literal)) : literal;
    const title = `logged as ${literal} · ${where}`;
    const number = { text, href: context.addresses.evidence(one), title, verdict: null };
    return { run: ownerOf(one, context)?.run.name ?? null, number, logged: literal, where };
  });
}

function placeOf(evidence: Evidence, { addresses }: CardContext): SiteNumber {
  return { text: evidence.literal, href: addresses.evidence(evidence), title: sayPlace(evidence), verdict: null };
}

/** The run that all of the evidence is of; null where there are several. */
function runOf(all: readonly Evidence[], context: CardContext): { link: SiteLink; commit: string | null } | null {
  const [first] = all;
  const known = first === undefined ? null : ownerOf(first, context);
  if (first === undefined || known === null) return null;
  const others = all.filter((one) => one.file !== first.file || !("line" in one.locator));
  if (others.some((one) => ownerOf(one, context)?.run !== known.run)) return null;
  const { compiled, run } = known;
  const link = { text: run.name, href: context.addresses.run(compiled, run.id) };
  return { link, commit: run.gitCommit?.slice(0, 12) ?? null };
}

function ownerOf(evidence: Evidence, { catalog }: CardContext): { compiled: CompiledExperiment; run: Run } | null {
  const compiled = catalog.at(evidence.file);
  const sharing = compiled?.experiment.runs.filter((one) => one.files.includes(evidence.file)) ?? [];
  // A file that holds many runs tells by the place inside of it whose the value is.
  const run = sharing.length > 1 ? sharing.find((one) => holds(one, evidence)) : sharing[0];
  return compiled && run ? { compiled, run } : null;
}

function holds(run: Run, evidence: Evidence): boolean {
  const place = sayPlace(evidence);
  return run.metrics.some(({ last, min, max }) =>
    [last, min, max].some((point) => point !== null && sayPlace(point.evidence) === place),
  );
}

function excerptOf(evidence: Evidence, context: CardContext): ClaimCard["excerpt"] {
  const { locator } = evidence;
  if (locator.kind === "record" || locator.kind === "row") return recordExcerpt(evidence, locator, context);
  const { addresses, open } = context;
  const cited = linesOf(evidence);
  const text = cited === null ? null : open(evidence.file);
  const href = addresses.evidence(evidence);
  if (cited === null || text === null || href === null || cited.line > text.total) return null;
  const { line, endLine: end } = cited;
  const from = Math.max(1, line - AROUND);
  const lines = text.read(from, Math.min(end + AROUND, from + MOST_LINES));
  return {
    file: { text: `${evidence.file}${fragmentOf(locator)}`, href },
    lines: lines.map((one, index) => {
      const number = from + index;
      const hit = number >= line && number <= end;
      return { number, text: windowOf(visibleLine(one), hit ? evidence.literal : ""), hit };
    }),
  };
}

/** The lines of a record's text that hold the value, with those around them. */
function recordExcerpt(evidence: Evidence, locator: RecordLocator, context: CardContext): ClaimCard["excerpt"] {
  const href = context.addresses.evidence(evidence);
  const text = context.record?.(evidence.file, locator) ?? null;
  if (href === null || text === null) return null;
  const all = text.split("\n").map((one) => {
    const line = visibleLine(one);
    return { line, hit: evidence.literal !== "" && holdsValue(line, evidence.literal) };
  });
  const first = Math.max(
    0,
    all.findIndex(({ hit }) => hit),
  );
  const from = Math.max(0, Math.min(first - AROUND, all.length - MOST_RECORD_LINES));
  const lines = all.slice(from, from + MOST_RECORD_LINES).map(({ line, hit }, index) => ({
    number: from + index + 1,
    text: windowOf(line, hit ? evidence.literal : ""),
    hit,
  }));
  return { file: { text: sayPlace(evidence), href }, lines };
}

/** What fits on a card: a long line is cut so that the value is seen; the file's page has it whole. */
function windowOf(text: string, literal: string): string {
  if (text.length <= SHOWN) return text;
  const at = text.indexOf(literal) + literal.length / 2;
  const start = Math.max(0, Math.min(Math.round(at - SHOWN / 2), text.length - SHOWN));
  const end = start + SHOWN;
  return `${start > 0 ? "…" : ""}${text.slice(start, end).toWellFormed()}${end < text.length ? "…" : ""}`;
}
