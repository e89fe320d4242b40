import { parseAddress } from "../claims/text/address.ts";
import type { Interval, Numeral } from "../claims/text/numeral.ts";
import { findNumerals, parseNumeral } from "../claims/text/numeral.ts";
import { formatExpression, parseExpression } from "../claims/value/selector.ts";
import type { Verdict, VerdictName } from "../model/claim.ts";
import type { Document } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Check, CheckInput } from "./check.ts";
import { placeOf } from "./check.ts";

/** A quantity that a document states twice has one value in it. */
export const oneQuantityOneValue: Check = { codes: ["document/one-quantity-two-values"], check };

/** Where evidence was found the verdict already says which of the two numbers is wrong. */
const UNDECIDED = new Set<VerdictName>([
  "attested",
  "source-missing",
  "unreadable",
  "unsupported-format",
  "ambiguous",
  "unbound",
]);

interface Stated {
  verdict: Verdict;
  numeral: Numeral;
}

function check({ document, verdicts }: CheckInput): Finding[] {
  const byQuantity = new Map<string, Stated[]>();
  for (const verdict of verdicts) {
    const key = UNDECIDED.has(verdict.verdict) ? quantityOf(verdict) : null;
    const numeral = key === null ? null : numeralOf(verdict.claim.text);
    if (key === null || numeral === null) continue;
    byQuantity.set(key, [...(byQuantity.get(key) ?? []), { verdict, numeral }]);
  }
  return [...byQuantity.values()].flatMap((stated) =>
    stated.slice(1).flatMap((one, index) => {
      const other = stated.slice(0, index + 1).find((before) => !mayBeOne(before.numeral, one.numeral));
      return other === undefined ? [] : [differing(document, other.verdict, one.verdict)];
    }),
  );
}

/**
 * What a claim's title names, so exactly that it can have one value only: an expression, a selector with a reduction or place, or
 * one on a line. Null for less.
 */
function quantityOf({ claim, evidence }: Verdict): string | null {
  const expression = claim.selector === null ? null : parseExpression(claim.selector);
  if (expression === null) return null;
  const text = formatExpression(expression);
  if (expression.kind === "call" || claim.kind === "cite") return JSON.stringify([text]);
  const address = parseAddress(claim.file, claim.target ?? "");
  const [own] = evidence;
  if (own !== undefined) return JSON.stringify([text, own.file, own.locator]);
  if (address === null) return null;
  const isExact = expression.reduction !== null || expression.place !== null;
  if (!isExact && address.line === null) return null;
  return JSON.stringify([text, address.file, ...(isExact ? [] : [address.line, address.endLine])]);
}

/** The one number of a text, unless it is a bound, a range or a rough one. */
function numeralOf(text: string): Numeral | null {
  const [only, ...others] = [parseNumeral(text) ?? findNumerals(text)].flat();
  if (only === undefined || others.length > 0 || only.approximate || Number.isNaN(only.value)) return null;
  if (only.kind === "spread") return only.parts[0] ?? null;
  return only.kind === "value" ? only : null;
}

/** Whether one value can round to both: with units or, where only one has a unit, without. A drop may have its sign or not. */
function mayBeOne(a: Numeral, b: Numeral): boolean {
  const isAlike = a.unit !== null && b.unit !== null;
  const readings: [Interval, Interval][] = [[a.interval, b.interval]];
  if (!isAlike) readings.push([a.printed, b.printed]);
  return readings.some(([one, other]) => overlap(one, other) || overlap(one, [-other[1], -other[0]]));
}

function overlap([low, high]: Interval, [from, to]: Interval): boolean {
  return low <= to && from <= high;
}

function differing(document: Document, first: Verdict, { claim }: Verdict): Finding {
  const { line, column } = first.claim.span;
  const message = `${claim.selector} is ${claim.text} here and ${first.claim.text} in line ${line}.`;
  const text = document.text.split(/\r?\n/)[line - 1]?.trim() ?? "";
  const related = [{ file: document.file, line, text, label: `${first.claim.text} in column ${column}` }];
  const code = "document/one-quantity-two-values";
  return finding({ code, ...placeOf(document, claim.span), message, found: claim.text, related });
}
