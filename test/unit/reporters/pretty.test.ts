import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { finding } from "../../../src/model/finding.ts";
import { pretty } from "../../../src/reporters/pretty.ts";
import { displayWidth } from "../../../src/reporters/width.ts";
import { contradicted, LOG_LINE, reportOf } from "./example.ts";

describe("pretty", () => {
  test("shows the sentence and the log line, both underlined, and what to do", () => {
    expect(pretty(reportOf([contradicted()]))).toBe(`error[claim/contradicted]: full says 0.87, the log says 0.8612
  --> reports/full.md:42:13
   |
42 | AUC rose to [0.87](../runs/full/logs/eval.log#L42 "auc").
   |             ^^^^^^ expected 0.86
   |
  ::: runs/full/logs/eval.log:7
 7 | 2025-02-02 15:04:11 | INFO | eval auc=0.8612 step=2000
   |                                       ------
   |
   = help: run \`docs cite --accept c7f3 --write\` to change the text to 0.86

1 error (\`docs explain <code>\` says more)
`);
  });

  test("a finding about a whole file has no source", () => {
    const one = finding({ code: "source/empty", file: "runs/a/logs/train.log", message: "nothing was logged" });
    expect(pretty(reportOf([one]))).toBe(`note[source/empty]: nothing was logged
 --> runs/a/logs/train.log
  = help: Nothing to do.

1 note (\`docs explain <code>\` says more)
`);
  });

  test("of many warnings alike the first are shown and the others counted, errors never left out", () => {
    const bare = (line: number) =>
      finding({ code: "claim/unbound", file: "README.md", line, message: `README says ${line} without evidence` });
    const wrong = [contradicted(), contradicted(), contradicted()];
    const text = pretty({ ...reportOf([...wrong, bare(1), bare(2), bare(3), bare(4)]), most: 2 });
    expect(text.match(/error\[/g)).toHaveLength(3);
    expect(text.match(/warning\[/g)).toHaveLength(2);
    expect(text).toContain("… and 2 more of claim/unbound in README.md (--verbose shows them)");
    expect(text).toContain("3 errors, 4 warnings");
  });

  test("expectations that are longer than a label are told from where they differ", () => {
    const long = "a ".repeat(100);
    const one = contradicted({ expected: `${long}new`, found: `${long}old`, column: 1, endColumn: null });
    const lines = pretty(reportOf([one])).split("\n");
    expect(lines.find((line) => line.includes("expected:"))).toMatch(/= expected: ….*a new$/);
    expect(lines.find((line) => line.includes("found:"))).toMatch(/= found: {4}….*a old$/);
  });

  test("why, in notes of their own, which are not cut", () => {
    const notes = ["truncated instead of rounded", `it said ${"a long log line ".repeat(20)}end`];
    const text = pretty(reportOf([contradicted({ notes })]));
    expect(text).toContain("   = note: truncated instead of rounded\n   = note: it said a long");
    expect(text.replace(/\n +(?! *[=|])/g, " ")).toContain(`= note: ${notes[1]}\n   = help:`);
    for (const line of text.split("\n")) expect(displayWidth(line)).toBeLessThanOrEqual(135);
  });

  test("two log lines are shown as they are, more are listed with their values", () => {
    const operand = (n: number) => ({ file: `runs/${n}/eval.log`, line: 7, text: LOG_LINE, label: `0.86${n}` });
    const two = pretty(reportOf([contradicted({ related: [1, 2].map(operand) })]));
    expect(two.split(LOG_LINE)).toHaveLength(3);
    const three = pretty(reportOf([contradicted({ related: [1, 2, 3].map(operand) })]));
    expect(three).not.toContain(LOG_LINE);
    expect(three).toContain(
      "  ::: runs/1/eval.log:7  0.861\n  ::: runs/2/eval.log:7  0.862\n  ::: runs/3/eval.log:7  0.863\n",
    );
  });

  test.each([
    ["tabs", "\t\tx = [0.87]", 7],
    ["wide characters", "数据🎉 has [0.87]", 10],
    ["combining marks", "e\u0301te\u0301 [0.87]", 7],
  ])("the underline stands below the span behind %s", (_, line, column) => {
    const one = contradicted({ column, endColumn: column + 6, related: [] });
    const [, , , source = "", marks = ""] = pretty(reportOf([one], { 42: line })).split("\n");
    expect(displayWidth(source.slice(0, source.indexOf("[0.87]")))).toBe(marks.indexOf("^"));
    expect(marks).toContain("^^^^^^ ");
  });

  test("a long line is cut around the span", () => {
    const line = `${"x".repeat(5000)}[0.87]${"y".repeat(5000)}`;
    const [, , , source = "", marks = ""] = pretty(
      reportOf([contradicted({ column: 5001, endColumn: 5007 })], { 42: line }),
    ).split("\n");
    expect(source).toMatch(/^42 \| …x+\[0\.87\]y+…$/);
    expect(displayWidth(source)).toBeLessThanOrEqual(125);
    expect(source.slice(marks.indexOf("^"))).toMatch(/^\[0\.87\]/);
  });

  test("nothing of a log reaches the terminal as a command", () => {
    const evil = "\x1b[31mred\x07 \u202Eright to left\x9b2J\r\nnext";
    const text = pretty(
      reportOf([contradicted({ message: evil, help: evil, expected: evil, file: `a${evil}.md` })], { 42: evil }),
    );
    expect(text).not.toMatch(/[\x00-\x09\x0B-\x1F\x7F-\x9F\u202A-\u202E]/);
    expect(text).toContain("\\u{001B}[31mred");
  });

  test("colours are there when asked for and change no character", () => {
    const report = reportOf([contradicted()]);
    const colored = pretty({ ...report, color: true });
    expect(colored).toContain("\x1b[31m");
    expect(stripVTControlCharacters(colored)).toBe(pretty(report));
  });

  test("any span in any line is shown on lines that fit", () => {
    const anyLine = fc.string({ unit: "binary", maxLength: 600 }).map((line) => line.replace(/[\r\n]/g, " "));
    fc.assert(
      fc.property(anyLine, fc.nat(700), fc.nat(700), (line, start, length) => {
        const one = contradicted({
          column: start + 1,
          endColumn: start + length + 1,
          related: [],
          help: "",
          expected: null,
        });
        const shown = pretty(reportOf([one], { 42: line }))
          .split("\n")
          .slice(2, 5);
        for (const row of shown) expect(displayWidth(row)).toBeLessThanOrEqual(140);
        expect(shown.at(-1) ?? "").toContain("^");
      }),
    );
  });
});
