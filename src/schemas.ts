import { z } from "zod";
import { claim } from "./schemas/claim.ts";
import { compare } from "./schemas/comparison.ts";
import { outOfDate, review } from "./schemas/review.ts";
import { run, runsShow } from "./schemas/run.ts";
import { build, cite, explain, init, issue, journal } from "./schemas/said.ts";
import { accounting, answer, count, coverage, nullable, text } from "./schemas/shape.ts";

const runs = z.object({
  ...answer,
  runs: z.array(run),
  hidden: z.record(text, count).optional().describe("How many runs were left out because they do not count."),
  accounting,
});

const check = z.strictObject({
  ...answer,
  claims: z.array(claim),
  coverage,
  exempt: z.record(text, count).describe("How many numbers are no claims, by the reason."),
  accounting,
  experiments: z.array(z.strictObject({ id: text, dir: text, accounting })).describe("Where runs were found."),
  generated: count.describe("Numbers in generated text that is current."),
  next: z.array(text).describe("Commands that help now, the most useful first."),
});

const summary = z.object({
  id: text,
  name: text,
  title: text,
  dir: text,
  increment: nullable(text),
  accounting,
  selected: nullable(text),
  verdict: nullable(text),
});

const sync = z.object({
  ...answer,
  experiments: z.array(summary),
  accounting,
  coverage,
  generated: count,
  written: z.array(text).optional().describe("Files that were written."),
  wouldWrite: z.array(text).optional().describe("With --dry-run or --check: files that would be."),
  outOfDate: z
    .array(outOfDate)
    .optional()
    .describe("With --check: what is out of date, since when, and what mends it."),
});

const step = z.number();
const reading = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"])]);
const point = z.looseObject({ value: reading, step: step.optional(), epoch: step.optional() });
const series = z.array(z.union([point, reading]));
const logged: z.ZodType = z.lazy(() => z.union([reading, point, series, z.record(text, logged)]));

const metrics = z
  .record(text, logged)
  .describe(
    "metrics.json: each metric is a number, a point with its step, a list of points, or a group (fold, stage) of metrics.",
  );

const word = z.union([text, z.number()]);

const metadata = z
  .looseObject({
    name: word.optional(),
    description: text.optional(),
    status: text.optional().describe("completed, failed, killed, pruned, running or scheduled."),
    tags: z.union([z.array(word), word]).optional(),
    notes: z.union([z.array(text), text]).optional(),
    git_commit: word.optional(),
    data_version: word.optional(),
    author: text.optional(),
    started: text.optional().describe("ISO 8601."),
    ended: text.optional().describe("ISO 8601."),
    environment: z.record(text, z.unknown()).optional(),
    parent: text.optional(),
    seed: word.optional(),
    fold: word.optional(),
    stages: z.array(z.unknown()).optional(),
  })
  .describe("metadata.yaml of a run. Every field is optional, an empty one counts as missing.");

const doctor = z.object({
  ...answer,
  root: text,
  config: nullable(text),
  checks: z.array(
    z.strictObject({
      name: text,
      state: z.enum(["ok", "note", "warning", "error"]),
      message: text,
      help: nullable(text).describe("What to do when it is not as it should be."),
    }),
  ),
  sources: z.record(text, count).describe("How many sources each tracker has."),
  formats: z.array(
    z.strictObject({
      format: text.describe("What it is, with the version where one is stated."),
      trackers: z.array(text),
      sources: count,
      runs: count,
      places: z.array(text).describe("The folders or files that hold them."),
    }),
  ),
  unread: z.array(z.strictObject({ reason: text, paths: z.array(text) })).describe("What was seen and not read."),
  accounting,
  cited: count.describe("How many files that numbers link to are here."),
  evidence: z.looseObject({}),
});

const anyAnswer = z
  .looseObject({
    ...answer,
    error: text.optional().describe("Why the command did nothing: a mistake in how it was called, or one of ours."),
    help: text.optional().describe("With an error: what to do."),
  })
  .describe("What every command prints with --json; those that have no schema of their own add fields to it.");

const schemas: Record<string, z.ZodType> = {
  metrics,
  metadata,
  check,
  runs,
  compare,
  sync,
  doctor,
  review,
  cite,
  journal,
  explain,
  issue,
  build,
  init,
  "runs-show": runsShow,
  answer: anyAnswer,
};

/** The names of the schemas here. */
export const schemaNames: readonly string[] = Object.keys(schemas);

/** A JSON Schema (draft 2020-12) by its name, or null. */
export function jsonSchema(name: string): object | null {
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined;
  return schema === undefined ? null : z.toJSONSchema(schema, { io: "input" });
}

/** What is wrong with a value that should fit a schema, one sentence for each; empty when it fits. */
export function problemsWith(name: string, data: unknown): string[] {
  const result = schemas[name]?.safeParse(data);
  return result?.success === false
    ? result.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`)
    : [];
}
