import type { Finding } from "../model/finding.ts";
import { compareText } from "../model/finding.ts";
import type { Report } from "./reporter.ts";
import { inRepository, sentencesOf } from "./reporter.ts";

/**
 * JUnit's XML, which most CI servers show: a suite for each document, in it a failed test for each error; warnings and notes are
 * tests that passed and have something to say, and a document without findings is one that passed.
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
      : findings.map((one) => caseOf(file, one));
  const head = `  <testsuite name="${value(file)}" tests="${cases.length}" failures="${failuresIn(findings)}" errors="0" skipped="0">`;
  return { tests: cases.length, text: [head, ...cases, "  </testsuite>"].join("\n") };
}

function caseOf(file: string, finding: Finding): string {
  const { code, line, column, message, severity } = finding;
  const place = line === null ? "" : `:${line}${column === null ? "" : `:${column}`}`;
  const at = line === null ? "" : ` line="${line}"`;
  const head = `    <testcase name="${value(`${code} ${file}${place}`)}" classname="${value(file)}" file="${value(file)}"${at}>`;
  const said = content(`${file}${place}: ${severity}: ${sentencesOf(finding)}`);
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
