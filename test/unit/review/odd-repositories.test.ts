import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { docs } from "../../host.ts";
import type { Repository } from "./repository.ts";
import { logOf, makeRepository, openRepository, run, twoArms } from "./repository.ts";

// Repositories as strangers have them: each is reviewed or told in one clear sentence why not, and is as it was afterwards.

let project: Repository;
const others: string[] = [];
beforeEach(() => {
  project = makeRepository();
  project.write(twoArms());
  project.commit("the base");
  project.git("checkout", "-q", "-b", "change");
});
afterEach(() => {
  for (const folder of [project.root, ...others.splice(0)]) rmSync(folder, { recursive: true, force: true });
});

function scratch(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "labdocs-odd-")));
  others.push(folder);
  return folder;
}

/** A review that changed nothing that git sees. */
async function reviewed(at: Repository, ...args: string[]) {
  const look = () =>
    [at.git("status", "--porcelain", "--branch", "--ignored"), at.git("stash", "list")]
      .join("\n")
      .replace(/^!! \.docs\/$/m, "")
      .trim();
  const before = look();
  const found = await at.review(...args);
  expect(look(), "the working tree is as it was").toBe(before);
  return found;
}

/** What is said where there is nothing to review. */
async function refused(cwd: string, ...args: string[]): Promise<string> {
  const { exit, stderr } = await docs(cwd, ["review", ...args]);
  expect(stderr).not.toMatch(/Please report|\n\s+at /);
  expect(exit).toBe(2);
  return stderr;
}

const falsify = (at: Repository) => at.write({ "README.md": at.read("README.md").replace("[0.91]", "[0.99]") });

describe("what --base may be", () => {
  test.each(["v1", "annotated", "HEAD", "HEAD~0", "main@{0}", "refs/heads/main", "refs/tags/v1", ":/the base"])(
    "%s",
    async (name) => {
      project.git("tag", "v1");
      project.git("tag", "-a", "annotated", "-m", "a tag");
      falsify(project);
      const { claims } = await reviewed(project, "--base", name);
      expect(claims.broken).toMatchObject([{ text: "0.99" }]);
    },
  );

  test("a hash, whole and short, and a name that is a tag and a branch", async () => {
    const hash = project.git("rev-parse", "main");
    project.git("tag", "change");
    falsify(project);
    for (const name of [hash, hash.slice(0, 8), "change"]) {
      expect((await reviewed(project, "--base", name)).claims.broken, name).toMatchObject([{ text: "0.99" }]);
    }
  });

  test.each([
    "",
    " ",
    "nothing",
    "-x",
    "--all",
    "main..change",
    "main:README.md",
    "HEAD^{tree}",
    "^main",
    "$(touch x)",
    "a\nb",
    "@{u}",
    "x".repeat(5000),
  ])("%j is none: it is said", async (name) => {
    const said = await refused(project.project, `--base=${name}`);
    expect(said.split("\n").filter(Boolean).length).toBeLessThanOrEqual(3);
    expect(existsSync(join(project.root, "x"))).toBe(false);
  });

  test("a head that is none, and one that is a tag", async () => {
    expect(await refused(project.project, "--base", "main", "--head", "nothing")).toContain("nothing");
    falsify(project);
    project.commit();
    project.git("tag", "v2");
    project.git("checkout", "-q", "main");
    expect((await reviewed(project, "--head", "v2")).claims.broken).toMatchObject([{ text: "0.99" }]);
  });
});

describe("histories", () => {
  test("unrelated ones: compared as they are, and it is said", async () => {
    project.git("checkout", "-q", "--orphan", "other");
    falsify(project);
    project.commit();
    const { claims, notes } = await reviewed(project);
    expect(claims.broken).toMatchObject([{ text: "0.99" }]);
    expect(notes.join()).toContain("no commit in common");
  });

  test("a branch without a commit yet", async () => {
    project.git("checkout", "-q", "--orphan", "empty");
    const { claims, runs } = await reviewed(project);
    expect({ broken: claims.broken, runs }).toEqual({ broken: [], runs: [] });
  });

  test("several merge bases", async () => {
    const side = (name: string, file: string) => {
      project.git("checkout", "-q", "-B", name, "main");
      project.write({ [file]: "x\n" });
      project.commit(name);
    };
    side("a", "a.txt");
    side("b", "b.txt");
    project.git("branch", "b0", "b");
    project.git("merge", "-q", "--no-edit", "a");
    project.git("checkout", "-q", "a");
    project.git("merge", "-q", "--no-edit", "b0");
    falsify(project);
    project.commit();
    const { claims } = await reviewed(project, "--base", "b");
    expect(claims.broken).toMatchObject([{ text: "0.99" }]);
  });

  test.each([
    ["a merge with conflicts", () => project.git("merge", "main")],
    ["a rebase", () => project.git("rebase", "main")],
  ])("%s is under way", async (_name, begin) => {
    falsify(project);
    project.commit();
    project.git("checkout", "-q", "main");
    project.write({ "README.md": project.read("README.md").replace("[0.91]", "[0.910]") });
    project.commit();
    project.git("checkout", "-q", "change");
    expect(begin).toThrow();
    const { claims } = await reviewed(project, "--base", "main~1");
    expect(claims).toBeDefined();
  });
});

describe("configurations", () => {
  test("a base without one", async () => {
    project.git("checkout", "-q", "main");
    project.remove("docs.config.yaml");
    project.commit();
    project.git("checkout", "-q", "-B", "change");
    project.write({ "docs.config.yaml": "title: New\n" });
    falsify(project);
    project.commit();
    expect((await reviewed(project)).claims.broken).toMatchObject([{ text: "0.99" }]);
  });

  test("a head without one", async () => {
    project.remove("docs.config.yaml");
    falsify(project);
    project.commit();
    expect((await reviewed(project)).claims.broken).toMatchObject([{ text: "0.99" }]);
  });

  test("a base with one that is broken: the change can mend it", async () => {
    project.git("checkout", "-q", "main");
    project.write({ "docs.config.yaml": "title: [\n" });
    project.commit();
    project.git("checkout", "-q", "-B", "change");
    project.write({ "docs.config.yaml": "title: Mended\n" });
    falsify(project);
    project.commit();
    const found = await reviewed(project);
    expect(found.head.dirty).toBe(false);
    expect(found.notes.join("\n")).toContain("configuration");
  });

  test("one in another place", async () => {
    project.move("docs.config.yaml", "docs.config.yml");
    falsify(project);
    project.commit();
    expect((await reviewed(project)).claims.broken).toMatchObject([{ text: "0.99" }]);
  });
});

describe("checkouts", () => {
  test("a linked working tree", async () => {
    const folder = join(scratch(), "linked");
    project.git("worktree", "add", "-q", folder, "-b", "linked");
    const linked = openRepository(folder);
    falsify(linked);
    expect((await reviewed(linked)).claims.broken).toMatchObject([{ text: "0.99" }]);
  });

  test("a bare clone has no project in it", async () => {
    const folder = join(scratch(), "bare.git");
    project.git("clone", "-q", "--bare", project.root, folder);
    expect(await refused(folder, "--base", "main")).toContain("working tree");
  });

  test("a sparse checkout: what is not laid out is not gone", async () => {
    project.git("sparse-checkout", "init", "--cone");
    project.git("sparse-checkout", "set", "other");
    const { runs, claims, tampered } = await reviewed(project);
    expect({ runs: runs.length, broken: claims.broken, tampered }).toEqual({ runs: 0, broken: [], tampered: [] });
  });

  test("a partial clone without the blobs of the base", async () => {
    falsify(project);
    project.commit();
    project.git("config", "uploadpack.allowFilter", "true");
    const folder = join(scratch(), "partial");
    project.git("clone", "-q", "--filter=blob:none", "--branch", "change", `file://${project.root}`, folder);
    const partial = openRepository(folder);
    expect((await reviewed(partial, "--base", "origin/main")).claims.broken).toMatchObject([{ text: "0.99" }]);
  });

  test("line ends that git turns round", async () => {
    project.git("config", "core.autocrlf", "true");
    project.git("rm", "-q", "-r", "--cached", ".");
    project.git("reset", "-q", "--hard");
    expect(project.read(logOf("a"))).toContain("\r\n");
    const same = await reviewed(project);
    expect({ mood: same.mood, runs: same.runs, tampered: same.tampered }).toEqual({
      mood: "quiet",
      runs: [],
      tampered: [],
    });
    project.write({ [logOf("a")]: project.read(logOf("a")).replace("0.91", "0.98") });
    expect((await reviewed(project)).tampered).toMatchObject([{ file: logOf("a"), lines: [{ line: 1 }] }]);
  });

  test("an index that is locked by another git", async () => {
    falsify(project);
    writeFileSync(join(project.root, ".git/index.lock"), "");
    expect((await project.review()).claims.broken).toMatchObject([{ text: "0.99" }]);
  });

  test("no hook of the repository is run", async () => {
    const mark = join(scratch(), "ran");
    for (const name of ["post-checkout", "post-index-change", "reference-transaction", "pre-commit"]) {
      writeFileSync(join(project.root, ".git/hooks", name), `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
    }
    await project.review();
    await project.review("--head", "change");
    expect(existsSync(mark)).toBe(false);
  });
});

describe("names and files", () => {
  const ODD = ["line\nbreak", 'quo"te', "bäck\\slash", "tab\tbed", "-dash", "a b", "ünï", "日本"];

  test.each(ODD)("a run folder called %j", async (name) => {
    const files = Object.fromEntries(
      Object.entries(run("c", 0.7)).map(([path, text]) => [path.replace(/-c-seed0/, `-${name}-seed0`), text]),
    );
    project.write(files);
    expect((await reviewed(project)).runs).toMatchObject([{ kind: "added" }]);
    project.commit();
    const log = Object.keys(files).find((path) => path.endsWith("eval.log")) ?? "";
    expect((await reviewed(project)).runs).toMatchObject([{ kind: "added" }]);
    project.git("branch", "-f", "main");
    project.write({ [log]: (files[log] ?? "").replace("0.7", "0.8") });
    expect((await reviewed(project)).runs).toMatchObject([{ kind: "rewritten", files: [log] }]);
    project.commit();
    expect((await reviewed(project)).runs).toMatchObject([{ kind: "rewritten", files: [log] }]);
    const { exit, stdout } = await docs(project.project, ["review", "--base", "main", "--reporter", "comment"]);
    expect(exit).toBeLessThan(2);
    expect(stdout).not.toContain("line\nbreak");
  });

  test("a line that nobody cites is told with what it said, and what it says", async () => {
    const log = Object.keys(run("b", 0.6)).find((path) => path.endsWith("train.log")) ?? "";
    const text = project.read(log);
    const [first = "", ...rest] = text.split("\n");
    project.write({ [log]: [first.replace("INFO", "WARN"), ...rest].join("\n") });
    const altered = { file: log, line: 1, before: first, after: first.replace("INFO", "WARN"), lines: 1 };
    expect((await reviewed(project)).runs).toMatchObject([{ kind: "rewritten", altered }]);
    project.write({ [log]: text.split("\n").slice(-1).join("\n") });
    expect((await reviewed(project)).runs[0]?.altered).toMatchObject({ line: 1, before: first, after: null });
  });

  test("a large log of which a line in the middle was changed", async () => {
    const line = "2026-01-01 10:00:00 | INFO | nothing happened in this step that anybody would want to know of\n";
    const many = line.repeat(Math.ceil((24 << 20) / line.length));
    project.write({ [logOf("a")]: `${project.read(logOf("a"))}${many}` });
    project.commit();
    project.git("branch", "-f", "main");
    project.write({ [logOf("a")]: `${project.read(logOf("a")).replace("0.91", "0.98")}` });
    project.commit();
    expect((await reviewed(project)).tampered).toMatchObject([{ file: logOf("a"), lines: [{ line: 1 }] }]);
  });

  test("a folder of runs that is a link out of the project", async () => {
    const outside = openRepository(scratch());
    outside.write(run("z", 0.6));
    mkdirSync(join(project.root, "experiments/linked"), { recursive: true });
    symlinkSync(join(outside.root, "experiments/e/runs"), join(project.root, "experiments/linked/runs"));
    const before = await reviewed(project);
    expect(before.runs).toEqual([]);
    project.commit();
    expect((await reviewed(project)).runs).toEqual([]);
    expect((await reviewed(project, "--head", "change")).runs).toEqual([]);
  });

  test("a log that became a link, a folder, or nothing", async () => {
    const log = logOf("a");
    project.remove(log);
    symlinkSync("/etc/hostname", join(project.root, log));
    expect((await reviewed(project)).claims.moved.length + (await reviewed(project)).claims.broken.length).toBe(1);
    project.remove(log);
    project.write({ [`${log}/inside.log`]: "x\n" });
    expect((await reviewed(project)).claims.moved).toMatchObject([{ text: "0.91" }]);
    project.commit();
    expect((await reviewed(project, "--head", "change")).claims.moved).toMatchObject([{ text: "0.91" }]);
  });

  test("an LFS pointer that nobody fetched", async () => {
    const pointer = (oid: string) =>
      `version https://git-lfs.github.com/spec/v1\noid sha256:${oid.repeat(64)}\nsize 1000\n`;
    project.write({ [logOf("a")]: pointer("a") });
    project.commit();
    project.git("branch", "-f", "main");
    project.write({ [logOf("a")]: pointer("b") });
    project.commit();
    const { claims } = await reviewed(project);
    expect(claims.broken).toEqual([]);
  });
});
