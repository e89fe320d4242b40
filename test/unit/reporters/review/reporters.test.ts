import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UsageError } from "../../../../src/errors.ts";
import { finding } from "../../../../src/model/finding.ts";
import { reporters, reviewReporterOf } from "../../../../src/reporters/index.ts";
import { reviewFindings } from "../../../../src/reporters/review/alerts.ts";
import { reviewText } from "../../../../src/reporters/review/text.ts";
import { hostile } from "../../hostile-text.ts";
import { claim, claims, eventful, GITHUB, quantity, review, runChange } from "./review-builder.ts";

test("pretty: the verdict first, then what is false", () => {
  const text = reviewText(eventful(), GITHUB);
  expect(text.split("\n").slice(0, 6)).toEqual([
    "❌ One claim is false now: 0.91 is logged as 0.8612.",
    "",
    "False now: 1 claim",
    "  report.md:12: 0.91, the log says 0.8612: the run `wide` was trained again",
    "    e/runs/wide/eval.log:3",
    "    | eval auc=0.8612 step=2000",
  ]);
  expect(text).toContain("better → within noise");
  expect(reviewText(review(), GITHUB)).toBe("✅ Nothing material changed.\n");
});

test("pretty: nothing in it steers the terminal, and lines fit", () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const one = claim({ file: name, text: name, why: name, sentence: name, before: name, logged: name });
      const made = review({
        mood: "false",
        verdict: [name, quantity(name)],
        claims: claims({ broken: [one], moved: [one], added: [one] }),
        runs: [runChange({ name, reason: name, metric: name })],
        notes: [name],
      });
      const text = reviewText(made, GITHUB);
      expect(text).not.toMatch(/[^\P{Cc}\n]|[\u202A-\u202E]/u);
    }),
    { numRuns: 50 },
  );
});

describe("findings", () => {
  test("false claims are errors, the rest warnings; what is said twice is said once", () => {
    const twice = finding({ code: "claim/contradicted", file: "report.md", line: 12, column: 8, message: "again" });
    const other = finding({ code: "source/empty", file: "a.log", message: "empty" });
    const found = reviewFindings({ ...eventful(), findings: [twice, other] });
    expect(found.map(({ severity, code, file }) => `${severity} ${code} ${file}`)).toEqual([
      "error claim/contradicted report.md",
      "warning claim/stale e/runs/wide/eval.log",
      "warning claim/stale report.md",
      "warning region/out-of-date e/comparison.md",
      "note source/empty a.log",
    ]);
    expect(found[0]?.message).toBe("0.91 is false now, the log says 0.8612");
  });

  test.each(Object.keys(reporters))("%s prints a review", async (name) => {
    const text = (await reviewReporterOf(name))(eventful(), { ...GITHUB, folder: "papers" });
    expect(text).toContain("0.8612");
    if (["github", "gitlab", "sarif", "junit"].includes(name)) expect(text).toContain("papers/report.md");
    if (name === "json") expect(JSON.parse(text)).toEqual(eventful());
  });

  test("an unknown reporter is a mistake of the caller", async () => {
    await expect(reviewReporterOf("constructor")).rejects.toThrow(UsageError);
  });
});

test("json: what JSON cannot say are words", async () => {
  const made = review({ verdict: [quantity("NaN", { value: Number.NaN })] });
  const text = (await reviewReporterOf("json"))(made, GITHUB);
  expect(JSON.parse(text).verdict[0].value).toBe("NaN");
});
