import { z } from "zod";
import { accounting, answer, count, evidence, line, nullable, number, reduction, text } from "./shape.ts";

const quantity = z
  .strictObject({
    value: number,
    text: text.describe("As it is printed."),
    selector: text.describe("The address of the number, or the expression that it was computed by."),
    derived: z.boolean(),
    evidence: z.array(evidence).describe("Every logged value behind it."),
  })
  .describe("A number as it is shown, with what stands behind it.");

const sentence = z.array(z.union([text, quantity])).describe("Text and numbers in turn.");

const direction = z.strictObject({
  better: z.enum(["higher", "lower", "unknown"]),
  how: z.enum(["declared", "inferred", "unknown"]),
  evidence: evidence.optional(),
  objective: z.boolean().optional(),
  primary: z.boolean().optional(),
});

const metric = z.strictObject({
  name: text,
  label: text,
  direction,
  reduction,
  primary: z.boolean().describe("The metric that decides."),
  loose: z.boolean().describe("Read from free text only."),
  peeks: z.boolean().describe("The points were chosen by looking at what is reported."),
  notes: z.array(text),
});

const at = z.strictObject({ name: text, step: z.number() });

const cell = z
  .strictObject({
    quantity: nullable(quantity).describe("The number of one run, or the mean of several."),
    spread: nullable(quantity).describe("The sample standard deviation, of two values or more."),
    n: count.describe("How many finite values are in the mean."),
    min: nullable(quantity),
    max: nullable(quantity),
    runs: z.array(z.strictObject({ run: text, quantity, at: nullable(at).optional() })),
    absent: z.array(z.strictObject({ run: text, reason: text })).optional(),
    over: z.enum(["folds", "fold means"]).optional(),
    folds: z.array(z.strictObject({ run: text, fold: text, quantity })).optional(),
    interval: z.strictObject({ low: quantity, high: quantity }).optional().describe("95 % t interval of the mean."),
    delta: nullable(quantity).describe("The difference to the baseline."),
    relative: nullable(quantity).describe("The same in percent of the baseline's magnitude."),
    missing: nullable(text).describe("Why there is no number."),
  })
  .describe("Exactly one of quantity and missing is null.");

const param = z.strictObject({
  value: nullable(z.union([number, text, z.boolean()])),
  literal: text.describe("As it is written."),
  file: text,
  line: nullable(line),
  endLine: line.optional(),
});

const row = z.strictObject({
  id: text,
  name: text,
  runs: z.array(text),
  n: count,
  params: z.record(text, param),
  cells: z.record(text, cell).describe("By the name of the metric."),
  baseline: z.boolean(),
  selected: z.boolean(),
  bucket: z.enum(["used", "ignored", "failed", "pruned", "running", "parent"]),
  note: nullable(text),
  lost: z.array(text).optional().describe("Runs of the same settings that are in no mean."),
});

const outcome = z.enum(["better", "worse", "equivalent", "within noise", "not decidable"]);

const contest = z.looseObject({
  metric: text,
  row: text,
  against: text,
  outcome,
  difference: nullable(quantity),
  because: sentence,
});

const contests = z.looseObject({ metric: text, contests: z.array(contest), ties: z.array(text) });

const reproduction = z.looseObject({
  runs: z.array(text),
  how: z.enum(["same settings", "declared"]),
  verdict: z.enum(["identical", "agrees", "differs"]),
  tolerance: z.number(),
  worst: nullable(z.looseObject({ metric: text, values: z.array(quantity), difference: nullable(quantity) })),
  because: sentence,
});

const caution = z.looseObject({ kind: z.enum(["evaluated-on", "identical"]), rows: z.array(text), sentence });

const excluded = z.strictObject({ run: text, reason: text, file: text, line: nullable(line) });

const comparison = z.object({
  experiment: text,
  metrics: z.array(metric),
  differing: z.array(text).describe("Params that differ between rows."),
  mixed: z.array(text).describe("Params that differ between the runs of one row too, so that no row shows them."),
  leftOut: z.array(z.strictObject({ name: text, because: text, with: nullable(text) })),
  spread: z.enum(["std", "range", "ci"]).optional(),
  constants: z.array(param.extend({ name: text })),
  rows: z.array(row),
  baseline: nullable(text).describe("The id of a row."),
  best: z.array(z.looseObject({ metric: text, rows: z.array(text), quantity: nullable(quantity), because: sentence })),
  selection: nullable(
    z.looseObject({
      row: text,
      how: z.enum(["declared", "computed"]),
      reasons: z.array(sentence),
      escalations: z.array(z.looseObject({ kind: text, sentence })),
      sensitivity: sentence,
    }),
  ),
  noSelection: nullable(text),
  hypothesis: nullable(
    z.looseObject({ verdict: z.enum(["confirmed", "rejected", "not decidable"]), reasons: z.array(sentence) }),
  ),
  contests: nullable(contests).describe("Each row against the baseline, or the best one, in the metric that decides."),
  tradeoff: nullable(z.looseObject({})),
  importance: nullable(z.looseObject({})),
  recommendation: nullable(z.looseObject({})),
  reproductions: z.array(reproduction).describe("Runs that claim to be the same, those that differ first."),
  cautions: z
    .array(caution)
    .optional()
    .describe("Why rows may not be comparable with one another; left out where there is nothing to say."),
  accounting,
  ignored: z.array(excluded),
  failed: z.array(excluded),
});

/** What `docs compare --json` prints. */
export const compare = z.object({ ...answer, comparison });
