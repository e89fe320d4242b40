import type { Review } from "../../model/review.ts";
import type { ReviewAbout } from "./about.ts";
import { inkFor } from "./ink.ts";
import { reviewPage } from "./page.ts";

/** GitHub drops a summary of more than 1,024 kB as a whole. */
export const SUMMARY_BUDGET = 900_000;

/** A review as a job's summary: Markdown of at most 900 kB in UTF-8, or of what is left of that. */
export function reviewSummary(review: Review, about: ReviewAbout, budget: number = SUMMARY_BUDGET): string {
  const size = (text: string) => Buffer.byteLength(text);
  return reviewPage(inkFor(review, about, false), { budget, size, most: 1000 });
}
