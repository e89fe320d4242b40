import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { load } from "js-yaml";
import { afterEach, beforeEach, expect, test } from "vitest";
import { docs } from "../../host.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "labdocs-init-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const read = (path: string) => readFileSync(join(folder, path), "utf8");

test("what exists is kept, unless it is forced", async () => {
  writeFileSync(join(folder, "docs.config.yaml"), "title: Mine\n");
  const kept = JSON.parse((await docs(folder, ["init", "--json"])).stdout);
  expect(kept).toMatchObject({ written: [".gitignore", ".gitattributes"], kept: ["docs.config.yaml"] });
  expect(read("docs.config.yaml")).toBe("title: Mine\n");
  await docs(folder, ["init", "--force"]);
  expect(read("docs.config.yaml")).toContain("# title: My experiments");
});

test("ignore rules are added below those of the author, once, with the author's line ends", async () => {
  writeFileSync(join(folder, ".gitignore"), "*.log\r\n.docs/");
  await docs(folder, ["init"]);
  const expected = "*.log\r\n.docs/\r\n\r\n# labdocs\r\ndocs-site/\r\n!**/runs/**/logs/*.log\r\n";
  expect(read(".gitignore")).toBe(expected);
  await docs(folder, ["init"]);
  expect(read(".gitignore")).toBe(expected);
});

test("in a repository git itself is asked whether logs are ignored", async () => {
  execFileSync("git", ["init", "-q", folder]);
  writeFileSync(join(folder, ".gitignore"), "*.l?g\n");
  await docs(folder, ["init"]);
  mkdirSync(join(folder, "experiments/a/runs/b/logs"), { recursive: true });
  writeFileSync(join(folder, "experiments/a/runs/b/logs/train.log"), "");
  const files = execFileSync("git", ["-C", folder, "ls-files", "--others", "--exclude-standard"], { encoding: "utf8" });
  expect(files).toContain("experiments/a/runs/b/logs/train.log");
});

test("the workflow lies at the top of the repository and works in the project's folder", async () => {
  execFileSync("git", ["init", "-q", folder]);
  const project = join(folder, "my project");
  mkdirSync(project);
  await docs(project, ["init", "--ci", "github"]);
  const workflow = load(read(".github/workflows/docs.yml")) as { jobs: { check: { steps: object[] } } };
  expect(workflow.jobs.check.steps.at(-1)).toMatchObject({ "working-directory": "my project" });
  await docs(project, ["init", "--ci", "gitlab"]);
  const job = load(read(".gitlab/docs.yml")) as Record<string, { script: string[] }>;
  expect(job["docs-check"]?.script[0]).toBe('cd "my project"');
});

test("a dry run writes nothing", async () => {
  const { stdout } = await docs(folder, ["init", "--ci", "github", "--dry-run"]);
  expect(stdout).toContain("+++ b/.github/workflows/docs.yml");
  for (const path of ["docs.config.yaml", ".gitignore", ".github"]) expect(existsSync(join(folder, path))).toBe(false);
});

test("a run's time is checked", async () => {
  await docs(folder, ["new", "experiment", "sweep"]);
  for (const at of ["yesterday", "2026-02-30", "2026-01-01T25:00:00"]) {
    expect(await docs(folder, ["new", "run", "sweep", "a", "--at", at])).toMatchObject({ exit: 2, stdout: "" });
  }
  await docs(folder, ["new", "run", "sweep", "a", "--at", "2026-02-28"]);
  expect(read("experiments/sweep/runs/2026-02-28T00-00-00-a/metadata.yaml")).toContain(
    'started: "2026-02-28T00:00:00"',
  );
  const now = await docs(folder, ["new", "run", "experiments/sweep", "b"]);
  expect(now.stdout).toMatch(/^made experiments\/sweep\/runs\/\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}-b:/);
});

test("an experiment stays inside the project", async () => {
  for (const argv of [["..."], ["a/b"], ["sweep", "--dir", "/tmp"], ["sweep", "--dir", "../up"]]) {
    expect(await docs(folder, ["new", "experiment", ...argv])).toMatchObject({ exit: 2 });
  }
});

test("the workflow publishes with the least rights, from the commits of known releases", async () => {
  execFileSync("git", ["init", "-q", folder]);
  await docs(folder, ["init", "--ci", "github"]);
  const workflow = load(read(".github/workflows/docs.yml")) as {
    permissions: object;
    jobs: Record<string, { if?: string; permissions: object; steps: { uses?: string; run?: string; if?: string }[] }>;
  };
  expect(workflow.permissions).toEqual({});
  expect(workflow.jobs.check?.permissions).toEqual({ contents: "read" });
  expect(workflow.jobs.site?.permissions).toEqual({ contents: "read" });
  expect(workflow.jobs.deploy).toMatchObject({
    if: "github.event_name == 'push'",
    permissions: { pages: "write", "id-token": "write" },
  });
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
  for (const { uses } of steps) if (uses !== undefined) expect(uses).toMatch(/^actions\/[a-z-]+@[0-9a-f]{40}$/);
  const preview = steps.filter((step) => step.if === "github.event_name == 'pull_request'");
  expect(preview[0]?.run).toContain("--portable");
  expect(preview[1]?.uses).toContain("upload-artifact");
});

test("a GitLab repository without jobs gets a start, one with jobs keeps them", async () => {
  execFileSync("git", ["init", "-q", folder]);
  await docs(folder, ["init", "--ci", "gitlab"]);
  expect(load(read(".gitlab-ci.yml"))).toEqual({ include: [{ local: ".gitlab/docs.yml" }] });
  const jobs = load(read(".gitlab/docs.yml")) as Record<string, { artifacts: { paths?: string[] } }>;
  expect(jobs.pages?.artifacts.paths).toEqual(["public"]);
  writeFileSync(join(folder, ".gitlab-ci.yml"), "mine: { script: [true] }\n");
  const { stdout } = await docs(folder, ["init", "--ci", "gitlab", "--force"]);
  expect(read(".gitlab-ci.yml")).toContain("mine");
  expect(stdout).toContain("Add to .gitlab-ci.yml");
});

test("a workflow that comments is written where it is asked for", async () => {
  execFileSync("git", ["init", "-q", folder]);
  const asked = JSON.parse((await docs(folder, ["init", "--ci", "github", "--json"])).stdout);
  expect(asked.written).toContain(".github/workflows/docs-review.yml");
  expect(asked.written).not.toContain(".github/workflows/docs-review-comment.yml");
  await docs(folder, ["init", "--ci", "github", "--comment"]);
  expect(load(read(".github/workflows/docs-review-comment.yml"))).toMatchObject({
    on: { workflow_run: { workflows: ["docs review"] } },
    jobs: { comment: { permissions: { "pull-requests": "write" } } },
  });
});

test("generated text is merged by a driver that every clone registers once", async () => {
  execFileSync("git", ["init", "-q", folder]);
  const project = join(folder, "my project");
  mkdirSync(project);
  writeFileSync(join(project, "docs.config.yaml"), "livingDocs:\n  - { file: a b/models.md, region: models }\n");
  writeFileSync(join(project, ".gitattributes"), "*.ckpt filter=lfs\n");
  const { stdout } = await docs(project, ["init"]);
  expect(stdout).toContain("registered the merge driver");
  const rules = readFileSync(join(project, ".gitattributes"), "utf8");
  expect(rules).toMatch(
    /^\*\.ckpt filter=lfs\n\n# labdocs\ndocs\.lock\.json merge=union\ncomparison\.md merge=labdocs\n/,
  );
  expect(rules).toContain('"a b/models.md" merge=labdocs\n');
  const attribute = (path: string) =>
    execFileSync("git", ["-C", project, "check-attr", "merge", "--", path], { encoding: "utf8" }).trim();
  for (const path of ["experiments/a/report.md", "a b/models.md", "experiments/a/plots/x.light.svg"])
    expect(attribute(path)).toMatch(/: merge: labdocs$/);
  const config = readFileSync(join(folder, ".git/config"), "utf8");
  expect(config).toContain("$PWD/my project/node_modules/.bin:");
  const again = JSON.parse((await docs(project, ["init", "--json"])).stdout);
  expect(again).toMatchObject({ written: [], registered: false });
  expect(readFileSync(join(folder, ".git/config"), "utf8")).toBe(config);
});
