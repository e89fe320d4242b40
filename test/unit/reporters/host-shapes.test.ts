import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { Finding } from "../../../src/model/finding.ts";
import { finding } from "../../../src/model/finding.ts";
import { reporterOf } from "../../../src/reporters/index.ts";
import { reviewFindings } from "../../../src/reporters/review/alerts.ts";
import { HOSTILE, hostile } from "../hostile-text.ts";
import { contradicted, reportOf } from "./example.ts";
import { eventful, experimentChange, runChange } from "./review/review-builder.ts";
import { sarifLog } from "./sarif-shape.ts";

// What hosts read of each format, and nothing besides: one that refuses a field refuses the whole report.

const nowhere = finding({ code: "source/empty", file: "a b/ü.log", message: "empty" });
const twice = finding({ code: "review/other-data", file: "e/metadata.yaml", message: "other data" });

const reviewed = reviewFindings({
  ...eventful(),
  runs: [runChange({ kind: "removed" }), ...eventful().runs],
  experiments: [experimentChange({ escalations: [["Mind this."]], alarms: [{ kind: "hardware", places: [] }] })],
});

const reports: [string, Finding[]][] = [
  ["nothing", []],
  ["a check", [contradicted(), nowhere, twice, twice]],
  ["a review", reviewed],
];

function shapely(check: (findings: readonly Finding[]) => void): void {
  test.each(reports)("of %s", (_name, findings) => check(findings));

  test("of anything that data may say", () => {
    const of = (said: string) => [contradicted({ message: said, file: said, notes: [said], help: said })];
    fc.assert(
      fc.property(hostile, (said) => check(of(said))),
      { examples: HOSTILE.map((one) => [one]) },
    );
  });
}

describe("sarif fits the schema of SARIF 2.1.0", () => {
  shapely((findings) => {
    const log = JSON.parse(reporterOf("sarif")({ ...reportOf([...findings]), version: "1.2.3" }));
    expect(sarifLog.safeParse(log).error).toBeUndefined();
  });

  test("also where findings were left out", () => {
    const many = [...Array(5001)].map((_, line) => contradicted({ line: line + 1 }));
    expect(sarifLog.safeParse(JSON.parse(reporterOf("sarif")(reportOf(many)))).error).toBeUndefined();
  });
});

/** Every field that GitLab documents of Code Quality, all of them required. */
const issues = z.array(
  z.strictObject({
    description: z.string(),
    check_name: z.string(),
    fingerprint: z.string().regex(/^[0-9a-f]{16,}$/),
    severity: z.enum(["info", "minor", "major", "critical", "blocker"]),
    location: z.strictObject({
      path: z.string().regex(/^(?!\.\/)/),
      lines: z.strictObject({ begin: z.int().min(1) }),
    }),
  }),
);

describe("gitlab has the fields of Code Quality", () => {
  shapely((findings) => {
    const read = issues.parse(JSON.parse(reporterOf("gitlab")(reportOf([...findings]))));
    expect(new Set(read.map(({ fingerprint }) => fingerprint)).size, "GitLab drops the second of two").toBe(
      read.length,
    );
  });
});

/** Of each element what may stand in it, and its attributes; `!` marks those that it must have. As Jenkins (junit-10.xsd) has it. */
const ELEMENTS: Record<string, { inside: string[]; attributes: string[] }> = {
  testsuites: { inside: ["testsuite"], attributes: ["name", "tests", "failures", "errors", "time"] },
  testsuite: {
    inside: ["testcase"],
    attributes: ["name!", "tests!", "failures!", "errors!", "skipped", "file", "time"],
  },
  testcase: { inside: ["failure", "system-out"], attributes: ["name!", "classname", "time"] },
  failure: { inside: [], attributes: ["type", "message"] },
  "system-out": { inside: [], attributes: [] },
};

function expectElements(xml: string): void {
  const open: string[] = [];
  for (const [, close, tag = "", said = "", single] of xml.matchAll(/<(\/?)([a-z-]+)((?: [a-z]+="[^"]*")*)(\/?)>/g)) {
    if (close === "/") {
      expect(open.pop()).toBe(tag);
      continue;
    }
    const parent = open.at(-1);
    expect(parent === undefined ? ["testsuites"] : ELEMENTS[parent]?.inside).toContain(tag);
    const known = ELEMENTS[tag]?.attributes ?? [];
    const has = [...said.matchAll(/ ([a-z]+)="/g)].map(([, name]) => name);
    expect(known.map((name) => name.replace("!", ""))).toEqual(expect.arrayContaining(has));
    expect(has).toEqual(expect.arrayContaining(known.flatMap((name) => (name.endsWith("!") ? name.slice(0, -1) : []))));
    if (single !== "/") open.push(tag);
  }
  expect(open).toEqual([]);
}

describe("junit has what GitLab and Jenkins read, and nothing that Jenkins refuses", () => {
  shapely((findings) => {
    const xml = reporterOf("junit")({ ...reportOf([...findings]), documents: ["fine.md"] });
    expectElements(xml);
    const names = [...xml.matchAll(/<testcase (name="[^"]*" classname="[^"]*")/g)].map(([, name]) => name);
    expect(new Set(names).size, "tests of one name are one").toBe(names.length);
    for (const suite of xml.split("<testsuite ").slice(1)) {
      const [, tests, failures] = /tests="(\d+)" failures="(\d+)"/.exec(suite) ?? [];
      expect(suite.match(/<testcase /g)).toHaveLength(Number(tests));
      expect(suite.match(/<failure /g) ?? []).toHaveLength(Number(failures));
    }
  });
});
