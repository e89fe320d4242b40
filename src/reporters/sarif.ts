import type { Finding, Related } from "../model/finding.ts";
import { compareText } from "../model/finding.ts";
import type { RuleId } from "../model/rule.ts";
import { RULES } from "../model/rule.ts";
import { fingerprinted } from "./fingerprint.ts";
import type { Report } from "./reporter.ts";
import { sentencesOf } from "./reporter.ts";

/** SARIF 2.1.0, which code scanning reads. Fingerprints do not change when lines are added above a finding. */
export function sarif(report: Report): string {
  const codes = [...new Set(report.findings.map((one) => one.code))].sort(compareText);
  const results = fingerprinted(report).map(({ finding, fingerprint }) => ({
    ruleId: finding.code,
    ruleIndex: codes.indexOf(finding.code),
    level: finding.severity,
    message: { text: sentencesOf(finding) },
    locations: [{ physicalLocation: placeOf(finding) }],
    ...relatedOf(finding.related),
    partialFingerprints: { "labdocs/v1": fingerprint },
  }));
  const driver = { name: "labdocs", ...versionOf(report), rules: codes.map(ruleOf) };
  const run = { tool: { driver }, columnKind: "utf16CodeUnits", results };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function versionOf({ version }: Report): { version?: string } {
  return version === undefined ? {} : { version };
}

function ruleOf(code: RuleId): object {
  const { title, why, help, severity } = RULES[code];
  return {
    id: code,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: { text: help },
    defaultConfiguration: { level: severity },
  };
}

function placeOf(finding: Pick<Finding, "file" | "line" | "column" | "endColumn">): object {
  const { file, line, column, endColumn } = finding;
  const artifactLocation = { uri: file.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" };
  if (line === null) return { artifactLocation };
  const columns = column === null ? {} : { startColumn: column, ...(endColumn === null ? {} : { endColumn }) };
  return { artifactLocation, region: { startLine: line, ...columns } };
}

function relatedOf(related: readonly Related[]): object {
  if (related.length === 0) return {};
  const relatedLocations = related.map((one) => ({
    physicalLocation: placeOf({ file: one.file, line: one.line, column: null, endColumn: null }),
    message: { text: one.label === "" ? one.text : `${one.label}: ${one.text}` },
  }));
  return { relatedLocations };
}
