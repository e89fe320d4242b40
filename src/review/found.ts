import type { Review, ReviewedClaim } from "../model/review.ts";

/** What a review found, before it is said what that comes to. */
export type Found = Omit<Review, "mood" | "verdict" | "fails" | "steps">;

/** Whether a claim has nothing left to stand on in this state. */
export function isGone({ verdict, excerpt }: ReviewedClaim): boolean {
  return excerpt === null && ["attested", "source-missing", "unreadable", "unsupported-format"].includes(verdict);
}
