import { z } from "zod";
import { RULES } from "../model/rule.ts";
import type { RuleExample } from "../model/rule-example/example.ts";
import { claim } from "./claim.ts";
import { accounting, answer, count, coverage, line, nullable, share, text } from "./shape.ts";

const change = z.strictObject({
  file: text,
  id: text,
  kind: z.enum(["resolved", "re-pinned", "accepted", "linked"]),
  line,
  column: line,
  before: text,
  after: text,
});

const proposal = z.strictObject({
  file: text,
  id: text,
  line,
  column: line,
  text,
  selector: text,
  score: share,
  rivals: z.array(text).describe("Other values that it could mean as well."),
});

const written = z.boolean().describe("Whether files were written.");

/** What `docs cite --json` prints; the second with `--keep`. */
export const cite = z.union([
  z.strictObject({ ...answer, changes: z.array(change), proposals: z.array(proposal), written }),
  z.strictObject({
    ...answer,
    kept: z.array(z.strictObject({ file: text, excerpt: text, lines: count })),
    left: z.array(z.strictObject({ file: text, why: text })),
    changed: z.array(text).describe("The excerpts that are not as they were."),
    written,
  }),
]);

const entry = z.strictObject({
  experiment: text,
  open: z.boolean().describe("Whether it waits for something that nothing has resolved."),
  id: text,
  file: text,
  line,
  at: text.describe("The time that its heading states, as it is written."),
  title: text,
  text,
  tags: z.array(z.enum(["WEIRD", "HUNCH", "TODO", "RESOLVED"])),
  resolves: z.array(text),
  resolvedBy: nullable(text),
});

/** What `docs journal --json` prints. */
export const journal = z.strictObject({ ...answer, entries: z.array(entry) });

const rule = z.strictObject({
  id: z.enum(Object.keys(RULES) as [string, ...string[]]),
  severity: z.enum(["error", "warning", "note"]),
  title: text,
  why: text,
  help: text,
});

const files = z.record(text, nullable(text)).optional();

const example = z
  .strictObject({
    file: text,
    wrong: nullable(text),
    right: nullable(text),
    given: text.optional(),
    files,
    first: files,
    document: nullable(text).optional(),
    beside: z.array(rule.shape.id).optional(),
    git: z.array(text).optional(),
    command: z.enum(["sync", "review"]).optional(),
    synced: z.literal(true).optional(),
  } satisfies Record<keyof RuleExample, z.ZodType>)
  .describe("A breach of the rule in a small project, and how it looks when it is mended.");

/** What `docs explain --json` prints: of claims, of one rule, or all rules. */
export const explain = z.union([
  z.strictObject({ ...answer, claims: z.array(claim) }),
  z.strictObject({ ...answer, rule: rule.extend({ example }) }),
  z.strictObject({ ...answer, rules: z.array(rule) }),
]);

const draft = z.strictObject({
  kind: z.enum(["retrain", "failed-hypothesis"]),
  experiment: text,
  title: text,
  body: text,
  labels: z.array(text),
});

/** What `docs issue --json` prints. */
export const issue = z.union([
  z.strictObject({ ...answer, issue: z.null(), why: text.describe("Why nothing speaks for one.") }),
  z.strictObject({
    ...answer,
    issue: draft,
    written: text.optional().describe("With --output: the file."),
    did: text.optional().describe("With --post: what was done."),
    address: text.optional(),
    said: text.optional().describe("Why it could not be posted."),
  }),
]);

/** What `docs build --json` prints. */
export const build = z.strictObject({
  ...answer,
  out: text.describe("The folder of the site."),
  files: count,
  written: count,
  removed: count,
  accounting,
  coverage,
});

/** What `docs init --json` prints. */
export const init = z.strictObject({
  ...answer,
  written: z.array(text).optional(),
  wouldWrite: z.array(text).optional().describe("With --dry-run."),
  kept: z.array(text).describe("Files that were there and stay as they are."),
  registered: z.boolean().optional().describe("Whether git knows the merge driver since now."),
  wouldRegister: z.boolean().optional(),
  next: z.array(text).describe("Commands that help now."),
});
