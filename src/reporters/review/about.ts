import type { Severity } from "../../model/finding.ts";
import type { Review, ReviewRule } from "../../model/review.ts";

/**
 * What a review is printed for.
 *
 * - `host`: where the repository is on the web, without a slash at the end (`https://github.com/o/r`); null where it is not
 *   known, and then places are named and not linked.
 * - `folder`: the project's folder below the root of the repository, `""` for the root itself.
 * - `version`: of this package. `again`: the command that makes the same review, such as `docs review --base main`.
 * - `rest`: where all of the review is, for a text that has room for a part of it.
 * - `color`: whether the text goes to a terminal that wants colours. `source`: a line of a project file, for fingerprints.
 * - `thresholds`: what the configuration says of how bad things are.
 */
export interface ReviewAbout {
  host: { kind: "github" | "gitlab"; web: string } | null;
  folder: string;
  version: string;
  again: string;
  rest?: { text: string; href: string | null } | undefined;
  color?: boolean | undefined;
  source?: ((file: string, line: number) => string | null) | undefined;
  thresholds?: Thresholds | undefined;
}

/** Which things fail a review, which ask for a look, and the severity that single rules were given. */
export interface Thresholds {
  fail: readonly ReviewRule[];
  alert: readonly ReviewRule[];
  rules: Readonly<Record<string, Severity | "off">>;
}

/** A review in, text out, ending in a line break. */
export type ReviewReporter = (review: Review, about: ReviewAbout) => string;
