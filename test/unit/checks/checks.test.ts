import { describe, expect, test } from "vitest";
import { checks } from "../../../src/checks/index.ts";
import { isReport, reportSectionOf } from "../../../src/checks/report.ts";
import { parseDocument } from "../../../src/markdown/document.ts";
import { wrapRegion } from "../../../src/markdown/region.ts";
import { check, messages, report } from "./report-fixture.ts";

test("a report that keeps every truth has no findings", () => {
  expect(check(report())).toEqual([]);
  expect(check(report().replaceAll("\n", "\r\n"))).toEqual([]);
});

test("each rule is kept by one check", () => {
  const codes = checks.flatMap((one) => one.codes);
  expect(new Set(codes).size).toBe(codes.length);
});

test("what counts as a report", () => {
  const is = (file: string, text: string) => isReport(parseDocument(text, file).document);
  expect(is("a/report.md", "")).toBe(true);
  expect(is("a/Report.md", "")).toBe(true);
  expect(is("a/b.md", "---\ntype: report\n---\n")).toBe(true);
  expect(is("a/b.md", "type: report\n")).toBe(false);
  expect(is("a/myreport.md", "")).toBe(false);
  expect(check("# Notes\n\nSurprisingly good. ![a](b.png)\n", { file: "notes.md" })).toEqual([]);
});

describe("sections", () => {
  test.each([
    ["Results", "Results"],
    ["3. METHODS", "Methods"],
    ["2.1 Method", "Methods"],
    ["IV – results:", "Results"],
    ["Conclusions: what we know", "Conclusion"],
    ["Introduction", "Introduction"],
    ["Results and discussion", null],
    ["Future work", null],
    ["", null],
    ["1", null],
  ])("%j is %j", (title, name) => {
    expect(reportSectionOf(title)).toBe(name);
  });

  test("a missing one and one out of order", () => {
    const text = report().replace("## Methods", "## Approach").replace("## Abstract", "## X");
    expect(messages(`${text}\n## Abstract\n`)).toEqual([
      "report/section-missing: The report has no section “Methods”.",
      "report/section-order: “Introduction” stands before “Abstract” (line 27).",
    ]);
  });

  test("headings below a section do not stand for one", () => {
    expect(check(report({ Introduction: "### Results\n\nof others" }))).toEqual([]);
  });

  test("what stands in generated regions counts, even where it was blanked for judging", () => {
    const whole = `${wrapRegion("report", {}, report())}\n`;
    const blanked = whole.replace(/(?<=-->\n)[\s\S]*(?=\n<!--)/, (body) => body.replace(/[^\n]/g, " "));
    expect(check(whole)).toEqual([]);
    expect(check(blanked, { whole })).toEqual([]);
    expect(check(blanked)).toHaveLength(6);
  });
});
