import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A comment as the server keeps it. */
export interface Stored {
  id: number;
  number: number;
  author: string;
  body: string;
  isMinimized: boolean;
  reason: string | null;
}

/** A pull request as the server knows it. */
export interface Pull {
  number: number;
  head: { sha: string; ref: string; owner: string };
  base: { ref: string; sha: string };
  merged?: string;
  state?: "open" | "closed";
}

/** An answer that the server gives once instead of the right one. `after`: it does what was asked before. */
export interface Fault {
  on: (request: { method: string; path: string }) => boolean;
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
  after?: boolean;
  /** Never answers. */
  hang?: boolean;
}

/** The part of GitHub's API that is needed, over the comments of one repository, spoken to on this machine alone. */
export interface GitHubServer {
  url: string;
  token: string;
  /** Who a token belongs to. */
  viewer: string;
  comments: Stored[];
  pulls: Pull[];
  faults: Fault[];
  /** `GET /repos/o/r/issues/1/comments`, in the order in which they came. */
  asked: string[];
  pageSize: number;
  longest: number;
  add(comment: Partial<Stored> & { body: string }): Stored;
  /** The calls that changed something. */
  wrote(): string[];
  close(): Promise<void>;
}

/** Starts a server for the repository `o/r`. */
export async function startGitHub(): Promise<GitHubServer> {
  const server: GitHubServer = {
    url: "",
    token: "ghs_0123456789abcdefSECRET",
    viewer: "github-actions[bot]",
    comments: [],
    pulls: [],
    faults: [],
    asked: [],
    pageSize: 100,
    longest: 65_536,
    add: (comment) => {
      const stored = {
        id: 1000 + server.comments.length,
        number: 7,
        author: server.viewer,
        isMinimized: false,
        reason: null,
        ...comment,
      };
      server.comments.push(stored);
      return stored;
    },
    wrote: () => server.asked.filter((one) => !one.startsWith("GET ") && !one.endsWith("viewer")),
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };
  const http = createServer((request, response) => void handle(server, request, response));
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  server.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return server;
}

interface Asked {
  method: string;
  url: URL;
  body: Record<string, unknown>;
}

interface Answer {
  status: number;
  data: unknown;
  headers?: Record<string, string>;
}

async function handle(server: GitHubServer, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString("utf8");
  const body = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
  const url = new URL(request.url ?? "/", server.url);
  const method = request.method ?? "GET";
  const what = /unminimize|minimize|viewer/.exec(String(body.query))?.[0];
  server.asked.push(`${method} ${url.pathname}${what === undefined ? "" : ` ${what}`}`);
  const fault = take(server, { method, path: url.pathname + url.search });
  if (fault?.hang === true) return;
  const isKnown = request.headers.authorization === `Bearer ${server.token}`;
  const right = fault === null || fault.after === true ? answer(server, { method, url, body }) : null;
  const given = !isKnown
    ? { status: 401, data: { message: "Bad credentials" } }
    : fault !== null
      ? { status: fault.status, data: fault.body ?? { message: "no" }, headers: fault.headers ?? {} }
      : (right as Answer);
  response.writeHead(given.status, { "content-type": "application/json", ...given.headers });
  response.end(given.data === null ? "" : JSON.stringify(given.data));
}

function take(server: GitHubServer, request: { method: string; path: string }): Fault | null {
  const index = server.faults.findIndex((one) => one.on(request));
  return index < 0 ? null : (server.faults.splice(index, 1)[0] ?? null);
}

function answer(server: GitHubServer, asked: Asked): Answer {
  const { method, url, body } = asked;
  if (url.pathname === "/graphql") return graphql(server, body);
  const list = /^\/repos\/o\/r\/issues\/(\d+)\/comments$/.exec(url.pathname);
  if (list !== null) {
    const number = Number(list[1]);
    return method === "GET" ? page(server, url, number) : write(server, body, () => server.add({ number, body: "" }));
  }
  const one = /^\/repos\/o\/r\/issues\/comments\/(\d+)$/.exec(url.pathname);
  const comment = server.comments.find(({ id }) => id === Number(one?.[1]));
  if (method === "PATCH" && comment !== undefined) return write(server, body, () => comment);
  return pulls(server, url) ?? { status: 404, data: { message: "Not Found" } };
}

function page(server: GitHubServer, url: URL, number: number): Answer {
  const size = Math.min(server.pageSize, Number(url.searchParams.get("per_page") ?? 30));
  const at = Number(url.searchParams.get("page") ?? 1);
  const all = server.comments.filter((one) => one.number === number);
  const address = (n: number) => `${server.url}${url.pathname}?per_page=${size}&page=${n}`;
  const last = Math.ceil(all.length / size);
  const link: Record<string, string> =
    at < last ? { link: `<${address(at + 1)}>; rel="next", <${address(last)}>; rel="last"` } : {};
  return { status: 200, data: all.slice((at - 1) * size, at * size).map((one) => shown(server, one)), headers: link };
}

function write(server: GitHubServer, body: Record<string, unknown>, which: () => Stored): Answer {
  const text = String(body.body);
  if (text.length > server.longest) {
    const message = `Body is too long (maximum is ${server.longest} characters)`;
    const errors = [{ resource: "IssueComment", code: "unprocessable", field: "data", message }];
    return { status: 422, data: { message: "Validation Failed", errors } };
  }
  const comment = which();
  // GitHub gives line ends of its own back.
  comment.body = text.replaceAll("\n", "\r\n");
  return { status: 201, data: shown(server, comment) };
}

function shown(server: GitHubServer, { id, author, body, number }: Stored): object {
  const type = author.endsWith("[bot]") ? "Bot" : "User";
  return {
    id,
    node_id: `IC_${id}`,
    body,
    user: { login: author, type },
    html_url: `${server.url}/o/r/pull/${number}#issuecomment-${id}`,
  };
}

function pulls(server: GitHubServer, url: URL): Answer | null {
  const shownPull = ({ number, head, base, merged, state }: Pull) => ({
    number,
    state: state ?? "open",
    head: { sha: head.sha, ref: head.ref, repo: { owner: { login: head.owner } } },
    base,
    merge_commit_sha: merged ?? null,
  });
  const one = /^\/repos\/o\/r\/pulls\/(\d+)$/.exec(url.pathname);
  if (one !== null) {
    const pull = server.pulls.find(({ number }) => number === Number(one[1]));
    return pull === undefined ? null : { status: 200, data: shownPull(pull) };
  }
  if (url.pathname !== "/repos/o/r/pulls") return null;
  const head = url.searchParams.get("head");
  const found = server.pulls.filter((pull) => `${pull.head.owner}:${pull.head.ref}` === head);
  return { status: 200, data: found.map(shownPull) };
}

function graphql(server: GitHubServer, { query, variables }: Record<string, unknown>): Answer {
  const { ids, id } = variables as { ids?: string[]; id?: string };
  const byNode = (node: string) => server.comments.find((one) => `IC_${one.id}` === node);
  if (ids !== undefined) {
    const nodes = ids.map(byNode).map((one) => ({
      id: `IC_${one?.id}`,
      viewerDidAuthor: one?.author === server.viewer,
      isMinimized: one?.isMinimized,
      minimizedReason: one?.reason,
    }));
    return { status: 200, data: { data: { viewer: { login: server.viewer }, nodes } } };
  }
  const comment = byNode(id ?? "");
  if (comment === undefined)
    return { status: 200, data: { data: null, errors: [{ type: "NOT_FOUND", message: "no node" }] } };
  comment.isMinimized = !String(query).includes("unminimizeComment");
  comment.reason = comment.isMinimized ? "resolved" : null;
  return { status: 200, data: { data: {} } };
}
