import { z } from "zod";
import { claimCard, coverage, html, link, page, text } from "../part.ts";

export const documentPage = page("document", {
  html,
  toc: z.array(z.strictObject({ text, href: text, depth: z.int() })),
  coverage,
  claims: z.array(claimCard),
  source: link,
  experiment: link.nullable(),
});
