import type { Api } from "./api.ts";
import { repositoryPath } from "./github-talk.ts";
import { send } from "./send.ts";
import type { Result } from "./talk.ts";

/**
 * The pull request that a job is about, as the host itself says, never as a file of the job does.
 *
 * - `number`: null where the host names only the head, as it does for pull requests from forks.
 * - `head`: the commit that was reviewed. `owner`, `branch`: where it was pushed to.
 * - `merged`: the commit that the host made by merging it, which a job checks out unless it is told otherwise; null where unknown.
 * - `job`: the run of the workflow that made the review, null where unknown.
 */
export interface Subject {
  repository: string;
  number: number | null;
  head: string;
  merged: string | null;
  owner: string | null;
  branch: string | null;
  isFork: boolean;
  job: number | null;
}

/** A pull request whose head is that of the subject. `base`: the branch and the commit it goes into. */
export interface PullRequest {
  number: number;
  base: { ref: string; commit: string };
  merged: string | null;
}

/** What started a job: the event's name and file, the commit that was checked out, and the number of the run. */
interface Event {
  name: string;
  payload: unknown;
  commit: string | null;
  job: number | null;
}

/** What the file of an event says of its pull request; null where it says nothing of one, or what it says is malformed. */
export function subjectOf(event: Event): Subject | null {
  const payload = recordOf(event.payload);
  const repository = textOf(recordOf(payload.repository).full_name, /^[\w.-]+\/[\w.-]+$/);
  if (repository === null) return null;
  if (event.name === "workflow_run") return ofWorkflowRun(recordOf(payload.workflow_run), repository);
  if (event.name !== "pull_request") return null;
  const pull = recordOf(payload.pull_request);
  const head = recordOf(pull.head);
  const commit = commitOf(head.sha);
  const number = numberOf(pull.number);
  if (commit === null || number === null) return null;
  return {
    repository,
    number,
    head: commit,
    merged: commitOf(event.commit),
    job: numberOf(event.job),
    ...originOf(recordOf(head.repo), head.ref, repository),
  };
}

/**
 * The open pull requests whose head is exactly the reviewed commit. A head that moved on since has none: a newer job speaks for
 * it.
 */
export async function pullRequestsOf(api: Api, subject: Subject): Promise<Result<PullRequest[]>> {
  const repository = repositoryPath(subject.repository);
  const { owner, branch, number } = subject;
  const query = `state=open&per_page=100&head=${encodeURIComponent(`${owner}:${branch}`)}`;
  if (number === null && (owner === null || branch === null)) return { ok: true, value: [] };
  const path = number === null ? `/repos/${repository}/pulls?${query}` : `/repos/${repository}/pulls/${number}`;
  const reply = await send(api, { method: "GET", path, again: true });
  if (!reply.ok) return reply;
  const listed = Array.isArray(reply.data) ? reply.data : [reply.data];
  const value = listed.map(recordOf).flatMap((one) => {
    const base = recordOf(one.base);
    const [found, ref, commit] = [numberOf(one.number), textOf(base.ref, /^[^\p{C}]+$/u), commitOf(base.sha)];
    if (recordOf(one.head).sha !== subject.head || one.state !== "open") return [];
    if (found === null || ref === null || commit === null) return [];
    return [{ number: found, base: { ref, commit }, merged: commitOf(one.merge_commit_sha) }];
  });
  return { ok: true, value };
}

function ofWorkflowRun(run: Record<string, unknown>, repository: string): Subject | null {
  const head = commitOf(run.head_sha);
  if (head === null || run.event !== "pull_request") return null;
  return {
    repository,
    number: null,
    head,
    merged: null,
    job: numberOf(run.id),
    ...originOf(recordOf(run.head_repository), run.head_branch, repository),
  };
}

function originOf(
  repository: Record<string, unknown>,
  branch: unknown,
  base: string,
): Pick<Subject, "owner" | "branch" | "isFork"> {
  return {
    owner: textOf(recordOf(repository.owner).login, /^[\w-]+(?:\[bot\])?$/),
    branch: textOf(branch, /^[^\p{C}]+$/u),
    isFork: repository.full_name !== base,
  };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown, form: RegExp): string | null {
  return typeof value === "string" && value.length <= 300 && form.test(value) ? value : null;
}

function commitOf(value: unknown): string | null {
  return textOf(value, /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/);
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isSafeInteger(value) && value > 0 ? value : null;
}
