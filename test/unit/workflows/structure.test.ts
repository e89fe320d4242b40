import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { expect, test } from "vitest";
import { commands } from "../../../src/commands/index.ts";
import type { Named } from "./workflow-file.ts";
import { actionText, pastedWorkflow, readAction, repository, workflowFiles, workflowOf } from "./workflow-file.ts";

// What makes a workflow safe: known releases, few rights, and nothing that somebody else wrote in a script.

const files = workflowFiles();
const pasted = { name: "docs/pull-requests.md", text: pastedWorkflow("docs/pull-requests.md") };
const all: Named[] = [...files, { name: "action.yml", text: actionText }, pasted];
const each = (named: Named[]) => named.map((one) => [one.name, one] as const);

test("actions are named by the commit of a release, and everywhere by the same one", () => {
  const pins = new Map<string, Set<string>>();
  for (const { name, text } of all)
    for (const [, used = ""] of text.matchAll(/^\s*(?:- )?uses:\s*(.+)$/gm)) {
      if (used.startsWith("./")) continue;
      expect(used, name).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
      const [action = ""] = used.split("@");
      pins.set(action, (pins.get(action) ?? new Set()).add(used));
    }
  for (const [action, used] of pins) expect([...used], action).toHaveLength(1);
  expect(pins.size).toBeGreaterThan(4);
});

test.each(each(files))("%s: a job has the rights that it names and no others", (_, file) => {
  const { permissions, jobs } = workflowOf(file);
  expect(permissions).toEqual({});
  for (const job of Object.values(jobs)) {
    const given = job.permissions ?? {};
    expect(Object.keys(given).length).toBeGreaterThan(0);
    const writes = Object.keys(given).filter((right) => given[right] !== "read");
    const isComment = file.name.endsWith("docs-review-comment.yml");
    const isDeploy = job.if === "github.event_name == 'push'";
    expect(writes).toEqual(isComment ? ["pull-requests"] : isDeploy ? ["pages", "id-token"] : []);
  }
});

test.each(each(all))("%s: scripts are the same for every pull request", (_, { text }) => {
  const document = load(text) as {
    jobs?: Record<string, { steps: { run?: string }[] }>;
    runs?: { steps: { run?: string }[] };
  };
  const steps = [
    ...Object.values(document.jobs ?? {}),
    ...(document.runs === undefined ? [] : [document.runs]),
  ].flatMap((one) => one.steps);
  for (const { run } of steps) expect(run ?? "").not.toContain("${{");
  expect(text).not.toContain("pull_request_target");
});

test.each(each(files))("%s: what may write checks nothing of a pull request out", (_, file) => {
  const workflow = workflowOf(file);
  for (const job of Object.values(workflow.jobs))
    for (const step of job.steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"))) {
      expect(step.with).toMatchObject({ "persist-credentials": false });
      const rights = Object.values(job.permissions ?? {});
      if (rights.includes("write")) expect(step.with).not.toHaveProperty("ref");
    }
  if (JSON.stringify(workflow.on).includes("workflow_run")) expect(file.text).not.toMatch(/head_sha|pull_requests/);
});

test("the action is quiet unless it is told otherwise", () => {
  const { inputs, runs } = readAction();
  expect(inputs.comment?.default).toBe("false");
  expect(runs.using).toBe("composite");
  for (const step of runs.steps) if (step.run !== undefined) expect(step.shell).toBe("bash");
});

test("hooks for pre-commit call commands that there are", () => {
  const hooks = load(readFileSync(join(repository, ".pre-commit-hooks.yaml"), "utf8")) as {
    id: string;
    entry: string;
    language: string;
  }[];
  expect(hooks.map(({ id }) => id)).toEqual(["docs-check", "docs-sync-check"]);
  for (const { entry, language } of hooks) {
    const [program, name, ...flags] = entry.split(" ");
    const command = commands.find((one) => one.name === name);
    expect([program, language]).toEqual(["docs", "node"]);
    for (const flag of flags) expect(command?.options.some(([said]) => said === flag)).toBe(true);
  }
});

test("what is pasted fits on twenty lines, may read and nothing else, and names the version that this is", () => {
  expect(pasted.text.trimEnd().split("\n").length).toBeLessThanOrEqual(20);
  expect(workflowOf(pasted).permissions).toEqual({ contents: "read" });
  const { version } = JSON.parse(readFileSync(join(repository, "package.json"), "utf8")) as { version: string };
  expect(pasted.text).toContain(`labdocs@${version} review`);
});

test("the README gives the same to paste", () => {
  expect(pastedWorkflow("README.md")).toBe(pasted.text);
});

test("every input of the action is explained", () => {
  const text = readFileSync(join(repository, "docs", "pull-requests.md"), "utf8");
  for (const name of Object.keys(readAction().inputs)) if (name !== "token") expect(text).toContain(`\`${name}\``);
});
