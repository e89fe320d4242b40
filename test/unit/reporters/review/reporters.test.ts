import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UsageError } from "../../../../src/errors.ts";
import { finding } from "../../../../src/model/finding.ts";
import type { Alarm, Review } from "../../../../src/model/review.ts";
import { reporters, reviewReporterOf } from "../../../../src/reporters/index.ts";
import type { Thresholds } from "../../../../src/reporters/review/about.ts";
import { reviewFindings } from "../../../../src/reporters/review/alerts.ts";
import { reviewText } from "../../../../src/reporters/review/text.ts";
import { hostile } from "../../hostile-text.ts";
import {
  claim,
  claims,
  eventful,
  experimentChange,
  GITHUB,
  quantity,
  review,
  runChange,
  tampering,
} from "./review-builder.ts";

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

const CRITERION = {
  what: "success criterion",
  base: "auc of wide minus a >= 0.1",
  head: "auc of wide minus a >= 0",
  file: "e/JOURNAL.md",
  line: 7,
} as const;

const SAME = { base: "rejected", head: "rejected" };

describe("findings", () => {
  test("false claims are errors, the rest warnings; what is said twice is said once", () => {
    const twice = finding({ code: "claim/contradicted", file: "report.md", line: 12, column: 8, message: "again" });
    const other = finding({ code: "source/empty", file: "a.log", message: "empty" });
    const found = reviewFindings({ ...eventful(), findings: [twice, other] });
    expect(found.map(({ severity, code, file }) => `${severity} ${code} ${file}`)).toEqual([
      "error claim/contradicted report.md",
      "warning claim/stale e/runs/wide/eval.log",
      "warning claim/stale report.md",
      "warning review/ignored-winner e/IGNORED_RUNS.md",
      "warning review/other-winner e/IGNORED_RUNS.md",
      "warning review/other-answer e/IGNORED_RUNS.md",
      "warning region/out-of-date e/comparison.md",
      "note source/empty a.log",
    ]);
    expect(found[0]?.message).toBe("0.91 is false now, the log says 0.8612");
  });

  const codes = (made: Review, thresholds: Partial<Thresholds> = {}) =>
    reviewFindings(made, { fail: [], alert: [], rules: {}, ...thresholds }).map(
      ({ severity, code, file, line }) => `${severity} ${code} ${file}:${line}`,
    );

  test("what became of runs and comparisons is as bad as the configuration says", () => {
    const made = review({
      experiments: [
        experimentChange({
          kind: "changed",
          selected: { base: "a", head: "wide" },
          hypothesis: SAME,
          declared: [CRITERION],
        }),
      ],
    });
    const [winner, declared] = ["review/other-winner e/JOURNAL.md:7", "review/declared-otherwise e/JOURNAL.md:7"];
    expect(codes(made)).toEqual([`note ${winner}`, `note ${declared}`]);
    expect(codes(made, { alert: ["hypothesis"], fail: ["winner"] })).toEqual([
      `error ${winner}`,
      `warning ${declared}`,
    ]);
    const rules = { "review/other-winner": "off", "review/declared-otherwise": "warning" } as const;
    expect(codes(made, { rules })).toEqual([`warning ${declared}`]);
  });

  test("a rewritten log is told once: with what cites it, or by itself", () => {
    const file = "e/runs/wide/eval.log";
    const altered = { file, line: 3, before: "auc=0.9101", after: "auc=0.8612", lines: 1 };
    const runs = [runChange({ kind: "rewritten", files: [file], altered })];
    expect(codes(review({ runs }))).toEqual([`note review/rewritten-log ${file}:3`]);
    expect(codes(review({ runs, tampered: [tampering({ file })] }))).toEqual([`note claim/stale ${file}:3`]);
    const [found] = reviewFindings(review({ runs }));
    expect(found?.notes).toEqual(["line 3 said “auc=0.9101”, it says “auc=0.8612” now"]);
  });

  test("an escalation stands where this change brought it, or is a note of what it is about", () => {
    const places = ["old", "new"].map((name) => ({ file: `e/runs/${name}/metadata.yaml`, line: 4 }));
    const of = (kind: Alarm["kind"], declared: (typeof CRITERION)[]) =>
      review({
        runs: [runChange({ experiment: "e", files: ["e/runs/new/metadata.yaml"] })],
        experiments: [
          experimentChange({ id: "e", declared, escalations: [["Mind this."]], alarms: [{ kind, places }] }),
        ],
      });
    expect(codes(of("data-version", []))).toContain("note review/other-data e/runs/new/metadata.yaml:4");
    const [told] = reviewFindings(of("post-hoc-criterion", [CRITERION])).filter(({ notes }) => notes.length > 0);
    expect(told).toMatchObject({ code: "review/declared-otherwise", notes: ["Mind this"] });
  });

  test("runs that are gone are one finding for each experiment", () => {
    const runs = ["a", "b", "c", "d", "f"].map((name) =>
      runChange({ kind: "removed", name, files: [`e/${name}.log`] }),
    );
    const found = reviewFindings(review({ runs }));
    expect(found.map(({ message }) => message)).toEqual(["5 runs are gone: `a`, `b`, `c` and 2 more"]);
  });

  test("runs that are new, grown or renamed are nothing to point at", () => {
    const runs = (["added", "grown", "renamed"] as const).map((kind) => runChange({ kind, decided: true }));
    expect(reviewFindings(review({ runs }))).toEqual([]);
    const kinds = (["added", "removed"] as const).map((kind) =>
      experimentChange({ kind, selected: { base: null, head: "a" }, hypothesis: { base: null, head: "confirmed" } }),
    );
    expect(reviewFindings(review({ experiments: kinds }))).toEqual([]);
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
