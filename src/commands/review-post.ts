import { resolve } from "node:path";
import { fileSize, isFile, isLink, readText } from "../disk/file.ts";
import { packageVersion } from "../disk/package.ts";
import { UsageError } from "../errors.ts";
import type { Api } from "../hosts/api.ts";
import { githubApi, gitlabApi } from "../hosts/api.ts";
import { asTrusted } from "../hosts/foreign-review.ts";
import { githubTalk } from "../hosts/github-talk.ts";
import { gitlabTalk, mergeRequestSubject, mergeRequestsOf } from "../hosts/gitlab-talk.ts";
import type { Kept, Wanted } from "../hosts/keep-comment.ts";
import { keepComment } from "../hosts/keep-comment.ts";
import { markerOf } from "../hosts/marker.ts";
import type { PullRequest, Subject } from "../hosts/pull-request.ts";
import { pullRequestsOf, subjectOf } from "../hosts/pull-request.ts";
import type { Refusal } from "../hosts/refusal.ts";
import { sayRefusal } from "../hosts/refusal.ts";
import type { Result, Talk } from "../hosts/talk.ts";
import type { Review } from "../model/review.ts";
import type { ReviewAbout } from "../reporters/review/about.ts";
import { reviewComment } from "../reporters/review/comment.ts";
import type { KeptReview } from "../schemas/review.ts";
import { parseReview } from "../schemas/review.ts";
import type { Invocation, Outcome } from "./command.ts";
import { flag, textOption } from "./command.ts";

/** A review of thousands of runs is a tenth of this. */
const LARGEST = 32 << 20;

/**
 * `docs review post`: makes one comment of a pull request say what a review says. The file may come from anybody's job: what it
 * says is data, and which pull request it is about is what the host says.
 */
export async function run(invocation: Invocation): Promise<Outcome> {
  const { cwd, env } = invocation.host;
  const file = resolve(cwd, invocation.args[0] ?? "");
  const kept = readReview(file);
  if (Array.isArray(kept)) return outcome(3, "unreadable", `this is no review: ${kept.join("; ")}`);
  const folder = textOption(invocation, "folder") ?? kept.folder ?? "";
  const forge = forgeFor(invocation, kept);
  const { subject } = forge;
  if (flag(invocation, "dryRun"))
    return { ...outcome(0, "none", ""), text: wantedFor(kept.review, forge, folder).text };
  const api = forge.api(env, `labdocs/${packageVersion()}`);
  const found = await forge.pulls(api, subject);
  if (!found.ok) return refused(found.refusal, forge);
  const pull = theOne(found.value, kept.review);
  if (typeof pull === "string") return outcome(0, "none", `not posted: ${pull}`);
  const review = asTrusted(kept.review, subject, pull);
  if (typeof review === "string") return outcome(1, "none", `not posted: ${review}`);
  const result = await keepComment(forge.talk(api, pull.number), wantedFor(review, forge, folder), api.sleep);
  return result.ok ? saidOf(result.value, `${forge.sign}${pull.number}`) : refused(result.refusal, forge);
}

function saidOf({ did, address, fold }: Kept, name: string): Outcome {
  const folded = fold === null ? "" : `; it could not be folded away or shown again: ${sayRefusal(fold)}`;
  return outcome(0, did, `${name}: ${SAID[did]}${address === "" ? "" : ` ${address}`}${folded}`);
}

const SAID: Record<Kept["did"], string> = {
  created: "comment made",
  edited: "comment edited",
  unchanged: "the comment says so already",
  resolved: "comment resolved",
  none: "nothing to say, no comment",
};

function outcome(exit: Outcome["exit"], did: string, text: string): Outcome {
  return { exit, text: text === "" ? "" : `${text}\n`, json: { did, said: text }, findings: [] };
}

/** A token that may only read is no fault of the pull request: its job must not fail for that. */
function refused(refusal: Refusal, { kind }: Forge): Outcome {
  if (refusal.kind !== "read-only") return outcome(1, "refused", `not posted: ${sayRefusal(refusal)}`);
  const right = kind === "github" ? "the job needs `pull-requests: write`" : "the token needs the scope `api`";
  const help = `${right}; a job of a fork never has that, see docs/pull-requests.md`;
  return outcome(0, "refused", `not posted: ${sayRefusal(refusal)}; ${help}`);
}

function readReview(file: string): KeptReview | string[] {
  // An archive that somebody else packed may hold a link to a file that is nobody's business.
  if (isLink("", file) || !isFile("", file)) return [`there is no file ${file}`];
  if (fileSize("", file) > LARGEST) return [`it is larger than ${LARGEST >> 20} MiB`];
  return parseReview(readText("", file));
}

/** A host, and what the review is about there. `sign`: what stands before a number; `web`, `job`: addresses of repository and job. */
interface Forge {
  kind: "github" | "gitlab";
  sign: string;
  web: string;
  job: string | null;
  subject: Subject;
  api(env: Invocation["host"]["env"], agent: string): Api;
  pulls(api: Api, subject: Subject): Promise<Result<PullRequest[]>>;
  talk(api: Api, number: number): Talk;
}

/** The host of the job that this runs in, GitHub outside any. */
function forgeFor(invocation: Invocation, kept: KeptReview): Forge {
  const { env } = invocation.host;
  const request = mergeRequestSubject(env);
  if (request === null) return githubForge(subjectFor(invocation, kept), env);
  const web = env.CI_PROJECT_URL ?? "";
  const talk = (api: Api, number: number) => gitlabTalk(api, { project: request.repository, number });
  const job = env.CI_JOB_URL ?? null;
  return { kind: "gitlab", sign: "!", web, job, subject: request, api: gitlabApi, pulls: mergeRequestsOf, talk };
}

function githubForge(subject: Subject, env: Invocation["host"]["env"]): Forge {
  const { repository } = subject;
  const web = `${env.GITHUB_SERVER_URL ?? "https://github.com"}/${repository}`;
  const job = subject.job === null ? null : `${web}/actions/runs/${subject.job}`;
  const talk = (api: Api, number: number) => githubTalk(api, { repository, number });
  return { kind: "github", sign: "#", web, job, subject, api: githubApi, pulls: pullRequestsOf, talk };
}

/** What the review is about: `--pull-request`, or what the event that started the job says. */
function subjectFor(invocation: Invocation, { review }: KeptReview): Subject {
  const { env } = invocation.host;
  const said = textOption(invocation, "pullRequest");
  if (said !== null) return namedSubject(said, env.GITHUB_REPOSITORY, review);
  const path = env.GITHUB_EVENT_PATH;
  const payload = path === undefined || !isFile("", path) ? null : parsed(readText("", path));
  const job = Number(env.GITHUB_RUN_ID ?? 0);
  const subject = subjectOf({ name: env.GITHUB_EVENT_NAME ?? "", payload, commit: env.GITHUB_SHA ?? null, job });
  if (subject !== null) return subject;
  throw new UsageError(
    "it is not known which pull request this is about",
    "This runs in a job that `pull_request` or `workflow_run` starts, or of a merge request; elsewhere say `--pull-request <number>`.",
  );
}

function namedSubject(said: string, repository: string | undefined, review: Review): Subject {
  if (!/^[1-9]\d{0,9}$/.test(said)) throw new UsageError(`\`${said}\` is no number of a pull request`, "Such as 42.");
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository ?? ""))
    throw new UsageError("it is not known which repository this is", "Set GITHUB_REPOSITORY to `owner/name`.");
  const origin = { owner: null, branch: null, isFork: false, merged: null, job: null };
  return { repository: repository ?? "", number: Number(said), head: review.head.commit ?? "", ...origin };
}

/** The pull request among those with the head; a sentence where it is none or not clear which. */
function theOne(pulls: readonly PullRequest[], { base }: Review): PullRequest | string {
  const [first] = pulls;
  if (first === undefined)
    return "no open pull request has this head; it was closed, or a newer commit has its own review";
  if (pulls.length === 1) return first;
  const into = pulls.filter(
    (one) => one.base.commit === base.commit || one.base.ref === base.ref?.replace(/^origin\//, ""),
  );
  const [only] = into;
  return only !== undefined && into.length === 1 ? only : "several pull requests have this head";
}

function wantedFor(review: Review, { kind, web, job, subject }: Forge, folder: string): Wanted {
  const about: ReviewAbout = {
    host: { kind, web },
    folder,
    version: packageVersion(),
    again: `docs review --base ${baseOf(review)}`,
    rest: { text: kind === "github" ? "the summary of the job" : "the log of the job", href: job },
  };
  const text = (one: Review) => `${reviewComment(one, about)}${subject.isFork ? FORK : ""}`;
  const isQuiet = review.mood === "quiet" && review.fails.length === 0;
  return { marker: markerOf(folder), text: text(review), short: text(inShort(review)), isQuiet };
}

/** What is posted in our name, though a job without any rights computed it, is said to be that. */
const FORK = "\n<sub>Computed by the job of this pull request, which comes from a fork.</sub>\n";

/** How a person who has the branch names the base. */
function baseOf({ base }: Review): string {
  return base.ref !== null && /^[\w][\w./-]*$/.test(base.ref) ? base.ref : (base.commit ?? "HEAD~1");
}

/** The review with its verdict alone, for a host that takes less than it did. */
function inShort(review: Review): Review {
  const { base, head } = review.claims;
  const claims = { broken: [], moved: [], added: [], mended: [], removed: [], still: 0, base, head };
  const none = { tampered: [], runs: [], experiments: [], outOfDate: [], findings: [], steps: [] };
  return { ...review, ...none, claims, notes: ["everything else is in what the job printed"] };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
