import { resolve } from "node:path";
import { git, gitTrackedBelow } from "../disk/git.ts";
import { writeNamed } from "../disk/named-file.ts";
import { packageVersion } from "../disk/package.ts";
import { UsageError } from "../errors.ts";
import { githubApi } from "../hosts/api.ts";
import { issueMarker, openIssue } from "../hosts/issue.ts";
import { sayRefusal } from "../hosts/refusal.ts";
import type { ProjectCatalog } from "../project/catalog.ts";
import { experimentsNamed, openProject, suggestExperiments } from "../project/open.ts";
import type { RepositoryPlace } from "../project/repository-place.ts";
import { repositoryPlace } from "../project/repository-place.ts";
import { templatesOf } from "../project/templates.ts";
import type { IssueDraft, IssueKind } from "../report/issue/issue.ts";
import { draftIssue, ISSUE_KINDS } from "../report/issue/issue.ts";
import { TemplateError } from "../report/template-error.ts";
import { permalinks } from "../reporters/review/permalink.ts";
import type { Invocation, Outcome } from "./command.ts";
import { textOption } from "./command.ts";

/**
 * `docs issue retrain` and `docs issue failed-hypothesis`: the text of an issue about one experiment, printed, written to `--output` or
 * opened with `--post github`. Where nothing speaks for one, it says so and exits with 1.
 */
export async function run(invocation: Invocation): Promise<Outcome> {
  const kind = kindOf(invocation);
  const { host, global } = invocation;
  const { setup, catalog } = await openProject(host.cwd, global.config);
  const id = experimentOf(invocation, catalog);
  const post = textOption(invocation, "post");
  if (post !== null && post !== "github")
    throw new UsageError(`there is no way to post to \`${post}\``, "There is: github.");
  const web = repositoryPlace(setup.root, host.env).host;
  const draft = await drafted(invocation, { kind, id, catalog, web });
  if ("outcome" in draft) return draft.outcome;
  const text = `# ${draft.title}\n\n${draft.body}\nLabels: ${draft.labels.join(", ")}\n`;
  const json = { issue: { kind, experiment: id, ...draft } };
  if (post !== null) return posted(invocation, { kind, id, web, draft });
  const output = textOption(invocation, "output");
  if (output === null) return { exit: 0, text, json, findings: [] };
  writeNamed(resolve(host.cwd, output), text);
  return { exit: 0, text: `wrote ${output}\n`, json: { ...json, written: output }, findings: [] };
}

function kindOf(invocation: Invocation): IssueKind {
  const [named = ""] = invocation.args;
  const kind = ISSUE_KINDS.find((one) => one === named);
  if (kind === undefined)
    throw new UsageError(`there is no issue \`${named}\``, `There are: ${ISSUE_KINDS.join(", ")}.`);
  return kind;
}

/** The experiment that is named, or the only one. */
function experimentOf(invocation: Invocation, catalog: ProjectCatalog): string {
  const named = textOption(invocation, "experiment");
  const ids = named === null ? catalog.ids : experimentsNamed(catalog, named);
  const [id, ...others] = ids;
  if (named !== null && id === undefined)
    throw new UsageError(`there is no experiment \`${named}\``, suggestExperiments(catalog, named));
  if (id === undefined) throw new UsageError("no experiments found", "`docs doctor` says where they are looked for.");
  if (others.length > 0) {
    const which = named === null ? "which experiment?" : `\`${named}\` means ${ids.length} experiments`;
    throw new UsageError(which, `Say --experiment with one of: ${ids.slice(0, 12).join(", ")}.`);
  }
  return id;
}

interface Subject {
  kind: IssueKind;
  id: string;
  web: RepositoryPlace["host"];
}

async function drafted(
  invocation: Invocation,
  { kind, id, catalog, web }: Subject & { catalog: ProjectCatalog },
): Promise<IssueDraft | { outcome: Outcome }> {
  try {
    const templates = await templatesOf(catalog.root);
    const places = placesIn(invocation, catalog.root, web);
    const draft = await draftIssue({ kind, compiled: catalog.get(id), templates, places });
    if (typeof draft !== "string") return draft;
    return { outcome: { exit: 1, text: `no issue: ${draft}\n`, json: { issue: null, why: draft }, findings: [] } };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    const { file, line, message } = error.finding;
    throw new UsageError(`${file}${line === null ? "" : `:${line}`}: ${message}`, "Correct the template.");
  }
}

/** Addresses in the commit that is checked out, of the files that are in it as they are here. */
function placesIn({ host }: Invocation, root: string, web: RepositoryPlace["host"]) {
  const commit = web === null ? null : (git(root, ["rev-parse", "HEAD"])?.trim() ?? null);
  if (web === null || commit === null) return () => null;
  if ((git(root, ["branch", "-r", "--contains", commit]) ?? "").trim() === "")
    host.say("the commit that the links lead to is on no branch of a remote: push it before the issue is opened");
  const folder = (git(root, ["rev-parse", "--show-prefix"]) ?? "").trim().replace(/\/$/, "");
  const { blob } = permalinks({ host: web, folder, version: packageVersion(), again: "" }, commit);
  const changed = (git(root, ["diff", "--name-only", "--relative", "-z", "HEAD"]) ?? "").split("\0");
  const there = new Set(gitTrackedBelow(root, ""));
  for (const path of changed) there.delete(path);
  return (spot: { file: string; line: number | null; endLine: number | null }) =>
    there.has(spot.file) ? blob(spot) : null;
}

async function posted({ host }: Invocation, of: Subject & { draft: IssueDraft }): Promise<Outcome> {
  const { kind, id, web, draft } = of;
  const repository = host.env.GITHUB_REPOSITORY ?? (web?.kind === "github" ? new URL(web.web).pathname.slice(1) : "");
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw new UsageError("it is not known which repository this is", "Set GITHUB_REPOSITORY to `owner/name`.");
  if (!host.env.GITHUB_TOKEN && !host.env.GH_TOKEN)
    throw new UsageError(
      "there is no token to post with",
      "Set GITHUB_TOKEN; a job needs `permissions: { issues: write }`.",
    );
  const api = githubApi(host.env, `labdocs/${packageVersion()}`);
  const opened = await openIssue(api, { repository, marker: issueMarker(kind, id), ...draft });
  const json = { issue: { kind, experiment: id, ...draft } };
  if (!opened.ok) {
    const said = `not posted: ${sayRefusal(opened.refusal)}`;
    return { exit: 1, text: `${said}\n`, json: { ...json, did: "refused", said }, findings: [] };
  }
  const { did, address } = opened.value;
  const text = did === "created" ? `opened ${address}\n` : `one is open already: ${address}\n`;
  return { exit: 0, text, json: { ...json, did, address }, findings: [] };
}
