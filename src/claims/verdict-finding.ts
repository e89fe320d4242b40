import type { Verdict, VerdictName } from "../model/claim.ts";
import type { Document } from "../model/document.ts";
import { lineOf } from "../model/evidence.ts";
import type { Finding, Related } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { RuleId } from "../model/rule.ts";
import { baseName } from "../model/tree.ts";
import { clearlyBest } from "./bind/candidate.ts";
import { isMoved } from "./judge/judging.ts";
import { restated } from "./restate.ts";

const CODES: Partial<Record<VerdictName, RuleId>> = {
  contradicted: "claim/contradicted",
  stale: "claim/stale",
  "wrong-run": "claim/wrong-run",
  "ignored-run": "claim/ignored-run",
  "source-missing": "claim/source-missing",
  unreadable: "claim/unreadable",
  "unsupported-format": "claim/unsupported-format",
  ambiguous: "claim/ambiguous",
  unbound: "claim/unbound",
  attested: "claim/attested",
};

/** What there is to say about a document's verdicts: the sentence as it stands, the log line beside it, and what to do. */
export function findingsOf(document: Document, verdicts: readonly Verdict[]): Finding[] {
  return verdicts.flatMap((verdict) => {
    const code = codeOf(verdict);
    return code === null ? [] : [findingOf(document, verdict, code)];
  });
}

function codeOf(judged: Verdict): RuleId | null {
  const { verdict, claim } = judged;
  if (claim.kind === "cite" && verdict === "source-missing") return "claim/no-such-value";
  const code = CODES[verdict];
  if (code !== undefined) return code;
  if (verdict === "exempt") return null;
  if (claim.kind === "cite") return "claim/unresolved";
  return isMoved(judged) ? "claim/moved" : null;
}

function findingOf(document: Document, verdict: Verdict, code: RuleId): Finding {
  const { claim, value } = verdict;
  const expected = value === null ? null : restated(document, verdict);
  const help = helpOf(verdict, code, expected);
  const lines = document.text.slice(claim.span.start, claim.span.end).split("\n", 1);
  return finding({
    code,
    file: claim.file,
    line: claim.span.line,
    column: claim.span.column,
    endColumn: claim.span.column + (lines[0]?.length ?? 0),
    message: messageOf(verdict, code),
    expected: expected ?? (value === null ? null : String(value)),
    found: claim.text === "" ? null : claim.text,
    related: relatedOf(verdict),
    ...(help === null ? {} : { help }),
  });
}

function messageOf(verdict: Verdict, code: RuleId): string {
  const { claim, reason, diagnosis } = verdict;
  const says = `${stem(claim.file)} says ${claim.text.replace(/\s+/g, " ")}`;
  const is = verdict.evidence.length > 1 || claim.kind === "derived" ? "it computes to" : "the log says";
  const value = literalOf(verdict);
  const why = [diagnosis, reason].filter((part) => part !== null).join("; ");
  const because = why === "" ? "" : `: ${why}`;
  const now = code === "claim/stale" ? " now" : "";
  const isWrong = code === "claim/contradicted" || code === "claim/wrong-run" || now !== "";
  if (isWrong) return value === null ? `${says}${because}` : `${says}, ${is} ${value}${now}${because}`;
  if (code === "claim/ignored-run") return `${says}, but ${reason ?? "its run is ignored"}`;
  if (code === "claim/moved") return `the cited line has ${reason}`;
  if (code === "claim/unresolved") return `${claim.target} is not resolved yet`;
  if (code === "claim/unbound" && claim.kind === "bare") return `${says} without evidence${because}`;
  return claim.text === "" ? (reason ?? verdict.verdict) : `${says}${because}`;
}

/** The value as logged; a computed one with enough digits to see the difference. */
function literalOf({ value, evidence, claim }: Verdict): string | null {
  if (value === null) return null;
  const [first, ...others] = evidence;
  const isLogged =
    others.length === 0 && claim.kind !== "derived" && first !== undefined && Number(first.literal) === value;
  return isLogged && first !== undefined ? first.literal : String(Number(value.toPrecision(8)));
}

function helpOf(verdict: Verdict, code: RuleId, expected: string | null): string | null {
  const { claim, candidates } = verdict;
  const accept = `docs cite --accept ${claim.id} --write`;
  const isFixable = code === "claim/contradicted" || code === "claim/stale";
  if (code === "claim/stale" && claim.region !== null) return "run `docs sync`";
  if (isFixable && claim.region !== null)
    return `run \`docs sync --restore ${claim.file}\` to undo the edit of the region`;
  if (isFixable && claim.kind !== "bare" && expected !== null)
    return `run \`${accept}\` to change the text to ${expected}`;
  const best = clearlyBest(candidates);
  if (code === "claim/unbound" && claim.kind === "evidence" && !/#/.test(claim.target ?? "#"))
    return `add the line to the link, such as \`${claim.target}#L42\``;
  if (code === "claim/unbound" && best !== null) return `run \`${accept}\` to link it to ${best.selector}`;
  return null;
}

function relatedOf({ evidence, excerpt, candidates }: Verdict): Related[] {
  const shown = evidence.length > 0 ? evidence.slice(0, 3) : candidates.slice(0, 1).map((one) => one.evidence);
  return shown.map((one, index): Related => {
    const line = lineOf(one);
    const isCited = index === 0 && excerpt !== null && line !== null && excerpt.line <= line && line <= excerpt.endLine;
    const text = isCited ? (excerpt.text.split("\n")[line - excerpt.line] ?? one.literal) : one.literal;
    return { file: one.file, line, text, label: one.literal };
  });
}

function stem(file: string): string {
  return baseName(file).replace(/\.[^.]*$/, "");
}
