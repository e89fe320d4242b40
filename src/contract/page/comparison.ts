import { z } from "zod";
import { link, page, passage, phrase, table, text } from "../part.ts";

/**
 * All tables of a comparison. `cautions`: why rows may not be comparable with one another; `others`: the metrics that `table` has no room for, eight a table; `runs`: every run, and each
 * fold of one, in the groups that the means are made of; `lone`: metrics that one row alone has.
 */
export const comparisonPage = page("comparison", {
  accounting: text,
  experiment: link,
  downloads: z.array(link),
  cautions: z.array(phrase),
  table: table.nullable(),
  notes: z.array(phrase),
  others: z.array(table),
  contests: passage.nullable(),
  params: table.nullable(),
  leftOut: z.array(phrase),
  best: table.nullable(),
  runs: table.nullable(),
  constants: table.nullable(),
  lone: z.array(phrase),
  outside: table.nullable(),
});
