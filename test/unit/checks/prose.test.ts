import { describe, expect, test } from "vitest";
import { wrapRegion } from "../../../src/markdown/region.ts";
import { check, messages, report, run, supported } from "./report-fixture.ts";

describe("results do not judge", () => {
  test("a word that judges is shown with its place", () => {
    const text = report({ Results: "The loss is\n*Surprisingly* low." });
    expect(check(text)).toMatchObject([
      {
        code: "prose/editorialising",
        line: text.slice(0, text.indexOf("Surprisingly")).split("\n").length,
        column: 2,
        endColumn: 14,
        message: "“Surprisingly” in Results judges instead of reporting.",
      },
    ]);
  });

  test.each([
    "a promising result",
    "state-of-the-art accuracy",
    "state of the art",
    "clearly better",
    "an Impressive gain",
    "of course",
    "it drops dramatically",
    "> remarkably",
    "| notably |\n|---|\n| 1 |",
    "- excellent",
  ])("%j judges", (text) => {
    for (const section of ["Abstract", "Results", "Conclusion"])
      expect(check(report({ [section]: text }))).toHaveLength(1);
    for (const section of ["Introduction", "Methods", "Discussion"])
      expect(check(report({ [section]: text }))).toEqual([]);
  });

  test.each([
    "`promising` and [promising](a.md)",
    "```\nclearly\n```",
    "unclearly",
    "clearly-labelled data",
    "<!-- clearly -->",
    "nuclear",
    wrapRegion("x", {}, "clearly"),
  ])("%j does not", (text) => {
    expect(check(report({ Results: text }))).toEqual([]);
  });

  test("significant needs a test in its sentence, or digits", () => {
    expect(messages(report({ Results: "It is significantly better. A t-test is planned." }))).toEqual([
      "prose/editorialising: “significantly” in Results names no test.",
    ]);
    for (const text of [
      "It is significantly better (p < 0.01).",
      "No significant difference by a Wilcoxon test.",
      "4 significant digits",
    ]) {
      expect(check(report({ Results: text }))).toEqual([]);
    }
  });
});

describe("ignored runs stay out of the narrative", () => {
  const leak = run("leak-seed0", "trained on the test images");
  const runs = [run("base-seed0"), leak, run("full", "bug", "exp/a/runs/2026-01-02T00-00-00-full")];
  const files = [`${leak.dir}/logs/train.log`];

  test.each([
    "leak-seed0 reached 0.99",
    "`leak-seed0` reached 0.99",
    "**leak-seed0**",
    "see 2026-01-01T00-00-00-leak-seed0",
    "`runs/2026-01-01T00-00-00-leak-seed0/`",
    "[x](runs/2026-01-01T00-00-00-leak-seed0/logs/train.log)",
    "[leak-seed0](a.md)",
    "| run |\n|---|\n| leak-seed0 |",
  ])("%j uses one", (text) => {
    for (const section of ["Abstract", "Results", "Discussion", "Conclusion"]) {
      const findings = check(report({ [section]: text }), { runs, files });
      expect(findings).toMatchObject([
        {
          code: "report/ignored-run",
          message: "The text uses “leak-seed0”, which is ignored: trained on the test images.",
          related: [{ file: "exp/a/IGNORED_RUNS.md", line: 3 }],
        },
      ]);
    }
    expect(check(report({ Methods: text }), { runs, files })).toEqual([]);
  });

  test.each([
    "my-leak-seed0 and leak-seed01 and leak-seed0-b",
    "We ignore leak-seed0: it saw the test images.",
    "The full model.",
    "Runs that do not count (`leak-seed0`) are not shown.",
    wrapRegion("x", {}, "leak-seed0"),
    "```\nleak-seed0\n```",
  ])("%j does not", (text) => {
    expect(check(report({ Results: text }), { runs })).toEqual([]);
  });

  test("saying so in another sentence is not enough", () => {
    expect(check(report({ Results: "We excluded one run. leak-seed0 has 0.99." }), { runs })).toHaveLength(1);
  });

  test("a plain word means a run in code only, and not when a run that counts has that name", () => {
    expect(check(report({ Results: "`full` has 0.9." }), { runs })).toHaveLength(1);
    expect(check(report({ Results: "`full` has 0.9." }), { runs: [...runs, run("full")] })).toEqual([]);
  });

  test("names with underscores are found however they are escaped", () => {
    const escaped = [run("my_run", "bug")];
    expect(check(report({ Results: "my\\_run and my_run" }), { runs: escaped })).toHaveLength(2);
    expect(check(report({ Results: "a.b+c" }), { runs: [run("a.b+c", "")] })).toHaveLength(1);
  });

  test("a claim that is already judged as one of an ignored run is not reported twice", () => {
    const text = report({ Results: "[0.9](runs/2026-01-01T00-00-00-leak-seed0/logs/train.log#L1)" });
    const verdicts = (document: Parameters<typeof supported>[0]) =>
      supported(document).map((one) => ({ ...one, verdict: "ignored-run" as const }));
    expect(check(text, { runs, verdicts })).toEqual([]);
  });
});

describe("the conclusion adds nothing", () => {
  const judge = { verdicts: supported };
  const results = '[0.9722](runs/a/eval.log#L1 "full/test/acc") and [+2.0 pp](comparison.md "pp(a/acc, b/acc)")';

  test.each([
    '[0.97](runs/a/eval.log#L7 "full/test/acc")',
    "[0.97](cite:full/test/acc)",
    '[+2 pp](comparison.md#x "pp(a/acc, b/acc)")',
    '[0.9722](runs/a/metrics.json#L2 "/test/acc")',
    "no number",
    '[training diverged](runs/a/train.log#L1-L3 "x")',
  ])("%j is in Results", (text) => {
    expect(check(report({ Results: results, Conclusion: text }), judge)).toEqual([]);
  });

  test.each([
    '[0.98](runs/b/eval.log#L1 "base/test/acc")',
    '[0.9722](runs/a/eval.log#L9 "full/test/f1")',
    "[0.98](cite:base/acc)",
  ])("%j is new", (text) => {
    const findings = check(report({ Results: results, Conclusion: text }), judge);
    expect(findings.map((one) => one.code)).toEqual(["conclusion/new-number"]);
  });

  test("the message says which number", () => {
    expect(messages(report({ Results: results, Conclusion: '[0.5](a.log#L1 "x/y")' }), judge)).toEqual([
      "conclusion/new-number: The conclusion says 0.5, which is not in Results.",
    ]);
  });

  test("generated tables in Results count, also where they are not judged", () => {
    const table = '| run | acc |\n|---|---|\n| a | [0.98][x] |\n\n[x]: runs/b/eval.log#L1 "base/test/acc"';
    const text = report({
      Results: wrapRegion("t", {}, table),
      Conclusion: '[0.98](runs/b/eval.log#L1 "base/test/acc")',
    });
    const inConclusion = { verdicts: (document: Parameters<typeof supported>[0]) => supported(document).slice(-1) };
    expect(check(text, inConclusion)).toEqual([]);
    expect(
      check(text.replace("0.98](runs", "0.98](runs/c").replace('#L1 "base/test/acc")', '#L1 "c/f1")'), inConclusion),
    ).toHaveLength(1);
    const blanked = report({
      Results: "<!-- docs:begin t hash=0 -->\n    \n<!-- docs:end t -->",
      Conclusion: "[1](a#L1)",
    });
    expect(check(blanked, inConclusion)).toEqual([]);
  });

  test("without Results there is nothing to compare with", () => {
    expect(messages(report({ Conclusion: "[1](a#L1)" }).replace("## Results", "## R"), judge)).toEqual([
      "report/section-missing: The report has no section “Results”.",
    ]);
  });
});
