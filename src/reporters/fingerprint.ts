import { hashText } from "../disk/hash.ts";
import type { Finding } from "../model/finding.ts";
import type { Report } from "./reporter.ts";
import { inRepository } from "./reporter.ts";

/**
 * The findings with a fingerprint each that stays the same when lines are added above: a hash of the rule, the file and the
 * text of the line, and for equal ones which of them it is.
 */
export function fingerprinted(report: Report): { finding: Finding; fingerprint: string }[] {
  const { findings, source } = report;
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const { code, file, line, message } = finding;
    const text = (line === null ? null : source(file, line)) ?? message;
    const key = `${code}\n${inRepository(report, file)}\n${text.trim().replace(/\s+/g, " ")}`;
    const ordinal = seen.get(key) ?? 0;
    seen.set(key, ordinal + 1);
    return { finding, fingerprint: hashText(`${key}\n${ordinal}`) };
  });
}
