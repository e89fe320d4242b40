import { z } from "zod";
import { citedBy, fact, link, maybe, page, text } from "../part.ts";

/**
 * A record of a binary file or a row of a database as text. `id`: its anchor (`R57`, `metrics-412`); `cited`: something in the
 * site points at it; `hit` marks the lines that hold a cited value, and `id` those of one that stands nowhere else in it; `anchors`:
 * of the other values; `citations`: the documents that cite it, null where none does.
 */
const record = z.strictObject({
  id: text,
  label: text,
  cited: z.boolean(),
  lines: z.array(z.strictObject({ text, hit: z.boolean(), id: text.optional() })),
  anchors: z.array(text).optional(),
  citations: citedBy.nullable(),
});

/**
 * The records of a binary file that something points at, with their neighbours. `gap` says what was left out before a window;
 * `parts`: the pages that a large file's records are spread over; `title`: of a table of a database.
 */
export const recordPage = page("record", {
  path: text,
  facts: z.array(fact),
  note: maybe,
  parts: z.array(link),
  tables: z.array(
    z.strictObject({
      title: maybe,
      windows: z.array(z.strictObject({ gap: maybe, records: z.array(record) })),
    }),
  ),
});
