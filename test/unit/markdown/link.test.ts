import { expect, test } from "vitest";
import { evidenceLink, referenceLinks, sentenceMarkdown } from "../../../src/markdown/link.ts";
import type { Quantity } from "../../../src/model/quantity.ts";

const file = "exp/a/runs/2026 (1)/logs/eval.log";
const logged: Quantity = {
  value: 0.9722,
  text: "0.9722",
  selector: "full/test/accuracy",
  derived: false,
  evidence: [{ file, locator: { kind: "line", line: 12 }, literal: "0.97222" }],
};
const derived: Quantity = { ...logged, value: 2, text: "+2.0 pp", selector: 'pp("a|b", c)', derived: true };

test("a logged number links to its line, with its selector as title", () => {
  expect(evidenceLink(logged, { from: "exp/a/report.md" })).toBe(
    '[0.9722](runs/2026%20%281%29/logs/eval.log#L12 "full/test/accuracy")',
  );
  expect(evidenceLink(logged, { from: "docs/x/y.md", derivation: () => "exp/a/comparison.md" })).toBe(
    '[0.9722](../../exp/a/runs/2026%20%281%29/logs/eval.log#L12 "full/test/accuracy")',
  );
});

test("a derived number links to where it is taken apart, or to its first operand", () => {
  expect(evidenceLink(derived, { from: "exp/a/report.md", derivation: () => "exp/a/comparison.md#a" })).toBe(
    '[+2.0 pp](comparison.md#a "pp(\\"a\\|b\\", c)")',
  );
  const operand = '[+2.0 pp](runs/2026%20%281%29/logs/eval.log#L12 "pp(\\"a\\|b\\", c)")';
  expect(evidenceLink(derived, { from: "exp/a/report.md" })).toBe(operand);
  expect(evidenceLink(derived, { from: "exp/a/report.md", derivation: () => null })).toBe(operand);
});

test("a place without lines has no fragment, and no evidence has no link", () => {
  const row = {
    ...logged,
    evidence: [{ file: "mlruns.db", locator: { kind: "row", table: "m", key: "1" }, literal: "1" }],
  };
  expect(evidenceLink(row as Quantity, { from: "a.md" })).toBe('[0.9722](mlruns.db "full/test/accuracy")');
  expect(evidenceLink({ ...logged, evidence: [] }, { from: "a.md" })).toBe("0.9722");
});

test("the words of a sentence are escaped", () => {
  const text = sentenceMarkdown(["*a* reached ", logged, " in <b>!"], { from: "exp/a/report.md" });
  expect(text).toBe(
    '\\*a\\* reached [0.9722](runs/2026%20%281%29/logs/eval.log#L12 "full/test/accuracy") in &lt;b>\\!',
  );
});

test("reference links share a definition and have labels that others do not change", () => {
  const first = referenceLinks({ from: "exp/a/report.md" });
  const [, label] = /^\[0\.9722\]\[([0-9a-f]{10})\]$/.exec(first.link(logged)) ?? [];
  expect(first.link({ ...logged, text: "0.97" })).toBe(`[0.97][${label}]`);
  expect(first.definitions()).toBe(`[${label}]: runs/2026%20%281%29/logs/eval.log#L12 "full/test/accuracy"`);
  const second = referenceLinks({ from: "exp/a/report.md" });
  second.link(derived);
  expect(second.link(logged)).toBe(`[0.9722][${label}]`);
  expect(second.definitions().split("\n")).toHaveLength(2);
  expect(referenceLinks({ from: "a.md" }).definitions()).toBe("");
});
