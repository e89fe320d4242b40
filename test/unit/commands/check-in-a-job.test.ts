import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { docs } from "../../host.ts";

const COMMIT = "c".repeat(40);

let top = "";
let root = "";
let summary = "";

beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), "labdocs-job-")));
  root = join(top, "papers/digits");
  summary = join(top, "summary.md");
  execFileSync("git", ["init", "-q", top]);
  write("docs.config.yaml", "title: Digits\n");
  write("e/runs/full/logs/eval.log", '2026-11-21 16:38:53 | INFO | metric {"step":100,"split":"test","auc":0.8612}\n');
});
afterEach(() => rmSync(top, { recursive: true }));

const WRONG = 'AUC is [0.89](e/runs/full/logs/eval.log#L1 "test/auc").\n';
const RIGHT = 'AUC is [0.86](e/runs/full/logs/eval.log#L1 "test/auc").\n';

function job(): Record<string, string> {
  return {
    GITHUB_ACTIONS: "true",
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_SERVER_URL: "https://github.com",
    GITHUB_REPOSITORY: "lab/papers",
    GITHUB_SHA: COMMIT,
  };
}

describe("on GitHub Actions", () => {
  test("annotations stand behind the text, with paths from the repository's root", async () => {
    write("notes.md", WRONG);
    const { stdout, exit } = await docs(root, ["check", "notes.md"], job());
    expect(exit).toBe(1);
    expect(stdout).toContain("error[claim/contradicted]");
    expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/^::error file=papers\/digits\/notes\.md,line=1,/);
    expect((await docs(root, ["check", "notes.md"])).stdout).not.toContain("::error");
  });

  test("the job's summary gets the findings with links to the lines; what is right is one line", async () => {
    write("notes.md", WRONG);
    await docs(root, ["check", "notes.md"], job());
    const first = readFileSync(summary, "utf8");
    expect(first).toMatch(/^### ❌ docs check\n/);
    expect(first).toContain(
      `[notes.md:1](https://github.com/lab/papers/blob/${COMMIT}/papers/digits/notes.md?plain=1#L1)`,
    );
    write("notes.md", RIGHT);
    await docs(root, ["check", "notes.md"], job());
    expect(readFileSync(summary, "utf8").slice(first.length)).toBe(
      "✅ Nothing is wrong. 1 claim: 1 supported; 1 run found in 1 experiment (e): 1 used\n\n",
    );
  });

  test("both can be switched off, and are where a program reads", async () => {
    write("notes.md", WRONG);
    const off = await docs(root, ["check", "notes.md", "--no-annotations", "--no-summary"], job());
    expect(off.stdout).not.toMatch(/^::/m);
    await docs(root, ["check", "notes.md", "--json"], job());
    await docs(root, ["check", "notes.md", "--reporter", "sarif"], job());
    expect(existsSync(summary)).toBe(false);
  });

  test("a summary that has no room left is let alone", async () => {
    write("notes.md", WRONG);
    writeFileSync(summary, "x".repeat(890_000));
    await docs(root, ["check", "notes.md"], job());
    expect(readFileSync(summary, "utf8")).toBe("x".repeat(890_000));
  });

  test("what a document or a log says is no command to the runner", async () => {
    write("::error file=x::y.md", WRONG.replaceAll("e/runs", "./e/runs"));
    write("notes.md", `##[add-mask]a\n\n${WRONG}`);
    write("e/runs/##[debug]x/logs/eval.log", "step 1 auc=0.5\n");
    const { stdout } = await docs(root, ["check", "notes.md", "::error file=x::y.md"], job());
    const commands = stdout.split(/[\n\r]/).filter((text) => text.trimStart().startsWith("::"));
    for (const command of commands) expect(command).toMatch(/^::(?:error|warning|notice) file=papers/);
    expect(stdout).not.toContain("##[");
    const json = await docs(root, ["check", "notes.md", "--json"], job());
    expect(json.stdout).not.toContain("##[");
    expect(JSON.parse(json.stdout).ok).toBe(false);
  });
});

describe("formats for hosts", () => {
  test("are whole documents where nothing is wrong, too", async () => {
    write("notes.md", RIGHT);
    const said = async (name: string) => (await docs(root, ["check", "notes.md", "--reporter", name])).stdout;
    expect(JSON.parse(await said("gitlab"))).toEqual([]);
    expect(JSON.parse(await said("sarif")).runs[0].results).toEqual([]);
    expect(await said("junit")).toContain('<testcase name="every claim" classname="papers/digits/notes.md"/>');
    expect(await said("github")).toBe("");
  });
});

describe("warnings", () => {
  test("fail above a threshold, on the command line or in the configuration", async () => {
    write("notes.md", "It takes 1.5 ms.\n\nIt takes 2.5 ms.\n");
    const exitOf = async (...more: string[]) => (await docs(root, ["check", "notes.md", ...more])).exit;
    expect(await exitOf()).toBe(0);
    expect(await exitOf("--max-warnings", "2")).toBe(0);
    expect(await exitOf("--max-warnings", "1")).toBe(1);
    expect(await exitOf("--max-warnings", "many")).toBe(2);
    write("docs.config.yaml", "check: { maxWarnings: 1 }\n");
    expect(await exitOf()).toBe(1);
    expect(await exitOf("--max-warnings", "5")).toBe(0);
    expect((await docs(root, ["check", "notes.md"])).stdout).toContain("this fails: more than 1 warning\n");
  });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
