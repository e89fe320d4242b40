import { z } from "zod";
import { BUCKETS } from "../model/accounting.ts";
import { VERDICTS } from "../model/claim.ts";
import { ESCALATIONS } from "../model/recommendation.ts";
import type {
  Alarm,
  ClaimChanges,
  DeclarationChange,
  ExperimentChange,
  OutOfDate,
  Review,
  ReviewedClaim,
  ReviewStep,
  RowChange,
  RunChange,
  Tampering,
} from "../model/review.ts";
import { DECLARED } from "../model/review.ts";
import { accounting, answer, count, coverage, evidence, line, nullable, number, text } from "./shape.ts";

/** A schema for each field of the model and for nothing else: one that is new there is missed here. */
type FieldsOf<T> = Record<keyof T, z.ZodType>;

const path = text
  .regex(/^(?!\/)(?!(?:[\s\S]*\/)?\.\.(?:\/|$))[\s\S]*$/)
  .describe("Relative to the project's root, with forward slashes.");

const quantity = z
  .strictObject({ value: number, text, selector: text, derived: z.boolean(), evidence: z.array(evidence) })
  .describe("A number as it is shown, with what stands behind it.");

const sentence = z
  .array(z.union([text, quantity]))
  .describe("Words and numbers in turn; read one after the other they are the sentence.");

const verdict = z.enum(VERDICTS);

const commit = nullable(text.regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/));

const revision = { ref: nullable(text), commit, tree: nullable(text) };

const claim = z.strictObject({
  id: text,
  file: path,
  line,
  column: line,
  text,
  sentence: text,
  verdict,
  was: nullable(z.strictObject({ verdict, text })).describe("In the base; null where the claim is new."),
  logged: nullable(text),
  why: text,
  evidence: z.array(evidence),
  excerpt: nullable(z.strictObject({ file: path, line, endLine: line, text, hash: text })),
  before: nullable(text).describe("The cited lines as they were, where they changed."),
  help: nullable(text),
} satisfies FieldsOf<ReviewedClaim>);

const claims = z.strictObject({
  broken: z.array(claim).describe("False now, and not in the base."),
  moved: z.array(claim).describe("Their evidence moved, changed or vanished."),
  added: z.array(claim).describe("New ones that hold."),
  mended: z.array(claim).describe("False in the base, and not now."),
  removed: z
    .array(z.strictObject({ file: z.string(), claims: count, isGone: z.boolean() }))
    .describe("Documents from which claims were taken out, or which are gone themselves."),
  still: count.describe("How many are as false as in the base."),
  base: coverage,
  head: coverage,
} satisfies FieldsOf<ClaimChanges>);

const tampering = z.strictObject({
  file: path,
  lines: z.array(z.strictObject({ line: nullable(line), before: nullable(text), after: nullable(text) })),
  cited: nullable(text),
  changed: nullable(text),
  claims: count,
  first: nullable(z.strictObject({ file: path, line })),
} satisfies FieldsOf<Tampering>);

const bucket = z.enum(BUCKETS);

const run = z.strictObject({
  kind: z.enum(["added", "removed", "grown", "rewritten", "counted otherwise", "renamed"]),
  experiment: text,
  run: text,
  name: text,
  place: text,
  from: nullable(text),
  bucket: nullable(bucket),
  wasBucket: nullable(bucket),
  reason: nullable(text),
  reasonPlace: nullable(z.strictObject({ file: path, line: nullable(line) })),
  metric: nullable(text),
  value: nullable(quantity),
  was: nullable(quantity),
  sparkline: text,
  files: z.array(path),
  altered: nullable(z.strictObject({ file: path, line, before: text, after: nullable(text), lines: count })),
  decided: z.boolean(),
} satisfies FieldsOf<RunChange>);

const outcome = nullable(z.enum(["better", "worse", "equivalent", "within noise", "not decidable"]));

const row = z.strictObject({
  name: text,
  n: count,
  wasN: nullable(count),
  value: nullable(quantity),
  spread: nullable(quantity),
  apart: nullable(text).describe("Where the runs of the row stand with their own values."),
  was: nullable(quantity),
  against: nullable(text),
  delta: nullable(quantity),
  interval: nullable(z.strictObject({ low: quantity, high: quantity })),
  p: nullable(quantity),
  outcome,
  wasOutcome: outcome,
} satisfies FieldsOf<RowChange>);

const sides = z.strictObject({ base: nullable(text), head: nullable(text) });

const declaration = z.strictObject({
  what: z.enum(DECLARED),
  base: nullable(text),
  head: nullable(text),
  file: path,
  line,
} satisfies FieldsOf<DeclarationChange>);

const alarm = z.strictObject({
  kind: z.enum(ESCALATIONS),
  places: z.array(z.strictObject({ file: path, line: nullable(line) })),
} satisfies FieldsOf<Alarm>);

const experiment = z.strictObject({
  kind: z.enum(["added", "removed", "renamed", "changed"]),
  id: text,
  title: text,
  place: text,
  comparison: nullable(text),
  from: nullable(text),
  metric: nullable(text),
  selected: sides,
  recommendation: sides,
  hypothesis: sides,
  declared: z.array(declaration).describe("What the journal declares otherwise than in the base."),
  sentences: z.array(sentence),
  rows: z.array(row),
  escalations: z.array(sentence),
  alarms: z.array(alarm).describe("Of each escalation in turn: what it is about, and where that stands."),
  accounting: z.strictObject({ base: nullable(accounting), head: nullable(accounting) }),
} satisfies FieldsOf<ExperimentChange>);

/** A file that a sync would change. */
export const outOfDate = z.strictObject({
  file: path,
  line: nullable(line),
  region: nullable(text),
  why: text,
  command: text,
} satisfies FieldsOf<OutOfDate>);

const step = z.strictObject({ text, command: nullable(text) } satisfies FieldsOf<ReviewStep>);

/** What `docs review --json` prints: what a change does to a project. */
export const review = z
  .object({
    ...answer,
    ok: z.boolean().optional().describe("Whether the check passes."),
    folder: path.optional().describe("Where the project lies below the root of its repository; empty for the root."),
    base: z.strictObject(revision),
    head: z.strictObject({ ...revision, dirty: z.boolean() }),
    mood: z.enum(["false", "look", "fine", "quiet"]),
    verdict: sentence,
    fails: z.array(text).describe("Why the check fails; empty where it passes."),
    claims,
    tampered: z.array(tampering),
    runs: z.array(run),
    accounting: z.strictObject({ base: accounting, head: accounting }),
    experiments: z.array(experiment),
    outOfDate: z.array(outOfDate),
    steps: z.array(step),
    notes: z.array(text).describe("What could not be compared, and why."),
  } satisfies FieldsOf<Review & { ok: boolean; folder: string }>)
  .describe("Two states of a project set against each other.");

/** A review as a file holds it, and where the project lies in its repository if the file says so. */
export interface KeptReview {
  review: Review;
  folder: string | null;
}

/**
 * Reads what `docs review --json` wrote, whoever wrote it: the review, or one sentence for each thing that is wrong with it.
 * Nothing is taken over but what the schema names.
 */
export function parseReview(json: string): KeptReview | string[] {
  const data = parsed(json);
  if (data === undefined) return ["it is no JSON"];
  const result = review.safeParse(data);
  if (!result.success)
    return result.error.issues.slice(0, 5).map((issue) => `${issue.path.join(".")}: ${issue.message}`);
  const { ok: _ok, folder, ...rest } = result.data;
  // The schema is the shape of the model, but for numbers that JSON cannot say; a test holds them against each other.
  return { review: withNumbers(rest) as unknown as Review, folder: folder ?? null };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

const WORDS = new Set(["NaN", "Infinity", "-Infinity"]);

/** Values that JSON says as words, as the numbers that they are. */
function withNumbers(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(withNumbers);
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [
      key,
      key === "value" && WORDS.has(value as string) ? Number(value) : withNumbers(value),
    ]),
  );
}
