import { createHash } from "node:crypto";
import { decodePercent } from "../../markdown/percent.ts";
import { sentenceAt } from "../../markdown/sentence.ts";
import type { Claim } from "../../model/claim.ts";
import type { Document, DocumentLink, Prose, Span } from "../../model/document.ts";
import { regionAt, sectionAt } from "../../model/document.ts";
import { parseExpression } from "../value/selector.ts";
import { citedBy, isFileAddress } from "./address.ts";
import type { DecimalMark } from "./digits.ts";
import { decimalMarkOf } from "./digits.ts";
import { exemptReason, findExempt } from "./exempt.ts";
import { withHeadUnit } from "./head-unit.ts";
import { isSoftware } from "./no-claim.ts";
import type { Numeral } from "./numeral.ts";
import { findNumerals, parseNumeral } from "./numeral.ts";

/** Where bare numbers are claims: everywhere, in the sections of a report that state results, or nowhere. */
export type BareSections = "all" | "report" | "none";

/**
 * A claim with what was seen when it was found.
 *
 * - `numerals`: of its text, without names and dates; offsets are relative to the claim's text.
 * - `prose`: what a bare number stands in. `exempt`: why a bare number is no claim.
 */
export interface FoundClaim {
  claim: Claim;
  numerals: Numeral[];
  prose: Prose | null;
  exempt: string | null;
}

const RESULT_SECTIONS = /^(?:\d+[.)]?\s*)?(?:abstract|summary|results?|findings|evaluation|conclusions?)\b/i;

/** Everything in a document that evidence can confirm, in the order of the text. Ids are stable within the project. */
export function findClaims(document: Document, bare: BareSections): FoundClaim[] {
  const linked = document.links.flatMap((link) => claimOfLink(document, link) ?? []);
  const prose = bare === "none" ? [] : document.prose.filter((one) => statesResults(document, one, bare));
  const mark = decimalMarkOf(document.text);
  const inCode = bare === "none" ? [] : proseInCode(document).filter((one) => statesResults(document, one, bare));
  const found = [
    ...linked,
    ...prose.flatMap((one) => claimsOfProse(document, one, mark)),
    ...inCode.flatMap((one) => claimOfCode(document, one)),
  ];
  found.sort((a, b) => a.claim.span.start - b.claim.span.start);
  giveIds(found);
  return found;
}

/** The numerals of a text that are not part of a name, a date or a version. */
export function statedNumerals(text: string): Numeral[] {
  const exempt = findExempt(text);
  return findNumerals(text).filter(
    (numeral) => !exempt.some((span) => numeral.start < span.end && span.start < numeral.end),
  );
}

function claimOfLink(document: Document, link: DocumentLink): FoundClaim | null {
  const stated = statedNumerals(link.text);
  const kind = kindOf(link, { isNumber: stated.length > 0, isOurs: regionAt(document, link.span.start) !== null });
  if (kind === null) return null;
  const cited = citedBy(link.url);
  const claim = claimAt(document, link.span, {
    kind,
    text: link.text,
    target: link.url,
    selector: cited ?? link.title,
  });
  const numerals = stated.map((numeral) => withHeadUnit(numeral, link));
  return { claim, numerals, prose: null, exempt: null };
}

/**
 * What kind of claim a link is; null for one that only points somewhere. In a region of ours every number cites its line or says by
 * its title how it was made: a link with neither is the name of what it leads to, whatever digits are in it.
 */
function kindOf(
  link: DocumentLink,
  { isNumber, isOurs }: { isNumber: boolean; isOurs: boolean },
): Claim["kind"] | null {
  if (citedBy(link.url) !== null) return "cite";
  if (!isFileAddress(link.url)) return null;
  const expression = link.title === null ? null : parseExpression(link.title);
  if (expression?.kind === "call") return "derived";
  const hasLine = /#L\d+/.test(link.url);
  if (!hasLine && link.title === null && isOurs) return null;
  const isPage = /\.(?:md|mdx|markdown|html?|py|ipynb|png|jpe?g|webp|svg|gif)(?:[?#]|$)/i.test(link.url);
  if (!hasLine && expression === null && namesItsTarget(link)) return null;
  if (isNumber) return hasLine || !isPage || expression !== null ? "evidence" : null;
  return hasLine ? "span" : null;
}

/** Whether a link says no more than where it leads: `[2024-10-13/main.log](records/2024-10-13/main.log)`. */
function namesItsTarget({ text, url }: DocumentLink): boolean {
  const plain = (path: string) => path.trim().replace(/^\.?\/|\/$/g, "");
  const [path = ""] = url.split(/[?#]/, 1);
  const target = plain(decodePercent(path));
  return plain(text) !== "" && (target === plain(text) || target.endsWith(`/${plain(text)}`));
}

/** Whether a piece of text is where numbers without a link, and words that compare, are claims. */
export function statesResults(document: Document, prose: Pick<Prose, "span" | "context">, bare: BareSections): boolean {
  if (regionAt(document, prose.span.start) !== null) return false;
  if (bare === "all") return true;
  if (prose.context === "heading") return false;
  const at = prose.span.start;
  return document.sections.some(({ start, end, title }) => start <= at && at < end && RESULT_SECTIONS.test(title));
}

/** Each numeral of a run of prose, and each name or date in it as one exempt claim. */
function claimsOfProse(document: Document, prose: Prose, mark: DecimalMark): FoundClaim[] {
  const text = document.text.slice(prose.span.start, prose.span.end);
  const exempt = findExempt(text);
  const isInside = (numeral: Numeral) => exempt.some((span) => numeral.start < span.end && span.start < numeral.end);
  const make = (start: number, end: number, rest: Pick<FoundClaim, "numerals" | "exempt">): FoundClaim => {
    const span = spanOf(text, prose.span, { start, end });
    const claim = claimAt(document, span, { kind: "bare", text: text.slice(start, end), target: null, selector: null });
    return { claim, prose, ...rest };
  };
  const names = exempt.map(({ start, end, reason }) => make(start, end, { numerals: [], exempt: reason }));
  const numerals = findNumerals(text, mark).filter((numeral) => !isInside(numeral));
  return names.concat(
    numerals.map((numeral) => {
      const own = withHeadUnit(movedBy(numeral, -numeral.start), prose);
      return make(numeral.start, numeral.end, {
        numerals: [own],
        exempt: rowName(prose, numeral.start) ?? exemptReason(text, numeral),
      });
    }),
  );
}

function movedBy(numeral: Numeral, by: number): Numeral {
  const parts = numeral.parts.map((part) => movedBy(part, by));
  return { ...numeral, start: numeral.start + by, end: numeral.end + by, parts };
}

/** Code that may be a number: in a cell any, in a sentence one with decimals or a unit. Links hold their own. */
function proseInCode(document: Document): Prose[] {
  const { codeSpans = [], links } = document;
  let next = 0;
  return codeSpans.flatMap(({ span, text }) => {
    while ((links[next]?.span.end ?? Infinity) <= span.start) next += 1;
    if ((links[next]?.span.start ?? Infinity) < span.end || !/^\s*[^\p{L}\s]?\s*[\d.]/u.test(text)) return [];
    const { context, columnHead, rowHead } = sentenceAt(document, span.start);
    return [{ span, text: document.text.slice(span.start, span.end), context, columnHead, rowHead }];
  });
}

/** The claim is the code with its back-ticks, since a link can stand around them alone. */
function claimOfCode(document: Document, prose: Prose): FoundClaim[] {
  const numeral = parseNumeral(prose.text);
  if (numeral === null || findExempt(prose.text).length > 0) return [];
  const isResult = prose.context === "cell" || numeral.decimals > 0 || numeral.unit !== null;
  if (!isResult || !Number.isFinite(numeral.value)) return [];
  const claim = claimAt(document, prose.span, { kind: "bare", text: prose.text, target: null, selector: null });
  const at = prose.text.indexOf(numeral.text);
  const exempt = rowName(prose) ?? exemptReason(document.text, { ...numeral, ...prose.span });
  return [{ claim, numerals: [withHeadUnit(movedBy(numeral, at), prose)], prose, exempt }];
}

/**
 * A whole number alone in a table's first column numbers its row, or is the setting that the row is about; beside the name of
 * software it is a version; the one that opens a heading is the section's.
 */
function rowName({ context, columnHead, rowHead, text }: Prose, start = 0): string | null {
  if (context === "heading") {
    return start <= text.search(/\S/) && /^\s*[1-9]\d?(?:\.\d{1,2})*[.):]?\s+\p{L}/u.test(text)
      ? "numbered part"
      : null;
  }
  if (context !== "cell" || columnHead === null) return null;
  if (rowHead !== null) return isSoftware(rowHead) ? "version" : null;
  return /^\s*#?\d+\s*$/.test(text.replaceAll("`", "")) ? "names its row" : null;
}

function claimAt(document: Document, span: Span, rest: Pick<Claim, "kind" | "text" | "target" | "selector">): Claim {
  const section = sectionAt(document, span.start)?.title ?? null;
  const region = regionAt(document, span.start)?.name ?? null;
  return { id: "", file: document.file, span, section, region, ...rest };
}

function spanOf(text: string, base: Span, { start, end }: { start: number; end: number }): Span {
  const before = text.slice(0, start);
  const newline = before.lastIndexOf("\n");
  const line = base.line + (newline < 0 ? 0 : before.split("\n").length - 1);
  const column = newline < 0 ? base.column + start : start - newline;
  return { start: base.start + start, end: base.start + end, line, column };
}

/**
 * An id is a hash of what a claim is about, without the line it cites and without the number that a link states: such a
 * claim keeps it when the log grows and when its number is corrected. Equal ones are numbered in the order of the
 * text, those in regions of ours apart: what sync generates never renames a claim that a person wrote.
 */
function giveIds(found: readonly FoundClaim[]): void {
  const seen = new Map<string, number>();
  for (const { claim } of found) {
    const about =
      claim.kind === "bare" ? [claim.section ?? "", claim.text] : [claim.target?.replace(/#L[\dCL-]+$/, "") ?? ""];
    const key = JSON.stringify([claim.file, claim.region, claim.kind, ...about, claim.selector ?? ""]);
    const ordinal = (seen.get(key) ?? 0) + 1;
    seen.set(key, ordinal);
    claim.id = createHash("sha256").update(`${key}${ordinal}`).digest("hex").slice(0, 8);
  }
}
