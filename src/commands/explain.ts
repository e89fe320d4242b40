import { findingsOf } from "../claims/verdict-finding.ts";
import { isFile } from "../disk/file.ts";
import { UsageError } from "../errors.ts";
import { sentenceAt } from "../markdown/sentence.ts";
import type { Verdict } from "../model/claim.ts";
import type { Document } from "../model/document.ts";
import { didYouMean, nearestNames } from "../model/nearest.ts";
import type { JudgedDocument } from "../model/project.ts";
import type { RuleId } from "../model/rule.ts";
import { isRuleId, RULES } from "../model/rule.ts";
import type { RuleExample } from "../model/rule-example.ts";
import { RULE_EXAMPLES } from "../model/rule-example.ts";
import { claimRecords, documentOf } from "../project/claim-record.ts";
import type { Place } from "../project/named-documents.ts";
import { namedDocuments } from "../project/named-documents.ts";
import { findProject, loadConfig } from "../project/setup.ts";
import { showRecord } from "../readers/index.ts";
import { chainText, claimList } from "../reporters/claim-chain.ts";
import { visible } from "../reporters/width.ts";
import type { Invocation, Outcome } from "./command.ts";
import { flag } from "./command.ts";

/** More claims than this are listed instead of explained. */
const MOST = 3;

/** `docs explain`: what a rule is for, or the chain from a claim's sentence to the bytes that it rests on. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const what = (invocation.args[0] ?? "").replace(/^\w+(?=\[)/, "").replace(/^\[(.*)\]$/, "$1");
  if (flag(invocation, "list") || what === "") return listRules();
  if (isRuleId(what)) return explainRule(what);
  const at = /^(.+?)(?::(\d+))?(?::(\d+))?:?$/s.exec(what);
  const setup = findProject(invocation.host.cwd, invocation.global.config);
  const place = async (): Promise<Place> => ({ cwd: invocation.host.cwd, setup, config: await loadConfig(setup) });
  if (/^[0-9a-f]{4,}$/i.test(what)) return explainId(await place(), what.toLowerCase());
  if (at !== null && (at[2] !== undefined || /[./\\]/.test(what)) && !isNearRule(what)) {
    return explainPlace(await place(), { file: at[1] ?? "", line: numberOf(at[2]), column: numberOf(at[3]) });
  }
  const near = nearestNames(what, Object.keys(RULES));
  const help = near.length > 0 ? didYouMean(near) : "`docs explain --list` lists all; or name a place: report.md:12.";
  throw new UsageError(`there is no rule \`${what}\``, help);
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : Number(text);
}

/** `claim/contradictd` is a misspelt rule and no file. */
function isNearRule(what: string): boolean {
  return /^[a-z]+\/[a-z-]+$/.test(what) && nearestNames(what, Object.keys(RULES)).length > 0;
}

function listRules(): Outcome {
  const ids = Object.keys(RULES) as RuleId[];
  const width = Math.max(...ids.map((id) => id.length));
  const groups = Map.groupBy(ids, (id) => id.replace(/\/.*/, ""));
  const lines = [...groups.values()].flatMap((group) => [
    "",
    ...group.map((id) => `${id.padEnd(width)}  ${RULES[id].severity.padEnd(7)}  ${RULES[id].title}`),
  ]);
  const text = `${lines.slice(1).join("\n")}\n\n\`docs explain <code>\` says more of one.\n`;
  return { exit: 0, text, json: { rules: ids.map((id) => ({ id, ...RULES[id] })) }, findings: [] };
}

function explainRule(id: RuleId): Outcome {
  const { severity, title, why, help } = RULES[id];
  const example = RULE_EXAMPLES[id];
  const lines = [`${id} (${severity})`, title, "", `Why   ${why}`, `Help  ${help}`, "", ...sayExample(example)];
  lines.push("", `The configuration can change how bad it is:  rules: { ${id}: warning }`);
  return {
    exit: 0,
    text: `${lines.join("\n")}\n`,
    json: { rule: { id, severity, title, why, help, example } },
    findings: [],
  };
}

/** The wrong and the right text of one file. */
function sayExample({ file, given, wrong, right, synced }: RuleExample): string[] {
  const text = (one: string | null) => indent(one?.replace(/\n$/, "") ?? "(there is no such file)");
  const then = synced ? ", after `docs sync`" : "";
  const lines = [`Wrong in ${file}`, ...text(wrong), `Right${then}`, ...text(right)];
  return given === undefined ? lines : [`Given that ${given}`, "", ...lines];
}

async function judged({ setup, config }: Place, named: readonly string[]): Promise<JudgedDocument[]> {
  const { compile } = await import("../compile.ts");
  return (await compile({ setup, config, judge: "before", named })).documents;
}

/** A claim by its id. Bare numbers have ids in documents that are asked for by name, so all are when no other has it. */
async function explainId(place: Place, id: string): Promise<Outcome> {
  const has = ({ claim }: Verdict) => claim.id.startsWith(id);
  const first = await judged(place, []);
  const isKnown = first.some(({ verdicts }) => verdicts.some(has));
  const files = first.map((one) => one.file).filter((file) => isFile(place.setup.root, file));
  const documents = isKnown ? first : await judged(place, files);
  const found = withVerdicts(documents, has);
  if (found.length > 0) return explained(place, found);
  throw new UsageError(
    `no claim has the id \`${id}\``,
    "`docs explain <file>` lists the claims of a document with their ids.",
  );
}

/** The claims on a line, or those of a whole document. */
async function explainPlace(
  place: Place,
  at: { file: string; line: number | null; column: number | null },
): Promise<Outcome> {
  const named = namedDocuments(place, [at.file]);
  const documents = (await judged(place, named)).filter((one) => named.includes(one.file));
  const onLine = ({ claim }: Verdict) =>
    at.line === null || (claim.span.line <= at.line && at.line <= claim.span.line + claim.text.split("\n").length - 1);
  const found = withVerdicts(documents, onLine);
  const exact = withVerdicts(found, ({ claim }) => isAround(claim, at.column));
  const stated = withVerdicts(found, ({ verdict }) => verdict !== "exempt");
  const shown = [at.column === null ? stated : exact, stated, found].find((one) => one.length > 0);
  if (shown !== undefined) return explained(place, at.line === null ? found : shown, at.line === null);
  const lines = documents.flatMap((one) => one.verdicts.map(({ claim }) => claim.span.line));
  const near = [...new Set(lines)].sort((a, b) => Math.abs(a - (at.line ?? 0)) - Math.abs(b - (at.line ?? 0)));
  const nearest = near.slice(0, 5).sort((a, b) => a - b);
  const help =
    near.length === 0
      ? "It states no number; generated text that is up to date needs no checking."
      : `The nearest stand on ${nearest.length === 1 ? "line" : "lines"} ${nearest.join(", ")}.`;
  throw new UsageError(`no claim stands ${at.line === null ? `in ${at.file}` : `on ${at.file}:${at.line}`}`, help);
}

function isAround({ span }: Verdict["claim"], column: number | null): boolean {
  return column === null || (span.column <= column && column <= span.column + (span.end - span.start));
}

function withVerdicts(documents: readonly JudgedDocument[], wanted: (one: Verdict) => boolean): JudgedDocument[] {
  return documents
    .map((one) => ({ ...one, verdicts: one.verdicts.filter(wanted) }))
    .filter((one) => one.verdicts.length > 0);
}

function explained({ setup }: Place, found: readonly JudgedDocument[], isList = false): Outcome {
  const verdicts = found.flatMap((one) => one.verdicts);
  const claims = found.flatMap((one) => claimRecords(setup.root, one));
  const outcome = { exit: 0 as const, json: { claims }, findings: [] };
  if (isList || verdicts.length > MOST) return { ...outcome, text: claimList(verdicts) };
  const chains = found.flatMap(({ file, verdicts: ones }) => {
    const document = documentOf(setup.root, file);
    return ones.map((verdict) => chainOf(setup.root, document, verdict));
  });
  return { ...outcome, text: chains.join("\n") };
}

function chainOf(root: string, document: Document | null, verdict: Verdict): string {
  const [first] = verdict.evidence;
  const record = first === undefined ? null : showRecord(first, root);
  if (document === null) return chainText(verdict, { sentence: null, columnHead: null, rowHead: null, record }, null);
  const { text, columnHead, rowHead } = sentenceAt(document, verdict.claim.span.start);
  const [finding = null] = findingsOf(document, [verdict]);
  return chainText(verdict, { sentence: text.trim(), columnHead, rowHead, record }, finding);
}

function indent(text: string): string[] {
  return text.split("\n").map((line) => `    ${visible(line)}`);
}
