import { z } from "zod";
import { journalEntry, journalTag, page, text } from "../part.ts";

export const journalPage = page("journal", {
  summary: text,
  tags: z.array(z.strictObject({ tag: journalTag, text })),
  entries: z.array(journalEntry),
});
