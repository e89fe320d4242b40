import type { Finding, Severity } from "../model/finding.ts";

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
    if (!SEVERITIES.includes(finding.severity) || finding.related.length > 0 || finding.expected !== null) return true;
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

const SEVERITIES: readonly Severity[] = ["warning", "note"];
