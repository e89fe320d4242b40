import type { SiteFinding } from "../contract/index.ts";
import type { Finding } from "../model/finding.ts";
import type { Addresses } from "./address.ts";

const MOST = 50;

/** The findings that matter to a reader of the site, errors first, at most fifty. */
export function findingItems(findings: readonly Finding[], addresses: Addresses): SiteFinding[] {
  const bad = findings.filter((one) => one.severity === "error");
  const odd = findings.filter((one) => one.severity === "warning");
  return [...bad, ...odd].slice(0, MOST).map((finding) => itemOf(finding, addresses));
}

function itemOf(finding: Finding, addresses: Addresses): SiteFinding {
  const { file, line } = finding;
  const href = line === null ? addresses.file(file) : addresses.lines(file, { line, endLine: line });
  const text = line === null ? file : `${file}:${line}`;
  const { severity, code, notes, help } = finding;
  const message = [finding.message, ...notes].join("; ");
  return { severity, code, message, help, where: href === null ? [text] : [{ text, href }] };
}
