import { z } from "zod";
import { html, journalEntry, journalTag, link, maybe, page, phrase, text } from "../part.ts";

/** A `[TODO]` or `[WEIRD]` in its author's words, with what became of it: `answer` is the entry that resolved it. */
const thread = z.strictObject({
  tags: z.array(journalTag),
  at: text,
  experiment: link,
  html,
  entry: link,
  answer: link.nullable(),
});

/**
 * One page of the timeline. `filters` leave the entries that have a word (a tag, `open` or `settled`); `open` and `resolved`, the
 * threads, are on the first page alone, and `more` says what is left out of them. `unread`: journals that belong to no experiment, on
 * the first page alone.
 */
export const journalPage = page("journal", {
  summary: text,
  open: z.array(thread),
  resolved: z.array(thread),
  more: z.array(phrase),
  unread: z.array(text),
  filters: z.array(z.strictObject({ word: text, text, count: text })),
  days: z.array(z.strictObject({ day: text, entries: z.array(journalEntry) })),
  neighbours: z.strictObject({ newer: link.nullable(), older: link.nullable(), place: maybe }),
});
