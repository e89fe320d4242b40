import { sentenceAt } from "../markdown/sentence.ts";
import type { Verdict } from "../model/claim.ts";
import type { Document, DocumentLink } from "../model/document.ts";
import { statedNumerals } from "./text/claims.ts";
import { withHeadUnit } from "./text/head-unit.ts";
import type { Numeral } from "./text/numeral.ts";
import { printLike } from "./text/numeral-format.ts";
import type { Unit } from "./text/unit.ts";
import { COUNT, FACTOR, PERCENT, POINTS, parseUnit, unitOfName } from "./text/unit.ts";
import type { Measured } from "./value/interval.ts";
import type { Expression } from "./value/selector.ts";
import { parseExpression, selectorsOf } from "./value/selector.ts";

/** The value of the evidence, printed as the author printed the claim's number; null where that form cannot state it. */
export function restated(document: Document, verdict: Verdict): string | null {
  const { claim, value } = verdict;
  const [numeral, ...others] = statedNumerals(claim.text);
  if (numeral === undefined || others.length > 0 || value === null) return null;
  return printValue(document, verdict, { numeral, spread: null });
}

/**
 * Where a claim's number stands in the source and what should stand there, or null. `spread`: what stands behind the `±` of a
 * mean, where it is known.
 */
export function restatement(
  document: Document,
  verdict: Verdict,
  spread: number | null = null,
): { start: number; end: number; text: string } | null {
  const link = linkOf(document, verdict);
  const { span } = verdict.claim;
  const place = link?.textSpan ?? span;
  const source = withoutTags(document.text.slice(place.start, place.end));
  const [numeral, ...others] = statedNumerals(source);
  if (numeral === undefined || others.length > 0) return null;
  const text = printValue(document, verdict, { numeral, spread });
  return text === null ? null : { start: place.start + numeral.start, end: place.start + numeral.end, text };
}

/** HTML tags as blanks, so that an offset stays an offset: the `>` of `<b>0.87` is no bound. */
function withoutTags(source: string): string {
  return source.replace(/<\/?[a-z][^<>]*>/gi, (tag) => " ".repeat(tag.length));
}

/** The link that a claim is, or null for a bare number. */
export function linkOf(document: Document, { claim }: Verdict): DocumentLink | null {
  if (claim.kind === "bare" || claim.kind === "words") return null;
  return document.links.find(({ span }) => span.start === claim.span.start) ?? null;
}

/** The unit in which an expression's value comes. */
function unitOf(expression: Expression | null): Unit | null {
  if (expression === null) return null;
  if (expression.kind === "call") {
    if (expression.name === "pp") return POINTS;
    if (expression.name === "rel") return PERCENT;
    if (expression.name === "ratio") return FACTOR;
    if (expression.name === "count" || expression.name === "rank") return COUNT;
  }
  const unit = unitOfName(selectorsOf(expression)[0]?.path.join("/") ?? "");
  const isDifference = expression.kind === "call" && expression.name === "diff";
  return isDifference && unit?.dimension === "fraction" ? POINTS : unit;
}

/** Words after which the size of a drop would say the contrary: no number makes “beats it by” right where it is worse. */
const RISES =
  /\b(?:beat\w*|improv\w*|ris(?:es?|en|ing)|rose|increas\w*|gain\w*|higher|better|more|larger|greater|up|outperform\w*|ahead|grow\w*|grew|above|exceed\w*|w[io]ns?)\b[^.;]*\bby\s*$/i;

/** After “fell by” the size of a drop is printed; a spread is restated only with its value and what stands behind `±`. */
function printValue(
  document: Document,
  verdict: Verdict,
  { numeral, spread }: { numeral: Numeral; spread: number | null },
): string | null {
  const { claim, value } = verdict;
  if (value === null) return null;
  const expression = claim.selector === null ? null : parseExpression(claim.selector);
  const isChange = expression?.kind === "call" && ["pp", "diff", "rel"].includes(expression.name);
  // A log of free text prints the unit behind the value, of which the metric's name says nothing.
  const unit = unitOf(expression) ?? (verdict.unit === undefined ? null : parseUnit(verdict.unit));
  const measured: Measured = { value, unit, change: isChange ? "yes" : "either", computed: true };
  const shown = withHeadUnit(numeral, sentenceAt(document, claim.span.start));
  if (numeral.kind === "spread") return printSpread(shown, measured, spread);
  const before = document.text.slice(Math.max(0, claim.span.start - 40), claim.span.start);
  const bySize = isChange && value < 0 && numeral.sign === "" && /\bby\s*$/i.test(before);
  if (bySize && RISES.test(before)) return null;
  const printed = printLike(shown, bySize ? { ...measured, value: -value } : measured);
  const hasNoZero = /(?<!\d)\.\d/.test(numeral.text);
  return hasNoZero ? (printed?.replace(/(?<![\d.,])0(?=\.\d)/, "") ?? null) : printed;
}

function printSpread(numeral: Numeral, measured: Measured, spread: number | null): string | null {
  const [main, rest] = numeral.parts;
  if (spread === null || main === undefined || rest === undefined) return null;
  const first = printLike(main, measured);
  const second = printLike(rest, { ...measured, value: spread, change: "either" });
  if (first === null || second === null) return null;
  const between = numeral.text.slice(main.end - numeral.start, rest.start - numeral.start);
  const before = numeral.text.slice(0, main.start - numeral.start);
  return before + first + between + second + numeral.text.slice(rest.end - numeral.start);
}
