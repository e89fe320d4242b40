import type { RuleId } from "./rule.ts";
import { RULES } from "./rule.ts";

/** `error` fails a check, `warning` is shown, `note` is context. */
export type Severity = "error" | "warning" | "note";

/** A second place that explains a finding: the log line beside the sentence. */
export interface Related {
  file: string;
  line: number | null;
  text: string;
  label: string;
}

/**
 * One message to the user. `line` and `column` are 1-based; null where a file as a whole is meant.
 *
 * - `code`: a stable rule id, listed in rule.ts.
 * - `endColumn`: exclusive end of the marked span on the same line.
 * - `expected`, `found`: the two sides, where there are two.
 * - `notes`: why, and what else is known, each on a line of its own.
 * - `help`: what to do, as a sentence or a command.
 * - `score`: how sure it is, between 0 and 1; null where nothing had to be guessed.
 */
export interface Finding {
  code: RuleId;
  severity: Severity;
  file: string;
  line: number | null;
  column: number | null;
  endColumn: number | null;
  message: string;
  expected: string | null;
  found: string | null;
  notes: string[];
  help: string;
  related: Related[];
  score: number | null;
}

/** What a caller must say of a finding; the rest has defaults from the rule. */
export type FindingInput = Pick<Finding, "code" | "file" | "message"> & Partial<Finding>;

/** Makes a finding: severity and help come from the rule unless given. */
export function finding(input: FindingInput): Finding {
  const rule = RULES[input.code];
  const nowhere = { line: null, column: null, endColumn: null };
  const defaults = { ...nowhere, expected: null, found: null, notes: [], related: [], score: null };
  return { ...defaults, severity: rule.severity, help: rule.help, ...input };
}

/**
 * Findings in the order they are printed: by file, line, column, then code. What is found several times, such as an error in a
 * template of many documents, is said once. The input is not changed.
 */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort(compareFindings);
  return sorted.filter((one, index) => index === 0 || compareFindings(one, sorted[index - 1] as Finding) !== 0);
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.file, b.file) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    compareText(a.code, b.code) ||
    compareText(a.message, b.message)
  );
}

/** Compares two texts by code units: the same order on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
