import type { Verdict } from "../model/claim.ts";
import { evaluate } from "./evaluate.ts";
import { judgeComputed, undecided } from "./judge-derived.ts";
import type { Judging } from "./judging.ts";
import { agreeing, excerptOf, verdictOf } from "./judging.ts";
import { parseExpression } from "./selector.ts";

/** Why a `cite:` link whose value agrees is still not what is stored. */
export const UNRESOLVED = "not resolved yet";

/** Judges what people type, `[0.87](cite:full/auc)`: as the expression it names. An empty text agrees with any value. */
export function judgeCite(judging: Judging): Verdict {
  const { found, context, scope } = judging;
  const { claim } = found;
  const expression = parseExpression(claim.selector ?? "");
  if (expression === null)
    return verdictOf(claim, { verdict: "source-missing", reason: `${claim.selector} cannot be read` });
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
