import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UsageError } from "../../../src/errors.ts";
import { finding } from "../../../src/model/finding.ts";
import { reporterOf, reporters } from "../../../src/reporters/index.ts";
import { inertJson, inertLog } from "../../../src/reporters/log-line.ts";
import { HOSTILE, hostile } from "../hostile-text.ts";
import { contradicted, reportOf } from "./example.ts";

const note = finding({ code: "source/empty", file: "a,b:c%.log", message: "nothing\nwas logged" });
const warning = finding({
  code: "claim/unbound",
  file: "report.md",
  line: 42,
  column: 3,
  message: "0.87 without | evidence.",
});
const report = reportOf([note, warning, contradicted()]);

test("compact: one line for each", () => {
  expect(reporterOf("compact")(report)).toBe(`a,b:c%.log: note source/empty nothing was logged
report.md:42:3: warning claim/unbound 0.87 without | evidence.
reports/full.md:42:13: error claim/contradicted full says 0.87, the log says 0.8612
1 error, 1 warning, 1 note
`);
});

test("json: all fields, and whether anything is wrong", () => {
  const data = JSON.parse(reporterOf("json")(report));
  expect(data).toMatchObject({ schemaVersion: 1, ok: false });
  expect(data.findings).toEqual([note, warning, contradicted()]);
  expect(JSON.parse(reporterOf("json")(reportOf([note]))).ok).toBe(true);
});

describe("github", () => {
  test("the worst first, with everything escaped that has a meaning", () => {
    expect(reporterOf("github")(report).split("\n")).toEqual([
      "::error file=reports/full.md,line=42,col=13,endColumn=19,title=claim/contradicted::full says 0.87, the log says 0.8612%0Ahelp: run `docs cite --accept c7f3 --write` to change the text to 0.86",
      "::warning file=report.md,line=42,col=3,title=claim/unbound::0.87 without | evidence.%0Ahelp: Write `[0.87](cite:<run>/<metric>)` and run `docs cite --write`.",
      "::notice file=a%2Cb%3Ac%25.log,title=source/empty::nothing%0Awas logged%0Ahelp: Nothing to do.",
      "",
    ]);
  });

  test("no more than GitHub shows, and how many are left", () => {
    const many = [...Array(12).fill(contradicted()), ...Array(11).fill(warning)];
    const lines = reporterOf("github")(reportOf(many)).trimEnd().split("\n");
    expect(lines.filter((line) => line.startsWith("::error"))).toHaveLength(10);
    expect(lines.filter((line) => line.startsWith("::warning"))).toHaveLength(10);
    expect(lines.at(-1)).toMatch(/^::warning .*%0A\+3 more findings, which GitHub does not show here$/);
    expect(lines).toHaveLength(20);
  });

  test("two steps stay below what a job may show", () => {
    const many = [...Array(50).fill(contradicted()), ...Array(50).fill(warning), ...Array(50).fill(note)];
    expect(reporterOf("github")(reportOf(many)).trimEnd().split("\n")).toHaveLength(25);
  });

  test("no message is more than one command, and none reads in another order than it is written", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const printed = reporterOf("github")(
          reportOf([contradicted({ message: text, file: text, notes: [text], help: text })]),
        );
        expect(printed).toMatch(/^::error [^\n\r]*\n$/);
        expect(printed).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u001B]/);
        expect(printed.slice(0, printed.indexOf("title=claim/contradicted::")).match(/::/g)).toHaveLength(1);
      }),
      { examples: HOSTILE.map((text) => [text]) },
    );
  });
});

test("why something is wrong is in every format that says what is", () => {
  const notes = ["copied from wide, whose auc it is"];
  for (const name of ["pretty", "json", "github", "gitlab", "sarif", "junit", "markdown"])
    expect(reporterOf(name)(reportOf([contradicted({ notes })])), name).toContain(notes[0]);
});

describe("fingerprints", () => {
  const printsOf = (name: string, text: string): string[] =>
    name === "gitlab"
      ? JSON.parse(text).map((one: { fingerprint: string }) => one.fingerprint)
      : JSON.parse(text).runs[0].results.map(
          (one: { partialFingerprints: object }) => Object.values(one.partialFingerprints)[0],
        );

  test.each(["gitlab", "sarif"])("%s: stay when the line moves, differ for equal lines", (name) => {
    const here = printsOf(name, reporterOf(name)(reportOf([contradicted(), contradicted()])));
    const moved = contradicted({ line: 50 });
    const there = printsOf(name, reporterOf(name)(reportOf([moved, moved], { 50: reportOf([]).source("", 42) ?? "" })));
    expect(new Set(here).size).toBe(2);
    expect(there).toEqual(here);
  });
});

test("gitlab: code quality issues", () => {
  expect(JSON.parse(reporterOf("gitlab")(report))[1]).toMatchObject({
    description: "0.87 without | evidence. Write `[0.87](cite:<run>/<metric>)` and run `docs cite --write`.",
    check_name: "claim/unbound",
    severity: "minor",
    location: { path: "report.md", lines: { begin: 42 } },
  });
});

test("sarif: rules, places and related places", () => {
  const log = JSON.parse(reporterOf("sarif")({ ...report, version: "1.2.3" }));
  const [run] = log.runs;
  expect(log.version).toBe("2.1.0");
  expect(run.tool.driver).toMatchObject({ name: "labdocs", version: "1.2.3" });
  for (const result of run.results) expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
  expect(run.results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: "a%2Cb%3Ac%25.log", uriBaseId: "%SRCROOT%" },
  });
  expect(run.results[2].locations[0].physicalLocation.region).toEqual({
    startLine: 42,
    startColumn: 13,
    endColumn: 19,
  });
  expect(run.results[2].relatedLocations[0].physicalLocation.region).toEqual({ startLine: 7 });
});

test("markdown: a table that no message can break", () => {
  expect(reporterOf("markdown")(reportOf([warning]))).toBe(`**1 warning**

| Severity | Where | What | Help |
| :--- | :--- | :--- | :--- |
| warning | \`report.md:42\` | \`claim/unbound\` 0.87 without \\| evidence. | Write \`[0.87](cite:<run>/<metric>)\` and run \`docs cite --write\`. |
`);
  expect(reporterOf("markdown")(reportOf([]))).toBe("**no findings**\n");
});

test("every reporter ends its text with a line break, whatever there is to say", () => {
  for (const [name, reporter] of Object.entries(reporters)) {
    if (name !== "github") expect(reporter(reportOf([]))).toMatch(/\n$/);
    expect(reporter(report)).toMatch(/\n$/);
  }
});

test("an unknown reporter is a mistake of the caller", () => {
  expect(() => reporterOf("toString")).toThrow(UsageError);
});

test("hosts are given paths from the repository's root; people and programs those of the project", () => {
  const below = { ...report, folder: "papers/digits" };
  expect(reporterOf("github")(below)).toContain("::error file=papers/digits/reports/full.md,");
  expect(JSON.parse(reporterOf("gitlab")(below))[2].location.path).toBe("papers/digits/reports/full.md");
  const [result] = JSON.parse(reporterOf("sarif")(below)).runs[0].results.slice(2);
  expect(result.locations[0].physicalLocation.artifactLocation.uri).toBe("papers/digits/reports/full.md");
  expect(result.relatedLocations[0].physicalLocation.artifactLocation.uri).toBe(
    "papers/digits/runs/full/logs/eval.log",
  );
  expect(reporterOf("junit")(below)).toContain('<testsuite name="papers/digits/reports/full.md"');
  for (const name of ["pretty", "compact", "json", "markdown"]) expect(reporterOf(name)(below)).not.toContain("papers");
  const prints = (text: string) => JSON.parse(text).map((one: { fingerprint: string }) => one.fingerprint);
  expect(prints(reporterOf("gitlab")(below))).not.toEqual(prints(reporterOf("gitlab")(report)));
});

describe("sarif", () => {
  test("of more findings than are shown the worst are kept, and a note says how many are not", () => {
    const many = [...Array(6000)].map((_, line) => ({ ...warning, line: line + 1 }));
    const [run] = JSON.parse(reporterOf("sarif")(reportOf([...many, contradicted()]))).runs;
    expect(run.results).toHaveLength(5000);
    expect(run.results.at(-1).level).toBe("error");
    const [invocation] = run.invocations;
    expect(invocation.executionSuccessful).toBe(true);
    expect(invocation.toolExecutionNotifications[0].message.text).toMatch(/^1001 more findings are left out/);
  });

  test("a file is never too large", () => {
    const long = "x".repeat(100_000);
    const many = [...Array(4000)].map((_, at) =>
      contradicted({ line: at + 1, message: long, file: `${at}.md`, help: long, notes: [long] }),
    );
    expect(reporterOf("sarif")(reportOf(many)).length).toBeLessThan(10_000_000);
  });

  test("whatever is said, it has the shape that the standard asks for", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const related = [{ file: text, line: 3, text, label: "" }];
        const log = JSON.parse(reporterOf("sarif")(reportOf([contradicted({ message: text, file: text, related })])));
        expect(log).toMatchObject({ version: "2.1.0", runs: [{ tool: { driver: { name: "labdocs" } } }] });
        const [result] = log.runs[0].results;
        expect(result.message.text).toMatch(/./);
        const places = [...result.locations, ...result.relatedLocations];
        for (const { physicalLocation } of places)
          expect(physicalLocation.artifactLocation.uri).toMatch(/^[\w.~!*'()%/-]*$/);
        for (const { message } of result.relatedLocations) expect(typeof message.text).toBe("string");
      }),
      { examples: HOSTILE.map((text) => [text]) },
    );
  });
});

describe("junit", () => {
  test("a suite for each document, a failed test for each error", () => {
    const xml = reporterOf("junit")({ ...reportOf([contradicted(), warning]), documents: ["report.md", "fine.md"] });
    expect(xml).toContain('<testsuites name="labdocs" tests="3" failures="1" errors="0">');
    expect(xml.match(/<testsuite name="[^"]*"/g)).toEqual([
      '<testsuite name="fine.md"',
      '<testsuite name="report.md"',
      '<testsuite name="reports/full.md"',
    ]);
    expect(xml).toContain('<testcase name="every claim" classname="fine.md"/>');
    expect(xml).toContain('<failure message="full says 0.87, the log says 0.8612" type="claim/contradicted">');
    expect(xml).toContain("<system-out>report.md:42:3: warning: 0.87 without | evidence");
  });

  test("whatever is said, it is XML", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const xml = reporterOf("junit")(reportOf([contradicted({ message: text, file: text, help: text })]));
        expect(xml).not.toMatch(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
        const tags = /<(\/?)([a-z-]+)(?: [a-z]+="[^"<]*")*(\/?)>/g;
        const open: string[] = [];
        for (const [, close, tag, single] of xml.replace(/^<\?xml .*\?>/, "").matchAll(tags)) {
          if (close === "/") expect(open.pop()).toBe(tag);
          else if (single === "") open.push(tag ?? "");
        }
        expect(open).toEqual([]);
        const rest = xml.replace(/^<\?xml .*\?>/, "").replace(tags, "");
        expect(rest).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;|#\d+;)/);
      }),
      { examples: HOSTILE.map((text) => [text]) },
    );
  });
});

test("markdown: rows that do not fit are counted, not cut", () => {
  const many = [...Array(50)].map((_, line) => ({ ...warning, line: line + 1 }));
  const text = reporterOf("markdown")({ ...reportOf(many), budget: 3000 });
  expect(Buffer.byteLength(text)).toBeLessThan(3000);
  const rows = text.split("\n").filter((line) => line.startsWith("| warning"));
  expect(text).toContain(`+${50 - rows.length} more\n`);
  for (const row of rows) expect(row).toMatch(/ \|$/);
});

test("in the log of a job nothing that is printed is a command to its runner", () => {
  fc.assert(
    fc.property(hostile, hostile, (a, b) => {
      const printed = inertLog(`${a}\n${b}\n  ${a}`);
      expect(printed.split(/[\n\r]/).filter((line) => line.trimStart().startsWith("::"))).toEqual([]);
      expect(printed).not.toMatch(/##\w*\[/);
      const json = JSON.stringify({ a, b }, null, 2);
      expect(inertJson(json)).not.toMatch(/##\w*\[/);
      expect(JSON.parse(inertJson(json))).toEqual({ a, b });
    }),
    { examples: HOSTILE.map((text) => [text, "::error::x"]) },
  );
  expect(inertLog("a::b ## [x] c\n")).toBe("a::b ## [x] c\n");
});
