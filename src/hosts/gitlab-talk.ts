import type { Api } from "./api.ts";
import { isMarked } from "./marker.ts";
import type { PullRequest, Subject } from "./pull-request.ts";
import type { Reply } from "./send.ts";
import { send } from "./send.ts";
import type { Comment, Result, Talk } from "./talk.ts";

/** A merge request of a project, both by their numbers. */
export interface MergeRequest {
  project: string;
  number: number;
}

/** What a job of a merge request is about, as its environment says; null in any other job. */
export function mergeRequestSubject(env: Readonly<Record<string, string | undefined>>): Subject | null {
  // The jobs of a merge request from a fork run in the fork's project.
  const { CI_MERGE_REQUEST_PROJECT_ID: project = "", CI_MERGE_REQUEST_IID: number = "", CI_COMMIT_SHA: commit } = env;
  if (!/^\d+$/.test(project) || !/^[1-9]\d{0,9}$/.test(number)) return null;
  return {
    repository: project,
    number: Number(number),
    // Empty where the job runs at the head itself, and not at a commit that the host made by merging it.
    head: env.CI_MERGE_REQUEST_SOURCE_BRANCH_SHA || (commit ?? ""),
    merged: commit ?? null,
    owner: null,
    branch: null,
    isFork: env.CI_MERGE_REQUEST_SOURCE_PROJECT_ID !== project,
    job: null,
  };
}

/** The merge request, if it is open and its head is exactly the reviewed commit. */
export async function mergeRequestsOf(api: Api, subject: Subject): Promise<Result<PullRequest[]>> {
  const path = `/projects/${subject.repository}/merge_requests/${subject.number}`;
  const reply = await send(api, { method: "GET", path, again: true });
  if (!reply.ok) return reply;
  const { sha, state, target_branch: ref, diff_refs: refs } = recordOf(reply.data);
  const commit = recordOf(refs).base_sha;
  if (sha !== subject.head || state !== "opened" || typeof ref !== "string" || subject.number === null)
    return { ok: true, value: [] };
  const base = { ref, commit: typeof commit === "string" ? commit : "" };
  return { ok: true, value: [{ number: subject.number, base, merged: null }] };
}

/** A conversation longer than this is not read to its end. */
const MOST_PAGES = 50;

/** A merge request's conversation on GitLab, which cannot fold a note away. */
export function gitlabTalk(api: Api, { project, number }: MergeRequest): Talk {
  const notes = `/projects/${project}/merge_requests/${number}/notes`;
  return {
    find: (marker) => findNote(api, notes, marker),
    create: async (body) => done(await send(api, { method: "POST", path: notes, body: { body }, again: false })),
    edit: async ({ id }, body) =>
      done(await send(api, { method: "PUT", path: `${notes}/${id}`, body: { body }, again: true })),
    fold: null,
  };
}

async function findNote(api: Api, notes: string, marker: string): Promise<Result<Comment | null>> {
  let caller: unknown;
  let path: string | null = `${notes}?per_page=100&sort=asc&order_by=created_at`;
  for (let page = 0; path !== null && page < MOST_PAGES; page++) {
    const reply: Reply = await send(api, { method: "GET", path, again: true });
    if (!reply.ok) return reply;
    for (const { id, body, author } of (Array.isArray(reply.data) ? reply.data : []).map(recordOf)) {
      if (typeof id !== "number" || typeof body !== "string" || !isMarked(body, marker)) continue;
      if (caller === undefined) {
        const who = await send(api, { method: "GET", path: "/user", again: true });
        if (!who.ok) return who;
        caller = recordOf(who.data).id;
      }
      if (typeof caller === "number" && recordOf(author).id === caller)
        return { ok: true, value: { id, node: "", body, hidden: null } };
    }
    path = reply.next;
  }
  return { ok: true, value: null };
}

function done(reply: Reply): Result<string> {
  return reply.ok ? { ok: true, value: "" } : reply;
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
