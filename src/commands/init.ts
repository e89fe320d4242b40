import { relative, sep } from "node:path";
import type { Config } from "../config.ts";
import { exists, readText } from "../disk/file.ts";
import { gitIgnored, gitRoot } from "../disk/git.ts";
import { packageVersion } from "../disk/package.ts";
import { writeIfChanged } from "../disk/write.ts";
import { UsageError } from "../errors.ts";
import type { PlannedWrite } from "../model/project.ts";
import { joinPath } from "../model/tree.ts";
import { CI_HOSTS, ciFiles } from "../project/ci-files.ts";
import { mergeRules, registerDriver } from "../project/merging.ts";
import { configTemplate } from "../project/scaffold.ts";
import { findProject, loadConfig } from "../project/setup.ts";
import { gitlabStart } from "../project/workflow.ts";
import { unifiedDiff } from "../reporters/diff.ts";
import type { Invocation, Outcome } from "./command.ts";
import { flag, textOption } from "./command.ts";

interface Plan {
  /** The absolute folder that the paths below are relative to. */
  root: string;
  writes: PlannedWrite[];
  kept: string[];
}

const GITLAB_START = ".gitlab-ci.yml";

/**
 * `docs init`: a commented configuration, rules for git (what is ignored, how generated text is merged), the merge driver in this clone
 * and, with `--ci`, a workflow. Existing files are kept.
 */
export async function run(invocation: Invocation): Promise<Outcome> {
  const { host } = invocation;
  const isForced = flag(invocation, "force");
  const plans = [projectPlan(host.cwd, isForced, await livingDocsIn(host.cwd))];
  const ci = textOption(invocation, "ci");
  if (ci !== null) plans.push(ciPlan(invocation, ci));
  const isDry = flag(invocation, "dryRun");
  if (!isDry)
    for (const { root, writes } of plans) for (const { path, after } of writes) writeIfChanged(root, path, after);
  const isRegistered = registerDriver(host.cwd, isDry) === true;
  const writes = plans.flatMap((plan) => plan.writes);
  const kept = plans.flatMap((plan) => plan.kept);
  const next = ["npx labdocs doctor", "npx labdocs sync"];
  const said = [
    ...writes.map(({ path, before }) => `${before === null ? "made" : "changed"} ${path}`),
    ...kept.map((path) => `kept ${path}, which exists (--force overwrites it)`),
    ...(isRegistered
      ? ["registered the merge driver in .git/config; colleagues run `npx labdocs init` once, too"]
      : []),
    ...(writes.length + kept.length === 0 && !isRegistered ? ["nothing to do"] : []),
    ...(ci === "gitlab" && !writes.some(({ path }) => path === GITLAB_START)
      ? ["", `Add to ${GITLAB_START}: include: .gitlab/docs.yml`]
      : []),
    ...(ci === "github" ? ["", 'Say in the repository: Settings, Pages, Source: "GitHub Actions"'] : []),
    "",
    `Next: ${next[1]}`,
  ];
  return {
    exit: 0,
    text: isDry ? unifiedDiff(writes, { color: host.terminal.color }) : `${said.join("\n")}\n`,
    json: {
      [isDry ? "wouldWrite" : "written"]: writes.map((write) => write.path),
      kept,
      [isDry ? "wouldRegister" : "registered"]: isRegistered,
      next,
    },
    findings: [],
  };
}

/** The living documents that a configuration names; none where there is none yet, or it cannot be read. */
async function livingDocsIn(cwd: string): Promise<Config["livingDocs"]> {
  try {
    const setup = findProject(cwd, null);
    return setup.root === cwd ? (await loadConfig(setup)).livingDocs : undefined;
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

function projectPlan(root: string, isForced: boolean, livingDocs: Config["livingDocs"]): Plan {
  const plan: Plan = { root, writes: [], kept: [] };
  const others = ["docs.config.yml", "docs.config.json", "docs.config.mts", "docs.config.mjs"].filter((name) =>
    exists(root, name),
  );
  if (others.length > 0 && !isForced) plan.kept.push(...others);
  else add(plan, { path: "docs.config.yaml", after: configTemplate() }, isForced);
  const before = exists(root, ".gitignore") ? readText(root, ".gitignore") : null;
  const after = ignoreRules(before ?? "", isLogIgnored(root, before ?? ""));
  if (after !== before) plan.writes.push({ path: ".gitignore", before, after });
  const attributes = exists(root, ".gitattributes") ? readText(root, ".gitattributes") : null;
  const merging = withRules(attributes ?? "", mergeRules(livingDocs));
  if (merging !== attributes) plan.writes.push({ path: ".gitattributes", before: attributes, after: merging });
  return plan;
}

function ciPlan(invocation: Invocation, named: string): Plan {
  const { cwd } = invocation.host;
  const isForced = flag(invocation, "force");
  const host = CI_HOSTS.find((one) => one === named);
  if (host === undefined)
    throw new UsageError(`there is no workflow for \`${named}\``, `There are: ${CI_HOSTS.join(", ")}.`);
  const root = gitRoot(cwd) ?? cwd;
  const folder = relative(root, cwd).split(sep).join("/");
  const plan: Plan = { root, writes: [], kept: [] };
  const place = { folder, version: packageVersion() };
  for (const file of ciFiles(host, place, flag(invocation, "comment"))) add(plan, file, isForced);
  // A file that is there has jobs of its own, which stay whatever is forced.
  if (host === "gitlab" && !exists(root, GITLAB_START)) add(plan, { path: GITLAB_START, after: gitlabStart() }, false);
  return plan;
}

function add(plan: Plan, file: { path: string; after: string }, isForced: boolean): void {
  const before = exists(plan.root, file.path) ? readText(plan.root, file.path) : null;
  if (before === file.after) return;
  if (before !== null && !isForced) plan.kept.push(file.path);
  else plan.writes.push({ ...file, before });
}

/** Whether git would ignore a run's log: by asking git, or outside a repository by looking for `*.log`. */
function isLogIgnored(root: string, ignore: string): boolean {
  const probe = joinPath("experiments/probe/runs/2026-01-31T12-00-00-probe/logs", "train.log");
  if (gitRoot(root) !== null) return gitIgnored(root, [probe]).length > 0;
  return /^\s*(\*\*\/)?\*\.log\s*$/m.test(ignore);
}

/** The rules with those added that are missing: our folders ignored, and logs that reports cite not ignored. */
function ignoreRules(text: string, isLogIgnored: boolean): string {
  return withRules(text, [".docs/", "docs-site/", ...(isLogIgnored ? ["!**/runs/**/logs/*.log"] : [])]);
}

/** A file of rules, one a line, with those added that are missing. */
function withRules(text: string, wanted: readonly string[]): string {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const missing = wanted.filter((rule) => !lines.includes(rule) && !lines.includes(`/${rule}`));
  if (missing.length === 0) return text;
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const gap = text === "" ? "" : text.endsWith("\n") ? newline : newline + newline;
  return `${text}${gap}${["# labdocs", ...missing, ""].join(newline)}`;
}
