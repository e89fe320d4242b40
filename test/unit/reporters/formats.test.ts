import { describe, expect, test } from "vitest";
import { UsageError } from "../../../src/errors.ts";
import { finding } from "../../../src/model/finding.ts";
import { reporterOf, reporters } from "../../../src/reporters/index.ts";
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
    expect(lines.at(-1)).toBe("+3 more (GitHub shows 10 of each kind)");
  });
});

test("why something is wrong is in every format that says what is", () => {
  const notes = ["copied from wide, whose auc it is"];
  for (const name of ["pretty", "json", "github", "gitlab", "sarif", "markdown"])
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
