import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseJournal } from "../../../src/experiments/journal.ts";

function parse(...lines: string[]) {
  return parseJournal(lines.join("\n"), "JOURNAL.md");
}

function codes(parsed: ReturnType<typeof parse>): string[] {
  return parsed.findings.map((one) => `${one.code}:${one.line}`);
}

describe("entries", () => {
  test("are headings, list items and paragraphs that begin with a timestamp", () => {
    const { journal } = parse(
      "# Journal",
      "",
      "## 2026-11-21 16:50 — First look",
      "Text of it.",
      "### A heading below",
      "More.",
      "## [2026-11-22]",
      "",
      "- **2026-11-22 09:00** [TODO] try it",
      "  on two lines",
      "- 2026-11-22T10:00:00Z: done",
      "",
      "2026-11-23 A paragraph.",
      "",
      "It goes on.",
      "## Other",
      "Not in an entry, on 2026-11-24.",
    );
    expect(journal.entries.map(({ line, at, title, text, tags }) => [line, at, title, text, tags])).toEqual([
      [3, "2026-11-21 16:50", "First look", "Text of it.\n### A heading below\nMore.", []],
      [7, "2026-11-22", "", "", []],
      [9, "2026-11-22 09:00", "", "[TODO] try it\non two lines", ["TODO"]],
      [11, "2026-11-22T10:00:00Z", "", "done", []],
      [13, "2026-11-23", "", "A paragraph.\n\nIt goes on.", []],
    ]);
  });

  test("a wrapped line that begins with a date is no entry, stamped lines one after another are", () => {
    const wrapped = parse("We repeat the run of", "2026-11-21 16:50 with more data.");
    expect(wrapped.journal.entries).toEqual([]);
    const log = parse("2026-11-21 16:50 started", "2026-11-21 16:55 stopped");
    expect(log.journal.entries.map((entry) => entry.text)).toEqual(["started", "stopped"]);
  });

  test("names of run folders and impossible dates are no timestamps", () => {
    expect(parse("- 2026-11-21T16-50-00-baseline", "", "- 2026-13-41 x", "", "- 2026-11-21-x").journal.entries).toEqual(
      [],
    );
  });

  test("tags count anywhere but in code", () => {
    const { journal } = parse(
      "- 2026-11-21 a `[WEIRD]` and \\[HUNCH\\] and **[TODO]** x",
      "",
      "  ```",
      "  [RESOLVED]",
      "  ```",
    );
    expect(journal.entries[0]?.tags).toEqual(["HUNCH", "TODO"]);
  });

  test("read the same with CRLF and a byte order mark", () => {
    const lines = ["# J", "", "- 2026-11-21 16:50 [WEIRD] odd", "- 2026-11-22 [RESOLVED] 2026-11-21 16:50: fine"];
    const plain = parseJournal(lines.join("\n"), "J.md");
    expect(parseJournal(`\uFEFF${lines.join("\r\n")}`, "J.md")).toEqual(plain);
  });
});

describe("[RESOLVED]", () => {
  const first = [
    "- 2026-11-21 16:50 [WEIRD] loss of `shift-seed0` jumps",
    "- 2026-11-21 16:55 [TODO] plot the confusion matrix",
  ];

  test.each([
    ["its timestamp", "2026-11-21 16:50: fine", 1],
    ["its timestamp with T and seconds", "2026-11-21T16:50:00 fine", 1],
    ["its time on the same day", "16:50: fine", 1],
    ["a run's name", "shift-seed0 had a bad seed", 1],
    ["quoted words", "“confusion matrix” is plotted", 2],
    ["the word above", "see above, done", 2],
  ])("names an entry by %s", (_, text, line) => {
    const { journal, findings } = parse(...first, `- 2026-11-21 17:00 [RESOLVED] ${text}`);
    expect(findings).toEqual([]);
    expect(journal.entries[2]?.resolves).toEqual([`JOURNAL.md#L${line}`]);
    expect(journal.entries[line - 1]?.resolvedBy).toBe("JOURNAL.md#L3");
    expect(journal.entries.filter((entry) => entry.resolvedBy !== null)).toHaveLength(1);
  });

  test("that names nothing is a finding on its line", () => {
    expect(codes(parse(...first, "- 2026-11-21 17:00 Later.", "  [RESOLVED] all is well"))).toEqual([
      "journal/resolves-nothing:4",
    ]);
  });

  test("several tags in one entry resolve one entry each", () => {
    const { journal } = parse(...first, "- 2026-11-21 17:00 [RESOLVED] 16:50 ok [RESOLVED] 16:55 done");
    expect(journal.entries[2]?.resolves).toEqual(["JOURNAL.md#L1", "JOURNAL.md#L2"]);
  });
});

describe("a hypothesis", () => {
  const expected = {
    text: "If X, then accuracy rises (measured by test/accuracy).",
    primaryMetric: "test/accuracy",
    direction: "higher",
    baseline: "base",
    candidate: "shift",
    success: {
      condition: { metric: "test/accuracy", left: "shift", right: "base", how: "pp", op: ">=", threshold: 0.5 },
    },
    failure: {
      condition: { metric: "test/accuracy", left: "shift", right: "base", how: "diff", op: "<=", threshold: 0 },
    },
  };

  test("in a section with a list", () => {
    const { journal, findings } = parse(
      "## Hypothesis",
      "",
      "If X, then accuracy rises",
      "(measured by test/accuracy).",
      "",
      "- **Success criterion:** test/accuracy of shift",
      "  minus base >= 0.5 pp",
      "- Failure criterion: shift minus base <= 0",
      "- Primary metric: `test/accuracy` (higher is better)",
      "- Baseline: base",
      "- Candidate: `shift`",
      "",
      "Five seeds for each arm.",
    );
    expect(findings).toEqual([]);
    expect(journal.hypothesis).toMatchObject({ ...expected, line: 3 });
  });

  test("in a table, and in headings with paragraphs", () => {
    const table = parse(
      "## Hypothesis",
      "If X, then accuracy rises (measured by test/accuracy).",
      "",
      "| | |",
      "|---|---|",
      "| Success | shift minus base >= 0.5 pp |",
      "| Failure | shift minus base <= 0 |",
      "| Direction | higher |",
      "| Baseline | base |",
      "| Candidate | shift |",
    );
    expect(table.journal.hypothesis).toMatchObject(expected);
    const headings = parse(
      "## Hypothesis",
      "If X, then accuracy rises (measured by test/accuracy).",
      "### Success criteria",
      "",
      "- shift minus base >= 0.5 pp",
      "### Failure criteria",
      "shift minus base <= 0",
      "### Baseline",
      "base",
      "### Candidate",
      "shift",
    );
    expect(headings.journal.hypothesis).toMatchObject({ ...expected, direction: null });
  });

  test("in the front matter, as text and never as YAML's own values", () => {
    const { journal, findings } = parse(
      "---",
      "title: x",
      "hypothesis: >",
      "  If X, then accuracy rises",
      "  (measured by test/accuracy).",
      "primary_metric: test/accuracy",
      "direction: higher # is better",
      'baseline: "base"',
      "candidate: shift",
      "success: 'shift minus base >= 0.5 pp'",
      "failure: shift minus base <= 0",
      "---",
      "- 2026-11-21 first",
    );
    expect(findings).toEqual([]);
    expect(journal.hypothesis).toMatchObject(expected);
    expect(journal.entries.map((entry) => entry.line)).toEqual([13]);
  });

  test("with a second success criterion is not judged by the first alone", () => {
    const { journal, findings } = parse(
      "## Hypothesis",
      "",
      "If we shrink it, it gets faster and stays as good.",
      "",
      "- Success criterion: latency_ms of small minus big <= -120",
      "- Success criterion: test/f1 of small minus big >= -0.02",
    );
    expect(journal.hypothesis?.success).toMatchObject({ condition: null, line: 5 });
    expect(findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      "journal/bad-criterion: “latency_ms of small minus big <= -120; test/f1 of small minus big >= -0.02” cannot be computed: it has more than one comparison",
    ]);
  });

  test("front matter in another language is refused", () => {
    const parsed = parse("---js", "{ hypothesis: process.exit(1) }", "---", "- 2026-11-21 first");
    expect(codes(parsed)).toEqual(["document/front-matter-language:1"]);
    expect(parsed.journal).toMatchObject({ hypothesis: null, entries: [{ line: 4 }] });
  });

  test("a criterion that cannot be computed is kept as written, with a finding", () => {
    const parsed = parse("## Hypothesis", "If X then Y.", "", "- Success criterion: it looks better");
    expect(codes(parsed)).toEqual(["journal/bad-criterion:4"]);
    expect(parsed.journal.hypothesis?.success).toEqual({
      text: "it looks better",
      file: "JOURNAL.md",
      line: 4,
      condition: null,
    });
  });

  test("is null when the journal states none", () => {
    expect(parse("# J", "", "- 2026-11-21 Hypothesis: maybe").journal.hypothesis).toBeNull();
  });
});

test("an Ignored runs section lists runs and holds no entries", () => {
  const { ignores, journal } = parse(
    "## Ignored runs",
    "- runs/a # bug",
    "- 2026-11-21 # named by date",
    "## Log",
    "- 2026-11-22 x",
  );
  expect(ignores.map(({ target, reason, line }) => [target, reason, line])).toEqual([
    ["runs/a", "bug", 2],
    ["2026-11-21", "named by date", 3],
  ]);
  expect(journal.entries).toHaveLength(1);
});

test("any text parses, with places inside it", () => {
  const part = fc.constantFrom(
    "---\n",
    "# ",
    "## Hypothesis\n",
    "- ",
    "2026-11-21 ",
    "16:50 ",
    "[WEIRD] ",
    "[RESOLVED] ",
    "`",
    "```\n",
    "\n",
    "\r\n",
    "\t",
    "| a | b |\n",
    "Success: ",
    ">= 0.1",
    "key: >\n",
    "<!--",
    "**",
  );
  const text = fc.oneof(
    fc.string({ maxLength: 300 }),
    fc.array(part, { maxLength: 60 }).map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(text, (source) => {
      const { journal, findings } = parseJournal(source, "J.md");
      const lines = source.split(/\r\n|\n|\r/).length;
      for (const { line } of [...journal.entries, ...findings])
        expect(line).toSatisfy((at: number) => at >= 1 && at <= lines);
    }),
    { numRuns: 500 },
  );
});

test.each([
  ["margin: 0.005", { value: 0.005, line: 2 }],
  ["margin: 0.5 pp", { value: 0.005, line: 2 }],
  ["equivalence margin: 1e-3", { value: 0.001, line: 2 }],
  ["margin: '2'", { value: 2, line: 2 }],
])("the front matter declares a margin: %s", (text, margin) => {
  const parsed = parse("---", text, "---", "", "# Journal");
  expect(parsed.journal.margin).toEqual(margin);
  expect(codes(parsed)).toEqual([]);
});

test.each(["margin: -1", "margin: 0", "margin: 5 %", "margin: small", "margin:"])("%s is no margin", (text) => {
  const parsed = parse("---", text, "---", "", "# Journal");
  expect(parsed.journal.margin).toBeUndefined();
  expect(codes(parsed)).toEqual(["document/bad-front-matter:2"]);
});
