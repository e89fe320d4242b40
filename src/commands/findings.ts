import { readLines } from "../disk/region.ts";
import type { Finding } from "../model/finding.ts";
import { reporterOf } from "../reporters/index.ts";
import type { Invocation } from "./command.ts";

/** So many findings of one rule in one file are shown without `--verbose`; a README may hold hundreds of bare numbers. */
const MOST = 5;

/** The findings as the chosen reporter prints them; on GitHub Actions annotations are added to the pretty text. */
export function report(invocation: Invocation, root: string, findings: readonly Finding[]): string {
  const { reporter, verbose } = invocation.global;
  const input = { findings, source: sourceOf(root), color: invocation.host.terminal.color };
  const text = reporterOf(reporter ?? "pretty")(verbose ? input : { ...input, most: MOST });
  if (reporter !== null || !invocation.host.env.GITHUB_ACTIONS) return text;
  return `${text}${reporterOf("github")(input)}`;
}

/** Reads lines of project files, for reporters; null where there is none. */
export function sourceOf(root: string): (file: string, line: number) => string | null {
  return (file, line) => {
    try {
      return readLines(root, { file, line, endLine: line })[0] ?? null;
    } catch {
      return null;
    }
  };
}
