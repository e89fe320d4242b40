import { addAccountings, sayAccounting } from "../model/accounting.ts";
import type { Verdict } from "../model/claim.ts";
import { coverageOf, sayCoverage } from "../model/claim.ts";
import type { Finding } from "../model/finding.ts";
import type { ExperimentSummary } from "../model/project.ts";
import { SEVERITIES } from "./reporter.ts";

/** So many numbers without evidence are shown one by one; a README nobody prepared may hold hundreds. */
const MOST = 5;
const NAMED = 3;
const REASONS = 6;

/** Rules that say a number is not what its evidence says. */
const WRONG = new Set(["claim/contradicted", "claim/wrong-run", "claim/ignored-run", "claim/stale"]);

/** Findings as people want them: contradictions first, then by severity; within these the surest first, else as they stand in the text. */
export function mostImportantFirst(findings: readonly Finding[]): Finding[] {
  const rank = (one: Finding) =>
    WRONG.has(one.code) && one.severity === "error" ? -1 : SEVERITIES.indexOf(one.severity);
  return [...findings].sort((a, b) => rank(a) - rank(b) || (b.score ?? 1) - (a.score ?? 1));
}

/** How many numbers of a document have no evidence. */
export interface Unbound {
  file: string;
  count: number;
}

/**
 * The findings that are shown one by one, and how many numbers of which documents only are counted: those without evidence and
 * without anything that they could mean, where they are many or (`least` 0) where there are no runs at all.
 */
export function foldUnbound(
  findings: readonly Finding[],
  least: number = MOST,
): { shown: Finding[]; unbound: Unbound[] } {
  const isBare = (one: Finding) => one.code === "claim/unbound" && one.severity !== "error" && one.related.length === 0;
  const byFile = Map.groupBy(findings.filter(isBare), (one) => one.file);
  const unbound = [...byFile].map(([file, ones]) => ({ file, count: ones.length })).filter((one) => one.count > least);
  const folded = new Set(unbound.map((one) => one.file));
  return { shown: findings.filter((one) => !(isBare(one) && folded.has(one.file))), unbound };
}

/** `31 numbers of README.md have no evidence here; `docs check README.md --verbose` lists them` */
export function sayUnbound(unbound: readonly Unbound[]): string {
  const largest = [...unbound].sort((a, b) => b.count - a.count);
  const lines = largest.slice(0, MOST).map(({ file, count }) => {
    const numbers = count === 1 ? "1 number has" : `${count} numbers have`;
    return `${file}: ${numbers} no evidence; \`docs check ${file} --verbose\` lists them\n`;
  });
  const rest = largest.slice(MOST);
  const count = rest.reduce((sum, one) => sum + one.count, 0);
  return rest.length === 0
    ? lines.join("")
    : `${lines.join("")}and ${count} numbers of ${rest.length} more documents\n`;
}

/** `4 runs found in 2 experiments (digits/shift, 1 in the project demo): 3 used, 1 failed` */
export function sayRuns(experiments: readonly Pick<ExperimentSummary, "dir" | "project" | "accounting">[]): string {
  const said = sayAccounting(addAccountings(experiments.map((one) => one.accounting)));
  if (experiments.length === 0) return said;
  // A tracker's store holds several experiments in one folder.
  const own = experiments.filter((one) => one.project === undefined).map((one) => one.dir || ".");
  const projects = Map.groupBy(experiments, (one) => one.project);
  const others = [...projects].flatMap(([project, { length }]) =>
    project === undefined ? [] : [`${length} in the project ${project}`],
  );
  const dirs = [...new Set([...own, ...others])];
  const more = dirs.length > NAMED ? " and more" : "";
  const counted = experiments.length === 1 ? "1 experiment" : `${experiments.length} experiments`;
  return said.replace(/ found:/, ` found in ${counted} (${dirs.slice(0, NAMED).join(", ")}${more}):`);
}

/** How many numbers were found and what became of them, and why those that are no claims are none. */
export function sayClaims(verdicts: readonly Verdict[], generated: number): string[] {
  const lines = [`${sayCoverage(coverageOf(verdicts))}; ${generated} generated numbers`];
  const reasons = Object.entries(exemptions(verdicts));
  if (reasons.length === 0) return lines;
  const shown = reasons.slice(0, REASONS).map(([reason, count]) => `${reason} (${count})`);
  const rest = reasons.slice(REASONS).reduce((sum, [, count]) => sum + count, 0);
  return [...lines, `exempt: ${shown.join(", ")}${rest === 0 ? "" : `, other reasons (${rest})`}`];
}

/** How many numbers are no claims, by the reason; the most frequent first. */
export function exemptions(verdicts: readonly Verdict[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const { verdict, reason } of verdicts)
    if (verdict === "exempt") counts.set(reason ?? "not a claim", (counts.get(reason ?? "not a claim") ?? 0) + 1);
  return Object.fromEntries([...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)));
}
