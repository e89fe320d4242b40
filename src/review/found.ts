import type { Review } from "../model/review.ts";
import type { ReviewState } from "./state.ts";

/** What a review found, before it is said what that comes to. */
export type Found = Omit<Review, "mood" | "verdict" | "fails" | "steps">;

/** The two states that it was found in. */
export interface BothStates {
  base: ReviewState;
  head: ReviewState;
}
