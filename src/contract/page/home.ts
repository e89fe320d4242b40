import { z } from "zod";
import { coverage, experimentCard, findingItem, journalEntry, page, table, text } from "../part.ts";

export const homePage = page("home", {
  accounting: text,
  coverage: coverage.nullable(),
  experiments: z.array(experimentCard),
  open: z.array(journalEntry),
  recent: table.nullable(),
  findings: z.array(findingItem),
});
