import { z } from "zod";
import { badge, exclusion, fact, link, maybe, page, phrase, table, text } from "../part.ts";

export const runPage = page("run", {
  status: badge,
  because: phrase,
  ignored: exclusion.nullable(),
  facts: z.array(fact),
  notes: maybe,
  metrics: table.nullable(),
  params: table.nullable(),
  environment: table.nullable(),
  artifacts: table.nullable(),
  dependencies: z.array(text),
  files: z.array(link),
  neighbours: z.strictObject({ before: link.nullable(), after: link.nullable() }),
});
