import { packageVersion } from "../disk/package.ts";
import { UsageError } from "../errors.ts";
import type { Review } from "../model/review.ts";
import { exitCodeOfReading } from "../project/open.ts";
import { findProject, loadConfig } from "../project/setup.ts";
import type { ReviewAbout, ReviewReporter } from "../reporters/review/about.ts";
import { projectFolder } from "../review/revision.ts";
import { webAddress } from "../review/web-address.ts";
import type { Invocation, Outcome } from "./command.ts";
import { flag, progressOf, textOption } from "./command.ts";
import { sourceOf } from "./findings.ts";

/** `docs review`: what a change does: two states of the project set against each other. Writes nothing but its cache. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const { host, global } = invocation;
  const base = textOption(invocation, "base");
  if (base === null) {
    throw new UsageError("docs review needs --base", "Name the branch that this will be merged into: `--base main`.");
  }
  const report = global.json ? null : await reporterOf(global.reporter ?? "pretty");
  const setup = findProject(host.cwd, global.config);
  const config = await loadConfig(setup);
  const { review } = await import("../review/review.ts");
  const revisions = { base, head: textOption(invocation, "head"), exact: flag(invocation, "exact") };
  const reviewed = await review({ setup, config, ...revisions, say: progressOf(invocation), holder: host });
  const folder = projectFolder(setup.root);
  const { findings, schemaVersion: _version, ...json } = reviewed;
  const text = report?.(reviewed, aboutOf(invocation, { root: setup.root, folder })) ?? "";
  return { exit: exitCodeOf(reviewed), text, json: { folder, ...json }, findings };
}

/** 1 when the review fails by the thresholds of the configuration, 3 when new input could not be read, else 0. */
function exitCodeOf({ fails, findings }: Review): Outcome["exit"] {
  return fails.length > 0 ? 1 : exitCodeOfReading(findings);
}

function aboutOf(invocation: Invocation, place: { root: string; folder: string }): ReviewAbout {
  const { host } = invocation;
  const said = ["base", "head"].flatMap((name) => {
    const ref = textOption(invocation, name);
    return ref === null ? [] : [`--${name} ${ref}`];
  });
  return {
    host: webAddress(place.root, host.env),
    folder: place.folder,
    version: packageVersion(),
    again: ["docs review", ...said, ...(flag(invocation, "exact") ? ["--exact"] : [])].join(" "),
    color: host.terminal.color,
    source: sourceOf(place.root),
  };
}

const REPORTERS = ["pretty", "json", "comment", "markdown", "summary"] as const;

/** Loaded when it is asked for. Throws a UsageError for a name that there is not. */
async function reporterOf(name: string): Promise<ReviewReporter> {
  if (name === "json") return (await import("../reporters/review/json.ts")).reviewJson;
  if (name === "comment" || name === "markdown") return (await import("../reporters/review/comment.ts")).reviewComment;
  if (name === "summary" || name === "pretty") return (await import("../reporters/review/summary.ts")).reviewSummary;
  throw new UsageError(`there is no reporter \`${name}\` for a review`, `There are: ${REPORTERS.join(", ")}.`);
}
