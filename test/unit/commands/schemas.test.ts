import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { configJsonSchema } from "../../../src/config.ts";
import { jsonSchema, problemsWith, schemaNames } from "../../../src/schemas.ts";
import { docs } from "../../host.ts";

const root = join(import.meta.dirname, "../../..");

test("the committed schemas are current: node scripts/schemas.mjs writes them", () => {
  const names = ["config", ...schemaNames];
  expect(readdirSync(join(root, "schema")).sort()).toEqual(names.map((name) => `${name}.schema.json`).sort());
  for (const name of names) {
    const schema = name === "config" ? configJsonSchema() : jsonSchema(name);
    expect(JSON.parse(readFileSync(join(root, "schema", `${name}.schema.json`), "utf8")), name).toEqual(schema);
  }
});

describe("what the commands print fits", () => {
  const folder = mkdtempSync(join(tmpdir(), "labdocs-schemas-"));
  beforeAll(() => {
    cpSync(join(root, "examples/digits"), folder, { recursive: true, filter: (path) => basename(path) !== ".docs" });
    const git = (...args: string[]) =>
      execFileSync("git", ["-C", folder, "-c", "user.name=a", "-c", "user.email=a@example.org", ...args]);
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "all");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test.each([
    ["runs", ["runs", "list"]],
    ["runs", ["runs", "list", "--filter", "status = failed", "--top", "2"]],
    ["runs", ["runs", "search", "leak"]],
    ["runs", ["export"]],
    ["review", ["review", "--base", "HEAD"]],
    ["sync", ["sync", "--dry-run"]],
    ["sync", ["sync", "--check"]],
    ["sync", ["sync"]],
    ["check", ["check"]],
    ["compare", ["compare"]],
    ["compare", ["compare", "--group-by", "augment", "--reduction", "best", "--spread", "ci", "--per-run"]],
    ["doctor", ["doctor"]],
    ["answer", ["check"]],
    ["journal", ["journal"]],
    ["explain", ["explain"]],
    ["explain", ["explain", "claim/stale"]],
    ["explain", ["explain", "README.md"]],
    ["cite", ["cite", "--check"]],
    ["cite", ["cite", "README.md", "--min-score", "0"]],
    ["cite", ["cite", "--keep", "--check"]],
    ["issue", ["issue", "retrain"]],
    ["issue", ["issue", "failed-hypothesis"]],
    ["issue", ["issue", "failed-hypothesis", "--output", "issue.md"]],
    ["build", ["build", "--out", "site"]],
    ["runs-show", ["runs", "show", "shift-seed0"]],
    ["runs-show", ["runs", "show", "nan-lr-seed0"]],
    ["answer", ["report", "--dry-run"]],
    ["answer", ["schema"]],
    ["init", ["init", "--dry-run"]],
    ["init", ["init"]],
    ["answer", ["runs", "show", "nothing"]],
    ["answer", ["review"]],
    ["answer", ["completion", "bash"]],
  ])("%s: docs %j", async (name, argv) => {
    const { stdout } = await docs(folder, [...argv, "--json"]);
    expect(problemsWith(name, JSON.parse(stdout))).toEqual([]);
  });
});

test.each([
  [{ accuracy: 0.87 }],
  [{ accuracy: { value: 0.87, step: 1200 } }],
  [
    {
      loss: [
        { step: 0, value: 0.7 },
        { step: 1, value: "NaN" },
      ],
    },
  ],
  [{ "fold-0": { accuracy: 0.8 }, "fold-1": { accuracy: 0.9 } }],
])("metrics.json may be %j", (metrics) => {
  expect(problemsWith("metrics", metrics)).toEqual([]);
});

test("what does not fit is said", () => {
  expect(problemsWith("metrics", { accuracy: "high" })).not.toEqual([]);
  expect(problemsWith("metadata", { tags: 3, seed: [1] })).not.toEqual([]);
});
