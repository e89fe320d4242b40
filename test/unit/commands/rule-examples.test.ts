import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { afterAll, describe, expect, test } from "vitest";
import type { Finding } from "../../../src/model/finding.ts";
import type { RuleId } from "../../../src/model/rule.ts";
import { RULES } from "../../../src/model/rule.ts";
import type { RuleExample } from "../../../src/model/rule-example.ts";
import { EXAMPLE_PROJECT, RULE_EXAMPLES } from "../../../src/model/rule-example.ts";
import { docs } from "../../host.ts";

const scratch = mkdtempSync(join(tmpdir(), "labdocs-rules-"));
afterAll(() => rmSync(scratch, { recursive: true }));

/** What text alone cannot make. */
const ARRANGED: Partial<Record<RuleId, (root: string) => void>> = {
  "claim/unreadable": (root) => chmodSync(join(root, "e/runs/full/logs/eval.log"), 0),
  "source/unreadable": (root) => chmodSync(join(root, "e/runs/full/params.json"), 0),
  "source/outside-root": (root) => {
    rmSync(join(root, "e/runs/full/data"));
    symlinkSync("/usr", join(root, "e/runs/full/data"));
  },
};

const isAdmin = process.getuid?.() === 0;
/** Nobody can save a file between two lines of a test; an administrator may read everything. */
const UNPLAYED: RuleId[] = [
  "document/changed-meanwhile",
  ...(isAdmin ? (["claim/unreadable", "source/unreadable"] as const) : []),
];

const ids = Object.keys(RULES) as RuleId[];

test("every rule has an example, and every example a rule", () => {
  expect(Object.keys(RULE_EXAMPLES).sort()).toEqual([...ids].sort());
});

describe.each(ids)("%s", (id) => {
  const example = RULE_EXAMPLES[id];

  test.skipIf(UNPLAYED.includes(id))("is found in the wrong text, and nothing else", async () => {
    const root = await project(`${id} wrong`, example, example.wrong);
    ARRANGED[id]?.(root);
    const codes = await codesIn(root, example);
    expect(codes.filter((code) => !example.beside?.includes(code))).toEqual([id]);
  });

  // It is about a file that is saved while the tool runs: an example has no such moment, with or without it.
  test.skipIf(id === "document/changed-meanwhile")("is not found in the right text, nor anything else", async () => {
    const root = await project(`${id} right`, example, example.right);
    if (example.synced) await docs(root, ["sync"]);
    const codes = await codesIn(root, example);
    expect(codes.filter((code) => !example.beside?.includes(code))).toEqual([]);
  });

  test("is explained with the example", async () => {
    const { stdout, exit } = await docs(scratch, ["explain", id]);
    expect(exit).toBe(0);
    for (const line of `${example.wrong ?? ""}\n${example.right ?? ""}`.split("\n"))
      expect(stdout).toContain(line.replace(/[\0-\x1F]/g, ""));
  });
});

async function project(name: string, example: RuleExample, text: string | null): Promise<string> {
  const root = join(scratch, name.replace(/\W+/g, "-"));
  mkdirSync(root, { recursive: true });
  write(root, EXAMPLE_PROJECT);
  if (example.first !== undefined) write(root, example.first);
  if (example.first !== undefined && example.command !== "review") {
    await docs(root, ["sync"]);
    // What was synced lies there now as the project has it, but for what the example is about.
    write(root, EXAMPLE_PROJECT);
  }
  if (example.command === "review") commit(root);
  write(root, { ...example.files, [example.file]: text });
  if (example.git !== undefined) {
    git(root, "init", "-q");
    if (example.git.length > 0) git(root, "add", ...example.git);
  }
  return root;
}

function git(root: string, ...args: string[]): void {
  execFileSync("git", ["-C", root, ...args], { stdio: "ignore" });
}

/** What a review takes for the base. */
function commit(root: string): void {
  git(root, "init", "-q", "-b", "main");
  git(root, "add", "--all");
  const who = ["-c", "user.name=a", "-c", "user.email=a@example.org"];
  git(root, ...who, "commit", "-q", "-m", "base", "--date", "2026-12-01T10:00:00Z");
}

function write(root: string, files: Readonly<Record<string, string | null>>): void {
  for (const [path, text] of Object.entries(files)) {
    if (text === null) rmSync(join(root, path), { force: true });
    else {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), Buffer.from(text, path === "e/comparison.md" ? "latin1" : "utf8"));
    }
  }
}

async function codesIn(root: string, { file, document, command }: RuleExample): Promise<RuleId[]> {
  if (command === "review") return codesOfReview(root);
  const checked = document === undefined ? file : document;
  const ran = await docs(root, [command ?? "check", ...(checked === null ? [] : [checked]), "--json"]);
  const said = JSON.parse(ran.stdout) as { findings: Finding[]; error?: string };
  if (said.error?.startsWith("docs.config.yaml")) return ["config/invalid"];
  expect(said.error).toBeUndefined();
  return [...new Set(said.findings.map((one) => one.code))];
}

async function codesOfReview(root: string): Promise<RuleId[]> {
  const ran = await docs(root, ["review", "--base", "main", "--reporter", "gitlab"]);
  const issues = JSON.parse(ran.stdout) as { check_name: RuleId }[];
  return [...new Set(issues.map((one) => one.check_name))];
}
