import type { VerdictName } from "./claim.ts";
import type { RuleId } from "./rule.ts";

/** The rule that each verdict on a claim that does not hold, or cannot be checked, is found by. */
export const WRONG_CLAIM_RULES = {
  contradicted: "claim/contradicted",
  stale: "claim/stale",
  "wrong-run": "claim/wrong-run",
  "ignored-run": "claim/ignored-run",
  "source-missing": "claim/source-missing",
  unreadable: "claim/unreadable",
  "unsupported-format": "claim/unsupported-format",
  ambiguous: "claim/ambiguous",
} as const satisfies Partial<Record<VerdictName, RuleId>>;

/** The rule of a verdict that says that a claim does not hold; null for every other one. */
export function wrongClaimRule(verdict: VerdictName): RuleId | null {
  const rules: Partial<Record<VerdictName, RuleId>> = WRONG_CLAIM_RULES;
  return rules[verdict] ?? null;
}
