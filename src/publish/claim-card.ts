import type { ClaimCard } from "../contract/index.ts";
import type { FileLines } from "../disk/lines.ts";
import type { Verdict, VerdictName } from "../model/claim.ts";
import type { Evidence } from "../model/evidence.ts";
import { fragmentOf, lineOf, linesOf } from "../model/evidence.ts";
import type { Catalog } from "../model/project.ts";
import { formatNumber, styleFor } from "../model/quantity.ts";
import type { Addresses } from "./address.ts";
import { visibleLine } from "./file-page.ts";
import { toneOf } from "./status.ts";

/** What cards are made with. `open`: a project file by its lines, null when it cannot be shown. */
export interface CardContext {
  catalog: Catalog;
  addresses: Addresses;
  open(file: string): FileLines | null;
}

const SHOWN = 72;
const AROUND = 2;
const MOST_LINES = 12;
const MOST_OPERANDS = 40;

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
  const operands = verdict.evidence.slice(0, MOST_OPERANDS).map((one) => operandOf(one, context.addresses));
  return {
    id: claim.id,
    label: String(ordinal),
    text: claim.text,
    verdict: { name: verdict.verdict, tone: toneOf(verdict.verdict) },
    logged: loggedText(verdict, derived),
    rule: ruleOf(verdict, derived),
    diagnosis: verdict.diagnosis ?? verdict.reason,
    operands: derived ? operands : [],
    run: first === undefined ? null : runOf(first, context),
    place: first === undefined || derived ? [] : operands.slice(0, 1),
    excerpt: first === undefined || derived ? null : excerptOf(first, context),
  };
}

function ruleOf({ claim, verdict }: Verdict, derived: boolean): string {
  if (claim.kind === "span" && verdict === "supported") return "The cited lines are there.";
  return derived && claim.selector ? `${RULES[verdict]} ${claim.selector}` : RULES[verdict];
}

function loggedText(verdict: Verdict, derived: boolean): string | null {
  if (verdict.claim.kind === "span") return null;
  if (!derived) return verdict.evidence[0]?.literal ?? null;
  return verdict.value === null ? null : formatNumber(verdict.value, styleFor([verdict.value]));
}

function operandOf(evidence: Evidence, addresses: Addresses): ClaimCard["operands"][number] {
  const line = lineOf(evidence);
  const where = line === null ? evidence.file : `${evidence.file} line ${line}`;
  return { text: evidence.literal, href: addresses.evidence(evidence), title: where, verdict: null };
}

function runOf(evidence: Evidence, { catalog, addresses }: CardContext): ClaimCard["run"] {
  const compiled = catalog.at(evidence.file);
  const run = compiled?.experiment.runs.find((one) => one.files.includes(evidence.file));
  return compiled && run ? { text: run.name, href: addresses.run(compiled, run.id) } : null;
}

function excerptOf(evidence: Evidence, { addresses, open }: CardContext): ClaimCard["excerpt"] {
  const cited = linesOf(evidence);
  const text = cited === null ? null : open(evidence.file);
  const href = addresses.evidence(evidence);
  if (cited === null || text === null || href === null || cited.line > text.total) return null;
  const { line, endLine: end } = cited;
  const from = Math.max(1, line - AROUND);
  const lines = text.read(from, Math.min(end + AROUND, from + MOST_LINES));
  return {
    file: { text: `${evidence.file}${fragmentOf(evidence.locator)}`, href },
    lines: lines.map((one, index) => {
      const number = from + index;
      const hit = number >= line && number <= end;
      return { number, text: windowOf(visibleLine(one), hit ? evidence.literal : ""), hit };
    }),
  };
}

/** What fits on a card: a long line is cut so that the value is seen; the file's page has it whole. */
function windowOf(text: string, literal: string): string {
  if (text.length <= SHOWN) return text;
  const at = text.indexOf(literal) + literal.length / 2;
  const start = Math.max(0, Math.min(Math.round(at - SHOWN / 2), text.length - SHOWN));
  const end = start + SHOWN;
  return `${start > 0 ? "…" : ""}${text.slice(start, end).toWellFormed()}${end < text.length ? "…" : ""}`;
}
