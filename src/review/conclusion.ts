import type { Review, ReviewRule } from "../model/review.ts";
import { hasLostEvidence } from "../model/review.ts";
import type { BothStates, Found } from "./found.ts";
import { headline } from "./headline.ts";
import { restOf } from "./rest.ts";
import { saidOf } from "./said.ts";
import { stepsOf } from "./steps.ts";

/** Which of the things that a review can find fail it, and which only ask for a look. */
export interface Thresholds {
  fail: readonly ReviewRule[];
  alert: readonly ReviewRule[];
}

/** What a review comes to. */
export function conclude(
  found: Found,
  states: BothStates,
  thresholds: Thresholds,
): Pick<Review, "mood" | "verdict" | "fails" | "steps"> {
  const said = saidOf(found, states);
  const [failed, looked] = [thresholds.fail, thresholds.alert].map((rules) => rules.filter((rule) => said.has(rule)));
  const material = [...(failed ?? []), ...(looked ?? [])];
  const rest = restOf(found, material.length);
  const { broken, moved } = found.claims;
  const isWrong = broken.length > 0 || moved.some(hasLostEvidence);
  const isFalse = isWrong || found.findings.some(({ severity }) => severity === "error");
  const mood = isFalse ? "false" : material.length > 0 ? "look" : rest.length > 0 ? "fine" : "quiet";
  const wrong = isFalse ? WRONG.filter((rule) => said.has(rule)) : [];
  const rules = [...new Set([...wrong, ...worstFirst(failed ?? []), ...worstFirst(looked ?? [])])];
  const verdict =
    mood === "quiet" ? "Nothing that the documents rest on changed" : headline({ found, states, said, rules, rest });
  const fails = (failed ?? []).flatMap((rule) => said.get(rule) ?? []);
  return { mood, verdict: [`${verdict}.`], fails, steps: stepsOf(found) };
}

/** What is wrong, however the thresholds are set. */
const WRONG: readonly ReviewRule[] = ["false-claims", "lost-evidence", "errors"];

/** From what a reviewer must not miss to what is mended by a command. */
const WORST: readonly ReviewRule[] = [
  ...WRONG,
  "tampered-evidence",
  "ignored-winner",
  "hypothesis",
  "winner",
  "escalations",
  "removed-runs",
  "moved-evidence",
  "rewritten-runs",
  "out-of-date",
];

function worstFirst(rules: readonly ReviewRule[]): ReviewRule[] {
  return [...rules].sort((a, b) => WORST.indexOf(a) - WORST.indexOf(b));
}
