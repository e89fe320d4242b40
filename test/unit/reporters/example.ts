import type { Finding } from "../../../src/model/finding.ts";
import { finding } from "../../../src/model/finding.ts";
import type { Report } from "../../../src/reporters/reporter.ts";

export const SENTENCE = 'AUC rose to [0.87](../runs/full/logs/eval.log#L42 "auc").';
export const LOG_LINE = "2025-02-02 15:04:11 | INFO | eval auc=0.8612 step=2000";

/** A number that the log contradicts. */
export function contradicted(more: Partial<Finding> = {}): Finding {
  return finding({
    code: "claim/contradicted",
    file: "reports/full.md",
    line: 42,
    column: 13,
    endColumn: 19,
    message: "full says 0.87, the log says 0.8612",
    expected: "0.86",
    found: "0.87",
    help: "run `docs cite --accept c7f3 --write` to change the text to 0.86",
    related: [{ file: "runs/full/logs/eval.log", line: 7, text: LOG_LINE, label: "0.8612" }],
    ...more,
  });
}

/** A report in which line 42 of every file is the sentence and line 7 the log line, unless other lines are given. */
export function reportOf(findings: readonly Finding[], lines: Record<string, string> = {}): Report {
  const known: Record<string, string> = { 42: SENTENCE, 7: LOG_LINE, ...lines };
  return { findings, source: (_file, line) => known[line] ?? null, color: false };
}
