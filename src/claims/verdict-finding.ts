import { escapeUrl } from "../markdown/escape.ts";
import type { Verdict, VerdictName } from "../model/claim.ts";
import type { Document } from "../model/document.ts";
import { fragmentOf, lineOf } from "../model/evidence.ts";
import type { Finding, Related } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import { inDigits } from "../model/quantity.ts";
import type { RuleId } from "../model/rule.ts";
import { relativePath } from "../model/tree.ts";
import { WRONG_CLAIM_RULES } from "../model/verdict-rule.ts";
import { clearlyBest } from "./bind/candidate.ts";
import { isMoved, isRenamed } from "./judge/judging.ts";
import { WHOLE_FILE } from "./judge/whole-file.ts";
import { linkOf, restated } from "./restate.ts";
import { parseAddress } from "./text/address.ts";
import { parseExpression } from "./value/selector.ts";
import { isSetting, sayVerdict } from "./verdict-message.ts";

const CODES: Partial<Record<VerdictName, RuleId>> = {
  ...WRONG_CLAIM_RULES,
  unbound: "claim/unbound",
  attested: "claim/attested",
};

/** Findings in which another number is expected than the text has. */
const ABOUT_THE_NUMBER = new Set<RuleId>(["claim/contradicted", "claim/stale", "claim/wrong-run", "claim/unresolved"]);
/** Of a number computed from many, so many operands are shown. */
const OPERANDS = 12;

/** What there is to say about a document's verdicts: the sentence as it stands, the log line beside it, why, and what to do. */
export function findingsOf(document: Document, verdicts: readonly Verdict[]): Finding[] {
  return verdicts.flatMap((verdict) => {
    const code = codeOf(verdict);
    return code === null ? [] : [findingOf(document, verdict, code)];
  });
}

function codeOf(judged: Verdict): RuleId | null {
  const { verdict, claim } = judged;
  if (claim.kind === "cite" && verdict === "source-missing") return "claim/no-such-value";
  if (verdict === "unbound" && judged.reason === WHOLE_FILE) return statesNumber(judged) ? "claim/whole-file" : null;
  const code = CODES[verdict];
  if (code !== undefined) return code;
  if (verdict === "exempt") return null;
  if (claim.kind === "cite") return "claim/unresolved";
  return isMoved(judged) ? "claim/moved" : null;
}

/** Whether a link states a number, and not some name or title that has one in it: `[Muon, 50B tokens](main.log)`. */
function statesNumber({ claim }: Verdict): boolean {
  return /^[^\p{L}]*\d/u.test(claim.text);
}

function findingOf(document: Document, verdict: Verdict, code: RuleId): Finding {
  const { claim, value } = verdict;
  const stated = value === null ? null : (restated(document, verdict) ?? inDigits(value));
  const isRight = stated === claim.text.replace(/[`*_]/g, "").trim();
  const expected = ABOUT_THE_NUMBER.has(code) && !isRight && !isSetting(verdict) ? stated : null;
  const help = helpOf(document, verdict, code);
  const made = finding({
    code,
    file: claim.file,
    ...placeOf(document, verdict, code),
    ...sayVerdict(verdict, code, { isRight, expected }),
    expected,
    found: expected === null || claim.text === "" ? null : claim.text,
    related: relatedOf(verdict),
    score: claim.kind === "bare" || claim.kind === "words" ? verdict.score : null,
    ...(help === null ? {} : { help }),
  });
  // A line that stands elsewhere in its file is found by whoever follows the link; a file that does so is not.
  return code === "claim/moved" && isRenamed(verdict) ? { ...made, severity: "warning" } : made;
}

/** The number within a link where the number is what matters, else the whole link; the first line of it. */
function placeOf(document: Document, verdict: Verdict, code: RuleId): Pick<Finding, "line" | "column" | "endColumn"> {
  const { claim } = verdict;
  const inLink = ABOUT_THE_NUMBER.has(code) || code === "claim/ignored-run" ? linkOf(document, verdict) : null;
  const span = inLink === null || inLink.textSpan.start === inLink.textSpan.end ? claim.span : inLink.textSpan;
  const [first = ""] = document.text.slice(span.start, span.end).split(/\r?\n/, 1);
  return { line: span.line, column: span.column, endColumn: span.column + first.length };
}

/** What to do about this very claim: a command that works, or what to write; null where the rule's own help says it. */
function helpOf(document: Document, verdict: Verdict, code: RuleId): string | null {
  if (code === "claim/whole-file") return helpToPin(verdict);
  if (code === "claim/unbound") return helpToBind(verdict);
  if (code === "claim/unresolved") return `run \`docs cite ${quoted(verdict.claim.file)} --write\``;
  if (code === "claim/no-such-value" && !parseExpression(verdict.claim.selector ?? ""))
    return `name the run and the metric: \`[${verdict.claim.text}](cite:<run>/<metric>)\`; \`docs runs list --all\` shows the runs`;
  if (code === "claim/no-such-value") return "`docs runs list --all` shows the names of all runs";
  if (code === "claim/moved") return `run \`docs cite ${quoted(verdict.claim.file)} --write\` to re-pin it`;
  if (code === "claim/source-missing" && /leaves the project/.test(verdict.reason ?? ""))
    return "check it from a folder that holds both the document and the log: `docs check -C <folder>`";
  if (code === "claim/attested") return "fetch the logs to check the number itself; nothing else is to be done";
  return ABOUT_THE_NUMBER.has(code) ? helpToCorrect(document, verdict, code) : null;
}

function helpToCorrect(document: Document, verdict: Verdict, code: RuleId): string | null {
  const { claim, value, evidence } = verdict;
  if (claim.region !== null) {
    if (code === "claim/stale") return "run `docs sync`";
    return `run \`docs sync --restore ${quoted(claim.file)}\` to undo the edit of the region`;
  }
  if (claim.kind === "words") return "correct the words, or say which runs and metric they are about";
  const expected = value === null ? null : restated(document, verdict);
  if (expected === null) return "correct the text, or cite what it is about";
  if (expected === claim.text.replace(/[`*_]/g, "").trim()) return "correct the words, or cite what they are about";
  const [first] = evidence;
  if (isSetting(verdict)) return "correct the setting, or link the line that says it";
  if (claim.kind === "bare") {
    const isOne = first !== undefined && evidence.length === 1 && lineOf(first) !== null;
    const target = isOne ? addressOf(claim.file, first) : null;
    return `correct the text${target === null ? ` to ${expected}` : `: \`[${expected}](${target})\``}`;
  }
  const accept = `run \`docs cite --accept ${claim.id} --write\` to change the text to ${expected}`;
  return code === "claim/wrong-run" ? `cite the run you mean, or ${accept}` : accept;
}

function helpToPin({ claim, candidates }: Verdict): string {
  const meant = clearlyBest(candidates);
  if (meant === null || parseAddress(claim.file, claim.target ?? "")?.file !== meant.evidence.file)
    return `add the line to the link, such as \`${claim.target}#L42\``;
  return `add the line to the link: \`${claim.target}${fragmentOf(meant.evidence.locator)}\` says ${meant.metric} ${meant.evidence.literal}`;
}

function helpToBind({ claim, candidates }: Verdict): string {
  if (claim.kind !== "bare") return "link to a line of a log or table that states it, such as `train.log#L42`";
  const best = clearlyBest(candidates, 0);
  if (best !== null) {
    const accept = `run \`docs cite ${quoted(claim.file)} --accept ${claim.id} --write\` to link it`;
    return clearlyBest(candidates) === null ? `if that is what it means, ${accept}` : `${accept} to ${best.selector}`;
  }
  const [first] = candidates;
  if (first !== undefined) return `say which: \`[${claim.text}](cite:${first.selector.replaceAll(" ", "%20")})\``;
  return `link the line that states it: \`[${claim.text}](path/to/train.log#L42)\``;
}

function addressOf(file: string, evidence: Verdict["evidence"][number]): string {
  return escapeUrl(relativePath(file, evidence.file)) + fragmentOf(evidence.locator);
}

/** A path as a shell takes it. */
function quoted(path: string): string {
  return /^[\w./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

function relatedOf({ evidence, excerpt, candidates }: Verdict): Related[] {
  const shown = evidence.length > 0 ? evidence.slice(0, OPERANDS) : candidates.slice(0, 1).map((one) => one.evidence);
  return shown.map((one, index): Related => {
    const line = lineOf(one);
    const isCited = index === 0 && excerpt !== null && line !== null && excerpt.line <= line && line <= excerpt.endLine;
    const text = isCited ? (excerpt.text.split("\n")[line - excerpt.line] ?? one.literal) : one.literal;
    return { file: one.file, line, text, label: one.literal };
  });
}
