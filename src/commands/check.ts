import { summarizeAccounting } from "../model/accounting.ts";
import type { Verdict } from "../model/claim.ts";
import { coverageOf, sayCoverage } from "../model/claim.ts";
import type { Finding } from "../model/finding.ts";
import { projectPath } from "../project/project-path.ts";
import { findProject, loadConfig } from "../project/setup.ts";
import { exitCodeOf } from "../project/severity.ts";
import type { Invocation, Outcome } from "./command.ts";
import { flag, progressOf } from "./command.ts";
import { report } from "./findings.ts";

/** `docs check`: judges every claim as the documents lie there; writes nothing. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const setup = findProject(invocation.host.cwd, invocation.global.config);
  const config = await loadConfig(setup);
  const named = invocation.args.map((path) => projectPath(invocation.host.cwd, setup.root, path));
  const { compile } = await import("../compile.ts");
  const compiled = await compile({
    setup,
    config,
    judge: "before",
    restore: new Set(),
    reports: null,
    named,
    say: progressOf(invocation),
  });
  const isNamed = (file: string) => named.length === 0 || named.includes(file);
  const documents = compiled.documents.filter((one) => isNamed(one.file));
  const verdicts = documents.flatMap((one) => one.verdicts);
  const coverage = coverageOf(verdicts);
  const generated = documents.reduce((sum, one) => sum + one.generated, 0);
  const missing = compiled.writes
    .filter((one) => one.before === null && one.path.endsWith(".md"))
    .map((one) => one.path);
  const findings = compiled.findings.filter((one) => isNamed(one.file));
  const text = [
    findings.length > 0 ? report(invocation, setup.root, findings) : "",
    invocation.global.quiet
      ? ""
      : summaryOf({
          accounting: summarizeAccounting(compiled.accounting),
          coverage: sayCoverage(coverage),
          generated,
          missing,
        }),
  ];
  return {
    exit: exitCodeOf(findings, flag(invocation, "strict")),
    text:
      invocation.global.reporter !== null && invocation.global.reporter !== "pretty"
        ? (text[0] ?? "")
        : text.filter(Boolean).join("\n"),
    json: {
      accounting: compiled.accounting,
      coverage,
      generated,
      claims: verdicts.map(claimOf),
      next: nextOf(findings),
    },
    findings,
  };
}

function summaryOf(input: { accounting: string; coverage: string; generated: number; missing: string[] }): string {
  const lines = [input.accounting, `${input.coverage}; ${input.generated} generated numbers`];
  if (input.missing.length > 0) {
    lines.push(
      `not made yet: ${input.missing.slice(0, 5).join(", ")}${input.missing.length > 5 ? " …" : ""}; run \`docs sync\``,
    );
  }
  return `${lines.join("\n")}\n`;
}

function claimOf(verdict: Verdict): object {
  const { claim, ...rest } = verdict;
  const { span, ...said } = claim;
  return { ...said, line: span.line, column: span.column, ...rest };
}

function nextOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map((one) => one.help))].slice(0, 10);
}
