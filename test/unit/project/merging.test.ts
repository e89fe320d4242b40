import { execFileSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { mergeRules } from "../../../src/project/merging.ts";
import { docs } from "../../host.ts";

const scratch = mkdtempSync(join(tmpdir(), "labdocs-merging-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const AT = "2026-03-01T12:00:00+00:00";
const DRIVER = `"${process.execPath}" "${resolve(import.meta.dirname, "../../../src/cli.ts")}" merge-file %O %A %B %P`;
const JOURNAL = "experiments/e/JOURNAL.md";
const REPORT = "experiments/e/report.md";
const COMPARISON = "experiments/e/comparison.md";

/** How git is set up: with the driver, without it, or as a host that reads no attributes does it. */
const SETUPS = ["driver", "no driver", "no attributes"] as const;

interface Project {
  root: string;
  git(...args: string[]): string;
  /** Whether git could do it without leaving a conflict. */
  tryGit(...args: string[]): boolean;
  read(path: string): string;
  write(path: string, text: string): void;
  edit(path: string, from: string, to: string): void;
  commit(): void;
  sync(): Promise<string>;
}

let origin: Project;
let copies = 0;
beforeAll(async () => {
  origin = projectAt(join(scratch, "origin"));
  origin.git("init", "-qb", "main");
  origin.write(
    "docs.config.yaml",
    "title: m\nreports: all\nrules:\n  claim/stale: off\n  conclusion/new-number: off\n",
  );
  origin.write(".gitignore", ".docs/\n");
  origin.write(
    JOURNAL,
    "---\nprimary_metric: test/accuracy\nbaseline: baseline\n---\n\n# Journal\n\n## 2026-02-01 first\n\nBegun.\n",
  );
  for (const seed of [0, 1, 2]) {
    addRun(origin, "baseline", seed, 0.9 + seed / 100);
    addRun(origin, "wide", seed, 0.95 + seed / 100);
  }
  await origin.sync();
  origin.commit();
  await branch("a", async () => {
    addRun(origin, "wide", 3, 0.961);
    addRun(origin, "deep", 0, 0.97);
    for (const seed of [0, 1]) addRun(origin, "x", seed, 0.5 + seed / 100, "f");
    appendFileSync(join(origin.root, JOURNAL), "\n## 2026-02-11 a\n\nDeeper.\n");
    origin.edit(REPORT, "## Abstract\n", `## Abstract\n\n${claim("wide", 3, "0.961")}\n`);
  });
  await branch("b", async () => {
    addRun(origin, "wide", 4, 0.971);
    addRun(origin, "thin", 0, 0.8);
    for (const seed of [0, 1]) addRun(origin, "y", seed, 0.6 + seed / 100, "g");
    appendFileSync(join(origin.root, JOURNAL), "\n## 2026-02-12 b\n\nThinner.\n");
    origin.edit(REPORT, "## Conclusion\n", `## Conclusion\n\n${claim("wide", 4, "0.971")}\n`);
  });
  await branch("words-a", async () => {
    origin.edit(REPORT, "## Introduction\n", "## Introduction\n\nWide is kept.\n");
    addRun(origin, "wide", 6, 0.991);
  });
  await branch("words-b", async () => {
    origin.edit(REPORT, "## Introduction\n", "## Introduction\n\nWide is dropped.\n");
    addRun(origin, "wide", 5, 0.99);
  });
}, 60_000);

describe("two branches that add runs, claims and words to one experiment", () => {
  test.each(SETUPS)(
    "merge and sync to the same bytes in either order, and as on one branch (%s)",
    async (setup) => {
      const results = [];
      for (const [into, from] of [
        ["a", "b"],
        ["b", "a"],
      ] as const) {
        const clone = cloneWith(setup, `${setup}-${into}`);
        clone.git("checkout", "-q", into);
        expect(clone.tryGit("merge", "-q", "--no-edit", from)).toBe(setup === "driver");
        if (setup !== "driver") clone.write(JOURNAL, bothEntries());
        await clone.sync();
        expect((await docs(clone.root, ["sync", "--check"])).exit).toBe(0);
        results.push(contents(clone.root));
      }
      expect(results[1]).toEqual(results[0]);
      expect(results[0]).toEqual(await asOneBranch());
      expect(results[0]?.get("docs.lock.json")).toContain('"text":"0.961"');
      expect(results[0]?.get("docs.lock.json")).toContain('"text":"0.971"');
    },
    60_000,
  );

  test("are rebased and picked without a conflict", async () => {
    const wanted = await asOneBranch();
    for (const way of [
      ["rebase", "-q", "b"],
      ["cherry-pick", "b"],
    ]) {
      const clone = cloneWith("driver", `way-${way[0]}`);
      clone.git("checkout", "-q", "a");
      expect(clone.tryGit(...way), way.join(" ")).toBe(true);
      await clone.sync();
      expect(contents(clone.root)).toEqual(wanted);
    }
  }, 60_000);
});

describe("what was merged and is taken back", () => {
  test.each(SETUPS)(
    "leaves what the other branch has (%s)",
    async (setup) => {
      const clone = cloneWith(setup, `revert-${setup}`);
      for (const name of ["a", "b"]) clone.git("branch", `alone-${name}`, name);
      clone.git("checkout", "-q", "a");
      if (!clone.tryGit("merge", "-q", "--no-edit", "b")) clone.write(JOURNAL, bothEntries());
      await clone.sync();
      clone.commit();
      clone.git("branch", "merged");
      const merge = clone.git("rev-list", "--merges", "-1", "HEAD").trim();
      for (const [name, what, left] of [
        ["one", ["alone-a"], "b"],
        ["other", ["alone-b"], "a"],
        ["whole", ["-m", "1", merge], "a"],
      ] as const) {
        clone.git("checkout", "-qB", name, "merged");
        clone.tryGit("revert", "--no-edit", ...what);
        const open = clone.git("diff", "--name-only", "--diff-filter=U").split("\n").filter(Boolean);
        // Of a file that one side deleted git asks no driver.
        if (setup === "driver") expect(open.filter((file) => !file.endsWith(".svg"))).toEqual([]);
        else clone.write(JOURNAL, clone.git("show", `alone-${left}:${JOURNAL}`));
        await clone.sync();
        if (clone.git("status", "--porcelain") !== "") clone.commit();
        expect((await docs(clone.root, ["sync", "--check"])).exit).toBe(0);
        expect(clone.git("diff", "--stat", `alone-${left}`), name).toBe("");
      }
    },
    60_000,
  );
});

test("an experiment that was removed is taken out of what lists all of them, and said nothing of elsewhere", async () => {
  const clone = cloneWith("no attributes", "removed");
  clone.git("checkout", "-q", "a");
  const file = "docs/experiments.md";
  expect(clone.read(file)).toContain("experiment=experiments/f");
  rmSync(join(clone.root, "experiments/f"), { recursive: true });
  await clone.sync();
  expect(clone.read(file)).not.toContain("experiments/f");
  clone.git("checkout", "-q", "--", ".");
  // Nobody can tell whether what was never committed was removed, or lies elsewhere.
  clone.git("rm", "-rq", "--cached", "experiments/f");
  clone.write(".git/info/exclude", "experiments/f/\n");
  clone.git("commit", "-qm", "not here");
  rmSync(join(clone.root, "experiments/f"), { recursive: true });
  await docs(clone.root, ["sync"]);
  expect(clone.read(file)).toContain("experiment=experiments/f");
}, 60_000);

describe("less usual ways to bring two branches together", () => {
  test.each(SETUPS)(
    "changes that were put aside and come back on another branch (%s)",
    async (setup) => {
      const clone = cloneWith(setup, `stash-${setup}`);
      clone.git("checkout", "-q", "--detach", "main");
      clone.git("read-tree", "-um", "HEAD", "a");
      clone.git("stash", "-q");
      clone.git("checkout", "-q", "b");
      expect(clone.tryGit("stash", "pop", "-q")).toBe(setup === "driver");
      if (setup !== "driver") clone.write(JOURNAL, bothEntries());
      clone.git("add", "-A");
      clone.git("reset", "-q");
      await clone.sync();
      expect(contents(clone.root)).toEqual(await asOneBranch());
    },
    60_000,
  );

  test.each(SETUPS)(
    "branches that had merged each other before (%s)",
    async (setup) => {
      const clone = cloneWith(setup, `cross-${setup}`);
      const mergeAndSync = async (into: string, from: string, name: string) => {
        clone.git("checkout", "-qB", name, into);
        const isDone = clone.tryGit("merge", "-q", "--no-edit", from);
        if (!isDone) clone.write(JOURNAL, bothEntries());
        await clone.sync();
        clone.commit();
        return isDone;
      };
      await mergeAndSync("a", "b", "a1");
      await mergeAndSync("b", "a", "b1");
      const wanted = contents(clone.root);
      for (const [name, arm] of [
        ["a1", "left"],
        ["b1", "right"],
      ] as const) {
        clone.git("checkout", "-q", name);
        addRun(clone, arm, 0, arm.length / 10);
        await clone.sync();
        clone.commit();
      }
      expect(clone.git("merge-base", "--all", "a1", "b1").trim().split("\n")).toHaveLength(2);
      const isDone = clone.tryGit("merge", "-q", "--no-edit", "a1");
      expect(isDone || setup !== "driver").toBe(true);
      await clone.sync();
      const merged = contents(clone.root);
      expect([...merged].filter(([, text]) => /^(?:<{7}|>{7}) /m.test(text))).toEqual([]);
      expect(merged.get(JOURNAL)).toBe(wanted.get(JOURNAL));
      expect(merged.get(COMPARISON)).toMatch(/`left`/);
      expect(merged.get(COMPARISON)).toMatch(/`right`/);
      await clone.sync();
      expect(contents(clone.root)).toEqual(merged);
    },
    60_000,
  );

  test("several branches at once, for which git runs no driver: a sync makes it whole", async () => {
    const clone = cloneWith("driver", "octopus");
    clone.git("checkout", "-q", "main");
    expect(clone.tryGit("merge", "-q", "--no-edit", "a", "b")).toBe(false);
    clone.write(JOURNAL, bothEntries());
    await clone.sync();
    expect(contents(clone.root)).toEqual(await asOneBranch());
  }, 60_000);
});

test.each(["ours", "theirs"])(
  "what somebody resolved line by line is made again, as the editor of a host leaves it (%s)",
  async (side) => {
    const clone = cloneWith("no attributes", `editor-${side}`);
    clone.git("checkout", "-q", "a");
    clone.tryGit("merge", "-q", "--no-edit", "b");
    for (const file of clone.git("diff", "--name-only", "--diff-filter=U").trim().split("\n")) {
      const kept = side === "ours" ? "$1" : "$2";
      clone.write(file, clone.read(file).replace(/<{7} .*\n([\s\S]*?)={7}\n([\s\S]*?)>{7} .*\n/g, kept));
    }
    clone.write(JOURNAL, bothEntries());
    clone.commit();
    await clone.sync();
    expect(contents(clone.root)).toEqual(await asOneBranch());
  },
  60_000,
);

describe("an experiment that is new on both branches", () => {
  test.each(SETUPS)(
    "merges to what all of its runs make (%s)",
    async (setup) => {
      const clone = cloneWith(setup, `new-${setup}`);
      for (const [name, arm] of [
        ["n1", "left"],
        ["n2", "right"],
      ] as const) {
        clone.git("checkout", "-qb", name, "main");
        for (const seed of [0, 1]) addRun(clone, arm, seed, arm.length / 10 + seed / 100, "n");
        clone.write("docs.config.yaml", "title: m\nreports: none\n");
        await clone.sync();
        clone.commit();
      }
      clone.tryGit("merge", "-q", "--no-edit", "n1");
      await clone.sync();
      const merged = clone.read("experiments/n/comparison.md");
      expect(merged).toMatch(/`left`[\s\S]*4 runs found: 4 used/);
      expect(merged).not.toContain("<<<<<<<");
      rmSync(join(clone.root, "experiments/n/comparison.md"));
      await clone.sync();
      expect(clone.read("experiments/n/comparison.md")).toBe(merged);
    },
    60_000,
  );
});

describe("what people wrote at one place on both branches", () => {
  test.each(SETUPS)(
    "stays, with its markers, while regions are made again (%s)",
    async (setup) => {
      const clone = cloneWith(setup, `words-${setup}`);
      clone.git("checkout", "-q", "words-a");
      expect(clone.tryGit("merge", "-q", "--no-edit", "words-b")).toBe(false);
      const { exit, stdout } = await docs(clone.root, ["sync", "--json"]);
      const report = clone.read(REPORT);
      expect(report).toMatch(/<<<<<<< .*\nWide is kept\.\n=======\nWide is dropped\.\n>>>>>>> /);
      expect(report.match(/<<<<<<</g)).toHaveLength(1);
      expect(report).toContain("`wide-seed5`");
      expect(report).toContain("`wide-seed6`");
      const line = report.split("\n").findIndex((one) => one.startsWith("<<<<<<<")) + 1;
      expect(JSON.parse(stdout).findings).toMatchObject([{ code: "document/conflict", file: REPORT, line }]);
      expect(exit).toBe(1);
      await docs(clone.root, ["sync"]);
      expect(clone.read(REPORT)).toBe(report);
      clone.write(REPORT, report.replace(/<<<<<<< .*\n|=======\nWide is dropped\.\n|>>>>>>> .*\n/g, ""));
      await clone.sync();
    },
    60_000,
  );

  test("is told of by check, and so is what a sync mends", async () => {
    const clone = cloneWith("no driver", "told");
    clone.git("checkout", "-q", "words-a");
    clone.tryGit("merge", "-q", "words-b");
    const { findings } = JSON.parse((await docs(clone.root, ["check", "--json"])).stdout);
    const conflicts = findings.filter((one: { code: string }) => one.code === "document/conflict");
    const said = conflicts.map((one: { file: string; message: string }) => `${one.file}: ${one.message}`);
    expect(said).toContain(`${REPORT}: a merge left two versions of what people wrote`);
    expect(said).toContainEqual(expect.stringMatching(/comparison\.md: a merge left .* in generated text/));
    const { outOfDate } = JSON.parse((await docs(clone.root, ["sync", "--check", "--json"])).stdout);
    const of = outOfDate.find((one: { file: string }) => one.file === COMPARISON);
    expect(of).toMatchObject({ why: "a merge left both sides in it", command: "docs sync" });
  }, 60_000);
});

test("a region that was edited by hand on one side is kept by the driver, so that it is told of", async () => {
  const clone = cloneWith("driver", "edited");
  clone.git("checkout", "-q", "b");
  clone.edit(COMPARISON, "8 runs found", "nine runs found");
  clone.git("commit", "-qam", "edited");
  clone.git("checkout", "-q", "a");
  expect(clone.tryGit("merge", "-q", "--no-edit", "b")).toBe(true);
  const { findings } = JSON.parse((await docs(clone.root, ["sync", "--json"])).stdout);
  const codes = findings.map(({ code, file }: { code: string; file: string }) => `${code} ${file}`);
  expect(clone.read(COMPARISON).includes("nine runs found")).toBe(codes.includes(`region/edited ${COMPARISON}`));
  expect(codes).toContain(`region/edited ${COMPARISON}`);
}, 60_000);

test("where labdocs cannot be run, the registered driver merges as git does", async () => {
  const clone = cloneWith("no attributes", "absent");
  await docs(clone.root, ["init"]);
  clone.git("add", "-A");
  clone.git("commit", "-qm", "init");
  clone.tryGit("merge", "-q", "--no-edit", "words-a");
  expect(clone.git("config", "merge.labdocs.driver")).toContain("labdocs merge-file");
  expect(clone.tryGit("merge", "-q", "--no-edit", "words-b")).toBe(false);
  expect(clone.read(REPORT)).toMatch(/<<<<<<< [\s\S]*Wide is kept\.[\s\S]*=======[\s\S]*>>>>>>> /);
}, 60_000);

async function branch(name: string, change: () => Promise<void>): Promise<void> {
  origin.git("checkout", "-qb", name, "main");
  await change();
  await origin.sync();
  origin.commit();
  origin.git("checkout", "-q", "main");
}

/** The work of both branches done on one, with the same commits behind it. */
async function asOneBranch(): Promise<Map<string, string>> {
  const clone = cloneWith("no attributes", `one-${++copies}`);
  clone.git("checkout", "-q", "a");
  clone.git("checkout", "-q", "origin/b", "--", "experiments/e/runs", "experiments/g/runs");
  clone.write(JOURNAL, bothEntries());
  clone.edit(REPORT, "## Conclusion\n", `## Conclusion\n\n${claim("wide", 4, "0.971")}\n`);
  await clone.sync();
  return contents(clone.root);
}

function bothEntries(): string {
  const [a, b] = ["a", "b"].map((name) => origin.git("show", `${name}:${JOURNAL}`));
  return `${a}${b?.slice(b.indexOf("\n## 2026-02-12"))}`;
}

function claim(arm: string, seed: number, text: string): string {
  return `It is [${text}](runs/2026-02-10T10-00-00-${arm}-seed${seed}/metrics.json#L1 "test/accuracy").`;
}

function addRun(project: Project, arm: string, seed: number, value: number, experiment = "e"): void {
  const run = `experiments/${experiment}/runs/2026-02-10T10-00-00-${arm}-seed${seed}`;
  project.write(`${run}/params.json`, JSON.stringify({ arm, seed }));
  project.write(`${run}/metrics.json`, JSON.stringify({ "test/accuracy": value }));
  project.write(`${run}/metadata.yaml`, `name: ${arm}-seed${seed}\nstatus: completed\nseed: ${seed}\n`);
}

function cloneWith(setup: (typeof SETUPS)[number], name: string): Project {
  const root = join(scratch, name.replace(/\W/g, "-"));
  cpSync(origin.root, root, { recursive: true });
  const clone = projectAt(root);
  clone.git("update-ref", "refs/remotes/origin/b", "b");
  rmSync(join(root, ".docs"), { recursive: true, force: true });
  // As if it had been committed everywhere, without changing the commits.
  if (setup !== "no attributes") clone.write(".git/info/attributes", `${mergeRules(undefined).join("\n")}\n`);
  if (setup === "driver") clone.git("config", "merge.labdocs.driver", DRIVER);
  return clone;
}

/** All files of a project but git's and the cache. */
function contents(root: string): Map<string, string> {
  const paths = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !/^\.(?:git|docs)\//.test(path));
  return new Map(paths.sort().map((path) => [path, readFileSync(join(root, path), "utf8")]));
}

function projectAt(root: string): Project {
  mkdirSync(root, { recursive: true });
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const git = (...args: string[]) =>
    execFileSync("git", args, { cwd: root, encoding: "utf8", env: gitEnvironment(), stdio: "pipe" });
  return {
    root,
    git,
    read,
    write,
    tryGit: (...args) => {
      try {
        git(...args);
        return true;
      } catch {
        return false;
      }
    },
    edit: (path, from, to) => {
      expect(read(path)).toContain(from);
      write(path, read(path).replace(from, to));
    },
    commit: () => {
      git("add", "-A");
      git("commit", "-qm", "work");
    },
    sync: async () => {
      const { exit, stdout } = await docs(root, ["sync"]);
      expect(exit, stdout).toBe(0);
      return stdout;
    },
  };
}

function gitEnvironment(): NodeJS.ProcessEnv {
  const names = ["AUTHOR", "COMMITTER"].flatMap((who) => [
    [`GIT_${who}_NAME`, "A"],
    [`GIT_${who}_EMAIL`, "a@example.org"],
    [`GIT_${who}_DATE`, AT],
  ]);
  const own = { GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", ...Object.fromEntries(names) };
  // Only what is in the system's folders: no labdocs that somebody has installed.
  return { PATH: "/usr/local/bin:/usr/bin:/bin", HOME: scratch, ...own };
}
