import { z } from "zod";
import type { Accounting } from "../model/accounting.ts";
import type { VerdictName } from "../model/claim.ts";
import { VERDICTS } from "../model/claim.ts";
import { RULES } from "../model/rule.ts";

// What several schemas are made of.

/** A value or null. */
export const nullable = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
/** Any text. */
export const text = z.string();
/** A number of things. */
export const count = z.int().nonnegative();
/** JSON has no NaN and no infinities, so they are words. */
export const number = z.union([z.number(), z.enum(["NaN", "Infinity", "-Infinity"])]);
/** A line of a file, from 1. */
export const line = z.int().positive();
/** A part of one. */
export const share = z.number().min(0).max(1);

/** Where in a file a value stands. */
export const locator = z.union([
  z.strictObject({ kind: z.literal("line"), line, endLine: line.optional(), offset: count.optional() }),
  z.strictObject({ kind: z.literal("pointer"), pointer: text, line, endLine: line.optional() }),
  z.strictObject({ kind: z.literal("cell"), row: line, column: text, line }),
  z.strictObject({ kind: z.literal("record"), record: line }),
  z.strictObject({ kind: z.literal("row"), table: text, key: text }),
]);

/** A value and where to see it. */
export const evidence = z
  .strictObject({ file: text, locator, literal: text })
  .describe(
    "A value and where to see it: the file relative to the project root, the place in it, and what is written there.",
  );

/** What a command has to say about something. */
export const finding = z.strictObject({
  code: z.enum(Object.keys(RULES) as [string, ...string[]]),
  severity: z.enum(["error", "warning", "note"]),
  file: text,
  line: nullable(line),
  column: nullable(line),
  endColumn: nullable(line),
  message: text,
  expected: nullable(text),
  found: nullable(text),
  notes: z.array(text),
  help: text,
  related: z.array(z.strictObject({ file: text, line: nullable(line), text, label: text })),
  score: nullable(share).describe("How sure it is; null where nothing had to be guessed."),
});

/** How many runs were found, and in which bucket each is. */
export const accounting = z
  .strictObject({
    found: count,
    used: count,
    ignored: count,
    failed: count,
    pruned: count,
    running: count,
    parent: count.describe("Runs that only hold others: a sweep, a cross-validation, a session."),
    unreadable: count,
    deleted: count,
    duplicate: count,
  } satisfies Record<keyof Accounting, z.ZodType>)
  .describe("found = used + ignored + failed + pruned + running + parent + unreadable + deleted + duplicate.");

/** How many claims there are, and how many of them have which verdict. */
export const coverage = z.strictObject({
  total: count,
  ...(Object.fromEntries(VERDICTS.map((name) => [name, count])) as Record<VerdictName, typeof count>),
});

/** What every answer of a command has. */
export const answer = { schemaVersion: z.literal(1), ok: z.boolean(), findings: z.array(finding) };

/** Which number stands for a series. */
export const reduction = z
  .union([
    z.enum(["last", "best", "area"]),
    z.strictObject({ at: z.number() }),
    z.strictObject({ meanOfLast: count }),
    z.strictObject({ stepsTo: z.number() }),
    z.strictObject({ timeTo: z.number() }),
    z.strictObject({ atBestOf: text }),
  ])
  .describe("Which number stands for a series.");
