import { z } from "zod";

// The part of the JSON Schema of SARIF 2.1.0 (rtm.5) that is written: what it requires, and no property that it does not have.

const text = z.string();
const level = z.enum(["none", "note", "warning", "error"]);
const message = z.strictObject({ text });
const whole = z.int().min(0);
const one = z.int().min(1);

/** A URI reference: nothing in it that would have to be encoded. */
const uri = text.regex(/^(?:[\w.~:/?#@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*$/);

const physicalLocation = z.strictObject({
  artifactLocation: z.strictObject({ uri, uriBaseId: text.optional() }),
  region: z
    .strictObject({ startLine: one, startColumn: one.optional(), endColumn: one.optional(), endLine: one.optional() })
    .optional(),
});

const result = z.strictObject({
  ruleId: text,
  ruleIndex: z.int().min(-1),
  level,
  message,
  locations: z.array(z.strictObject({ physicalLocation })),
  relatedLocations: z.array(z.strictObject({ physicalLocation, message })).optional(),
  partialFingerprints: z.record(text, text),
});

const rule = z.strictObject({
  id: text,
  shortDescription: message,
  fullDescription: message,
  help: message,
  defaultConfiguration: z.strictObject({ level }),
});

const run = z.strictObject({
  tool: z.strictObject({
    driver: z.strictObject({
      name: text,
      version: text.optional(),
      rules: z.array(rule).refine((all) => new Set(all.map(({ id }) => id)).size === all.length),
    }),
  }),
  columnKind: z.enum(["utf16CodeUnits", "unicodeCodePoints"]),
  invocations: z
    .array(
      z.strictObject({
        executionSuccessful: z.boolean(),
        toolExecutionNotifications: z.array(z.strictObject({ level, message })).optional(),
        exitCode: whole.optional(),
      }),
    )
    .optional(),
  results: z.array(result),
});

/** A SARIF log as it is written here. */
export const sarifLog = z.strictObject({ $schema: z.url(), version: z.literal("2.1.0"), runs: z.array(run) });
