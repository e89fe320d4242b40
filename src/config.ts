import { z } from "zod";
import { COLORS, parseColor } from "./model/color.ts";
import { nearestNames } from "./model/nearest.ts";
import { REVIEW_RULES } from "./model/review.ts";

const path = z
  .string()
  .min(1)
  .regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))/, "must be a path inside the project")
  .transform((text) => text.replace(/^\.\//, "").replace(/\/$/, ""));

const tolerance = z.number().min(0).max(1);

const reduction = z.union([
  z.enum(["last", "best", "area"]),
  z.strictObject({ at: z.number().describe("The value at this step.") }),
  z.strictObject({ meanOfLast: z.int().positive().describe("The mean of so many points at the end.") }),
  z.strictObject({ stepsTo: z.number().describe("The first step at which it is this good.") }),
  z.strictObject({ timeTo: z.number().describe("Seconds of wall time until it is this good.") }),
  z.strictObject({ atBestOf: z.string().min(1).describe("The value at the step where this other metric is best.") }),
]);

const metric = z.strictObject({
  direction: z.enum(["higher", "lower"]).optional().describe("Which way is better; inferred from the name otherwise."),
  reduction: reduction.optional().describe("Which number of a series stands for it. Default: last."),
  tolerance: tolerance.optional().describe("How far apart, relative to the larger, runs that are the same may lie."),
});

const experiment = z.strictObject({
  baseline: z.string().optional().describe("The row that differences are taken to."),
  selected: z.string().optional().describe("The row or run that was selected, when the journal does not say."),
  primaryMetric: z.string().optional().describe("The metric that decides."),
  margin: z
    .number()
    .positive()
    .optional()
    .describe("How large a difference in the primary metric does not matter, in its unit."),
  objectives: z.array(z.string()).optional().describe("Metrics weighed against one another, where several matter."),
  groupBy: z
    .array(z.string())
    .optional()
    .describe("The params (or seed, fold, group, sweep, tracker) that make a row; runs that share them are averaged."),
  repeatParams: z.array(z.string()).optional().describe("Further params that only tell repeats apart, as a seed does."),
  tolerance: tolerance.optional().describe("The same for all its metrics. Default: 0.000001."),
});

const severity = z.enum(["error", "warning", "note", "off"]);

const colour = z
  .string()
  .refine((text) => parseColor(text) !== null, "must be a colour such as #1f4fbf, rgb(31 79 191) or hsl(222 72% 43%)");

const target = z
  .string()
  .regex(
    /^(?:https?:\/\/|mailto:|(?![\\/])(?!.*(?:^|\/)\.\.(?:\/|$))[^\s:]*$)/,
    "must be an https address, a mailto address, or a page of the site such as documents/readme/",
  );

const pattern = z.string().min(1).refine(isExpression, "must be a regular expression");

const allowed = z
  .string()
  .min(1)
  .refine(
    (text) => !/^\/.+\/$/s.test(text) || isExpression(text.slice(1, -1)),
    "must be a text, or a regular expression between slashes",
  );

const redaction = z.strictObject({
  patterns: z
    .array(pattern)
    .default([])
    .describe("Further regular expressions; their first group, or all, is kept back."),
  allow: z.array(allowed).default([]).describe("Texts that are published though they look secret, or /expressions/."),
});

const site = z.strictObject({
  out: path.default("docs-site").describe("Where it is written."),
  url: z
    .url({ protocol: /^https?$/ })
    .transform((text) => text.replace(/\/*$/, "/"))
    .optional()
    .describe(
      "Where it is served, for what needs whole addresses: the sitemap, the feed, cards. Pages work anywhere without it.",
    ),
  title: z.string().min(1).optional().describe("Its name. Default: the project's title."),
  logo: path
    .refine((text) => /\.(?:svg|png|jpe?g|webp|gif)$/i.test(text), "must be an SVG, PNG, JPEG, WebP or GIF file")
    .optional()
    .describe("An image of the project that stands before the title."),
  colors: z
    .partialRecord(z.enum(COLORS), z.union([colour, z.strictObject({ light: colour, dark: colour })]))
    .default({})
    .describe("Colours by the names in docs/theme.md: one, or one for light and one for dark."),
  navigation: z
    .array(z.strictObject({ text: z.string().min(1), href: target }))
    .default([])
    .describe("Links behind those of the sections."),
  footer: z.string().optional().describe("A sentence at the end of every page, as plain text."),
  components: path
    .optional()
    .describe("A folder with Astro components, styles and scripts that replace the site's own."),
  redact: z
    .union([z.boolean(), redaction])
    .default(true)
    .describe("Keys, passwords, and names of users and machines are kept back; false publishes everything."),
});

const reviewRules = z.array(z.enum(REVIEW_RULES));

const review = z.strictObject({
  fail: reviewRules.default(["false-claims", "lost-evidence", "errors"]).describe("What makes `docs review` fail."),
  alert: reviewRules
    .default(REVIEW_RULES.filter((rule) => !["false-claims", "lost-evidence", "errors"].includes(rule)))
    .describe("What asks a person for a look, and does not fail."),
});

const check = z.strictObject({
  maxWarnings: z.int().min(0).optional().describe("With more warnings `docs check` fails. Default: warnings never do."),
});

/** The configuration as people write it; every key is optional. `docs schema config` prints its JSON Schema. */
const configSchema = z.strictObject({
  $schema: z.string().optional(),
  title: z.string().optional().describe("The project's name on the site. Default: the folder's name."),
  description: z.string().optional().describe("One sentence under the title."),
  ignore: z.array(path).default([]).describe("Folders that are not read."),
  documents: z.array(path).default([]).describe("Further Markdown files or folders that are checked and published."),
  metrics: z.record(z.string(), metric).default({}).describe("By metric name."),
  experiments: z.record(z.string(), experiment).default({}).describe("By experiment id, folder or name."),
  reports: z
    .enum(["hypothesis", "all", "none"])
    .default("hypothesis")
    .describe("Which experiments get a report.md by `docs sync`: those with a hypothesis in JOURNAL.md, all, or none."),
  livingDocs: z
    .array(z.strictObject({ file: path, region: z.enum(["experiments", "models", "training-runbook", "progress"]) }))
    .optional()
    .describe("Architecture documents with owned regions. Default: SpecWeave's, else docs/experiments.md."),
  rules: z.record(z.string(), severity).default({}).describe("Severity by rule id."),
  check: check.prefault({}).describe("When `docs check` fails besides for errors."),
  review: review.prefault({}).describe("What `docs review` fails for, and what it points at."),
  site: site.prefault({}).describe("The site that `docs build` makes."),
});

/** The configuration with nothing left open. */
export type Config = z.output<typeof configSchema>;

/** A key or value that does not fit, by its place in the configuration. */
export interface ConfigProblem {
  path: string;
  message: string;
}

/** Checks a parsed configuration; unknown keys are problems, with the nearest known key. */
export function parseConfig(input: unknown): { config: Config | null; problems: ConfigProblem[] } {
  const result = configSchema.safeParse(input ?? {});
  if (result.success) return { config: result.data, problems: [] };
  const problems = result.error.issues.map((issue) => ({
    path: issue.path.join("."),
    message:
      issue.code === "unrecognized_keys"
        ? unknownKeys(issue.keys, issue.path.length === 0)
        : issue.message.toLowerCase(),
  }));
  return { config: null, problems };
}

/** The folders of a project that are not walked: those it names, and the site that is built. */
export function skippedFolders(config: Config): ReadonlySet<string> {
  return new Set([...config.ignore, config.site.out]);
}

/** The JSON Schema (draft 2020-12) of the configuration. */
export function configJsonSchema(): object {
  return z.toJSONSchema(configSchema, { io: "input" });
}

function unknownKeys(keys: readonly string[], top: boolean): string {
  const known = top ? Object.keys(configSchema.shape) : [];
  const hints = keys.map((key) => {
    const [near] = nearestNames(key, known, 1);
    return near === undefined ? `unknown key \`${key}\`` : `unknown key \`${key}\`; did you mean \`${near}\`?`;
  });
  return hints.join(", ");
}

function isExpression(text: string): boolean {
  try {
    return new RegExp(text, "u") !== null;
  } catch {
    return false;
  }
}
