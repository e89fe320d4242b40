import type { Finding, Related } from "../model/finding.ts";
import { compareText } from "../model/finding.ts";
import type { RuleId } from "../model/rule.ts";
import { RULES } from "../model/rule.ts";
import { fingerprinted } from "./fingerprint.ts";
import { inertJson } from "./log-line.ts";
import type { Report } from "./reporter.ts";
import { inRepository, SEVERITIES, sentencesOf } from "./reporter.ts";

/** Code scanning shows 5,000 results; of more than 25,000, or of a file above 10 MB (compressed), it takes none. */
const RESULTS = 5000;
const BYTES = 10_000_000;
const LONGEST = 2000;

/**
 * SARIF 2.1.0, which code scanning reads. Fingerprints do not change when lines are added above a finding. Where there are
 * more findings than are shown there, the worst are kept and a note says how many there are.
 */
export function sarif(report: Report): string {
  const kept = keptOf(report);
  const codes = [...new Set(kept.map(({ finding }) => finding.code))].sort(compareText);
  const results = kept.map((one) => resultOf(report, one, codes));
  const left = report.findings.length - kept.length;
  const driver = { name: "labdocs", ...versionOf(report), rules: codes.map(ruleOf) };
  const run = { tool: { driver }, columnKind: "utf16CodeUnits", ...noteOf(left), results };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return inertJson(`${JSON.stringify(log, null, 2)}\n`);
}

type Printed = ReturnType<typeof fingerprinted>[number];

/** The worst that fit, in the order of the report. Compressing only makes a file smaller, so that its bytes as they are decide. */
function keptOf(report: Report): Printed[] {
  const all = fingerprinted(report);
  const worst = SEVERITIES.flatMap((severity) => all.filter(({ finding }) => finding.severity === severity));
  let bytes = 0;
  const kept = new Set(
    worst.slice(0, RESULTS).filter((one) => {
      bytes += Buffer.byteLength(JSON.stringify(resultOf(report, one, []), null, 2)) * INDENTED;
      return bytes <= BYTES;
    }),
  );
  return all.filter((one) => kept.has(one));
}

/** What a result takes in the file against what it takes alone. */
const INDENTED = 1.5;

function resultOf(report: Report, { finding, fingerprint }: Printed, codes: readonly string[]): object {
  return {
    ruleId: finding.code,
    ruleIndex: codes.indexOf(finding.code),
    level: finding.severity,
    message: { text: sentencesOf(finding).slice(0, LONGEST) },
    locations: [{ physicalLocation: placeOf(report, finding) }],
    ...relatedOf(report, finding.related),
    partialFingerprints: { "labdocs/v1": fingerprint },
  };
}

function noteOf(left: number): object {
  if (left === 0) return {};
  const text = `${left} more ${left === 1 ? "finding is" : "findings are"} left out; \`docs check --reporter json\` has all of them.`;
  const toolExecutionNotifications = [{ level: "note", message: { text } }];
  return { invocations: [{ executionSuccessful: true, toolExecutionNotifications }] };
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

function placeOf(report: Report, finding: Pick<Finding, "file" | "line" | "column" | "endColumn">): object {
  const { line, column, endColumn } = finding;
  const file = inRepository(report, finding.file).toWellFormed();
  const artifactLocation = { uri: file.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" };
  if (line === null) return { artifactLocation };
  const columns = column === null ? {} : { startColumn: column, ...(endColumn === null ? {} : { endColumn }) };
  return { artifactLocation, region: { startLine: line, ...columns } };
}

/** So many places explain one finding. */
const RELATED = 10;

function relatedOf(report: Report, related: readonly Related[]): object {
  if (related.length === 0) return {};
  const relatedLocations = related.slice(0, RELATED).map((one) => ({
    physicalLocation: placeOf(report, { file: one.file, line: one.line, column: null, endColumn: null }),
    message: { text: (one.label === "" ? one.text : `${one.label}: ${one.text}`).slice(0, LONGEST) || one.file },
  }));
  return { relatedLocations };
}
