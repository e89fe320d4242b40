import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { commentWorkflow, reviewWorkflow } from "../../../src/project/review-workflow.ts";
import type { GitHubServer } from "../hosts/github-server.ts";
import { startGitHub } from "../hosts/github-server.ts";
import type { Context, Done, Machine } from "./job.ts";
import { runSteps } from "./job.ts";
import { pastedWorkflow, readAction, workflowOf } from "./workflow-file.ts";

// A pull request from a push to its comment: a repository, a clone as the checkout makes it, the scripts of the action and the
// workflows as they are, and a server that speaks GitHub's API. What cannot be here is GitHub's runner.

// Each starts a shell and several programs in it.
vi.setConfig({ testTimeout: 120_000 });

let server: GitHubServer;
let folder: string;
let origin: string;
beforeEach(async () => {
  server = await startGitHub();
  folder = mkdtempSync(join(tmpdir(), "labdocs-job-"));
  origin = join(folder, "origin");
  mkdirSync(origin);
  git(origin, "init", "-q", "-b", "main");
  write("README.md", `The wide model reaches [0.912](${LOG}#L1).\n`);
  write(LOG, "epoch=1 accuracy=0.912\n");
  write(".gitignore", ".docs/\n");
  commit("start");
});
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const LOG = "experiments/width/runs/2026-01-31T12-00-00-wide/logs/train.log";

function git(cwd: string, ...argv: string[]): string {
  const who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "protocol.file.allow=always"];
  return execFileSync("git", [...who, ...argv], { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }).trim();
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(origin, path)), { recursive: true });
  writeFileSync(join(origin, path), text);
}

function commit(message: string): string {
  git(origin, "add", "-A");
  git(origin, "commit", "-q", "--allow-empty", "-m", message);
  return git(origin, "rev-parse", "HEAD");
}

/** A branch whose README says another number than its log. */
function openPull(text = "0.934"): { base: string; head: string } {
  const base = git(origin, "rev-parse", "main");
  git(origin, "checkout", "-q", "-B", "faster");
  write("README.md", `The wide model reaches [${text}](${LOG}#L1).\n`);
  const head = commit("a better number");
  git(origin, "checkout", "-q", "main");
  server.pulls = [{ number: 7, head: { sha: head, ref: "faster", owner: "forker" }, base: { ref: "main", sha: base } }];
  return { base, head };
}

/** A machine with the clone that actions/checkout makes. */
function machine(at: string, context: Context, event: object, depth?: number): Machine {
  const home = mkdtempSync(join(folder, "machine-"));
  const workspace = join(home, "work");
  const how = depth === undefined ? [] : ["--depth", String(depth), "--no-single-branch"];
  git(folder, "clone", "-q", ...how, `file://${origin}`, workspace);
  git(workspace, "checkout", "-q", "--detach", at);
  writeFileSync(join(home, "event.json"), JSON.stringify(event));
  const env = {
    GITHUB_API_URL: server.url,
    GITHUB_GRAPHQL_URL: `${server.url}/graphql`,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "o/r",
    GITHUB_EVENT_NAME: context["github.event_name"] ?? "",
    GITHUB_EVENT_PATH: join(home, "event.json"),
    GITHUB_SHA: at,
    GITHUB_RUN_ID: "55",
  };
  return { folder: home, workspace, context: { "github.token": server.token, "github.sha": at, ...context }, env };
}

function onPull({ base, head }: { base: string; head: string }, depth?: number): Machine {
  const context = {
    "github.event_name": "pull_request",
    "github.base_ref": "main",
    "github.event.pull_request.base.sha": base,
    "github.event.pull_request.head.sha": head,
  };
  const repo = { full_name: "o/r", owner: { login: "o" } };
  const event = {
    repository: { full_name: "o/r" },
    pull_request: { number: 7, head: { sha: head, ref: "faster", repo } },
  };
  return machine(head, context, event, depth);
}

function runAction(on: Machine, inputs: Record<string, string> = {}): Promise<Done> {
  const { inputs: known, runs } = readAction();
  const given = Object.entries(known).map(([name, one]) => [`inputs.${name}`, inputs[name] ?? one.default] as const);
  const context: Context = { ...on.context, ...Object.fromEntries(given), "inputs.token": server.token };
  return runSteps(runs.steps, { ...on, context });
}

test("the action: a claim that became false fails the check, says so in the summary and at its line, and comments on nothing", async () => {
  const pull = openPull();
  const on = onPull(pull);
  const done = await runAction(on);
  expect(done.log).toContain("::error file=README.md,line=1,");
  expect(done.status).toBe(1);
  expect(done.summary).toContain("1 claim is false now");
  expect(done.summary).toContain(`https://github.com/o/r/blob/${pull.head}/README.md`);
  expect(done.outputs["steps.review.outputs.mood"]).toBe("false");
  expect(done.used.map(({ action }) => action)).toEqual([
    "actions/setup-node",
    "actions/cache",
    "actions/upload-artifact",
  ]);
  const { path = "", name } = done.used.at(-1)?.with ?? {};
  expect(name).toBe("docs-review");
  expect(JSON.parse(readFileSync(path, "utf8"))).toMatchObject({
    mood: "false",
    head: { commit: pull.head, dirty: false },
  });
  expect(readFileSync(join(on.folder, "npm.txt"), "utf8")).toMatch(/^npm install .*labdocs@\d+\.\d+\.\d+\n$/);
  expect(server.asked).toEqual([]);
  expect(done.log + done.summary).not.toContain(server.token);
});

test("the action: a comment when it is asked for, one, and none where nothing changed", async () => {
  const on = onPull(openPull());
  expect(await runAction(on, { comment: "true", "fail-on": "never" })).toMatchObject({ status: 0 });
  expect(server.comments.map(({ number }) => number)).toEqual([7]);
  expect(await runAction(on, { comment: "true", artifact: "" })).toMatchObject({ status: 1 });
  expect(server.comments).toHaveLength(1);
  const same = onPull(openPull("0.912"));
  const done = await runAction(same, { comment: "true" });
  expect(done).toMatchObject({ status: 0 });
  expect(done.outputs["steps.review.outputs.mood"]).toBe("quiet");
  expect(server.comments[0]).toMatchObject({ isMinimized: true });
});

test("the action: what was false before fails where everything counts, and not where the change does", async () => {
  write("README.md", `The wide model reaches [0.934](${LOG}#L1).\n`);
  commit("wrong on main");
  git(origin, "checkout", "-q", "-B", "faster");
  write("notes.txt", "nothing\n");
  const head = commit("a note");
  const on = onPull({ base: git(origin, "rev-parse", "main"), head });
  expect(await runAction(on)).toMatchObject({ status: 0 });
  expect(await runAction(on, { "fail-on": "any" })).toMatchObject({ status: 1 });
  expect(await runAction(on, { "fail-on": "sometimes" })).toMatchObject({ status: 2 });
});

test("the action: a base that a shallow clone lacks is fetched, and a comment that fails fails no check", async () => {
  const { head, base } = openPull("0.91");
  const on = onPull({ base, head }, 1);
  on.context["github.base_ref"] = "";
  git(on.workspace, "update-ref", "-d", "refs/remotes/origin/main");
  git(origin, "config", "uploadpack.allowAnySHA1InWant", "true");
  for (let i = 0; i < 9; i++) server.faults.push({ on: () => true, status: 404 });
  const done = await runAction(on, { comment: "true" });
  expect(done.log).toContain("::warning::The review could not be posted");
  expect(done).toMatchObject({ status: 0 });
  expect(done.outputs["steps.review.outputs.review"]).toBeTruthy();
});

test("the action: a branch's first push has nothing to compare with", async () => {
  const head = git(origin, "rev-parse", "main");
  const on = machine(head, { "github.event_name": "push", "github.event.before": "0".repeat(40) }, {});
  const done = await runAction(on);
  expect(done.log).toContain("everything is checked");
  expect(done).toMatchObject({ status: 0 });
  expect(done.used.map(({ action }) => action)).toEqual(["actions/setup-node", "actions/cache"]);
});

test.each([
  ["what `docs init` writes", reviewWorkflow({ folder: "", version: "1.2.3" })],
  ["what a document gives to paste", pastedWorkflow("docs/pull-requests.md")],
])(
  "a fork, %s: a job that may only read keeps the review, and another one that sees nothing else comments",
  async (_, text) => {
    const { base, head } = openPull();
    const on = onPull({ base, head });
    on.env.GITHUB_TOKEN = "";
    const reviewed = await runSteps(stepsOf(text), on);
    expect(reviewed).toMatchObject({ status: 1 });
    expect(reviewed.summary).toContain("1 claim is false now");
    const kept = reviewed.used.at(-1);
    expect(kept).toMatchObject({ action: "actions/upload-artifact", with: { name: "docs-review" } });

    const after = finished(head);
    const at = join(after.folder, "runner", "review");
    mkdirSync(at, { recursive: true });
    cpSync(kept?.with.path ?? "", join(at, "docs-review.json"));
    rmSync(after.workspace, { recursive: true });
    mkdirSync(after.workspace);
    after.context["steps.kept.outcome"] = "success";
    const done = await runSteps(stepsOf(commentWorkflow({ version: "1.2.3" })), after);
    expect(done).toMatchObject({ status: 0, log: expect.stringContaining("#7: comment made") });
    expect(done.used[1]).toMatchObject({ action: "actions/download-artifact", with: { name: "docs-review" } });
    expect(server.comments[0]?.body).toContain("1 claim is false now");
    expect(server.comments[0]?.body).toContain("comes from a fork");
    expect(existsSync(join(after.workspace, "README.md"))).toBe(false);
  },
);

test("a fork: a review that was kept of another commit, or not kept, comments on nothing", async () => {
  const { head } = openPull();
  const after = finished(head);
  const done = await runSteps(stepsOf(commentWorkflow({ version: "1.2.3" })), after);
  expect(done).toMatchObject({ status: 0, log: "" });
  expect(server.asked).toEqual([]);
});

/** The machine of a job that another workflow's end starts. */
function finished(head: string): Machine {
  const context = { "github.event_name": "workflow_run", "github.event.workflow_run.event": "pull_request" };
  const run = {
    id: 99,
    event: "pull_request",
    head_sha: head,
    head_branch: "faster",
    head_repository: { full_name: "forker/r", owner: { login: "forker" } },
  };
  return machine("main", context, { repository: { full_name: "o/r" }, workflow_run: run });
}

function stepsOf(text: string) {
  return Object.values(workflowOf({ name: "", text }).jobs).flatMap((job) => job.steps);
}
