import { CLAIM_RULES } from "./rule/claim.ts";
import { DOCUMENT_RULES } from "./rule/document.ts";
import { REVIEW_FINDINGS } from "./rule/review.ts";
import type { Rule } from "./rule/rule.ts";
import { SOURCE_RULES } from "./rule/source.ts";

export type { Rule } from "./rule/rule.ts";

/** Every rule, by its stable id. The id names the area and what is wrong; it never changes once released. */
export const RULES = {
  ...CLAIM_RULES,
  ...DOCUMENT_RULES,
  ...SOURCE_RULES,
  ...REVIEW_FINDINGS,
} as const satisfies Record<string, Rule>;

/** A stable rule id. */
export type RuleId = keyof typeof RULES;

/** Tells whether a text is a rule id. */
export function isRuleId(text: string): text is RuleId {
  return Object.hasOwn(RULES, text);
}
