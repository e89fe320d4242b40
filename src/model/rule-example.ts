import type { RuleId } from "./rule.ts";
import { CLAIM_EXAMPLES } from "./rule-example/claim.ts";
import { DOCUMENT_EXAMPLES } from "./rule-example/document.ts";
import { EVIDENCE_EXAMPLES } from "./rule-example/evidence.ts";
import type { RuleExample } from "./rule-example/example.ts";
import { REVIEW_EXAMPLES } from "./rule-example/review.ts";
import { SOURCE_EXAMPLES } from "./rule-example/source.ts";

export type { RuleExample } from "./rule-example/example.ts";
export { EXAMPLE_PROJECT } from "./rule-example/example.ts";

/** An example of every rule. A test plays each one: the wrong text gives exactly this finding, the right one gives none. */
export const RULE_EXAMPLES: Record<RuleId, RuleExample> = {
  ...CLAIM_EXAMPLES,
  ...EVIDENCE_EXAMPLES,
  ...DOCUMENT_EXAMPLES,
  ...SOURCE_EXAMPLES,
  ...REVIEW_EXAMPLES,
};
