import { readLines } from "../disk/region.ts";
import { UsageError } from "../errors.ts";
import type { Verdict } from "../model/claim.ts";
import type { Evidence } from "../model/evidence.ts";
import { didYouMean, nearestNames } from "../model/nearest.ts";
import type { RuleId } from "../model/rule.ts";
import { isRuleId, RULES } from "../model/rule.ts";
import { RULE_EXAMPLES } from "../model/rule-example.ts";
import { findProject, loadConfig } from "../project/setup.ts";
import { sourceOf } from "../query/record.ts";
import { visible } from "../reporters/width.ts";
import type { Invocation, Outcome } from "./command.ts";

/** `docs explain`: what a rule is for, or the chain from a claim's sentence to the bytes that it rests on. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const what = (invocation.args[0] ?? "").replace(/^\[(.*)\]$/, "$1");
  if (isRuleId(what)) return explainRule(what);
  if (/^[0-9a-f]{4,}$/i.test(what)) return explainClaim(invocation, what.toLowerCase());
  const ids = Object.keys(RULES);
  const near = nearestNames(what, ids);
  const help = near.length > 0 ? didYouMean(near) : `The rules are:\n${ids.map((id) => `    ${id}`).join("\n")}`;
  throw new UsageError(`there is no rule \`${what}\``, help);
}

function explainRule(id: RuleId): Outcome {
  const { severity, title, why, help } = RULES[id];
  const example = RULE_EXAMPLES[id] ?? null;
  const lines = [`${id} (${severity})`, title, "", `Why   ${why}`, `Help  ${help}`];
  if (example !== null) lines.push("", "Wrong", ...indent(example.wrong), "Right", ...indent(example.right));
  lines.push("", `The configuration can change how bad it is:  rules: { ${id}: warning }`);
  return {
    exit: 0,
    text: `${lines.join("\n")}\n`,
    json: { rule: { id, severity, title, why, help, example } },
    findings: [],
  };
}

async function explainClaim(invocation: Invocation, id: string): Promise<Outcome> {
  const setup = findProject(invocation.host.cwd, invocation.global.config);
  const config = await loadConfig(setup);
  const { compile } = await import("../compile.ts");
  const compiled = await compile({ setup, config, judge: "before", restore: new Set(), reports: null, named: [] });
  const verdicts = compiled.documents.flatMap((document) => document.verdicts);
  const found = verdicts.filter(({ claim }) => claim.id.startsWith(id));
  if (found.length === 0) {
    throw new UsageError(`no claim has the id \`${id}\``, "`docs check --json` lists all claims with their ids.");
  }
  const text = found.map((verdict) => chainOf(verdict, setup.root)).join("\n");
  return { exit: 0, text, json: { claims: found }, findings: [] };
}

/** Sentence → selector → evidence → region. */
function chainOf(verdict: Verdict, root: string): string {
  const { claim, evidence, excerpt, value } = verdict;
  const fields: [string, string | null][] = [
    ["claim", `${claim.id} in ${claim.file}:${claim.span.line}:${claim.span.column}`],
    ["sentence", lineIn(root, claim.file, claim.span.line)],
    ["text", claim.text],
    ["link", claim.target],
    ["selector", claim.selector],
    ["value", value === null ? null : String(value)],
    ["evidence", evidence.length === 0 ? null : evidence.map(sayEvidence).join("\n")],
    ["excerpt", excerpt === null ? null : `${excerpt.file}:${excerpt.line}\n${excerpt.text}`],
    ["hash", excerpt === null ? null : `${excerpt.hash} (of this excerpt alone)`],
    ["verdict", [verdict.verdict, verdict.diagnosis, verdict.reason].filter((one) => one !== null).join(": ")],
    [
      "candidates",
      verdict.candidates.length === 0 ? null : verdict.candidates.slice(0, 5).map(sayCandidate).join("\n"),
    ],
  ];
  const width = Math.max(...fields.map(([label]) => label.length));
  return fields
    .flatMap(([label, content]) => (content === null ? [] : block(label.padEnd(width), content)))
    .map((line) => `${line.trimEnd()}\n`)
    .join("");
}

function block(label: string, content: string): string[] {
  return content
    .split(/\r?\n/)
    .map((line, index) => `${index === 0 ? label : " ".repeat(label.length)}  ${visible(line)}`);
}

function sayEvidence(one: Evidence): string {
  return `${sourceOf(one)}  ${one.literal}`;
}

function sayCandidate({ selector, value, score, why }: Verdict["candidates"][number]): string {
  return `${selector} = ${value} (score ${score.toFixed(2)}: ${why.join(", ")})`;
}

function lineIn(root: string, file: string, line: number): string | null {
  try {
    return readLines(root, { file, line, endLine: line })[0] ?? null;
  } catch {
    return null;
  }
}

function indent(text: string): string[] {
  return text.split("\n").map((line) => `    ${line}`);
}
