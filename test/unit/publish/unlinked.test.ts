import { expect, test } from "vitest";
import { parseDocument } from "../../../src/markdown/document.ts";
import { wrapRegion } from "../../../src/markdown/region.ts";
import { coverageOf } from "../../../src/model/claim.ts";
import { siteCoverage } from "../../../src/publish/status.ts";
import { unlinkedIn } from "../../../src/publish/unlinked.ts";
import { makeProject } from "../claims/project.ts";

const documentOf = (text: string) => parseDocument(text, "e/my report.md").document;

test("numbers without a link are counted, dates and linked ones are not", () => {
  const text = "On 2026-02-03 the AUC was 0.86, then [0.87](runs/a/train.log#L1), at last 0.91.\n";
  expect(unlinkedIn(documentOf(text), [])).toEqual({ unlinked: 2 });
});

test("a number that was judged by its sentence is not counted again", () => {
  const project = makeProject({ full: [{ step: 1, "test/auc": 0.86 }] });
  const text = "## Results\n\nThe test AUC is 0.86.\n\n## Discussion\n\nThe test AUC was 0.9 once.\n";
  const verdicts = project.check(text);
  expect(verdicts).toHaveLength(1);
  expect(unlinkedIn(project.document(text), verdicts)).toEqual({ unlinked: 1 });
});

test("what is generated counts as checked, but for what it quotes of a journal", () => {
  const quote = "- [noted](../e%20f/JOURNAL.md#L3): the accuracy was 0.9014 and 0.9759";
  const text = `${wrapRegion("results", {}, "| a |\n| --- |\n| 0.5 |")}\n\n${wrapRegion("journal", {}, quote)}\n`;
  expect(unlinkedIn(documentOf(text), [])).toEqual({ unlinked: 0, quoted: { count: 2, journal: "e f/JOURNAL.md" } });
});

test("the coverage says what was not checked, and the command that checks it", () => {
  const checked = { coverage: coverageOf([]), generated: 0 };
  expect(siteCoverage(checked, null)).toEqual({ text: "No number links to a log.", bar: [], unlinked: [] });
  const quoted = { count: 2, journal: "e/JOURNAL.md" };
  expect(siteCoverage({ ...checked, generated: 1, unlinked: 1, quoted }, "my report.md")).toEqual({
    text: "1 generated number",
    bar: [],
    unlinked: [
      { text: "1 number has no evidence link and was not checked", command: "docs check 'my report.md'" },
      { text: "2 numbers quoted from the journal were not checked", command: "docs check e/JOURNAL.md" },
    ],
  });
  expect(siteCoverage({ ...checked, generated: 2 }, null).text).toBe(
    "2 generated numbers in documents, comparisons not counted",
  );
  expect(siteCoverage({ ...checked, unlinked: 458 }, null).unlinked).toMatchObject([{ command: "docs check <file>" }]);
});
