import type { Review } from "../../model/review.ts";
import type { ReviewAbout } from "./about.ts";
import { inkFor } from "./ink.ts";
import { reviewPage } from "./page.ts";

/** GitHub takes 65,536 characters; whoever posts it puts a hidden marker before it. */
const COMMENT_BUDGET = 60_000;

/** A review as the comment of a pull request: Markdown of at most 60,000 characters, in which no data makes an HTML comment. */
export function reviewComment(review: Review, about: ReviewAbout): string {
  return reviewPage(inkFor(review, about, true), { budget: COMMENT_BUDGET, size: (text) => text.length, most: 50 });
}
