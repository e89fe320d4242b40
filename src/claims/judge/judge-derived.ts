import type { Verdict } from "../../model/claim.ts";
import { inDigits } from "../../model/quantity.ts";
import { diagnose, sayDiagnosis } from "../diagnose/diagnosis.ts";
import type { Address } from "../text/address.ts";
import { parseAddress } from "../text/address.ts";
import type { Numeral } from "../text/numeral.ts";
import type { Evaluation } from "../value/evaluate.ts";
import { evaluate } from "../value/evaluate.ts";
import type { Measured } from "../value/interval.ts";
import { agrees } from "../value/interval.ts";
import type { Scope } from "../value/scope.ts";
import type { Call, Expression } from "../value/selector.ts";
import { parseExpression } from "../value/selector.ts";
import { besideOf } from "./beside.ts";
import type { Judging } from "./judging.ts";
import {
  agreeing,
  agreesInWords,
  agreesWithLock,
  excerptOf,
  isOutOfDate,
  OUT_OF_DATE,
  sayingRenamed,
  statesSize,
  undecided,
  verdictOf,
  withoutOperands,
  withoutSource,
} from "./judging.ts";

/** Judges a link whose title is an expression: it is computed again from the logs. */
export function judgeDerived(judging: Judging): Verdict {
  const { claim } = judging.found;
  const address = parseAddress(claim.file, claim.target ?? "");
  const expression = parseExpression(claim.selector ?? "");
  if (address === null) return verdictOf(claim, { verdict: "source-missing", reason: "the link leaves the project" });
  if (expression === null) return verdictOf(claim, { verdict: "source-missing", reason: "its title cannot be read" });
  const computed = evaluate(expression, judging.scope);
  if (!computed.ok) return undecided(judging, computed.problem, judging.context.isFile(address.file));
  if (!judging.context.isFile(address.file)) {
    const gone = withoutSource(judging, `${address.file} does not exist`);
    return movedDerived(judging, { address, expression, result: computed.result }) ?? gone;
  }
  return judgeComputed(judging, expression, computed.result);
}

/** The verdict on a computed number of which the linked file lies elsewhere now, among the files that it is computed from. */
function movedDerived(
  judging: Judging,
  { address, expression, result }: { address: Address; expression: Expression; result: Evaluation },
): Verdict | null {
  const { file, line, endLine } = address;
  const moved = judging.context.movedFile?.(file, { line, endLine, hash: null }) ?? [];
  const here = result.evidence.filter((one) => moved.length === 1 && one.file === moved[0]);
  if (here.length === 0) return null;
  const evidence = [...here, ...result.evidence.filter((one) => !here.includes(one))];
  return sayingRenamed(judgeComputed(judging, expression, { ...result, evidence }));
}

/** Why a `cite:` link whose value agrees is still not what is stored. */
const UNRESOLVED = "not resolved yet";

/** Judges what people type, `[0.87](cite:full/auc)`: as the expression it names. An empty text agrees with any value. */
export function judgeCite(judging: Judging): Verdict {
  const { found, context, scope } = judging;
  const { claim } = found;
  const expression = parseExpression(claim.selector ?? "");
  if (expression === null) {
    const stated = claim.selector?.trim() ?? "";
    const reason = stated === "" ? "its `cite:` link names nothing" : `\`${stated}\` is no name of a value`;
    return verdictOf(claim, { verdict: "source-missing", reason });
  }
  const computed = evaluate(expression, scope);
  if (!computed.ok) return undecided(judging, computed.problem, true);
  const { measured, evidence, operands, name } = computed.result;
  if (claim.text.trim() !== "") {
    const verdict = judgeComputed(judging, expression, computed.result);
    return { ...verdict, reason: verdict.reason ?? UNRESOLVED };
  }
  const good = expression.kind === "call" ? "derived" : "supported";
  const value = name === null ? measured.value : null;
  const excerpt = excerptOf(context, evidence[0]);
  return agreeing(judging, verdictOf(claim, { verdict: good, value, evidence, excerpt, reason: UNRESOLVED }), operands);
}

/** The verdict on a claim whose expression has a value. */
function judgeComputed(judging: Judging, expression: Expression, result: Evaluation): Verdict {
  const { found, context, entry } = judging;
  const { measured, evidence, operands } = result;
  const base = {
    value: result.name === null ? measured.value : null,
    evidence,
    excerpt: excerptOf(context, evidence[0]),
  };
  if (result.name !== null)
    return judgeName(judging, result.name, verdictOf(found.claim, { ...base, verdict: "derived" }));
  const [numeral, ...others] = found.numerals;
  if (numeral === undefined)
    return verdictOf(found.claim, { ...base, verdict: "unbound", reason: "it states no number" });
  const unchecked = others.length > 0 ? "only its first number is computed" : null;
  const isRight = agreesInWords(judging, numeral, measured) && spreadAgrees(judging, expression);
  const good = expression.kind === "call" ? "derived" : "supported";
  if (isRight && unchecked === null)
    return agreeing(judging, verdictOf(found.claim, { ...base, verdict: good }), operands);
  if (isRight) return verdictOf(found.claim, { ...base, verdict: "ambiguous", reason: unchecked });
  const away = withoutOperands(judging);
  if (away !== null) return away;
  if (entry !== null && entry.value !== null && entry.value !== measured.value && agreesWithLock(found, entry)) {
    return verdictOf(found.claim, {
      ...base,
      verdict: "stale",
      reason: `it was ${inDigits(entry.value)} when this was written`,
    });
  }
  if (isOutOfDate(judging)) return verdictOf(found.claim, { ...base, verdict: "stale", reason: OUT_OF_DATE });
  const [operand = null] = operands;
  const wrong = wrongPart(judging, numeral, { expression, measured });
  const bySize = statesSize(judging, wrong.numeral, wrong.measured);
  const fits = diagnose({ ...wrong, operand, scope: judging.scope, bySize, beside: besideOf(judging) });
  return verdictOf(found.claim, { ...base, verdict: "contradicted", ...sayDiagnosis(fits) });
}

/** `0.871 ± 0.004` with `mean(x)`: the spread has to be the sample standard deviation of the same values. */
function spreadAgrees({ found, scope }: Judging, expression: Expression): boolean {
  const [numeral] = found.numerals;
  const spread = numeral?.kind === "spread" ? numeral.parts[1] : undefined;
  if (spread === undefined) return true;
  const computed = spreadOf(expression, scope);
  return computed !== null && agrees(spread, computed.measured);
}

function spreadOf(expression: Expression, scope: Scope): { expression: Call; measured: Measured } | null {
  if (expression.kind !== "call" || (expression.name !== "mean" && expression.name !== "median")) return null;
  const std: Call = { ...expression, name: "std" };
  const computed = evaluate(std, scope);
  return computed.ok ? { expression: std, measured: computed.result.measured } : null;
}

/** Which of value and spread is wrong, with what it should be. */
function wrongPart(judging: Judging, numeral: Numeral, whole: { expression: Expression; measured: Measured }) {
  const [main, spread] = numeral.kind === "spread" ? numeral.parts : [numeral];
  const std = spread === undefined ? null : spreadOf(whole.expression, judging.scope);
  if (main === undefined || spread === undefined || std === null || !agrees(main, whole.measured)) {
    return { numeral: main ?? numeral, ...whole };
  }
  return { numeral: spread, ...std };
}

function judgeName(judging: Judging, name: string, good: Verdict): Verdict {
  const text = judging.found.claim.text.replace(/[`*_]/g, "").trim();
  if (text === name) return good;
  const away = withoutOperands(judging);
  if (away !== null) return away;
  return { ...good, verdict: "contradicted", reason: `the best is ${name}` };
}
