import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { OutOfDate } from "../../../src/model/review.ts";
import { docs } from "../../host.ts";

const RUNS = "experiments/e/runs";
const COMPARISON = "experiments/e/comparison.md";
const REPORT = "experiments/e/report.md";

let root = "";
beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "labdocs-stale-"));
  write("docs.config.yaml", "reports: all\nrules:\n  claim/stale: off\n  claim/ignored-run: off\n");
  write("experiments/e/IGNORED_RUNS.md", "# Ignored\n");
  for (const seed of [0, 1]) addRun("wide", seed, 0.95 + seed / 100);
  await docs(root, ["sync"]);
});
afterEach(() => rmSync(root, { recursive: true }));

test("a new run is the one reason for all that it changes", async () => {
  addRun("deep", 0, 0.97);
  const stale = await outOfDate();
  const why = `the run deep-seed0 is new (${RUNS}/2026-02-10T10-00-00-deep-seed0)`;
  expect(new Set(stale.filter((one) => !one.file.endsWith("lock.json")).map((one) => one.why))).toEqual(new Set([why]));
  expect(stale.map((one) => one.file)).toEqual(expect.arrayContaining([COMPARISON, REPORT, "docs/experiments.md"]));
  expect(stale.find((one) => one.file === COMPARISON)).toMatchObject({ region: "comparison", command: "docs sync" });
  const { exit, stdout } = await docs(root, ["sync", "--check"]);
  expect(exit).toBe(1);
  expect(stdout.split(why)).toHaveLength(2);
  expect(stdout).toMatch(
    /files are out of date:\n\nthe run deep-seed0 is new[\s\S]*figures in experiments\/e\/plots\n[\s\S]*mend it: docs sync\n$/,
  );
});

test("a log line that says something else is named with both values", async () => {
  addRun("wide", 0, 0.91);
  const [one] = await outOfDate();
  expect(one?.why).toMatch(/wide-seed0\/metrics\.json:1 says 0\.9100, it said 0\.9500/);
});

test("a run that is ignored now is named with its reason and its line", async () => {
  appendFileSync(join(root, "experiments/e/IGNORED_RUNS.md"), "\n- wide-seed1 # wrong data\n");
  const [one] = await outOfDate();
  expect(one?.why).toBe("the run wide-seed1 is ignored now: wrong data (experiments/e/IGNORED_RUNS.md:3)");
});

test("a region that was edited by hand says so, and how to give it back", async () => {
  write(COMPARISON, read(COMPARISON).replace("2 runs found", "two runs found"));
  const [one] = await outOfDate();
  expect(one).toMatchObject({ file: COMPARISON, region: "comparison", command: `docs sync --restore ${COMPARISON}` });
  expect(one?.why).toContain("edited by hand");
});

test("a figure that is gone is not there", async () => {
  const plots = join(root, "experiments/e/plots");
  const [figure = ""] = readdirSync(plots);
  rmSync(join(plots, figure));
  expect(await outOfDate()).toMatchObject([{ file: `experiments/e/plots/${figure}`, why: "it is not there yet" }]);
});

test("a template says that no run changed", async () => {
  write("templates/regions/accounting.hbs", "All: {{accounting}}.\n");
  const stale = await outOfDate();
  expect(stale.find((one) => one.file === REPORT)).toMatchObject({ region: "accounting" });
  expect(stale[0]?.why).toMatch(
    /^no run and no number of it changed: a template in templates\/.* labdocs \(this is \d/,
  );
});

test("a run that git had and that was renamed has its new name; nothing is written", async () => {
  git("init", "-q");
  git("add", "-A");
  git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "work");
  renameSync(join(root, RUNS, "2026-02-10T10-00-00-wide-seed1"), join(root, RUNS, "2026-02-10T10-00-00-broad-seed1"));
  const before = statSync(join(root, COMPARISON)).mtimeMs;
  const stale = await outOfDate();
  expect(stale.find((one) => one.file === COMPARISON)?.why).toMatch(/wide-seed1|broad-seed1/);
  expect(statSync(join(root, COMPARISON)).mtimeMs).toBe(before);
  await docs(root, ["sync"]);
  expect(read(COMPARISON)).not.toContain("00-wide-seed1");
});

test("logs that git never had are away: what rests on them stays as it is", async () => {
  git("init", "-q");
  rmSync(join(root, RUNS, "2026-02-10T10-00-00-wide-seed1"), { recursive: true });
  const stale = await outOfDate();
  expect(stale.filter((one) => one.file === COMPARISON || one.file === REPORT)).toEqual([]);
});

async function outOfDate(): Promise<OutOfDate[]> {
  return JSON.parse((await docs(root, ["sync", "--check", "--json"])).stdout).outOfDate;
}

function addRun(arm: string, seed: number, value: number): void {
  const run = `${RUNS}/2026-02-10T10-00-00-${arm}-seed${seed}`;
  write(`${run}/params.json`, JSON.stringify({ arm, seed }));
  write(`${run}/metrics.json`, JSON.stringify({ "test/accuracy": value }));
  write(`${run}/metadata.yaml`, `name: ${arm}-seed${seed}\nstatus: completed\nseed: ${seed}\n`);
}

function git(...args: string[]): void {
  execFileSync("git", args, { cwd: root });
}

function read(path: string): string {
  return readFileSync(join(root, path), "utf8");
}

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

test("an increment that was archived is the one reason for all that links to it, and two commands mend it", async () => {
  const increment = ".specweave/increments/0007-wider";
  const archived = ".specweave/increments/_archive/0007-wider";
  const run = (folder: string) => `${folder}/experiments/wide`;
  write(`${run(increment)}/params.json`, '{"lr": 0.1}');
  write(`${run(increment)}/metrics.json`, '{"test/accuracy": 0.9312}');
  write(`${run(increment)}/metadata.yaml`, "name: wide\nstatus: completed\n");
  write(`${increment}/metadata.json`, '{"id": "0007-wider", "status": "completed", "type": "experiment"}');
  write("README.md", `# R\n\nWide reaches [0.9312](${run(increment)}/metrics.json#L1 "test/accuracy").\n`);
  expect((await docs(root, ["sync"])).exit).toBe(0);
  git("init", "-q");
  git("add", "-A");
  git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "work");
  mkdirSync(join(root, dirname(archived)));
  renameSync(join(root, increment), join(root, archived));
  const stale = await outOfDate();
  const other = stale.filter(({ file }) => file !== "docs.lock.json");
  expect(new Set(other.map(({ why }) => why))).toEqual(
    new Set([`${increment} lies in ${archived} now`, expect.stringMatching(/^what 0\.9312 cites has moved to /)]),
  );
  expect(other.find(({ file }) => file === "README.md")).toMatchObject({
    line: 3,
    command: "docs cite README.md --write",
  });
  expect(new Set(stale.map(({ command }) => command))).toEqual(new Set(["docs sync", "docs cite README.md --write"]));
  await docs(root, ["sync"]);
  expect((await docs(root, ["cite", "README.md", "--write"])).exit).toBe(0);
  expect((await docs(root, ["sync", "--check"])).exit).toBe(0);
  expect(read("README.md")).toContain(archived);
});

test("an experiment that was renamed lies elsewhere now", async () => {
  git("init", "-q");
  git("add", "-A");
  git("-c", "user.name=A", "-c", "user.email=a@example.org", "commit", "-qm", "work");
  renameSync(join(root, "experiments/e"), join(root, "experiments/wider"));
  expect((await outOfDate()).map(({ why }) => why)).toContain("experiments/e lies in experiments/wider now");
  await docs(root, ["sync"]);
  expect(read("docs/experiments.md")).not.toContain("experiments/e/");
});
