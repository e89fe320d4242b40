import type { ExemptSpan } from "../text/exempt.ts";
import { findExempt } from "../text/exempt.ts";
import { readUnit, unitOfName } from "../text/unit.ts";
import type { Measured } from "./interval.ts";

/** A number on a line of a log, as it is written there. `label`: the name before it (`auc=`, `"auc":`), or null. */
export interface LineValue {
  label: string | null;
  literal: string;
  offset: number;
  measured: Measured;
}

const NUMBER =
  /[+-]?(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?|(?<![\p{L}\p{N}_])[+-]?(?:NaN|inf(?:inity)?|∞)(?![\p{L}\p{N}_])/giu;
const LABEL = /["']?([\p{L}_][\p{L}\p{N}_./@%() -]*?)["']?\s*(?:=|:|\bis\b)?\s*$/u;
const TIGHT_LABEL = /["']?([\p{L}_][\p{L}\p{N}_./@%()-]*)["']?\s*[=:]\s*["']?$/u;

/** Every number of some log text that is no date, time or version, with its label. Offsets are into the text. */
export function valuesOnLine(text: string): LineValue[] {
  const skipped = findExempt(text).filter((span) => isNoValue(text, span));
  const found: LineValue[] = [];
  for (const match of text.matchAll(NUMBER)) {
    const [literal] = match;
    const start = match.index;
    const end = start + literal.length;
    if (skipped.some((span) => start < span.end && span.start < end)) continue;
    if (/[\p{L}\p{N}_]$/u.test(text.slice(0, start))) continue;
    const value = numberOf(literal);
    const label = labelBefore(text.slice(Math.max(0, start - 80), start));
    const unit = readUnit(text, end)?.unit ?? (label === null ? null : unitOfName(label));
    found.push({ label, literal, offset: start, measured: { value, unit, change: "either", computed: false } });
  }
  return found;
}

/** Dates, times and versions; `kernel=5` is a version in prose alone. */
function isNoValue(text: string, { start, reason }: ExemptSpan): boolean {
  return (
    reason === "date" || reason === "time" || (reason === "version" && /^v?\d/i.test(text.slice(start, start + 2)))
  );
}

/** The values whose label is a metric's name or its last part: `auc` for `test/auc`. */
export function labelled(values: readonly LineValue[], metric: string): LineValue[] {
  const tail = metric.slice(metric.lastIndexOf("/") + 1).toLowerCase();
  const whole = values.filter(({ label }) => label?.toLowerCase() === metric.toLowerCase());
  return whole.length > 0 ? whole : values.filter(({ label }) => lastPart(label) === tail);
}

function lastPart(label: string | null): string | null {
  return label === null ? null : label.slice(label.lastIndexOf("/") + 1).toLowerCase();
}

function labelBefore(before: string): string | null {
  return TIGHT_LABEL.exec(before)?.[1] ?? lastWords(LABEL.exec(before)?.[1] ?? null);
}

/** Of `INFO | eval auc ` only the last word is the label. */
function lastWords(label: string | null): string | null {
  return label === null ? null : (label.trim().split(/\s+/).at(-1) ?? null);
}

function numberOf(literal: string): number {
  if (/nan/i.test(literal)) return Number.NaN;
  if (/inf|∞/i.test(literal)) return literal.startsWith("-") ? -Infinity : Infinity;
  return Number(literal.replaceAll("_", ""));
}
