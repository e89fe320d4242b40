import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { docs } from "../../host.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "labdocs-issue-"));
  write(".gitignore", ".docs/\n");
  journal("test/accuracy of wide minus baseline >= 0.005");
  for (const seed of [0, 1, 2]) {
    addRun("baseline", seed, 0.9 + seed / 100);
    addRun("wide", seed, 0.85 + seed / 100);
  }
  git("init", "-q");
  commit();
});
afterEach(() => rmSync(root, { recursive: true }));

describe("an issue for a hypothesis that failed", () => {
  test("says why, what was tried, what is done and how, with links into the commit", async () => {
    git("remote", "add", "origin", "git@github.com:o/r.git");
    const { exit, stdout } = await docs(root, ["issue", "failed-hypothesis", "--experiment", "e"]);
    const commitName = git("rev-parse", "HEAD").trim();
    const blob = `https://github.com/o/r/blob/${commitName}`;
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^# Hypothesis rejected: /);
    for (const part of ["## Why", "## What was tried", "## Made with", "## Done when", "## Make it again"])
      expect(stdout).toContain(`\n${part}\n`);
    expect(stdout).toContain(`](${blob}/experiments/e/JOURNAL.md?plain=1#L`);
    expect(stdout).toContain("- [ ] New runs meet the criterion: test/accuracy of wide minus baseline");
    expect(stdout).toContain("- Data: `v1`");
    expect(stdout).toContain("python experiments/e/train.py");
    expect(stdout).toMatch(/\nLabels: experiment, hypothesis-rejected\n$/);
  });

  test("names places where there is no address, and links nothing that is not committed", async () => {
    const { stdout } = await docs(root, ["issue", "failed-hypothesis"]);
    expect(stdout).not.toContain("](http");
    expect(stdout).toContain("`experiments/e/JOURNAL.md:");
    git("remote", "add", "origin", "https://github.com/o/r");
    write("experiments/e/JOURNAL.md", `${read("experiments/e/JOURNAL.md")}\nMore.\n`);
    const changed = await docs(root, ["issue", "failed-hypothesis"]);
    expect(changed.stdout).not.toContain("/JOURNAL.md?plain=1");
    expect(changed.stderr).toContain("on no branch of a remote");
  });

  test("is none where the hypothesis was not rejected", async () => {
    for (const seed of [0, 1, 2]) addRun("wide", seed, 0.98 + seed / 1000);
    const { exit, stdout } = await docs(root, ["issue", "failed-hypothesis", "--json"]);
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ issue: null, why: "the hypothesis of e is confirmed, not rejected" });
  });
});

describe("an issue for training again", () => {
  test("is drafted where the recommendation is to iterate", async () => {
    for (const seed of [0, 1, 2]) addRun("wide", seed, 0.9 + seed / 90);
    const { exit, stdout } = await docs(root, ["issue", "retrain", "--output", "retrain.md"]);
    expect([exit, stdout]).toEqual([0, "wrote retrain.md\n"]);
    expect(read("retrain.md")).toMatch(
      /^# Retrain: [\s\S]*## What is selected now\n\n`[\s\S]*Labels: experiment, retrain\n$/,
    );
  });

  test("is refused where nothing speaks for it", async () => {
    for (const seed of [0, 1, 2]) addRun("wide", seed, 0.98 + seed / 1000);
    const { exit, stdout } = await docs(root, ["issue", "retrain"]);
    expect(exit).toBe(1);
    expect(stdout).toMatch(/^no issue: nothing speaks for training e again: /);
  });

  test("follows a template of the project's own, and says where one is wrong", async () => {
    for (const seed of [0, 1, 2]) addRun("wide", seed, 0.9 + seed / 90);
    write("templates/issues/retrain.md.hbs", "Ours: {{title}}{{#each reasons}}\n- {{this}}{{/each}}\n");
    expect((await docs(root, ["issue", "retrain"])).stdout).toContain("\nOurs: ");
    write("templates/issues/retrain.md.hbs", "{{nothing}}\n");
    const { exit, stderr } = await docs(root, ["issue", "retrain"]);
    expect(exit).toBe(2);
    expect(stderr).toContain("templates/issues/retrain.md.hbs:1");
  });
});

test("what a journal says names nobody on a code host", async () => {
  write(
    "experiments/e/JOURNAL.md",
    read("experiments/e/JOURNAL.md").replace("wide is better", "@team fixes #12 <!-- x -->"),
  );
  const { stdout } = await docs(root, ["issue", "failed-hypothesis"]);
  expect(stdout).not.toMatch(/@team|#12|<!--/);
});

test("an issue is opened once", async () => {
  const issues: { title: string; body: string; labels: string[]; html_url: string }[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (part) => (text += part));
    request.on("end", () => {
      const isPost = request.method === "POST";
      if (isPost) issues.push({ ...JSON.parse(text), html_url: `https://github.com/o/r/issues/${issues.length + 1}` });
      response.writeHead(isPost ? 201 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(isPost ? issues.at(-1) : issues));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const env = { GITHUB_API_URL: `http://127.0.0.1:${port}`, GITHUB_TOKEN: "t0ken", GITHUB_REPOSITORY: "o/r" };
  const post = ["issue", "failed-hypothesis", "--post", "github"];
  expect((await docs(root, post, env)).stdout).toBe("opened https://github.com/o/r/issues/1\n");
  expect((await docs(root, post, env)).stdout).toBe("one is open already: https://github.com/o/r/issues/1\n");
  expect(issues).toMatchObject([{ labels: ["experiment", "hypothesis-rejected"] }]);
  expect(issues[0]?.body).toMatch(/^<!-- labdocs:issue failed%2Dhypothesis|^<!-- labdocs:issue failed-hypothesis/);
  await new Promise((resolve) => server.close(resolve));
  const { exit, stderr } = await docs(root, post, { GITHUB_REPOSITORY: "o/r" });
  expect([exit, stderr]).toEqual([2, expect.stringContaining("there is no token")]);
});

function journal(success: string): void {
  const matter = `hypothesis: wide is better\nprimary_metric: test/accuracy\nbaseline: baseline\ncandidate: wide\nsuccess: ${success}\nfailure: test/accuracy of wide minus baseline <= -0.01`;
  write("experiments/e/JOURNAL.md", `---\n${matter}\n---\n\n# Journal\n`);
  write("experiments/e/train.py", "print()\n");
}

function addRun(arm: string, seed: number, value: number): void {
  const run = `experiments/e/runs/2026-02-10T10-00-00-${arm}-seed${seed}`;
  write(`${run}/params.json`, JSON.stringify({ arm, seed }));
  write(`${run}/metrics.json`, JSON.stringify({ "test/accuracy": value }));
  write(`${run}/metadata.yaml`, `name: ${arm}-seed${seed}\nstatus: completed\nseed: ${seed}\ndata_version: v1\n`);
}

function git(...args: string[]): string {
  const who = ["-c", "user.name=A", "-c", "user.email=a@example.org"];
  return execFileSync("git", [...who, ...args], { cwd: root, encoding: "utf8" });
}

function commit(): void {
  git("add", "-A");
  git("commit", "-qm", "work");
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
