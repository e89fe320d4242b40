import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { docs } from "../../host.ts";

const scratch = mkdtempSync(join(tmpdir(), "labdocs-history-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const BEFORE = "2026-02-10T09:00:00+01:00";
const SAID = "2026-02-10 09:00:00 +01:00";
const STARTED = "2026-02-10T10:00:00";
const AFTER = "2026-02-12T12:00:00+01:00";
const LATER = "2026-02-13T12:00:00+01:00";
const POST_HOC = "Post hoc: git has no commit of the success criterion from before wide-seed0";
const FIRST = `The criterion was committed by ${SAID}, before wide-seed0`;
let projects = 0;

interface Project {
  root: string;
  git(...args: string[]): string;
  commit(at: string): void;
  write(path: string, text: string): void;
  comparison(path?: string): string;
  /** Writes what is out of date and gives the comparison. */
  sync(): Promise<string>;
  /** The exit code of `sync --check`: 0 when nothing is out of date. */
  check(): Promise<number>;
}

describe("a criterion that was committed before the run", () => {
  test("is said to have been, and the same is said after the next commit", async () => {
    const project = makeProject();
    project.commit(BEFORE);
    addRuns(project);
    expect(await project.sync()).toContain(FIRST);
    expect(await project.check()).toBe(0);
    project.commit(AFTER);
    expect(await project.check()).toBe(0);
  });

  test("is remembered by a shallow clone", async () => {
    const project = makeProject();
    project.commit(BEFORE);
    addRuns(project);
    await project.sync();
    project.commit(AFTER);
    const clone = cloneOf(project, "--depth", "1");
    expect(clone.git("rev-list", "--count", "HEAD").trim()).toBe("1");
    expect(await clone.check()).toBe(0);
    expect(clone.comparison()).toContain(FIRST);
    expect(await clone.sync()).toContain(FIRST);
  });

  test("is remembered when the branch is squashed", async () => {
    const project = makeProject();
    project.write("README.md", "first\n");
    project.git("add", "README.md");
    project.git("commit", "-qm", "first");
    project.git("checkout", "-qb", "work");
    project.commit(BEFORE);
    addRuns(project);
    await project.sync();
    project.commit(AFTER);
    project.git("checkout", "-q", "main");
    project.git("merge", "-q", "--squash", "work");
    project.commit(LATER);
    const clone = cloneOf(project);
    expect(clone.git("log", "--format=%aI", "--", "experiments").trim().split("\n")).toEqual([LATER]);
    expect(await clone.check()).toBe(0);
    expect(await clone.sync()).toContain(FIRST);
  });

  test("is followed when its folder moves, by git and by the lock", async () => {
    const project = makeProject();
    project.commit(BEFORE);
    addRuns(project);
    await project.sync();
    project.commit(AFTER);
    mkdirSync(join(project.root, "archive"));
    renameSync(join(project.root, "experiments/e"), join(project.root, "archive/e"));
    rmSync(join(project.root, "docs.lock.json"));
    await docs(project.root, ["sync"]);
    expect(project.comparison("archive/e")).toContain(POST_HOC);
    project.git("checkout", "-q", "--", "docs.lock.json");
    expect(await moved(project)).toContain(FIRST);
    project.commit(LATER);
    rmSync(join(project.root, "docs.lock.json"));
    expect(await moved(project)).toContain(FIRST);
  });

  test("and changed since is post hoc; changed back it is not", async () => {
    const project = makeProject();
    project.commit(BEFORE);
    addRuns(project);
    await project.sync();
    const stated = readFileSync(join(project.root, "experiments/e/JOURNAL.md"), "utf8");
    project.write("experiments/e/JOURNAL.md", stated.replace("0.005", "0.004"));
    expect(await project.sync()).toContain(POST_HOC);
    project.write("experiments/e/JOURNAL.md", stated);
    expect(await project.sync()).toContain(FIRST);
  });
});

describe("a criterion that was not committed before the run", () => {
  test("is post hoc while it is not committed, once it is, in a shallow clone and without git", async () => {
    const project = makeProject();
    addRuns(project);
    expect(await project.sync()).toContain(POST_HOC);
    project.commit(AFTER);
    expect(await project.check()).toBe(0);
    expect(await cloneOf(project).check()).toBe(0);
    const shallow = cloneOf(project, "--depth", "1");
    expect(await shallow.check()).toBe(0);
    expect(await shallow.sync()).toContain(POST_HOC);
    const bare = copyOf(project);
    rmSync(join(bare.root, ".git"), { recursive: true });
    expect(await bare.check()).toBe(0);
    expect(await bare.sync()).toContain(POST_HOC);
  });

  test("is post hoc when it was committed after the run, before and after the comparison is", async () => {
    const project = makeProject();
    addRuns(project);
    project.commit(AFTER);
    expect(await project.sync()).toContain(POST_HOC);
    project.commit(LATER);
    expect(await project.check()).toBe(0);
    rmSync(join(project.root, "docs.lock.json"));
    expect(await project.sync()).toContain(POST_HOC);
  });

  test("is post hoc when its words go on over a line that was written later", async () => {
    const project = makeProject("success: test/accuracy of wide minus baseline\n  >= 0.01");
    project.commit(BEFORE);
    addRuns(project);
    project.write("experiments/e/JOURNAL.md", journal("success: test/accuracy of wide minus baseline\n  >= 0.005"));
    expect(await project.sync()).toContain(POST_HOC);
  });
});

test("of a start without a time zone nothing is claimed within a day of the commit", async () => {
  const project = makeProject();
  project.commit(BEFORE);
  addRuns(project, { zone: "" });
  const text = await project.sync();
  expect(text).toContain(
    `It cannot be told whether the success criterion is post hoc: it was committed at ${SAID}, and the start that wide-seed0 records, 2026-02-10 10:00:00, has no time zone.`,
  );
  project.commit(AFTER);
  expect(await project.check()).toBe(0);
  expect(await cloneOf(project, "--depth", "1").check()).toBe(0);
  const late = makeProject();
  addRuns(late, { zone: "" });
  expect(await late.sync()).toContain(POST_HOC);
  late.commit(STARTED);
  expect(await late.check()).toBe(0);
  const early = makeProject();
  early.commit("2026-02-09T09:00:00+01:00");
  addRuns(early, { zone: "" });
  expect(await early.sync()).toContain("The criterion was committed by 2026-02-09 09:00:00 +01:00, before");
});

test("without a repository, and for a file that git ignores, nothing is said", async () => {
  const project = makeProject();
  addRuns(project);
  rmSync(join(project.root, ".git"), { recursive: true });
  expect(await project.sync()).not.toMatch(/Post hoc|committed/);
  project.git("init", "-qb", "main");
  project.write(".gitignore", "experiments/\n");
  expect(await project.sync()).not.toMatch(/Post hoc|committed/);
  project.write(".gitignore", "");
  project.write("experiments/e/runs/2026-02-10T10-00-00-wide-seed0/note.txt", "x");
  expect(await project.sync()).toContain(POST_HOC);
});

test("an ignore that was written after the result existed is said to be, before and after it is committed", async () => {
  const project = makeProject();
  project.commit(BEFORE);
  addRuns(project);
  project.commit(AFTER);
  project.write("experiments/e/IGNORED_RUNS.md", "runs/2026-02-10T10-00-00-wide-seed2  # too low\n");
  const late = /1 run was ignored after its result existed, by git\. \(\[IGNORED/;
  expect(await project.sync()).toMatch(late);
  project.commit(LATER);
  expect(await project.check()).toBe(0);
  expect(await cloneOf(project, "--depth", "1").check()).toBe(0);
  const early = makeProject();
  early.write("experiments/e/IGNORED_RUNS.md", "runs/2026-02-10T10-00-00-wide-seed2  # a trial\n");
  early.commit(BEFORE);
  addRuns(early);
  expect(await early.sync()).not.toContain("was ignored after");
});

test("two branches that locked different facts merge line by line", async () => {
  const project = makeProject();
  project.commit(BEFORE);
  addRuns(project);
  await project.sync();
  const lock = JSON.parse(readFileSync(join(project.root, "docs.lock.json"), "utf8"));
  expect(lock.history).toMatchObject([{ file: "experiments/e/JOURNAL.md", run: null, at: BEFORE }]);
  const [fact] = lock.history;
  const late = { ...fact, run: "experiments/e/runs/2026-02-10T10-00-00-wide-seed0", commit: null, at: null };
  project.write("docs.lock.json", JSON.stringify({ ...lock, history: [late, fact] }));
  expect(await project.sync()).toContain(FIRST);
  expect(JSON.parse(readFileSync(join(project.root, "docs.lock.json"), "utf8")).history).toEqual([fact]);
});

function journal(success: string): string {
  return `---\nhypothesis: Wider is better\nmetric: test/accuracy\nbaseline: baseline\ncandidate: wide\n${success}\n---\n\n# Journal\n`;
}

function makeProject(success = "success: test/accuracy of wide minus baseline >= 0.005"): Project {
  projects += 1;
  const project = projectAt(join(scratch, `p${projects}`));
  project.write("docs.config.yaml", "title: history\n");
  project.write(".gitignore", ".docs/\n");
  project.write("experiments/e/JOURNAL.md", journal(success));
  project.git("init", "-qb", "main");
  return project;
}

function addRuns(project: Project, { zone = "+01:00" } = {}): void {
  for (const [arm, values] of Object.entries({ baseline: [0.9, 0.91, 0.92], wide: [0.95, 0.96, 0.97] })) {
    values.forEach((value, seed) => {
      const run = `experiments/e/runs/2026-02-10T10-00-00-${arm}-seed${seed}`;
      project.write(`${run}/params.json`, JSON.stringify({ arm, seed }));
      project.write(`${run}/metrics.json`, JSON.stringify({ "test/accuracy": value }));
      const times = `started: "${STARTED}${zone}"\nended: "${STARTED.replace("10:00", "11:00")}${zone}"\n`;
      project.write(`${run}/metadata.yaml`, `name: ${arm}-seed${seed}\nstatus: completed\nseed: ${seed}\n${times}`);
    });
  }
}

function projectAt(root: string): Project {
  const git = (...args: string[]) => gitIn(root, args);
  const comparison = (path = "experiments/e") => readFileSync(join(root, path, "comparison.md"), "utf8");
  return {
    root,
    git,
    comparison,
    commit: (at) => {
      git("add", "-A");
      gitIn(root, ["commit", "-qm", "work"], at);
    },
    write: (path, text) => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    },
    sync: async () => {
      const { exit, stdout } = await docs(root, ["sync"]);
      expect(exit, stdout).toBe(0);
      return comparison();
    },
    check: async () => (await docs(root, ["sync", "--check"])).exit,
  };
}

async function moved(project: Project): Promise<string> {
  rmSync(join(project.root, ".docs"), { recursive: true });
  await docs(project.root, ["sync"]);
  return project.comparison("archive/e");
}

function cloneOf(project: Project, ...options: string[]): Project {
  projects += 1;
  const root = join(scratch, `p${projects}`);
  gitIn(scratch, ["clone", "-q", ...options, `file://${project.root}`, root]);
  return projectAt(root);
}

function copyOf(project: Project): Project {
  projects += 1;
  const root = join(scratch, `p${projects}`);
  cpSync(project.root, root, { recursive: true });
  return projectAt(root);
}

function gitIn(folder: string, args: string[], at = BEFORE): string {
  const who = ["-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
  const env = { ...process.env, GIT_AUTHOR_DATE: at, GIT_COMMITTER_DATE: at };
  return execFileSync("git", ["-C", folder, ...who, ...args], {
    encoding: "utf8",
    env,
    stdio: ["ignore", "pipe", "ignore"],
  });
}
