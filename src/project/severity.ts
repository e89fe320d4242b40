import type { Finding } from "../model/finding.ts";

/** Applies the severities of the configuration; a rule that is `off` drops its findings. */
export function applyRules(
  findings: readonly Finding[],
  rules: Readonly<Record<string, "error" | "warning" | "note" | "off">>,
): Finding[] {
  return findings.flatMap((finding) => {
    const severity = rules[finding.code] ?? finding.severity;
    return severity === "off" ? [] : [{ ...finding, severity }];
  });
}

/** The exit code of findings: 1 for errors, 3 when the only errors are inputs that could not be read, else 0. */
export function exitCodeOf(findings: readonly Finding[], strict: boolean): 0 | 1 | 3 {
  const failing = findings.filter((one) => one.severity === "error" || (strict && one.severity === "warning"));
  if (failing.length === 0) return 0;
  return failing.every((one) => isUnread(one)) ? 3 : 1;
}

/** Whether there are more warnings than are allowed; null allows any number. */
export function hasTooManyWarnings(findings: readonly Finding[], most: number | null): boolean {
  return most !== null && findings.filter((one) => one.severity === "warning").length > most;
}

function isUnread(finding: Finding): boolean {
  return (
    finding.code.startsWith("source/") ||
    finding.code === "claim/unreadable" ||
    finding.code === "claim/unsupported-format"
  );
}
