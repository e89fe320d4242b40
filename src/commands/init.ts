import { relative, sep } from "node:path";
import { exists, readText } from "../disk/file.ts";
import { gitIgnored, gitRoot } from "../disk/git.ts";
import { packageVersion } from "../disk/package.ts";
import { writeIfChanged } from "../disk/write.ts";
import { UsageError } from "../errors.ts";
import type { PlannedWrite } from "../model/project.ts";
import { joinPath } from "../model/tree.ts";
import { configTemplate } from "../project/scaffold.ts";
import { githubWorkflow, gitlabJob, gitlabStart } from "../project/workflow.ts";
import { unifiedDiff } from "../reporters/diff.ts";
import type { Invocation, Outcome } from "./command.ts";
import { flag, textOption } from "./command.ts";

interface Plan {
  /** The absolute folder that the paths below are relative to. */
  root: string;
  writes: PlannedWrite[];
  kept: string[];
}

/** Claims that two branches add at one place of the lock are both kept; one that both changed is found by `docs check`. */
const LOCK_MERGE = "docs.lock.json merge=union";

const GITLAB_START = ".gitlab-ci.yml";

const CI = { github: ".github/workflows/docs.yml", gitlab: ".gitlab/docs.yml" };

/** `docs init`: a commented configuration, rules for git (what is ignored, how the lock is merged) and, with `--ci`, a workflow. Existing files are kept. */
export async function run(invocation: Invocation): Promise<Outcome> {
  const { host } = invocation;
  const isForced = flag(invocation, "force");
  const plans = [projectPlan(host.cwd, isForced)];
  const ci = textOption(invocation, "ci");
  if (ci !== null) plans.push(ciPlan(host.cwd, ci, isForced));
  const isDry = flag(invocation, "dryRun");
  if (!isDry)
    for (const { root, writes } of plans) for (const { path, after } of writes) writeIfChanged(root, path, after);
  const writes = plans.flatMap((plan) => plan.writes);
  const kept = plans.flatMap((plan) => plan.kept);
  const next = ["npx labdocs doctor", "npx labdocs sync"];
  const said = [
    ...writes.map(({ path, before }) => `${before === null ? "made" : "changed"} ${path}`),
    ...kept.map((path) => `kept ${path}, which exists (--force overwrites it)`),
    ...(writes.length + kept.length === 0 ? ["nothing to do"] : []),
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
    json: { [isDry ? "wouldWrite" : "written"]: writes.map((write) => write.path), kept, next },
    findings: [],
  };
}

function projectPlan(root: string, isForced: boolean): Plan {
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
  const merging = withRules(attributes ?? "", [LOCK_MERGE]);
  if (merging !== attributes) plan.writes.push({ path: ".gitattributes", before: attributes, after: merging });
  return plan;
}

function ciPlan(cwd: string, host: string, isForced: boolean): Plan {
  if (host !== "github" && host !== "gitlab")
    throw new UsageError(`there is no workflow for \`${host}\``, "There are: github, gitlab.");
  const root = gitRoot(cwd) ?? cwd;
  const folder = relative(root, cwd).split(sep).join("/");
  const text = host === "github" ? githubWorkflow : gitlabJob;
  const plan: Plan = { root, writes: [], kept: [] };
  add(plan, { path: CI[host], after: text({ folder, version: packageVersion() }) }, isForced);
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
