import { hostedCell, hostedCode, hostedSentence, shortened, shortenedPath } from "../markdown/hosted-text.ts";
import type { Finding } from "../model/finding.ts";
import type { Report } from "./reporter.ts";
import { placeOf, sayCounts, worstFirst } from "./reporter.ts";

const SHOWN = 50;
const LONGEST = 300;
const LONGEST_PATH = 80;

/** A Markdown table for a job summary or a comment: the worst first, at most 50, and how many were left out. Rows are never cut. */
export function markdown(report: Report): string {
  const { findings } = report;
  const head = `**${sayCounts(findings)}**\n`;
  if (findings.length === 0) return head;
  const lines = [head, "| Severity | Where | What | Help |", "| :--- | :--- | :--- | :--- |"];
  let room = (report.budget ?? Number.POSITIVE_INFINITY) - Buffer.byteLength(lines.join("\n")) - 100;
  const rows = worstFirst(findings)
    .slice(0, SHOWN)
    .map((one) => rowOf(report, one))
    .filter((row) => {
      room -= Buffer.byteLength(row) + 1;
      return room >= 0;
    });
  const more = findings.length - rows.length;
  if (rows.length === 0) return `${head}\n+${more} more\n`;
  const tail = more > 0 ? [`\n+${more} more`] : [];
  return [...lines, ...rows, ...tail, ""].join("\n");
}

function rowOf(report: Report, finding: Finding): string {
  const { severity, code, message, notes, help } = finding;
  const place = placeOf({ ...finding, file: shortenedPath(finding.file, LONGEST_PATH), column: null });
  const address = report.link?.(finding) ?? null;
  const where = address === null ? hostedCode(place, "cell") : `[${hostedCell(place)}](${address})`;
  const what = `${hostedCode(code, "cell")} ${cell([message, ...notes].join("; "))}`;
  return `| ${severity} | ${where} | ${what} | ${cell(help)} |`;
}

/** Back-ticks in our own texts stay code. */
function cell(text: string): string {
  return hostedSentence(shortened(text, LONGEST), "cell");
}
