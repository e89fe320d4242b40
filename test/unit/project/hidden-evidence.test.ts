import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { gitIgnoreRules } from "../../../src/disk/git.ts";
import type { Finding } from "../../../src/model/finding.ts";
import { hiddenFiles } from "../../../src/project/hidden-evidence.ts";
import { docs } from "../../host.ts";

const LOG = "e/runs/2026-01-01T00-00-00-a/logs/train.log";
const OTHER = "e/runs/2026-01-01T00-00-00-a/logs/eval.log";
const LINE = (loss: number) => `2026-01-01 00:00:01 | INFO | metric {"step":1,"split":"val","loss":${loss}}\n`;
const POINTER = `version https://git-lfs.github.com/spec/v1\noid sha256:${"0".repeat(64)}\nsize 12345\n`;

let root = "";

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "labdocs-hidden-"));
  write(LOG, LINE(0.25));
  write(OTHER, LINE(0.5));
  write("README.md", `# E\n\nLoss is [0.25](${LOG}#L1), later [0.25](${LOG}#L1), and [0.5](${OTHER}#L1).\n`);
});

afterEach(() => rmSync(root, { recursive: true }));

describe("evidence that others will not see", () => {
  test("ignored by git: one finding a document, with the line that ignores it", async () => {
    git("init", "-q");
    write(".gitignore", "__pycache__/\n*.log\n");
    expect(await hidden()).toMatchObject([
      {
        code: "evidence/ignored-by-git",
        severity: "warning",
        file: "README.md",
        line: 3,
        column: 9,
        message: `git ignores ${OTHER} and 1 more file, and 3 claims rest on them: nobody else can open the evidence`,
        help: expect.stringContaining("Write `!**/runs/**/logs/*.log` below .gitignore:2 (`*.log`)"),
        related: [{ file: ".gitignore", line: 2, text: "*.log" }],
      },
    ]);
    write(".gitignore", "__pycache__/\n*.log\n!**/runs/**/logs/*.log\n");
    expect(await hidden()).toEqual([]);
  });

  test("below an ignored folder nothing can be included again", async () => {
    git("init", "-q");
    write("e/.gitignore", "runs/\n");
    const [found] = await hidden();
    expect(found?.help).toMatch(/^Narrow e\/\.gitignore:1 \(`runs\/`\)/);
  });

  test("a file that was added nevertheless is seen", async () => {
    write(".gitignore", "*.log\n");
    git("init", "-q");
    git("add", "-f", ".");
    expect(await hidden()).toEqual([]);
  });

  test("never added: told once the document is committed as it is", async () => {
    git("init", "-q");
    expect(await hidden()).toEqual([]);
    git("add", "README.md", LOG);
    expect(await hidden()).toMatchObject([
      {
        code: "evidence/not-in-git",
        line: 3,
        message: `${OTHER} is not in git, and 1 claim rests on it: nobody else can open the evidence`,
      },
    ]);
    write("README.md", `# E\n\nLoss is [0.5](${OTHER}#L1), still being written.\n`);
    expect(await hidden()).toEqual([]);
  });

  test("in LFS, and a pointer that holds no number", async () => {
    git("init", "-q");
    write(".gitattributes", "*.log filter=lfs diff=lfs merge=lfs -text\n");
    expect(await hidden()).toMatchObject([{ code: "evidence/in-lfs", severity: "note" }]);
    rmSync(join(root, ".gitattributes"));
    write(LOG, POINTER);
    write("README.md", `# E\n\nThere are [12345](${LOG}#L3) of them and [12345](${LOG} "size").\n`);
    const { findings, claims } = JSON.parse((await docs(root, ["check", "--json"])).stdout);
    expect(findings.map(({ code }: Finding) => code)).toContain("evidence/in-lfs");
    expect(claims.map((one: { verdict: string }) => one.verdict)).toEqual(["source-missing", "source-missing"]);
  });

  test("generated numbers are told of once", async () => {
    await docs(root, ["sync"]);
    git("init", "-q");
    write(".gitignore", "*.log\n");
    const all = await hidden();
    expect(all.filter(({ line }) => line === null)).toMatchObject([
      {
        message: expect.stringMatching(/^git ignores \S+eval\.log, of 1 file that generated numbers link to/),
      },
    ]);
    expect(all).toHaveLength(2);
  });

  test("a document that git ignores itself hides nothing, and neither does a folder without git", async () => {
    write(".gitignore", "*.log\n*.md\n");
    expect(await hidden()).toEqual([]);
    git("init", "-q");
    expect(await hidden()).toEqual([]);
  });
});

test("a project below the top of its repository, and paths that need quoting", () => {
  git("init", "-q");
  write(".gitignore", "*.log\n");
  write("sub/.gitignore", "*.txt\n!keep.txt\n");
  write("sub/a b\u00e9.txt", "");
  write("sub/keep.txt", "");
  write("sub/x.log", "");
  const sub = join(root, "sub");
  expect(gitIgnoreRules(sub, ["a b\u00e9.txt", "keep.txt", "x.log"])).toEqual([
    { path: "a b\u00e9.txt", file: ".gitignore", line: 1, pattern: "*.txt" },
    { path: "x.log", file: null, line: 1, pattern: "*.log" },
  ]);
  expect(hiddenFiles(sub, ["keep.txt", "gone.txt", "x.log"]).map(({ file, why }) => [file, why])).toEqual([
    ["keep.txt", "untracked"],
    ["x.log", "ignored"],
  ]);
});

async function hidden(): Promise<Finding[]> {
  const { findings } = JSON.parse((await docs(root, ["check", "--json"])).stdout) as { findings: Finding[] };
  return findings.filter(({ code }) => code.startsWith("evidence/"));
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function git(...args: string[]): void {
  execFileSync("git", ["-C", root, "-c", "core.excludesFile=", ...args], { stdio: "ignore" });
}
