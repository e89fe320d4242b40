import type { Rule } from "./rule.ts";
import { warning } from "./rule.ts";

/** What a change can do to what a project says. `docs review` finds these; `review.fail` and `review.alert` say how bad each is. */
export const REVIEW_FINDINGS = {
  "review/other-winner": warning(
    "Another row is selected",
    "The comparison selects another row than in the base, so what was decided on the former one has to be looked at again.",
    "Read in comparison.md why it is selected and whether the difference is more than noise.",
  ),
  "review/ignored-winner": warning(
    "The run that was selected is ignored now",
    "A best run that is ignored once its result is known changes the answer, whatever the reason is.",
    "Judge whether the reason would have been the same for a bad result; if not, take the entry out of IGNORED_RUNS.md.",
  ),
  "review/declared-otherwise": warning(
    "What runs are judged by is another",
    "A criterion, primary metric or baseline that is changed while results are there can be made to fit them.",
    "Say in a journal entry why it was changed, and whether results were known; else restore it.",
  ),
  "review/other-answer": warning(
    "The hypothesis has another answer",
    "The same criterion is decided otherwise than in the base, or the criterion is another one.",
    "Read in comparison.md what decided it, and look at what the report concludes from it.",
  ),
  "review/rewritten-log": warning(
    "A run's log was rewritten",
    "Lines that the base has are others now. A log only grows: what is measured again is another run.",
    "Restore the file, or say in the journal why it was changed.",
  ),
  "review/removed-run": warning(
    "Runs are gone",
    "They were there in the base, so nobody can check any more what was said of them.",
    "Restore their folders; a run that does not count belongs in IGNORED_RUNS.md, with a reason.",
  ),
  "review/other-data": warning(
    "Rows were made on different data",
    "A difference between rows that saw different data may come from the data alone.",
    "Run both on the same version of the data, or say what was changed in it.",
  ),
  "review/other-environment": warning(
    "Rows were made in different environments",
    "Other versions of libraries or other hardware can make a difference of their own.",
    "Run both in the same environment, or say in the report that they were not.",
  ),
  "review/late-criterion": warning(
    "A criterion was set after its result",
    "Git has the result in an older commit than the criterion that it meets.",
    "Say so in the report, or run again under the criterion.",
  ),
  "review/late-ignore": warning(
    "A run was ignored after its result was known",
    "A list of ignored runs that grows with the results selects what the comparison says.",
    "Judge whether the reason would have been the same for a good result.",
  ),
  "review/reservation": warning(
    "Something to look at before relying on a comparison",
    "The comparison names something that can make a row look better than it is, and the base did not have it.",
    "Look at it before you follow the recommendation; `docs compare` says more.",
  ),
} as const satisfies Record<string, Rule>;
