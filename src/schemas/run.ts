import { z } from "zod";
import { BUCKETS } from "../model/accounting.ts";
import { answer, count, evidence, line, nullable, number, reduction, text } from "./shape.ts";

const value = nullable(z.union([number, text, z.boolean()]));

const metric = z.object({ value: number, reduction, step: nullable(number), evidence });

/** A run as a list has it. */
export const run = z.object({
  id: text.describe("Its folder relative to the project root, or <file>#<the tracker's id>."),
  name: text,
  tracker: text,
  trackers: z.array(text).describe("All that describe the run, the one with the most weight first."),
  experiment: text,
  experimentId: text,
  status: z.enum(["finished", "failed", "killed", "pruned", "running", "scheduled", "unknown"]),
  statusHow: z.enum(["recorded", "inferred"]),
  bucket: z.enum(BUCKETS),
  deleted: z.boolean(),
  ignored: z.boolean(),
  ignoredBecause: nullable(z.strictObject({ reason: text, file: text, line })),
  diverged: z.boolean(),
  duplicateOf: nullable(text),
  startedAt: nullable(text),
  endedAt: nullable(text),
  seed: nullable(z.union([z.number(), text])),
  fold: nullable(z.union([z.number(), text])),
  tags: z.array(text),
  params: z.record(text, value),
  metrics: z.record(text, metric),
});

const param = z.strictObject({ name: text, value, evidence });

const point = z.strictObject({ value: number, step: nullable(number), evidence });

const series = z.strictObject({
  name: text,
  file: text,
  last: point.describe("The last point, finite or not."),
  min: nullable(point).describe("The first of the lowest finite points."),
  max: nullable(point),
  points: count,
  nonFinite: count,
  loose: z.boolean().describe("Read from free text only."),
  stepName: nullable(text),
  firstStep: nullable(number),
  lastStep: nullable(number),
  reader: text.optional(),
});

const artifact = z.strictObject({
  path: text,
  kind: z.enum(["checkpoint", "plot", "data", "other"]),
  bytes: count,
  hash: text.describe("SHA-256: of the content up to 1 MiB, above that of its size, its beginning and its end."),
  sampled: z.boolean(),
});

const details = z.strictObject({
  ...run.shape,
  dir: text,
  statusBecause: text,
  description: nullable(text),
  notes: nullable(text),
  author: nullable(text),
  gitCommit: nullable(text),
  dataVersion: nullable(text),
  parent: nullable(text),
  group: nullable(text),
  divergedAt: nullable(z.strictObject({ metric: text, evidence })),
  paramDetails: z.array(param),
  metricDetails: z.array(series),
  environment: z.array(param),
  dependencies: z.array(text),
  artifacts: z.array(artifact),
  files: z.array(text).describe("Every file that was read for it."),
});

/** What `docs runs show --json` prints. */
export const runsShow = z.strictObject({ ...answer, run: details });
