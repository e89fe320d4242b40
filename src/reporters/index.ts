import { UsageError } from "../errors.ts";
import { compact } from "./compact.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { markdown } from "./markdown.ts";
import { pretty } from "./pretty.ts";
import type { Reporter } from "./reporter.ts";
import type { ReviewReporter } from "./review/about.ts";
import { sarif } from "./sarif.ts";

/** Every reporter by its name. To add one: write `<name>.ts` beside this file and add it here. */
export const reporters: Readonly<Record<string, Reporter>> = {
  pretty,
  compact,
  json,
  github,
  gitlab,
  sarif,
  junit,
  markdown,
};

/** Reporters of a review; the others print it as findings. */
const reviewReporters: Readonly<Record<string, () => Promise<ReviewReporter>>> = {
  pretty: async () => (await import("./review/text.ts")).reviewText,
  json: async () => (await import("./review/json.ts")).reviewJson,
  comment: async () => (await import("./review/comment.ts")).reviewComment,
  markdown: async () => (await import("./review/comment.ts")).reviewComment,
  summary: async () => (await import("./review/summary.ts")).reviewSummary,
};

/** The reporter of that name for a review, loaded when it is asked for. Throws a UsageError for an unknown one. */
export async function reviewReporterOf(name: string): Promise<ReviewReporter> {
  const load = Object.hasOwn(reviewReporters, name) ? reviewReporters[name] : undefined;
  if (load !== undefined) return load();
  if (!Object.hasOwn(reporters, name)) {
    const names = [...new Set([...Object.keys(reviewReporters), ...Object.keys(reporters)])];
    throw new UsageError(`there is no reporter \`${name}\` for a review`, `There are: ${names.join(", ")}.`);
  }
  const { reviewFindings } = await import("./review/alerts.ts");
  return (review, { folder, version, source, thresholds }) =>
    reporterOf(name)({
      findings: reviewFindings(review, thresholds),
      source: source ?? (() => null),
      color: false,
      folder,
      version,
    });
}

/** The reporter of that name. Throws a UsageError for an unknown one. */
export function reporterOf(name: string): Reporter {
  const reporter = Object.hasOwn(reporters, name) ? reporters[name] : undefined;
  if (reporter !== undefined) return reporter;
  throw new UsageError(`there is no reporter \`${name}\``, `There are: ${Object.keys(reporters).join(", ")}.`);
}
