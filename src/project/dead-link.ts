import type { Finding } from "../model/finding.ts";
import type { OutOfDate } from "../model/review.ts";

/** Links that people wrote to evidence that lies elsewhere now, with the command that mends them: sync does not change people's text. */
export function deadLinks(findings: readonly Finding[]): OutOfDate[] {
  return findings.flatMap(({ code, severity, file, line, message }) => {
    if (code !== "claim/moved" || severity === "note") return [];
    return [{ file, line, region: null, why: message, command: `docs cite ${argument(file)} --write` }];
  });
}

/** A word as a shell takes it. */
export function argument(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
