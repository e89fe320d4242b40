import type { Finding } from "../model/finding.ts";
import { compareText } from "../model/finding.ts";
import type { Report } from "./reporter.ts";
import { inRepository, placeOf, sentencesOf } from "./reporter.ts";

/**
 * JUnit's XML, which most CI servers show: a suite for each document, in it a failed test for each error; warnings and notes are
 * tests that passed and have something to say, and a document without findings is one that passed. Only what the schema of Jenkins
 * knows: it refuses a test that states its file or line, so that these stand in its name.
 */
export function junit(report: Report): string {
  const byFile = Map.groupBy(report.findings, (one) => one.file);
  const files = [...new Set([...(report.documents ?? []), ...byFile.keys()])].sort(compareText);
  const suites = files.map((file) => suiteOf(inRepository(report, file), byFile.get(file) ?? []));
  const failures = failuresIn(report.findings);
  const tests = suites.reduce((sum, suite) => sum + suite.tests, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="labdocs" tests="${tests}" failures="${failures}" errors="0">`,
    ...suites.map((suite) => suite.text),
    "</testsuites>",
    "",
  ].join("\n");
}

function suiteOf(file: string, findings: readonly Finding[]): { tests: number; text: string } {
  const cases =
    findings.length === 0
      ? [`    <testcase name="every claim" classname="${value(file)}"/>`]
      : named(file, findings).map(([name, one]) => caseOf(file, name, one));
  const counts = `tests="${cases.length}" failures="${failuresIn(findings)}" errors="0" skipped="0"`;
  const head = `  <testsuite name="${value(file)}" ${counts} file="${value(file)}">`;
  return { tests: cases.length, text: [head, ...cases, "  </testsuite>"].join("\n") };
}

/** Findings with the names of their tests, which have to differ: of tests with one name a host may show the last. */
function named(file: string, findings: readonly Finding[]): [string, Finding][] {
  const seen = new Map<string, number>();
  return findings.map((one) => {
    const name = `${one.code} ${placeOf({ ...one, file })}`;
    const n = (seen.get(name) ?? 0) + 1;
    seen.set(name, n);
    return [n === 1 ? name : `${name} (${n})`, one];
  });
}

function caseOf(file: string, name: string, finding: Finding): string {
  const { code, message, severity } = finding;
  const head = `    <testcase name="${value(name)}" classname="${value(file)}">`;
  const said = content(`${placeOf({ ...finding, file })}: ${severity}: ${sentencesOf(finding)}`);
  const body =
    severity === "error"
      ? `      <failure message="${value(message)}" type="${value(code)}">${said}</failure>`
      : `      <system-out>${said}</system-out>`;
  return [head, body, "    </testcase>"].join("\n");
}

function failuresIn(findings: readonly Finding[]): number {
  return findings.filter((one) => one.severity === "error").length;
}

/** What XML 1.0 cannot say, not even as a number. */
const UNSAYABLE = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Text between tags. The log of a job must take no part of it for a command. */
function content(text: string): string {
  return text
    .replace(UNSAYABLE, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\r", "&#13;")
    .replace(/^(\s*):(?=:)/gm, "$1&#58;")
    .replace(/##(?=\w*\[)/g, "#&#35;");
}

/** Text in an attribute, where line breaks would become blanks. */
function value(text: string): string {
  return content(text).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}
