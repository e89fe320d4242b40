import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actionText, pastedWorkflow, workflowFiles } from "./workflow-file.ts";

// actionlint (types of expressions, names of events, shell scripts) and zizmor (security), where they are installed:
// `go install github.com/rhysd/actionlint/cmd/actionlint@v1.7.12`, `pip install zizmor`.

const has = (program: string) => spawnSync(program, ["--version"]).status === 0;
const folder = mkdtempSync(join(tmpdir(), "labdocs-lint-"));

beforeAll(() => {
  const workflows = join(folder, ".github", "workflows");
  mkdirSync(workflows, { recursive: true });
  for (const { name, text } of workflowFiles()) writeFileSync(join(workflows, name), text);
  writeFileSync(join(workflows, "pasted.yml"), pastedWorkflow("docs/pull-requests.md"));
  writeFileSync(join(folder, "action.yml"), actionText);
  execFileSync("git", ["init", "-q", folder]);
});
afterAll(() => rmSync(folder, { recursive: true }));

// The linters are programs of Go, Rust and Python, not on npm: where they are installed they have the last word.
test.skipIf(!has("actionlint"))("actionlint has nothing to say", () => {
  const { status, stdout, stderr } = spawnSync("actionlint", [], { cwd: folder, encoding: "utf8" });
  expect(stdout + stderr).toBe("");
  expect(status).toBe(0);
});

test.skipIf(!has("zizmor"))("zizmor has nothing to say", () => {
  const flags = ["--offline", "--no-progress", "--quiet", "--format=plain"];
  const { status, stdout } = spawnSync("zizmor", [...flags, ".github", "action.yml"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(stdout.replace(/\u001b\[[0-9;]*m/g, "")).not.toMatch(/^(?:error|warning|help)\[/m);
  expect(status).toBe(0);
});
