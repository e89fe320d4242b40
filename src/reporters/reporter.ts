import type { Finding, Severity } from "../model/finding.ts";

/**
 * What a reporter prints.
 *
 * - `source`: the text of a line of a project file (1-based), or null when it cannot be read.
 * - `color`: whether the text goes to a terminal that wants colours.
 * - `version`: of this package, for formats that name the tool.
 * - `most`: of many alike findings in one file, how many a person is shown; all when left out.
 * - `folder`: the project's folder below the root of its repository, for hosts that know only that root; none for the root itself.
 * - `documents`: every document that was judged, for formats that also say what is right.
 * - `link`: the address of a place on the web, or null. `budget`: so many bytes a text may take, where its reader has a limit.
 */
export interface Report {
  findings: readonly Finding[];
  source(file: string, line: number): string | null;
  color: boolean;
  version?: string;
  most?: number;
  folder?: string;
  documents?: readonly string[];
  link?: (place: { file: string; line: number | null }) => string | null;
  budget?: number;
}

/** Findings in, text out, ending in a line break. Nothing is printed. */
export type Reporter = (report: Report) => string;

/** From worst to least. */
export const SEVERITIES: readonly Severity[] = ["error", "warning", "note"];

/** `2 errors, 1 warning`; what did not occur is left out, and `no findings` when nothing did. */
export function sayCounts(findings: readonly Finding[]): string {
  const parts = SEVERITIES.map((severity) => ({
    severity,
    n: findings.filter((one) => one.severity === severity).length,
  }))
    .filter(({ n }) => n > 0)
    .map(({ severity, n }) => `${n} ${severity}${n === 1 ? "" : "s"}`);
  return parts.length === 0 ? "no findings" : parts.join(", ");
}

/** The findings from worst to least; equally bad ones stay in order. */
export function worstFirst(findings: readonly Finding[]): Finding[] {
  return SEVERITIES.flatMap((severity) => findings.filter((one) => one.severity === severity));
}

/** `report.md:42:15`, as far as the place is known. */
export function placeOf(finding: Pick<Finding, "file" | "line" | "column">): string {
  if (finding.line === null) return finding.file;
  return finding.column === null
    ? `${finding.file}:${finding.line}`
    : `${finding.file}:${finding.line}:${finding.column}`;
}

/** A project's path as a path from the root of its repository, which is all that hosts know. */
export function inRepository({ folder }: Pick<Report, "folder">, file: string): string {
  return folder === undefined || folder === "" ? file : `${folder}/${file}`;
}

/** What is wrong, why and what to do, as sentences. */
export function sentencesOf({ message, notes, help }: Pick<Finding, "message" | "notes" | "help">): string {
  return `${[message, ...notes].join("; ").replace(/[.\s]+$/, "")}. ${help}`.trim();
}

/** Findings of which only the number is told. */
export interface Folded {
  n: number;
  code: string;
  file: string;
}

/**
 * The findings to show, in order, and how many more there are. An error is always shown, and so is a finding that has
 * something of its own to say (a log line, an expected value); of the others the first `most` of each rule and file.
 */
export function foldAlike(findings: readonly Finding[], most: number): { shown: Finding[]; folded: Folded[] } {
  const groups = new Map<string, Folded>();
  const shown = findings.filter((finding) => {
    if (finding.severity === "error" || finding.related.length > 0 || finding.expected !== null) return true;
    const { code, file, severity } = finding;
    const key = JSON.stringify([severity, code, file]);
    const group = groups.get(key) ?? { n: 0, code, file };
    groups.set(key, group);
    group.n += 1;
    return group.n <= most;
  });
  const folded = [...groups.values()].flatMap((group) => (group.n > most ? [{ ...group, n: group.n - most }] : []));
  return { shown, folded };
}
