import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { docs } from "../../host.ts";
import type { Repository } from "./repository.ts";
import { logLine, logOf, makeRepository, run, twoArms } from "./repository.ts";

let project: Repository;

beforeEach(async () => {
  project = makeRepository();
  project.write(twoArms());
  await project.sync();
  project.commit("the base");
  project.git("checkout", "-q", "-b", "change");
});
afterEach(() => rmSync(project.root, { recursive: true, force: true }));

describe("nothing material", () => {
  const quiet: [string, (project: Repository) => void | Promise<void>][] = [
    ["no change at all", () => {}],
    ["code", ({ write }) => write({ "train.py": "print(1)\n" })],
    [
      "a typo in the README",
      ({ read, write }) => write({ "README.md": read("README.md").replace("other one", "other arm") }),
    ],
    [
      "a paragraph above the claims",
      ({ read, write }) => write({ "README.md": read("README.md").replace("\n\n", "\n\nHello there.\n\n") }),
    ],
    ["whitespace", ({ read, write }) => write({ "README.md": read("README.md").replaceAll("\n", "  \n") })],
    ["line ends", ({ read, write }) => write({ "README.md": read("README.md").replaceAll("\n", "\r\n") })],
    [
      "a badge that a bot adds",
      ({ read, write }) => write({ "README.md": `![build](https://example.org/b.svg)\n\n${read("README.md")}` }),
    ],
    ["another sync", ({ sync }) => sync()],
  ];

  test.each(quiet)("%s", async (_, change) => {
    await change(project);
    for (const committed of [false, true]) {
      if (committed) project.commit();
      const review = await project.review();
      expect(review).toMatchObject({
        mood: "quiet",
        fails: [],
        steps: [],
        findings: [],
        runs: [],
        experiments: [],
        outOfDate: [],
      });
      expect(review.exit).toBe(0);
    }
  });

  test("what was out of date in the base, and is made now", async () => {
    project.git("checkout", "-q", "main");
    project.write(run("c", 0.5));
    project.commit();
    project.git("checkout", "-q", "-B", "change");
    await project.sync();
    expect(await project.review()).toMatchObject({ mood: "quiet", outOfDate: [] });
  });

  test("claims that were false before are counted, and said of nobody's change", async () => {
    project.git("checkout", "-q", "main");
    project.write({ "README.md": project.read("README.md").replace("[0.91]", "[0.99]") });
    project.commit();
    project.git("checkout", "-q", "-B", "change");
    project.write({ "README.md": `${project.read("README.md")}\nAn end.\n` });
    const review = await project.review();
    expect(review).toMatchObject({ mood: "quiet", claims: { still: 1, broken: [] } });
  });
});

describe("claims", () => {
  test("a number that is edited wrongly is false now, and the review fails", async () => {
    project.write({ "README.md": project.read("README.md").replace("[0.91]", "[0.97]") });
    const review = await project.review();
    expect(review.claims.broken).toMatchObject([
      {
        file: "README.md",
        line: 3,
        text: "0.97",
        verdict: "contradicted",
        was: { verdict: "supported", text: "0.91" },
        logged: "0.91",
      },
    ]);
    expect(review.claims.broken[0]?.sentence).toBe("The first arm reaches 0.97 on the test split.");
    expect(review).toMatchObject({ mood: "false", exit: 1, fails: ["1 claim is false now"], tampered: [] });
    expect(review.steps[0]?.command).toBe("docs explain README.md:3");
  });

  test("a new claim that holds is listed with the line of its log", async () => {
    const claim = `The last seed reaches [0.93](${logOf("a", 2)}#L1 "test/accuracy").`;
    project.write({ "README.md": `${project.read("README.md")}\n${claim}\n` });
    const { claims, mood } = await project.review();
    expect(claims.added).toMatchObject([
      { text: "0.93", was: null, excerpt: { line: 1, text: expect.stringContaining('"accuracy":0.93') } },
    ]);
    expect(mood).not.toBe("false");
  });

  test("a claim whose evidence is deleted has lost it", async () => {
    project.remove(logOf("b"));
    const { claims, mood } = await project.review();
    expect(claims.moved).toMatchObject([
      { text: "0.81", was: { verdict: "supported" }, before: expect.stringContaining("0.81") },
    ]);
    expect(mood).toBe("false");
  });

  test("a claim that is mended is said to be", async () => {
    project.git("checkout", "-q", "main");
    project.write({ "README.md": project.read("README.md").replace("[0.91]", "[0.99]") });
    project.commit();
    project.git("checkout", "-q", "-B", "change");
    project.write({ "README.md": project.read("README.md").replace("[0.99]", "[0.91]") });
    expect(await project.review()).toMatchObject({ mood: "fine", claims: { mended: [{ text: "0.91" }], still: 0 } });
  });

  test("a claim that moved to another document is the same claim", async () => {
    const text = project.read("README.md");
    const [, first = ""] = /(The first.*)\n/.exec(text) ?? [];
    project.write({ "README.md": text.replace(first, ""), "notes.md": `# Notes\n\n${first}\n` });
    const { claims } = await project.review();
    expect(claims).toMatchObject({ added: [], broken: [], moved: [] });
  });
});

describe("runs", () => {
  test("a new run, with its value and its curve", async () => {
    project.write(run("a", 0.95, { seed: 3 }));
    const { runs, experiments, mood, outOfDate } = await project.review();
    expect(runs).toMatchObject([
      { kind: "added", name: "a-seed3", bucket: "used", value: { text: expect.stringMatching(/^0\.95/) } },
    ]);
    expect(runs[0]?.sparkline).toMatch(/^[▁▂▃▄▅▆▇█]{0,16}$/u);
    expect(experiments).toMatchObject([{ kind: "changed", rows: [{ name: "a", n: 4, wasN: 3 }] }]);
    expect(outOfDate[0]).toMatchObject({ command: "docs sync", why: expect.stringContaining("a-seed3 (added)") });
    expect(mood).toBe("look");
    await project.sync();
    expect(await project.review()).toMatchObject({ mood: "fine", outOfDate: [] });
  });

  test("a log that grew is no log that was rewritten", async () => {
    project.write({ [logOf("a")]: project.read(logOf("a")) + "2026-01-01 10:00:10 | INFO | bye\n" });
    expect(await project.review()).toMatchObject({ mood: "fine", runs: [{ kind: "grown" }], tampered: [] });
  });

  test("a log that was rewritten is named, with the line as it was", async () => {
    project.write({ [logOf("a")]: project.read(logOf("a")).replace("0.91", "0.98") });
    const changed = project.commit();
    const review = await project.review();
    expect(review.runs).toMatchObject([
      { kind: "rewritten", was: { value: 0.91 }, value: { value: 0.98 }, files: [logOf("a")] },
    ]);
    const lines = [{ line: 1, before: expect.stringContaining("0.91"), after: expect.stringContaining("0.98") }];
    expect(review.tampered).toMatchObject([
      { file: logOf("a"), lines, claims: 1, first: { file: "README.md", line: 3 }, changed },
    ]);
    expect(review.claims.broken).toMatchObject([
      { text: "0.91", verdict: "stale", before: expect.stringContaining("0.91") },
    ]);
    expect(review.mood).toBe("false");
  });

  test("a log and the number that cites it, rewritten together, are not hidden by each other", async () => {
    project.write({
      [logOf("a")]: project.read(logOf("a")).replace("0.91", "0.98"),
      "README.md": project.read("README.md").replace("[0.91]", "[0.98]"),
    });
    await project.sync();
    const review = await project.review();
    expect(review.tampered).toMatchObject([{ file: logOf("a") }]);
    expect(review).toMatchObject({ mood: "look", claims: { broken: [] } });
  });

  test("a line that only moved is no tampering, and the claim says where it is", async () => {
    project.write({ [logOf("a")]: `${logLine({ step: 0, split: "warmup", loss: 3 })}${project.read(logOf("a"))}` });
    const review = await project.review();
    expect(review.tampered).toEqual([]);
    expect(review.claims).toMatchObject({ broken: [], moved: [{ text: "0.91", why: expect.stringContaining(":2") }] });
    await docs(project.project, ["cite", "README.md", "--write"]);
    expect(await project.review()).toMatchObject({ tampered: [], claims: { moved: [], broken: [] } });
  });

  test("the winner that is ignored now", async () => {
    project.write({
      "experiments/e/IGNORED_RUNS.md": [0, 1, 2]
        .map((seed) => `runs/2026-01-0${seed + 1}T10-00-00-a-seed${seed}  # the labels leaked\n`)
        .join(""),
    });
    const { runs, mood, verdict } = await project.review();
    expect(runs.map(({ kind, bucket, wasBucket, decided }) => [kind, wasBucket, bucket, decided])).toEqual(
      Array(3).fill(["counted otherwise", "used", "ignored", true]),
    );
    expect(runs[0]).toMatchObject({
      reason: "the labels leaked",
      reasonPlace: { file: "experiments/e/IGNORED_RUNS.md", line: 1 },
    });
    expect(mood).toBe("false");
    expect(verdict.join("")).toContain("ignored after their results were known");
  });

  test("a run that is gone", async () => {
    project.remove("experiments/e/runs/2026-01-03T10-00-00-b-seed2");
    expect(await project.review()).toMatchObject({ runs: [{ kind: "removed", name: "b-seed2" }], mood: "look" });
  });

  test("runs that git ignores are not called new", async () => {
    project.git("checkout", "-q", "main");
    project.write({ ".gitignore": "experiments/*/runs/\n" });
    project.git("rm", "-rq", "--cached", "experiments/e/runs");
    project.commit();
    project.git("checkout", "-q", "-B", "change");
    project.write({ "notes.txt": "x" });
    const { runs, experiments, notes, mood } = await project.review();
    expect({ runs, experiments, mood }).toEqual({ runs: [], experiments: [], mood: "quiet" });
    expect(notes.join()).toContain("6 runs that are here are not in git");
  });
});

describe("a checkout without logs", () => {
  beforeEach(() => {
    project.git("checkout", "-q", "main");
    project.write({ ".gitignore": "experiments/*/runs/\n" });
    project.git("rm", "-rq", "--cached", "experiments/e/runs");
    project.commit();
    project.git("checkout", "-q", "-B", "change");
    project.remove("experiments/e/runs");
  });

  test("claims are compared by the lock, and it is said that runs are not", async () => {
    const { mood, notes, claims } = await project.review();
    expect({ mood, moved: claims.moved }).toEqual({ mood: "quiet", moved: [] });
    expect(notes.join()).toContain("No run is in this checkout");
  });

  test("a number that is no more what the lock knows", async () => {
    project.write({ "README.md": project.read("README.md").replace("[0.91]", "[0.97]") });
    const { claims, mood } = await project.review();
    expect(claims.broken).toMatchObject([
      { text: "0.97", was: { verdict: "attested" }, why: expect.stringContaining("0.91") },
    ]);
    expect(mood).toBe("false");
  });
});

describe("folders that move", () => {
  test("an experiment that is renamed keeps its runs and claims", async () => {
    project.move("experiments/e", "experiments/renamed");
    project.write({ "README.md": project.read("README.md").replaceAll("experiments/e/", "experiments/renamed/") });
    await project.sync();
    for (const committed of [false, true]) {
      if (committed) project.commit();
      const { runs, experiments, claims, tampered } = await project.review();
      expect({ runs, tampered }).toEqual({ runs: [], tampered: [] });
      expect(experiments).toMatchObject([
        { kind: "renamed", from: "experiments/e", id: "experiments/renamed", rows: [] },
      ]);
      expect(claims).toMatchObject({ broken: [], moved: [], added: [] });
    }
  });

  test("an increment that is archived beside others that were before", async () => {
    const at = (name: string) => `.specweave/increments/${name}/experiments`;
    const files = (name: string, value: number) =>
      Object.fromEntries(
        Object.entries(run("m", value, { folder: "x" })).map(([path, text]) => [
          path.replace("x/runs", at(name)),
          text,
        ]),
      );
    project.git("checkout", "-q", "main");
    project.write({
      ...files("0007-new", 0.7),
      ...files("_archive/0006-old", 0.6),
      ".specweave/increments/0007-new/spec.md": "x",
    });
    await project.sync();
    project.commit();
    project.git("checkout", "-q", "-B", "change");
    project.move(".specweave/increments/0007-new", ".specweave/increments/_archive/0007-new");
    await project.sync();
    const { runs, experiments, mood } = await project.review();
    expect(runs).toEqual([]);
    expect(experiments).toMatchObject([
      { kind: "renamed", id: "increment:0007", from: ".specweave/increments/0007-new" },
    ]);
    expect(mood).toBe("fine");
  });

  test("a run that is renamed is one run", async () => {
    project.move("experiments/e/runs/2026-01-03T10-00-00-b-seed2", "experiments/e/runs/2026-01-03T10-00-00-bb-seed2");
    const { runs } = await project.review();
    expect(runs).toMatchObject([{ kind: "renamed", from: "experiments/e/runs/2026-01-03T10-00-00-b-seed2" }]);
  });
});

describe("the working tree", () => {
  test("neither files nor the index are touched, and the base is compiled once", async () => {
    project.write(run("c", 0.5));
    project.git("add", "-A");
    project.write(run("d", 0.6));
    const before = project.git("status", "--porcelain");
    const index = statSync(join(project.root, ".git/index")).mtimeMs;
    await project.review();
    expect(project.git("--no-optional-locks", "status", "--porcelain")).toBe(before);
    expect(statSync(join(project.root, ".git/index")).mtimeMs).toBe(index);
    expect(project.git("worktree", "list").split("\n")).toHaveLength(1);
    rmSync(join(project.root, ".docs/trees"), { recursive: true });
    const again = await project.review();
    expect(existsSync(join(project.root, ".docs/trees"))).toBe(false);
    expect(again.runs.map(({ name }) => name)).toEqual(["d-seed0", "c-seed0"]);
  });

  test("what is kept of a base is the same, made of a clean working tree or of the commit", async () => {
    const folder = join(project.root, ".docs/review");
    project.git("checkout", "-q", "main");
    await project.review();
    expect(existsSync(join(project.root, ".docs/trees"))).toBe(false);
    const [name = ""] = readdirSync(folder);
    const kept = readFileSync(join(folder, name), "utf8");
    rmSync(folder, { recursive: true });
    project.git("checkout", "-q", "change");
    project.write(run("c", 0.5));
    await project.review();
    expect(existsSync(join(project.root, ".docs/trees"))).toBe(true);
    expect(readdirSync(folder)).toEqual([name]);
    expect(readFileSync(join(folder, name), "utf8")).toBe(kept);
  });

  test("what was reviewed is kept for the change that comes after it", async () => {
    project.write(run("d", 0.6));
    const hash = project.commit();
    await project.review();
    const states = () => readdirSync(join(project.root, ".docs/review")).sort();
    const kept = states();
    expect(kept).toHaveLength(2);
    rmSync(join(project.root, ".docs/trees"), { recursive: true });
    project.write({ "train.py": "1\n" });
    const { runs } = await project.review("--base", hash);
    expect(runs).toEqual([]);
    expect(states()).toEqual(kept);
    expect(existsSync(join(project.root, ".docs/trees/base"))).toBe(false);
  });

  test("a commit is reviewed without being checked out", async () => {
    project.write(run("c", 0.5));
    const commit = project.commit();
    project.git("checkout", "-q", "main");
    const review = await project.review("--head", "change");
    expect(review).toMatchObject({
      head: { ref: "change", commit, dirty: false },
      runs: [{ kind: "added", name: "c-seed0" }],
    });
  });
});
