import { z } from "zod";
import {
  coverage,
  experimentCard,
  findingItem,
  findingState,
  journalEntry,
  link,
  page,
  phrase,
  table,
  text,
} from "../part.ts";

/**
 * `found`: the latest findings by what became of their hypotheses, at most twenty; `more`: how many there are besides.
 * `latest`: what the latest runs changed; `records`: the best so far of each metric that several experiments share.
 */
export const homePage = page("home", {
  accounting: text,
  coverage: coverage.nullable(),
  found: z.array(z.strictObject({ state: findingState, title: text, cards: z.array(experimentCard) })),
  more: link.nullable(),
  latest: z.array(phrase),
  records: z.array(phrase),
  open: z.array(journalEntry),
  moreOpen: link.nullable(),
  recent: table.nullable(),
  findings: z.array(findingItem),
});
