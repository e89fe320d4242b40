import { codeSpan, escapeCell } from "../markdown/escape.ts";
import type { Finding } from "../model/finding.ts";
import type { Report } from "./reporter.ts";
import { placeOf, sayCounts, worstFirst } from "./reporter.ts";

const SHOWN = 50;

/** A Markdown table for a job summary or a comment: the worst first, at most 50, and how many were left out. */
export function markdown({ findings }: Report): string {
  const head = `**${sayCounts(findings)}**\n`;
  if (findings.length === 0) return head;
  const rows = worstFirst(findings).slice(0, SHOWN).map(rowOf);
  const more = findings.length - rows.length;
  const tail = more > 0 ? [`\n+${more} more`] : [];
  return [head, "| Severity | Where | What | Help |", "| :--- | :--- | :--- | :--- |", ...rows, ...tail, ""].join("\n");
}

function rowOf(finding: Finding): string {
  const where = codeSpan(placeOf({ ...finding, column: null }), "cell");
  const what = `${codeSpan(finding.code, "cell")} ${withCode([finding.message, ...finding.notes].join("; "))}`;
  return `| ${finding.severity} | ${where} | ${what} | ${withCode(finding.help)} |`;
}

/** Back-ticks in our own texts stay code. */
function withCode(text: string): string {
  const parts = text.split("`");
  if (parts.length % 2 === 0) return escapeCell(text);
  return parts.map((part, index) => (index % 2 === 1 ? codeSpan(part, "cell") : keepEnds(part))).join("");
}

function keepEnds(text: string): string {
  const [, before = "", inner = "", after = ""] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  return before + escapeCell(inner) + after;
}
