import { showHidden } from "../markdown/escape.ts";
import type { Finding } from "../model/finding.ts";
import type { Report } from "./reporter.ts";
import { inRepository, SEVERITIES, worstFirst } from "./reporter.ts";

/**
 * GitHub shows 10 annotations of each kind for a step and 50 for a job, and drops the others without a word. Two steps of ours
 * stay within that.
 */
const SHOWN = { error: 10, warning: 10, note: 5 } as const;

/** Longer messages are cut. */
const LONGEST = 4000;

const COMMANDS = { error: "error", warning: "warning", note: "notice" } as const;

/** Workflow commands, which GitHub Actions shows beside the changed lines: the worst first; the last one says how many were left out. */
export function github(report: Report): string {
  const sorted = worstFirst(report.findings);
  const shown = SEVERITIES.flatMap((severity) =>
    sorted.filter((one) => one.severity === severity).slice(0, SHOWN[severity]),
  );
  const more = sorted.length - shown.length;
  const lines = shown.map((one, index) => commandOf(report, one, index === shown.length - 1 ? more : 0));
  return lines.map((line) => `${line}\n`).join("");
}

function commandOf(report: Report, finding: Finding, more: number): string {
  const { file, line, column, endColumn, code, message, notes, help } = finding;
  const properties = [
    ["file", inRepository(report, file)],
    ["line", line],
    ["col", line === null ? null : column],
    ["endColumn", line === null || column === null ? null : endColumn],
    ["title", code],
  ] as const;
  const stated = properties
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}=${property(String(value))}`);
  const said = [message, ...notes.map((note) => `note: ${note}`), `help: ${help}`].join("\n").slice(0, LONGEST);
  const rest =
    more === 0 ? "" : `\n+${more} more ${more === 1 ? "finding" : "findings"}, which GitHub does not show here`;
  return `::${COMMANDS[finding.severity]} ${stated.join(",")}::${data(said + rest)}`;
}

/** Nothing in a message ends it, and nothing in it reads in another order than it is written. */
function data(text: string): string {
  const lines = text.split(/\r\n|[\n\r]/).map(showHidden);
  return lines.join("\n").replaceAll("%", "%25").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
