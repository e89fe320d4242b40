import { z } from "zod";
import { figure, page, phrase, table, text } from "../part.ts";

/**
 * How metrics went over all experiments. `lead`: the value that is best so far; `rises`: where new bests came from;
 * `falls`: what is worse than the best before it beyond noise; `changes`: where the level changes. An empty list is said in
 * `noFalls` and `noChanges`.
 */
export const progressPage = page("progress", {
  summary: text,
  series: z.array(
    z.strictObject({
      id: text,
      title: text,
      lead: phrase,
      warnings: z.array(text),
      figure,
      table,
      rises: z.array(phrase),
      falls: z.array(phrase),
      noFalls: text,
      changes: z.array(phrase),
      noChanges: text,
    }),
  ),
  left: text,
});
