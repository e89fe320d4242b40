import { resolve } from "node:path";
import { fileSize, isFile, isLink, readText } from "../disk/file.ts";
import { packageVersion } from "../disk/package.ts";
import { UsageError } from "../errors.ts";
import type { Api } from "../hosts/api.ts";
import { githubApi } from "../hosts/api.ts";
import { asTrusted } from "../hosts/foreign-review.ts";
import type { Kept } from "../hosts/keep-comment.ts";
import { keepComment } from "../hosts/keep-comment.ts";
import { markerOf } from "../hosts/marker.ts";
import type { PullRequest, Subject } from "../hosts/pull-request.ts";
import { pullRequestsOf, subjectOf } from "../hosts/pull-request.ts";
import type { Refusal } from "../hosts/refusal.ts";
import { sayRefusal } from "../hosts/refusal.ts";
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
  const subject = subjectFor(invocation, kept);
  const version = packageVersion();
  if (flag(invocation, "dryRun")) {
    const wanted = wantedFor(kept.review, { folder, subject, version, env });
    return { ...outcome(0, "none", ""), text: wanted.text };
  }
  const api = githubApi(env, `labdocs/${version}`);
  const found = await pullRequestsOf(api, subject);
  if (!found.ok) return refused(found.refusal);
  const pull = theOne(found.value, kept.review);
  if (typeof pull === "string") return outcome(0, "none", `not posted: ${pull}`);
  const review = asTrusted(kept.review, subject, pull);
  if (typeof review === "string") return outcome(1, "none", `not posted: ${review}`);
  return await post(api, { subject, pull, wanted: wantedFor(review, { folder, subject, version, env }) });
}

interface Post {
  subject: Subject;
  pull: PullRequest;
  wanted: ReturnType<typeof wantedFor>;
}

async function post(api: Api, { subject, pull, wanted }: Post): Promise<Outcome> {
  const result = await keepComment(api, { repository: subject.repository, number: pull.number }, wanted);
  if (!result.ok) return refused(result.refusal);
  const { did, address, fold } = result.value;
  const folded = fold === null ? "" : `; it could not be folded away or shown again: ${sayRefusal(fold)}`;
  return outcome(0, did, `#${pull.number}: ${SAID[did]}${address === "" ? "" : ` ${address}`}${folded}`);
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
function refused(refusal: Refusal): Outcome {
  if (refusal.kind !== "read-only") return outcome(1, "refused", `not posted: ${sayRefusal(refusal)}`);
  const help =
    "the job needs `pull-requests: write`; a pull request from a fork never has it, see docs/pull-requests.md";
  return outcome(0, "refused", `not posted: ${sayRefusal(refusal)}; ${help}`);
}

function readReview(file: string): KeptReview | string[] {
  // An archive that somebody else packed may hold a link to a file that is nobody's business.
  if (isLink("", file) || !isFile("", file)) return [`there is no file ${file}`];
  if (fileSize("", file) > LARGEST) return [`it is larger than ${LARGEST >> 20} MiB`];
  return parseReview(readText("", file));
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
    "This runs in a job that `pull_request` or `workflow_run` starts; elsewhere say `--pull-request <number>`.",
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

interface Setting {
  folder: string;
  subject: Subject;
  version: string;
  env: Invocation["host"]["env"];
}

function wantedFor(review: Review, { folder, subject, version, env }: Setting) {
  const web = `${env.GITHUB_SERVER_URL ?? "https://github.com"}/${subject.repository}`;
  const job = subject.job === null ? null : `${web}/actions/runs/${subject.job}`;
  const about: ReviewAbout = {
    host: { kind: "github", web },
    folder,
    version,
    again: `docs review --base ${baseOf(review)}`,
    rest: { text: "the summary of the job", href: job },
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
  return { ...review, ...none, claims, notes: ["everything else is in the summary of the job"] };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
