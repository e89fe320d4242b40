import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { docs } from "../../host.ts";

let root = "";

beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "labdocs-unread-")));
});
afterEach(() => rmSync(root, { recursive: true }));

const CLAIMS = 'It has [0.91](e/runs/a/metrics.json#L1 "accuracy"), and b has [0.92](cite:b/accuracy).\n';

test("where no run could be read, every command says so with the code of input that could not be read", async () => {
  write({ "e/runs/a/metrics.json": "{bad", "e/runs/b/metrics.json": '{"x": ', "README.md": CLAIMS });
  for (const command of [["check"], ["check", "README.md"], ["sync"], ["doctor"], ["runs", "list"], ["compare"]])
    expect([command, (await docs(root, command)).exit]).toEqual([command, 3]);
});

test("a claim that rests on what could not be read is neither true nor false, and says which file", async () => {
  write({ "e/runs/a/metrics.json": "{bad", "e/runs/b/metrics.json": '{"x": ', "README.md": CLAIMS });
  const { stdout } = await docs(root, ["check", "--reporter", "compact"]);
  expect(stdout.split("\n").filter((line) => line.startsWith("README.md"))).toEqual([
    expect.stringContaining(
      "claim/unreadable README says 0.91, but e/runs/a/metrics.json could not be read: a quoted name is expected here",
    ),
    expect.stringContaining(
      "claim/unreadable README says 0.92, but e/runs/b/metrics.json could not be read: the text ends in the middle",
    ),
  ]);
});

test("a claim that is false beside input that could not be read is a false claim", async () => {
  write({
    "e/runs/a/metrics.json": '{"accuracy": 0.8}\n',
    "e/runs/b/metrics.json": "{bad",
    "README.md": CLAIMS,
  });
  const { stdout, exit } = await docs(root, ["check", "--reporter", "compact"]);
  expect(exit).toBe(1);
  expect(stdout).toContain("claim/contradicted README says 0.91, metrics.json says 0.8");
});

test("a metric that no run has is missing, though a file that another run needs is broken", async () => {
  write({
    "e/runs/a/metrics.json": '{"accuracy": 0.8}\n',
    "e/runs/b/metrics.json": "{bad",
    "README.md": "It has [0.91](cite:a/f1).\n",
  });
  const { stdout, exit } = await docs(root, ["check", "--reporter", "compact"]);
  expect(exit).toBe(1);
  expect(stdout).toContain("claim/no-such-value README says 0.91, but a has no metric f1");
});

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}
