import { describe, expect, test } from "vitest";
import type { Run } from "../../../src/model/run.ts";
import type { Logs } from "./project.ts";
import { makeProject } from "./project.ts";

const VALUES: Record<string, number[]> = {
  baseline: [0.9759, 0.9799, 0.9598, 0.9718, 0.9658],
  shift: [0.9014, 0.89, 0.8712, 0.88, 0.9108],
  near: [0.9762, 0.9809, 0.9618, 0.9708, 0.9698],
  alone: [0.99],
  single: [0.97],
};
const LOGS: Logs = Object.fromEntries(
  Object.entries(VALUES).flatMap(([arm, values]) =>
    values.map((value, seed) => [`${arm}-seed${seed}`, [{ step: 9, "test/accuracy": value }]]),
  ),
);
const project = makeProject(LOGS, (run: Run) => ({ ...run, seed: Number(run.name.slice(-1)) }));

function said(text: string): string | undefined {
  const found = project
    .check(`# Results\n\n${text}\n`, { bareSections: "all" })
    .find(({ claim }) => claim.kind === "words");
  return found && [found.verdict, found.reason].filter(Boolean).join(": ");
}

describe("words about significance", () => {
  test.each([
    ["baseline is significantly better than shift.", "supported"],
    ["baseline significantly outperforms shift.", "supported"],
    ["In test accuracy shift is significantly worse than baseline.", "supported"],
    ["baseline is statistically better than shift.", "supported"],
    ["There is no significant difference between near and baseline.", "supported"],
    ["near and baseline are statistically indistinguishable.", "supported"],
    ["near and baseline do not differ significantly.", "supported"],
    ["The difference between near and baseline is within noise.", "supported"],
    ["near is within noise of baseline.", "supported"],
    ["near and baseline are within noise.", "supported"],
    ["single is within noise of baseline.", "supported"],
  ])("%s is %s", (text, expected) => {
    expect(said(text)).toBe(expected);
  });

  test.each([
    [
      "near is significantly better than baseline.",
      /^contradicted: p = 0\.\d+ \(exact permutation test of 5 against 5 runs\), above 0\.05 \(near has test\/accuracy/,
    ],
    ["alone is significantly better than baseline.", /^contradicted: alone is one run: no test is possible/],
    ["alone significantly outperforms single.", /^contradicted: one run a side: no test is possible/],
    [
      "There is no significant difference between shift and baseline.",
      /^contradicted: p = 0\.0079 .*, not above 0\.05/,
    ],
    ["The difference between shift and baseline is within noise.", /^contradicted: p = 0\.0079/],
    ["shift and baseline are equal.", /^contradicted: p = 0\.0079/],
  ])("%s is wrong", (text, expected) => {
    expect(said(text)).toMatch(expected);
  });

  test.each([
    ["near and baseline are equal.", /^unbound: p = .*; that two rows are equal is shown by a declared margin alone/],
    ["There is no significant difference between alone and single.", /^unbound: one run a side: no test is possible/],
    ["alone and single are within noise.", /^unbound: one run a side/],
    ["shift is not significantly better than alone.", /^unbound/],
  ])("%s stays open", (text, expected) => {
    expect(said(text)).toMatch(expected);
  });

  test.each([
    "near is significantly better than baseline in a McNemar test.",
    "near is significantly better than baseline by a bootstrap over the images.",
    "near would be significantly better than baseline.",
    "We expect that near is significantly better than baseline.",
    "near is significantly better documented than baseline.",
  ])("%s is no claim that this can judge", (text) => {
    expect(said(text)).toBeUndefined();
  });
});
