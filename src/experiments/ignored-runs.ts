import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Line } from "./line.ts";
import { headingOf, itemOf, scanLines } from "./line.ts";

/** One line that says a run does not count. `target` is a path or name as written; `column` its 1-based place. */
export interface IgnoreEntry {
  target: string;
  reason: string;
  file: string;
  line: number;
  column: number;
}

/** What an IGNORED_RUNS.md or a section of a journal lists. */
export interface IgnoreList {
  entries: IgnoreEntry[];
  findings: Finding[];
}

/**
 * Parses an IGNORED_RUNS.md: one run path or name a line, with an optional bullet and back-ticks, and the reason after
 * ` # `, ` — ` or `: `. A `#` at the start of a line is a heading.
 */
export function parseIgnoredRuns(text: string, file: string): IgnoreList {
  return readIgnoreLines(scanLines(text), file);
}

/** The same for lines that were scanned already. */
export function readIgnoreLines(lines: readonly Line[], file: string): IgnoreList {
  const entries: IgnoreEntry[] = [];
  const findings: Finding[] = [];
  for (const line of lines) {
    const entry = entryOf(line, file);
    if (entry === null) continue;
    entries.push(entry);
    if (entry.reason !== "") continue;
    const message = `\`${entry.target}\` is ignored without a reason`;
    const place = { file, line: entry.line, column: entry.column, endColumn: entry.column + entry.target.length };
    findings.push(finding({ code: "ignore/no-reason", ...place, message }));
  }
  return { entries, findings };
}

function entryOf(line: Line, file: string): IgnoreEntry | null {
  // A heading may lack its blank here: `#runs/x` is a line that someone commented out.
  if (line.hidden || headingOf(line) !== null || /^\s*(#|$|\||<!--|---)/.test(line.text)) return null;
  const item = itemOf(line);
  const text = (item?.text ?? line.text).trim();
  const { target, reason } = splitReason(text.replaceAll("**", ""));
  if (target === "" || (item === null && isProse(text, target))) return null;
  const column = Math.max(1, line.text.indexOf(target) + 1);
  return { target, reason, file, line: line.number, column };
}

function splitReason(text: string): { target: string; reason: string } {
  const quoted = /^`([^`]+)`(.*)$/.exec(text) ?? /^\[[^\]]*\]\(<?([^)>\s]+)>?\)(.*)$/.exec(text);
  if (quoted !== null) return { target: (quoted[1] ?? "").trim(), reason: trimReason(quoted[2] ?? "") };
  const at = text.search(/\s#|\s[—–]\s|\s--?\s|:(\s|$)|\s\(/);
  if (at < 0) return { target: text, reason: "" };
  return { target: text.slice(0, at).trim(), reason: trimReason(text.slice(at)) };
}

function trimReason(text: string): string {
  const reason = text.replace(/^[\s#—–:-]+/, "").trim();
  return /^\(.*\)$/.test(reason) ? reason.slice(1, -1).trim() : reason;
}

/** Several words without a path or a reason's mark: a sentence about the list, not an entry of it. */
function isProse(text: string, target: string): boolean {
  return !/\s#/.test(text) && !text.startsWith("`") && target.split(/\s+/).length > 2 && !/^\S*\//.test(target);
}
