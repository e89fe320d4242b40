import { describe, expect, test } from "vitest";
import { check, messages, report, supported } from "./report-fixture.ts";

const LOG = "runs/x/logs/train.log";
const verdicts =
  (verdict: "attested" | "supported" | "contradicted" | "unbound" | "source-missing") =>
  (document: Parameters<typeof supported>[0]) =>
    supported(document).map((one) => ({ ...one, verdict }));

/** What is said of two links that cannot be checked here. */
function said(a: string, b: string, verdict: Parameters<typeof verdicts>[0] = "attested"): string[] {
  return messages(report({ Results: `It is ${a}, and later\n${b}.` }), { verdicts: verdicts(verdict) });
}

describe("one quantity has one value", () => {
  test("two numbers that no value rounds to, and where the first stands", () => {
    const text = report({
      Results: `It is [0.87](${LOG} "auc@best").`,
      Discussion: `It was [0.91](${LOG} "auc@best").`,
    });
    const line = (word: string) => text.slice(0, text.indexOf(word)).split("\n").length;
    expect(check(text, { verdicts: verdicts("attested") })).toMatchObject([
      {
        code: "document/one-quantity-two-values",
        severity: "error",
        line: line("It was"),
        message: `auc@best is 0.91 here and 0.87 in line ${line("It is")}.`,
        related: [{ file: "exp/a/report.md", line: line("It is"), text: `It is [0.87](${LOG} "auc@best").` }],
      },
    ]);
  });

  test.each([
    ["[0.87](a.md 'mean(full/auc)')", "[0.91](b.md 'mean( full/auc )')"],
    ["[0.87](cite:full/auc)", "[0.8612](cite:full/auc)"],
    [`[0.87](${LOG}#L3 "auc")`, `[0.89](${LOG}#L3 "auc")`],
    ["[87 %](a.md 'mean(full/auc)')", "[0.91](a.md 'mean(full/auc)')"],
    ["[0.871 ± 0.004](a.md 'mean(full/auc)')", "[0.91](a.md 'mean(full/auc)')"],
  ])("%s and %s are two", (a, b) => {
    for (const verdict of ["attested", "source-missing", "unbound"] as const) {
      expect(said(a, b, verdict).filter((one) => one.startsWith("document/"))).toHaveLength(1);
    }
    for (const verdict of ["supported", "contradicted"] as const) expect(said(a, b, verdict)).toEqual([]);
  });

  test.each([
    ["[0.87](a.md 'mean(full/auc)')", "[0.8713](a.md 'mean(full/auc)')"],
    ["[87 %](a.md 'mean(full/auc)')", "[0.87](a.md 'mean(full/auc)')"],
    ["[2.0](a.md 'diff(a/auc, b/auc)')", "[−2](a.md 'diff(a/auc, b/auc)')"],
    ["[about 0.9](a.md 'mean(full/auc)')", "[0.87](a.md 'mean(full/auc)')"],
    ["[<0.9](a.md 'mean(full/auc)')", "[0.95](a.md 'mean(full/auc)')"],
    [`[0.87](${LOG}#L3 "auc")`, `[0.91](${LOG}#L4 "auc")`],
    [`[0.87](${LOG}#L3)`, `[0.91](${LOG}#L3)`],
    [`[0.87](${LOG} "auc")`, `[0.91](${LOG} "auc")`],
    [`[0.87](${LOG} "auc@best")`, `[0.91](${LOG} "auc@last")`],
    [`[0.87](${LOG} "auc@best")`, `[0.91](runs/y/logs/train.log "auc@best")`],
  ])("%s and %s are not", (a, b) => {
    expect(said(a, b)).toEqual([]);
  });
});
