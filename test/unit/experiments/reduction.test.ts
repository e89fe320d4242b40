import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseConfig } from "../../../src/config.ts";
import { parseJournal } from "../../../src/experiments/journal.ts";
import { parseReduction, unloggedReductions } from "../../../src/experiments/reduction.ts";
import type { Reduction } from "../../../src/model/reduction.ts";
import { reductionWord, sayReduction } from "../../../src/model/reduction.ts";
import { makeRun } from "../run-factory.ts";

const FORMS: [string, Reduction | null][] = [
  ["last", "last"],
  ["final value", "last"],
  ["best", "best"],
  ["area", "area"],
  ["area under the curve", "area"],
  ["at 1000", { at: 1000 }],
  ["at step 1_000", { at: 1000 }],
  ["@1000", { at: 1000 }],
  ["epoch 12", { at: 12 }],
  ["step=1e3", { at: 1000 }],
  ["{at: 1000}", { at: 1000 }],
  ["mean of last 5", { meanOfLast: 5 }],
  ["mean of the last 5 points", { meanOfLast: 5 }],
  ["meanOfLast: 5", { meanOfLast: 5 }],
  ["mean5", { meanOfLast: 5 }],
  ["steps to 0.9", { stepsTo: 0.9 }],
  ["steps to -0.5", { stepsTo: -0.5 }],
  ["steps-to-0.9", { stepsTo: 0.9 }],
  ["stepsTo: 0.9", { stepsTo: 0.9 }],
  ["time to 0.9.", { timeTo: 0.9 }],
  ["seconds to .9", { timeTo: 0.9 }],
  ["at best of val/accuracy", { atBestOf: "val/accuracy" }],
  ["at best val/accuracy", { atBestOf: "val/accuracy" }],
  ["{atBestOf: val/accuracy}", { atBestOf: "val/accuracy" }],
  ["at-best-of: val/accuracy", { atBestOf: "val/accuracy" }],
  ["best(val/accuracy)", { atBestOf: "val/accuracy" }],
  ["mean of last 2.5", null],
  ["mean of last 0", null],
  ["1000", null],
  ["the middle", null],
  ["", null],
];

test.each(FORMS)("“%s” is read", (text, expected) => {
  expect(parseReduction(text)).toEqual(expected);
});

test("what heads and selectors write is read again", () => {
  const number = fc.double({ min: -1e9, max: 1e9, noNaN: true }).filter((one) => !Object.is(one, -0));
  const reduction: fc.Arbitrary<Reduction> = fc.oneof(
    fc.constantFrom<Reduction>("last", "best", "area"),
    number.map((at) => ({ at })),
    fc.integer({ min: 1, max: 1000 }).map((meanOfLast) => ({ meanOfLast })),
    number.map((stepsTo) => ({ stepsTo })),
    number.map((timeTo) => ({ timeTo })),
  );
  fc.assert(
    fc.property(reduction, (one) => {
      expect(parseReduction(sayReduction(one).replace("−", "-"))).toEqual(one);
      expect(parseReduction(reductionWord(one))).toEqual(one);
    }),
  );
});

test("any text is read without a throw", () => {
  fc.assert(fc.property(fc.string(), (text) => void parseReduction(text)));
});

describe("reductions in a journal", () => {
  const declared = (lines: string[]) => {
    const parsed = parseJournal(lines.join("\n"), "e/JOURNAL.md");
    return { reductions: parsed.journal.reductions ?? [], findings: parsed.findings, journal: parsed.journal };
  };

  test("as keys of the front matter, whatever metric they name", () => {
    const { reductions, findings, journal } = declared([
      "---",
      "metric: test/accuracy",
      "reductions:",
      "  test/accuracy: {atBestOf: val/accuracy}",
      "  val/loss:",
      "    meanOfLast: 5",
      "  baseline: area",
      "baseline: plain",
      "---",
      "",
      "Hypothesis: it helps.",
    ]);
    expect(findings).toEqual([]);
    expect(reductions).toEqual([
      { metric: "test/accuracy", reduction: { atBestOf: "val/accuracy" }, line: 4 },
      { metric: "val/loss", reduction: { meanOfLast: 5 }, line: 5 },
      { metric: "baseline", reduction: "area", line: 7 },
    ]);
    expect(journal.hypothesis).toMatchObject({ primaryMetric: "test/accuracy", baseline: "plain" });
  });

  test("on one line, of the primary metric without a name", () => {
    expect(declared(["---", "metric: test/acc", "reduction: best", "---"]).reductions).toEqual([
      { metric: null, reduction: "best", line: 3 },
    ]);
    expect(declared(["---", "reductions: {test/acc: best, val/loss: {at: 1000}}", "---"]).reductions).toEqual([
      { metric: "test/acc", reduction: "best", line: 2 },
      { metric: "val/loss", reduction: { at: 1000 }, line: 2 },
    ]);
  });

  test("in the section of the hypothesis", () => {
    const { reductions } = declared([
      "# Log",
      "",
      "## Hypothesis",
      "",
      "More data helps.",
      "",
      "- Metric: test/acc (higher is better)",
      "- Reductions: test/acc at best of val/acc; `val/loss`: mean of last 5",
    ]);
    expect(reductions).toEqual([
      { metric: "test/acc", reduction: { atBestOf: "val/acc" }, line: 8 },
      { metric: "val/loss", reduction: { meanOfLast: 5 }, line: 8 },
    ]);
  });

  test("a text that is none is a finding at its line, as is a metric that no run logged", () => {
    const { reductions, findings, journal } = declared([
      "---",
      "reductions:",
      "  test/acc: the middle",
      "  acc: best",
      "---",
    ]);
    expect(reductions).toHaveLength(1);
    expect(findings).toMatchObject([{ code: "journal/bad-reduction", line: 3 }]);
    expect(unloggedReductions(journal, [makeRun("a", { metrics: { "test/acc": 1 } })])).toEqual([]);
    expect(unloggedReductions(journal, [makeRun("a", { metrics: { "test/macc": 1 } })])).toMatchObject([{ line: 4 }]);
    expect(unloggedReductions(journal, [makeRun("a")])).toEqual([]);
  });
});

describe("reductions in the configuration", () => {
  const of = (reduction: unknown) => parseConfig({ metrics: { m: { reduction } } });

  test.each([
    "last",
    "best",
    "area",
    { at: 1000 },
    { meanOfLast: 5 },
    { stepsTo: 0.9 },
    { timeTo: 0.9 },
    { atBestOf: "v" },
  ])("%j", (reduction) => {
    expect(of(reduction).config?.metrics.m?.reduction).toEqual(reduction);
  });

  test.each(["middle", { meanOfLast: 0 }, { meanOfLast: 1.5 }, { at: "x" }, { at: 1, stepsTo: 2 }, { atBestOf: "" }])(
    "%j is refused",
    (reduction) => {
      expect(of(reduction).config).toBeNull();
    },
  );
});
