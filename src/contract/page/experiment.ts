import { z } from "zod";
import {
  answer,
  badge,
  fact,
  figure,
  findingItem,
  journalEntry,
  link,
  maybe,
  page,
  passage,
  phrase,
  selection,
  table,
  text,
} from "../part.ts";

/** What to do next: `before` is what a person has to look at first, `tried` what was counted on the way. */
const recommendation = z.strictObject({
  badge,
  action: phrase,
  reasons: z.array(phrase),
  before: z.array(phrase),
  tried: z.array(phrase),
});

/** Runs that claim to be the same, and whether they came out the same. */
const reproduction = z.strictObject({ badge, sentence: phrase });

/** Another experiment and what it has to do with this one. */
const relative = z.strictObject({ relation: text, experiment: link, sentence: phrase });

/**
 * The page of an experiment, which is that of a finding. `answers`: what one wants to know first; `overturn`: what would
 * change the result; `cautions`: why rows may not be comparable with one another; `outside`: runs that do not count, by what became of them; `earlier`, `later`: its lineage.
 */
export const experimentPage = page("experiment", {
  kicker: text,
  verdict: badge,
  accounting: text,
  answers: z.array(answer),
  hypothesis: z.strictObject({ text, source: link }).nullable(),
  criteria: z.array(z.strictObject({ kind: z.enum(["success", "failure"]), text, source: link })),
  reasons: z.array(phrase),
  recommendation: recommendation.nullable(),
  selection: selection.nullable(),
  noSelection: maybe,
  overturn: z.array(phrase),
  cautions: z.array(phrase),
  comparison: table.nullable(),
  comparisonNotes: z.array(phrase),
  contests: passage.nullable(),
  tradeoff: passage.nullable(),
  importance: passage.nullable(),
  figures: z.array(figure),
  reproductions: z.array(reproduction),
  outside: z.array(
    z.strictObject({ id: text, title: text, items: z.array(z.strictObject({ subject: phrase, reason: phrase })) }),
  ),
  findings: z.array(findingItem),
  journal: z.array(journalEntry),
  earlier: z.array(relative),
  later: z.array(relative),
  documents: z.array(link),
  facts: z.array(fact),
  files: z.array(link),
  more: z.array(link),
});
