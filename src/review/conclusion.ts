import type { Review, ReviewRule } from "../model/review.ts";
import type { Found } from "./found.ts";
import { isGone } from "./found.ts";
import { restOf, saidOf } from "./said.ts";
import { stepsOf } from "./steps.ts";

/** Which of the things that a review can find fail it, and which only ask for a look. */
export interface Thresholds {
  fail: readonly ReviewRule[];
  alert: readonly ReviewRule[];
}

/** What a review comes to. */
export function conclude(found: Found, thresholds: Thresholds): Pick<Review, "mood" | "verdict" | "fails" | "steps"> {
  const said = saidOf(found);
  const fails = thresholds.fail.flatMap((rule) => said.get(rule) ?? []);
  const looks = thresholds.alert.flatMap((rule) => said.get(rule) ?? []);
  const rest = restOf(found, looks.length + fails.length);
  const { broken, moved } = found.claims;
  const isWrong = broken.length > 0 || moved.some(isGone);
  const isFalse = isWrong || found.findings.some(({ severity }) => severity === "error");
  const mood = isFalse ? "false" : looks.length + fails.length > 0 ? "look" : rest.length > 0 ? "fine" : "quiet";
  const wrong = isFalse ? WRONG.flatMap((rule) => said.get(rule) ?? []) : [];
  const parts = [...new Set([...wrong, ...fails, ...looks])];
  const verdict =
    mood === "quiet" ? "Nothing that the documents rest on changed" : capital([...parts, ...rest].join("; "));
  return { mood, verdict: [`${verdict}.`], fails, steps: stepsOf(found) };
}

/** What is wrong, however the thresholds are set. */
const WRONG: readonly ReviewRule[] = ["false-claims", "lost-evidence", "errors"];

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
