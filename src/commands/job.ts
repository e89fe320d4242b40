import { resolve } from "node:path";
import { writeNamed } from "../disk/named-file.ts";
import type { Review } from "../model/review.ts";
import type { ReviewAbout } from "../reporters/review/about.ts";
import { reviewFindings } from "../reporters/review/alerts.ts";
import { reviewJson } from "../reporters/review/json.ts";
import { reviewSummary } from "../reporters/review/summary.ts";
import type { Invocation } from "./command.ts";
import { textOption } from "./command.ts";
import { addToSummary, annotationsOf } from "./findings.ts";

// What is kept and told of a review where a job runs it: a file for another job, GitHub's summary and annotations.

/** A review with what it is printed with. `root`: the project's folder. */
export interface Reviewed {
  root: string;
  review: Review;
  about: ReviewAbout;
}

/** Writes the review to the file that `--save` names: all that it knows, for `docs review post` in another job. */
export function saveReview(invocation: Invocation, { review, about }: Reviewed): void {
  const file = textOption(invocation, "save");
  if (file === null) return;
  const ok = review.fails.length === 0;
  const said = { ...review, ok, folder: about.folder };
  writeNamed(resolve(invocation.host.cwd, file), reviewJson(said));
}

/**
 * On GitHub Actions adds the review to the job's summary, and returns the annotations that belong behind what is printed. Elsewhere,
 * and where a reporter was asked for, it does nothing.
 */
export function tellJob(invocation: Invocation, { root, review, about }: Reviewed): string {
  addToSummary(invocation, (budget) => reviewSummary(review, about, budget));
  return annotationsOf(invocation, root, reviewFindings(review, about.thresholds));
}
