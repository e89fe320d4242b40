import { z } from "zod";
import { address, answer, badge, exclusion, fact, figure, link, maybe, page, phrase, table, text } from "../part.ts";

/** Settings that set a run apart from the baseline, and the rest of them. */
const settings = z.strictObject({ apart: table.nullable(), rest: table.nullable() });

/**
 * A run.
 *
 * - `answers`: its result, what that is against the baseline, what sets it apart, who cites it.
 * - `row`: a sentence: the configuration that it is one run of, with the others.
 * - `settled`: a sentence on what its settings are compared with.
 * - `reproduction`: a command line where one is known; `note` says how it is known, or that it is not.
 * - `plots`: images that the run made; `logs`: files with lines to read.
 * - `citedBy`: documents that cite a value of it.
 */
export const runPage = page("run", {
  status: badge,
  because: phrase,
  ignored: exclusion.nullable(),
  answers: z.array(answer),
  facts: z.array(fact),
  row: phrase,
  notes: maybe,
  settled: phrase,
  metrics: table.nullable(),
  curves: z.array(figure),
  params: settings,
  environment: settings,
  artifacts: table.nullable(),
  plots: z.array(z.strictObject({ text, src: address })),
  dependencies: z.array(text),
  reproduction: z.strictObject({ text: maybe, note: phrase }),
  citedBy: z.array(link),
  files: z.array(link),
  neighbours: z.strictObject({ before: link.nullable(), after: link.nullable() }),
});
