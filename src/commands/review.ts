import { packageVersion } from "../disk/package.ts";
import { UsageError } from "../errors.ts";
import type { Review } from "../model/review.ts";
import { exitCodeOfReading } from "../project/open.ts";
import { repositoryPlace } from "../project/repository-place.ts";
import { findProject, loadConfig } from "../project/setup.ts";
import { reviewReporterOf } from "../reporters/index.ts";
import type { ReviewAbout } from "../reporters/review/about.ts";
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
  const report = global.json ? null : await reviewReporterOf(global.reporter ?? "pretty");
  const setup = findProject(host.cwd, global.config);
  const config = await loadConfig(setup);
  const { review } = await import("../review/review.ts");
  const revisions = { base, head: textOption(invocation, "head"), exact: flag(invocation, "exact") };
  const reviewed = await review({ setup, config, ...revisions, say: progressOf(invocation), holder: host });
  const { findings, schemaVersion: _version, ...json } = reviewed;
  const about = { ...aboutOf(invocation, setup.root), thresholds: { ...config.review, rules: config.rules } };
  const said = { root: setup.root, review: reviewed, about };
  const { saveReview, tellJob } = await import("./job.ts");
  saveReview(invocation, said);
  const text = report?.(reviewed, about) ?? "";
  const annotations = tellJob(invocation, said);
  return { exit: exitCodeOf(reviewed), text, json: { folder: about.folder, ...json }, findings, annotations };
}

/** 1 when the review fails by the thresholds of the configuration, 3 when new input could not be read, else 0. */
function exitCodeOf({ fails, findings }: Review): Outcome["exit"] {
  return fails.length > 0 ? 1 : exitCodeOfReading(findings);
}

function aboutOf(invocation: Invocation, root: string): ReviewAbout {
  const { host } = invocation;
  const said = ["base", "head"].flatMap((name) => {
    const ref = textOption(invocation, name);
    return ref === null ? [] : [`--${name} ${ref}`];
  });
  return {
    ...repositoryPlace(root, host.env),
    version: packageVersion(),
    again: ["docs review", ...said, ...(flag(invocation, "exact") ? ["--exact"] : [])].join(" "),
    color: host.terminal.color,
    source: sourceOf(root),
  };
}
