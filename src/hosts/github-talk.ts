import type { Api } from "./api.ts";
import { isMarked } from "./marker.ts";
import type { Reply } from "./send.ts";
import { send } from "./send.ts";
import type { Comment, Result, Talk } from "./talk.ts";

/** The conversation of a pull request. `repository`: `owner/name`. */
export interface Conversation {
  repository: string;
  number: number;
}

/** A pull request's conversation on GitHub. */
export function githubTalk(api: Api, where: Conversation): Talk {
  return {
    find: (marker) => findComment(api, where, marker),
    create: async (body) =>
      addressOf(await send(api, { method: "POST", path: pathOf(where), body: { body }, again: false })),
    edit: async ({ id }, body) => {
      const path = `/repos/${repositoryPath(where.repository)}/issues/comments/${id}`;
      return addressOf(await send(api, { method: "PATCH", path, body: { body }, again: true }));
    },
    fold: (comment, isHidden) => setHidden(api, comment, isHidden),
  };
}

/** A repository's name as a part of an address. */
export function repositoryPath(repository: string): string {
  return repository.split("/").map(encodeURIComponent).join("/");
}

/** A conversation longer than this is not read to its end. */
const MOST_PAGES = 50;

async function findComment(api: Api, where: Conversation, marker: string): Promise<Result<Comment | null>> {
  let path: string | null = `${pathOf(where)}?per_page=100`;
  for (let page = 0; path !== null && page < MOST_PAGES; page++) {
    const reply: Reply = await send(api, { method: "GET", path, again: true });
    if (!reply.ok) return reply;
    const marked = commentsOf(reply.data).filter((one) => isMarked(one.body, marker));
    if (marked.length > 0) {
      const own = await ownAmong(api, marked);
      if (!own.ok || own.value !== null) return own;
    }
    path = reply.next;
  }
  return { ok: true, value: null };
}

async function setHidden(api: Api, comment: Comment, isHidden: boolean): Promise<Result<null>> {
  const query = isHidden
    ? "mutation($id:ID!){minimizeComment(input:{subjectId:$id,classifier:RESOLVED}){minimizedComment{isMinimized}}}"
    : "mutation($id:ID!){unminimizeComment(input:{subjectId:$id}){unminimizedComment{isMinimized}}}";
  const reply = await ask(api, query, { id: comment.node });
  return reply.ok ? { ok: true, value: null } : reply;
}

function pathOf({ repository, number }: Conversation): string {
  return `/repos/${repositoryPath(repository)}/issues/${number}/comments`;
}

function addressOf(reply: Reply): Result<string> {
  if (!reply.ok) return reply;
  const address = recordOf(reply.data).html_url;
  return { ok: true, value: typeof address === "string" ? address : "" };
}

interface Listed extends Omit<Comment, "hidden"> {
  author: string;
}

function commentsOf(data: unknown): Listed[] {
  if (!Array.isArray(data)) return [];
  return data.flatMap((one) => {
    const { id, node_id: node, body, user } = recordOf(one);
    if (typeof id !== "number" || typeof node !== "string" || typeof body !== "string") return [];
    const { login } = recordOf(user);
    return [{ id, node, body, author: typeof login === "string" ? login : "" }];
  });
}

/** Who calls, and of each comment whether it is theirs and hidden. A job's own token cannot ask REST who it is. */
const OWNERSHIP =
  "query($ids:[ID!]!){viewer{login} nodes(ids:$ids){... on IssueComment{id viewerDidAuthor isMinimized minimizedReason}}}";

async function ownAmong(api: Api, marked: readonly Listed[]): Promise<Result<Comment | null>> {
  const reply = await ask(api, OWNERSHIP, { ids: marked.map(({ node }) => node) });
  if (!reply.ok) return reply;
  const { viewer, nodes } = recordOf(reply.value);
  const { login } = recordOf(viewer);
  const known = Array.isArray(nodes) ? nodes.map(recordOf) : [];
  for (const { author, ...comment } of marked) {
    const about = known.find((one) => one.id === comment.node) ?? {};
    if (about.viewerDidAuthor !== true && (login === undefined || author !== login)) continue;
    const reason = typeof about.minimizedReason === "string" ? about.minimizedReason : "";
    return { ok: true, value: { ...comment, hidden: about.isMinimized === true ? reason : null } };
  }
  return { ok: true, value: null };
}

/** A GraphQL call, which answers 200 with a list of errors where it did nothing. */
async function ask(api: Api, query: string, variables: object): Promise<Result<unknown>> {
  const reply = await send(api, { method: "POST", path: api.graphql, body: { query, variables }, again: true });
  if (!reply.ok) return reply;
  const { data, errors } = recordOf(reply.data);
  if (!Array.isArray(errors) || errors.length === 0) return { ok: true, value: data };
  const isRight = errors.some((one) => recordOf(one).type === "FORBIDDEN");
  return { ok: false, refusal: { kind: isRight ? "read-only" : "rejected", status: null, said: "", maybeDone: false } };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
