import { z } from "zod";
import { link, page, table, text } from "../part.ts";

/**
 * A page of the list of runs. `pager`: where it stands among the others, null when there is one alone; `data`: all runs for a
 * script, and how many they are.
 */
export const runsPage = page("runs", {
  accounting: text,
  table,
  pager: z.strictObject({ place: text, newer: link.nullable(), older: link.nullable() }).nullable(),
  data: link.nullable(),
});
