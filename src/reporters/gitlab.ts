import { fingerprinted } from "./fingerprint.ts";
import { inertJson } from "./log-line.ts";
import type { Report } from "./reporter.ts";
import { inRepository, sentencesOf } from "./reporter.ts";

const SEVERITY = { error: "major", warning: "minor", note: "info" } as const;

/** A GitLab Code Quality report, for `artifacts: reports: codequality`. */
export function gitlab(report: Report): string {
  const issues = fingerprinted(report).map(({ finding, fingerprint }) => ({
    description: sentencesOf(finding),
    check_name: finding.code,
    fingerprint,
    severity: SEVERITY[finding.severity],
    location: { path: inRepository(report, finding.file), lines: { begin: finding.line ?? 1 } },
  }));
  return inertJson(`${JSON.stringify(issues, null, 2)}\n`);
}
