import type { Finding } from "../model/finding.ts";
import type { Report } from "./reporter.ts";
import { SEVERITIES, worstFirst } from "./reporter.ts";

/** GitHub shows this many annotations of each kind for a step and drops the others without a word. */
const SHOWN = 10;

const COMMANDS = { error: "error", warning: "warning", note: "notice" } as const;

/** Workflow commands, which GitHub Actions shows beside the changed lines: the worst first, and how many were left out. */
export function github({ findings }: Report): string {
  const sorted = worstFirst(findings);
  const shown = SEVERITIES.flatMap((severity) => sorted.filter((one) => one.severity === severity).slice(0, SHOWN));
  const more = findings.length - shown.length;
  const lines = shown.map(commandOf);
  if (more > 0) lines.push(`+${more} more (GitHub shows ${SHOWN} of each kind)`);
  return lines.map((line) => `${line}\n`).join("");
}

function commandOf(finding: Finding): string {
  const { file, line, column, endColumn, code, message, notes, help } = finding;
  const properties = [
    ["file", file],
    ["line", line],
    ["col", line === null ? null : column],
    ["endColumn", line === null || column === null ? null : endColumn],
    ["title", code],
  ] as const;
  const stated = properties
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${COMMANDS[finding.severity]} ${stated.join(",")}::${data([message, ...notes.map((note) => `note: ${note}`), `help: ${help}`].join("\n"))}`;
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
