import { afterEach, beforeEach, expect, test } from "vitest";
import type { Api } from "../../../src/hosts/api.ts";
import { githubApi } from "../../../src/hosts/api.ts";
import { githubTalk } from "../../../src/hosts/github-talk.ts";
import type { Wanted } from "../../../src/hosts/keep-comment.ts";
import { keepComment } from "../../../src/hosts/keep-comment.ts";
import { markerOf } from "../../../src/hosts/marker.ts";
import type { GitHubServer } from "./github-server.ts";
import { startGitHub } from "./github-server.ts";

// What is said to a host: as few words as possible, once, in one place.

let server: GitHubServer;
let api: Api;
let slept: number[];
beforeEach(async () => {
  server = await startGitHub();
  slept = [];
  const made = githubApi(
    { GITHUB_API_URL: server.url, GITHUB_GRAPHQL_URL: `${server.url}/graphql`, GITHUB_TOKEN: server.token },
    "labdocs/0",
  );
  api = { ...made, timeout: 500, now: () => 1_000_000, sleep: async (pause) => void slept.push(pause) };
});
afterEach(() => server.close());

const where = { repository: "o/r", number: 7 };
const marker = markerOf("");
const loud: Wanted = {
  marker,
  text: "One claim is false.\n\n| a | b |\n",
  short: "One claim is false.",
  isQuiet: false,
};
const quiet: Wanted = { ...loud, text: "Nothing material changed.\n", isQuiet: true };
const keep = (wanted: Wanted) => keepComment(githubTalk(api, where), wanted, api.sleep);
const COMMENTS = "/repos/o/r/issues/7/comments";
const list = (one: { method: string; path: string }) => one.method === "GET" && one.path.startsWith(COMMENTS);
const create = (one: { method: string; path: string }) => one.method === "POST" && one.path === COMMENTS;
const edit = (one: { method: string }) => one.method === "PATCH";

test("one comment is made, edited in place, and left alone where it says the same", async () => {
  expect(await keep(loud)).toMatchObject({
    ok: true,
    value: { did: "created", address: expect.stringContaining("#issuecomment-1000") },
  });
  expect(server.comments).toHaveLength(1);
  expect(server.comments[0]?.body).toMatch(/^<!-- labdocs:review \. -->\r\n\r\nOne claim is false\./);
  server.asked.length = 0;
  expect(await keep(loud)).toMatchObject({ ok: true, value: { did: "unchanged" } });
  expect(server.wrote()).toEqual([]);
  expect(await keep({ ...loud, text: "Two claims are false." })).toMatchObject({ ok: true, value: { did: "edited" } });
  expect(server.comments).toHaveLength(1);
  expect(server.comments[0]?.body).toContain("Two claims");
});

test("where nothing is to be said nothing is written", async () => {
  expect(await keep(quiet)).toMatchObject({ ok: true, value: { did: "none" } });
  expect(server.asked).toEqual([`GET ${COMMENTS}`]);
});

test("what is resolved becomes one line and is folded away, once, and comes back when there is something to say", async () => {
  await keep(loud);
  expect(await keep(quiet)).toMatchObject({ ok: true, value: { did: "resolved", fold: null } });
  expect(server.comments[0]).toMatchObject({ isMinimized: true, reason: "resolved" });
  expect(server.comments[0]?.body).toContain("Nothing material");
  server.asked.length = 0;
  expect(await keep({ ...quiet, text: "Nothing material changed at another commit." })).toMatchObject({
    value: { did: "unchanged" },
  });
  expect(server.wrote()).toEqual([]);
  expect(await keep(loud)).toMatchObject({ ok: true, value: { did: "edited" } });
  expect(server.comments[0]).toMatchObject({ isMinimized: false });
});

test("what a person folded away stays folded", async () => {
  await keep(loud);
  Object.assign(server.comments[0] ?? {}, { isMinimized: true, reason: "off-topic" });
  expect(await keep({ ...loud, text: "Two claims are false." })).toMatchObject({ ok: true, value: { did: "edited" } });
  expect(server.comments[0]).toMatchObject({ isMinimized: true, reason: "off-topic" });
});

test("where it cannot be folded away it is one line all the same", async () => {
  await keep(loud);
  server.faults.push({
    on: ({ path }) => path === "/graphql",
    status: 200,
    body: { data: { viewer: { login: server.viewer }, nodes: [] } },
  });
  const denied = { data: null, errors: [{ type: "FORBIDDEN", message: "Resource not accessible by integration" }] };
  server.faults.push({ on: ({ path }) => path === "/graphql", status: 200, body: denied });
  expect(await keep(quiet)).toMatchObject({ ok: true, value: { did: "resolved", fold: { kind: "read-only" } } });
  expect(server.comments[0]?.body).toContain("Nothing material");
});

test("the comment is found behind many others, and those of other people and projects are not touched", async () => {
  server.pageSize = 30;
  for (let i = 0; i < 70; i++) server.add({ author: "somebody", body: `${i}` });
  const fake = server.add({ author: "mallory", body: `${marker}\n\nAll is well.` });
  const other = server.add({ body: `${markerOf("other/project")}\n\nAnother project's.` });
  const quoted = server.add({ body: `As the bot said:\n> ${marker}` });
  const own = server.add({ body: `${marker}\n\nOld.` });
  for (let i = 0; i < 40; i++) server.add({ author: "somebody", body: `${i}` });
  const before = [fake, other, quoted].map(({ body }) => body);
  expect(await keep(loud)).toMatchObject({ ok: true, value: { did: "edited" } });
  expect([fake, other, quoted].map(({ body }) => body)).toEqual(before);
  expect(own.body).toContain("One claim");
  expect(server.asked.filter((one) => one === `GET ${COMMENTS}`)).toHaveLength(3);
});

test("a marker of somebody else does not keep the comment from being made", async () => {
  server.add({ author: "mallory", body: `${marker}\n\nAll is well.` });
  expect(await keep(loud)).toMatchObject({ ok: true, value: { did: "created" } });
  expect(server.comments).toHaveLength(2);
});

test("a text that the host finds too long is said in short", async () => {
  server.longest = 200;
  const long = { ...loud, text: "x".repeat(500) };
  expect(await keep(long)).toMatchObject({ ok: true, value: { did: "created" } });
  expect(server.comments[0]?.body).toContain("One claim is false.");
  expect(await keep({ ...long, short: "y".repeat(300) })).toMatchObject({
    ok: false,
    refusal: { kind: "too long", status: 422 },
  });
  server.asked.length = 0;
  expect(await keep({ ...long, text: loud.short })).toMatchObject({ value: { did: "unchanged" } });
});

test("a token that may only read is told apart from a limit", async () => {
  const body = { message: "Resource not accessible by integration" };
  server.faults.push({ on: create, status: 403, body, headers: { "x-ratelimit-remaining": "4999" } });
  expect(await keep(loud)).toMatchObject({ ok: false, refusal: { kind: "read-only", status: 403 } });
  expect(slept).toEqual([]);
  server.faults.push({
    on: create,
    status: 403,
    headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "1030" },
  });
  expect(await keep(loud)).toMatchObject({ ok: true, value: { did: "created" } });
  expect(slept).toEqual([31_000]);
});

test.each([
  [{ status: 429, headers: { "retry-after": "5" } }, [5_000]],
  [{ status: 403, headers: { "retry-after": "30" } }, [30_000]],
  [{ status: 403, body: { message: "You have exceeded a secondary rate limit." } }, [60_000]],
  [{ status: 502 }, [1_000]],
])("the host's pause is kept: %j", async (fault, pauses) => {
  server.faults.push({ on: list, ...fault });
  expect(await keep(loud)).toMatchObject({ ok: true, value: { did: "created" } });
  expect(slept).toEqual(pauses);
});

test("a limit that ends in an hour is not waited for", async () => {
  server.faults.push({ on: list, status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "4600" } });
  expect(await keep(loud)).toMatchObject({ ok: false, refusal: { kind: "limit" } });
  expect(slept).toEqual([]);
});

test("a host that is down is asked a few times with growing pauses", async () => {
  for (let i = 0; i < 9; i++) server.faults.push({ on: list, status: 503 });
  expect(await keep(loud)).toMatchObject({ ok: false, refusal: { kind: "unavailable", status: 503 } });
  expect(slept).toEqual([1_000, 4_000, 15_000]);
  expect(server.asked).toHaveLength(4);
});

test("an answer that never comes ends, and a comment whose answer was lost is not made twice", async () => {
  api = { ...api, timeout: 100 };
  server.faults.push({ on: create, status: 502, after: true });
  expect(await keep(loud)).toMatchObject({ ok: true, value: { did: "unchanged" } });
  expect(server.comments).toHaveLength(1);
  server.faults.push({ on: edit, status: 0, hang: true });
  expect(await keep({ ...loud, text: "Other." })).toMatchObject({ ok: true, value: { did: "edited" } });
});

test.each([
  [401, "unauthorised"],
  [404, "not found"],
  [410, "not found"],
  [422, "rejected"],
])("status %i is %s and not asked again", async (status, kind) => {
  server.faults.push({ on: list, status });
  expect(await keep(loud)).toMatchObject({ ok: false, refusal: { kind, status } });
  expect(slept).toEqual([]);
});

test("a conversation that is locked is no missing right", async () => {
  server.faults.push({
    on: create,
    status: 403,
    body: { message: "Unable to create comment because issue is locked." },
  });
  expect(await keep(loud)).toMatchObject({ ok: false, refusal: { kind: "rejected" } });
});

test("the token goes to one host, and into no message", async () => {
  const other = await startGitHub();
  const away = `${other.url}${COMMENTS}?page=2`;
  server.faults.push({ on: list, status: 307, headers: { location: away } });
  expect(await keep(loud)).toMatchObject({ ok: false, refusal: { kind: "elsewhere" } });
  server.faults.push({ on: list, status: 200, body: [], headers: { link: `<${away}>; rel="next"` } });
  expect(await keep(quiet)).toMatchObject({ ok: true });
  expect(other.asked).toEqual([]);
  await other.close();
  server.faults.push({ on: list, status: 400, body: { message: `bad ${server.token}\u001b[31m\nx` } });
  const said = JSON.stringify(await keep(loud));
  expect(said).not.toContain(server.token);
  expect(said).toContain("bad ***");
  expect(said).not.toMatch(/\\u001b|\\n/);
});

test("a repository that was renamed is followed on the same host", async () => {
  server.faults.push({ on: list, status: 301, headers: { location: `${server.url}${COMMENTS}` } });
  expect(await keep(loud)).toMatchObject({ ok: true, value: { did: "created" } });
  for (let i = 0; i < 9; i++)
    server.faults.push({ on: list, status: 301, headers: { location: `${server.url}${COMMENTS}` } });
  expect(await keep(loud)).toMatchObject({ ok: false, refusal: { kind: "elsewhere" } });
});

test("an answer that is no JSON, or of another shape, is no comment", async () => {
  server.faults.push({
    on: list,
    status: 200,
    body: [{ id: "1", body: marker }, null, 3, { id: 1, node_id: "x", body: null }],
  });
  expect(await keep(quiet)).toMatchObject({ ok: true, value: { did: "none" } });
});

test("a token is not sent in clear, and one that is broken is not sent at all", () => {
  const env = { GITHUB_TOKEN: "t" };
  for (const url of ["http://example.org", "ftp://example.org", "nonsense", "https://user:secret@example.org"])
    expect(() => githubApi({ ...env, GITHUB_API_URL: url }, "x"), url).toThrow(/address/);
  expect(() => githubApi({}, "x")).toThrow(/no token/);
  expect(() => githubApi({ GITHUB_TOKEN: "a\nb" }, "x")).toThrow(/characters/);
  const enterprise = githubApi({ ...env, GITHUB_API_URL: "https://example.org/api/v3" }, "x");
  expect(enterprise).toMatchObject({ url: "https://example.org/api/v3", graphql: "https://example.org/api/graphql" });
  expect(githubApi(env, "x").graphql).toBe("https://api.github.com/graphql");
});

test("a marker is one comment whatever the folder is called", () => {
  for (const folder of ["", "a/b", "a --> <b>", "ü-/日本"]) {
    expect(markerOf(folder).slice(4, -3)).not.toMatch(/--|>/);
  }
  expect(markerOf("examples/digits")).toBe("<!-- labdocs:review examples/digits -->");
});
