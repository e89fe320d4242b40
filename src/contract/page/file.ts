import { z } from "zod";
import { citedBy, fact, link, maybe, page, text } from "../part.ts";

/** A line of a text file. `cited`: something in the site points at it; `ranges`: the ids (`L42-L48`) of cited ranges that begin there. */
const fileLine = z.strictObject({ number: z.int(), text, cited: z.boolean(), ranges: z.array(text) });

/** Who cites lines of a file: stands below the line `after`; `lines`: of which, where they are several. */
const lineCitation = citedBy.extend({ after: z.int(), lines: maybe });

/**
 * A text file of the project, line by line. A large one is shown as windows: `gap` says what was left out before a window.
 * `raw`: the file as it is; `whole`: where to find it
 * when that is not in the site.
 */
export const filePage = page("file", {
  path: text,
  facts: z.array(fact),
  note: maybe,
  raw: link.nullable(),
  whole: maybe,
  windows: z.array(z.strictObject({ gap: maybe, lines: z.array(fileLine) })),
  citations: z.array(lineCitation),
  end: maybe,
});
