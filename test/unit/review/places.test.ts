import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { docs } from "../../host.ts";
import type { Repository } from "./repository.ts";
import { logOf, makeRepository, openRepository, run, twoArms } from "./repository.ts";

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

describe("where a project lies", () => {
  test("below the root of its repository, in a folder with letters of any language", async () => {
    const project = made("Modèle ü/日本");
    project.write({ "README.md": project.read("README.md").replace("[0.91]", "[0.97]"), ...run("c", 0.5) });
    writeFileSync(join(project.root, "elsewhere.md"), "# Elsewhere\n");
    const { claims, runs, notes } = await project.review();
    expect(claims.broken).toMatchObject([{ file: "README.md", text: "0.97" }]);
    expect(runs).toMatchObject([{ kind: "added", place: "experiments/e/runs/2026-01-01T10-00-00-c-seed0" }]);
    expect(notes).toEqual([]);
  });

  test("in a base that did not have it, everything is new", async () => {
    const project = makeRepository("sub");
    folders.push(project.root);
    writeFileSync(join(project.root, "a.txt"), "a");
    project.commit();
    project.git("checkout", "-q", "-b", "change");
    project.write(twoArms());
    const { runs, notes, experiments } = await project.review();
    expect(runs.every(({ kind }) => kind === "added")).toBe(true);
    expect(experiments).toMatchObject([{ kind: "added" }]);
    expect(notes).toEqual(["The base does not have this project, so everything in it is new."]);
  });

  test("export-ignore and export-subst are for archives, not for a review", async () => {
    const project = made();
    project.write({ ".gitattributes": "runs/** export-ignore\nREADME.md export-subst\n" });
    project.commit();
    project.git("branch", "-f", "main");
    expect(await project.review()).toMatchObject({ mood: "quiet", runs: [] });
  });

  test("files whose time alone changed, whatever git is configured to do", async () => {
    const project = made();
    project.git("config", "core.autocrlf", "true");
    project.git("config", "core.quotePath", "true");
    project.git("config", "diff.renames", "false");
    const text = project.read(logOf("a"));
    project.write({ [logOf("a")]: `${text} ` });
    project.write({ [logOf("a")]: text });
    expect(await project.review()).toMatchObject({ mood: "quiet", runs: [] });
  });
});

describe("what is not there", () => {
  test("no repository, no such branch, no base", async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), "labdocs-none-")));
    folders.push(folder);
    writeFileSync(join(folder, "docs.config.yaml"), "title: x\n");
    const none = await docs(folder, ["review", "--base", "main"]);
    expect(none).toMatchObject({ exit: 2, stderr: expect.stringContaining("no git repository") });
    const project = made();
    const wrong = await docs(project.project, ["review", "--base", "mian"]);
    expect(wrong).toMatchObject({ exit: 2, stderr: expect.stringContaining("git does not have `mian`") });
    expect(await docs(project.project, ["review"])).toMatchObject({
      exit: 2,
      stderr: expect.stringContaining("--base"),
    });
    expect(await docs(project.project, ["review", "--base", "--help=x"])).toMatchObject({ exit: 2 });
  });

  test("what to do is what works: no fetch where there is nothing to fetch from, none that makes a whole clone shallow", async () => {
    const project = made();
    const alone = await docs(project.project, ["review", "--base", "mian"]);
    expect(alone.stderr).toContain("`git branch --all` lists");
    project.git("remote", "add", "origin", "https://example.org/a.git");
    const other = await docs(project.project, ["review", "--base", "mian"]);
    expect(other.stderr).toContain("`git fetch origin mian:refs/remotes/origin/mian`");
    const empty = makeRepository();
    folders.push(empty.root);
    empty.write(twoArms());
    const none = await docs(empty.project, ["review", "--base", "main"]);
    expect(none).toMatchObject({ exit: 2, stderr: expect.stringContaining("there is no commit here yet") });
  });

  test("a base outside a shallow clone: what to fetch, and nothing is fetched", async () => {
    const clone = shallow(made(), ["--branch", "change"]);
    const missing = await docs(clone.project, ["review", "--base", "main"]);
    expect(missing.exit).toBe(2);
    expect(missing.stderr).toContain("git does not have `main` in this shallow clone");
    expect(missing.stderr).toContain("`git fetch --depth=1 origin main:refs/remotes/origin/main`");
    expect(missing.stderr).toContain("fetch-depth: 0");
    const [, command = ""] = /`git (fetch [^`]*)`/.exec(missing.stderr) ?? [];
    clone.git(...command.split(" "));
    const review = await clone.review();
    expect(review.notes[0]).toContain("There is no branch `main` here; `origin/main` was taken.");
    expect(review.notes[1]).toContain("not in this shallow clone");
    expect(review.runs).toMatchObject([{ kind: "added", name: "c-seed0" }]);
    expect(readFileSync(join(clone.root, ".git/shallow"), "utf8").trim().split("\n")).toHaveLength(2);
    clone.git("fetch", "--unshallow", "origin", "+refs/heads/*:refs/remotes/origin/*");
    expect(review.notes[1]).toContain("`git fetch --unshallow origin '+refs/heads/*:refs/remotes/origin/*'`");
    expect((await clone.review()).notes).toHaveLength(1);
  });

  test("Git LFS: a pointer is what it stands for where that was fetched, and no change where both have it", async () => {
    const project = made();
    const content = project.read(logOf("a"));
    const oid = execFileSync("sha256sum", { input: content, encoding: "utf8" }).slice(0, 64);
    const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${oid}\nsize ${content.length}\n`;
    project.write({ [logOf("a")]: pointer });
    project.commit();
    project.git("branch", "-f", "main");
    expect(await project.review()).toMatchObject({ mood: "quiet", runs: [] });
    const store = `.git/lfs/objects/${oid.slice(0, 2)}/${oid.slice(2, 4)}`;
    execFileSync("mkdir", ["-p", join(project.root, store)]);
    writeFileSync(join(project.root, store, oid), content);
    project.write({ [logOf("a")]: `${content}2026-01-01 10:00:10 | INFO | bye\n` });
    rmSync(join(project.project, ".docs"), { recursive: true });
    expect(await project.review()).toMatchObject({
      tampered: [],
      runs: [{ kind: "grown" }],
      claims: { broken: [], moved: [] },
    });
  });

  test("a submodule is passed over, and said to be", async () => {
    const inner = made();
    const project = made();
    const add = ["-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.root, "experiments/inner"];
    project.git(...add);
    project.commit();
    const { runs, notes, mood } = await project.review();
    expect({ runs, mood }).toEqual({ runs: [], mood: "quiet" });
    expect(notes.join()).toContain("Submodules were not looked into: experiments/inner");
  });
});

describe("which base", () => {
  test("where the branches parted; what others did since is not said of this change", async () => {
    const project = made();
    project.git("checkout", "-q", "main");
    project.write(run("others", 0.4));
    project.commit();
    project.git("checkout", "-q", "change");
    expect(await project.review()).toMatchObject({ runs: [], mood: "quiet" });
    expect((await project.review("--exact")).runs).toMatchObject([{ kind: "removed", name: "others-seed0" }]);
  });

  test("the merge commit that a host makes is compared with the base that it was merged into", async () => {
    const project = made();
    project.write(run("mine", 0.4));
    project.commit();
    project.git("checkout", "-q", "main");
    project.write(run("others", 0.45));
    project.commit();
    project.git("checkout", "-q", "--detach");
    project.git("merge", "-q", "--no-edit", "change");
    expect((await project.review()).runs).toMatchObject([{ kind: "added", name: "mine-seed0" }]);
  });

  test("a configuration that changed is compared as each side has it", async () => {
    const project = made();
    project.write({ "docs.config.yaml": "experiments:\n  experiments/e:\n    baseline: b\n" });
    const { experiments } = await project.review();
    expect(experiments).toMatchObject([
      { kind: "changed", sentences: [[expect.stringContaining("The baseline is `b`")]] },
    ]);
  });

  test("thresholds: what fails, and what asks for a look", async () => {
    const project = made();
    project.git("checkout", "-q", "main");
    project.write({ "docs.config.yaml": "review:\n  fail: [removed-runs]\n  alert: []\n" });
    project.commit();
    project.git("checkout", "-q", "-B", "change");
    project.remove("experiments/e/runs/2026-01-03T10-00-00-b-seed2");
    expect(await project.review()).toMatchObject({ exit: 1, fails: ["1 run is gone"], mood: "look" });
    project.git("checkout", "-q", ".");
    project.write({ [logOf("b", 2)]: "" });
    expect(await project.review()).toMatchObject({ exit: 0, fails: [], mood: "fine" });
  });
});

function made(below = ""): Repository {
  const project = makeRepository(below);
  folders.push(project.root);
  project.write(twoArms());
  project.commit();
  project.git("checkout", "-q", "-b", "change");
  return project;
}

/** A clone of the last commit of a branch on which a run was added. */
function shallow(project: Repository, options: string[]): Repository {
  project.write(run("c", 0.5));
  project.commit();
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "labdocs-shallow-")));
  folders.push(folder);
  execFileSync("git", ["clone", "-q", "--depth=1", ...options, `file://${project.root}`, folder], { stdio: "ignore" });
  expect(existsSync(join(folder, ".git/shallow"))).toBe(true);
  return openRepository(folder);
}
