import type { Review } from "../../model/review.ts";
import { inertJson } from "../log-line.ts";

/** A review as JSON, with all that it knows. NaN and infinities become the words `NaN`, `Infinity`, `-Infinity`. */
export function reviewJson(review: Review): string {
  return inertJson(`${JSON.stringify(review, spellNonFinite, 2)}\n`);
}

function spellNonFinite(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? String(value) : value;
}
