import { z } from "zod";
import { claimCard, coverage, html, link, maybe, page, text } from "../part.ts";

/** `cite`: BibTeX, with the hash of the text and the date of the latest run that is cited. */
export const documentPage = page("document", {
  html,
  toc: z.array(z.strictObject({ text, href: text, depth: z.int() })),
  coverage,
  claims: z.array(claimCard),
  cite: z.strictObject({ bibtex: text, hash: text, date: maybe }),
  source: link,
  experiment: link.nullable(),
});
