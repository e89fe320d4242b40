import { describe, expect, it } from "vitest";
import type { Listing, Tree } from "../../../src/model/tree.ts";
import { baseName, parentOf } from "../../../src/model/tree.ts";
import { detectSources, readSource } from "../../../src/readers/index.ts";
import { makeProject, readProject, treeOf } from "./scratch-project.ts";

const RUN = "2026-11-21T16-50-00";

function found(...paths: string[]): string[] {
  const root = makeProject(Object.fromEntries(paths.map((path) => [path, "x\n"])));
  return detectSources(treeOf(root)).map((source) => `${source.reader} ${source.experiment.id}: ${source.id}`);
}

describe("runs in a tree", () => {
  it("are dated folders, or any with a log, in runs/", () => {
    expect(
      found(
        `exp/runs/${RUN}-a/notes.txt`,
        "exp/runs/b/logs/train.log",
        "exp/runs/c/metrics.json",
        "exp/runs/d/x.log",
        "exp/runs/e/readme.txt",
        "exp/JOURNAL.md",
      ),
    ).toEqual([`tree exp: exp/runs/${RUN}-a`, "tree exp: exp/runs/b", "tree exp: exp/runs/c", "tree exp: exp/runs/d"]);
  });

  it("have the place of their experiment, at the root too", () => {
    const { sources } = readProject({
      [`a/b/runs/${RUN}-x/train.log`]: "x\n",
      "a/b/sub/runs/y/train.log": "x\n",
      "runs/z/train.log": "x\n",
    });
    expect(sources.map((source) => source.experiment)).toEqual([
      { id: "a/b", name: "b", dir: "a/b", runsDir: "a/b/runs", tracker: "tree", increment: null },
      { id: "a/b/sub", name: "sub", dir: "a/b/sub", runsDir: "a/b/sub/runs", tracker: "tree", increment: null },
      { id: ".", name: "experiment", dir: "", runsDir: "runs", tracker: "tree", increment: null },
    ]);
  });

  it("are also in the older quick/ and full/", () => {
    expect(
      found(
        `exp/quick/${RUN}-a/logs/x.log`,
        "exp/full/b/logs/x.log",
        `exp2/runs/quick/${RUN}-c/x.log`,
        "exp3/quick/logs/x.log",
        "exp4/full/readme.md",
      ),
    ).toEqual([
      "tree exp: exp/full/b",
      `tree exp: exp/quick/${RUN}-a`,
      `tree exp2: exp2/runs/quick/${RUN}-c`,
      "tree exp3: exp3/quick",
    ]);
  });

  it("that were moved to ignored/ are ignored, and say where", () => {
    const { results } = readProject({
      [`exp/runs/${RUN}-a/x.log`]: "x\n",
      [`exp/runs/ignored/${RUN}-b/x.log`]: "x\n",
      [`exp/_ignored/${RUN}-c/x.log`]: "x\n",
      "exp/runs/ignored-not/x.log": "x\n",
    });
    expect(results.flatMap((result) => result.runs).map((run) => [run.name, run.ignored])).toEqual([
      ["c", { reason: "moved to ignored/", file: "exp/_ignored", line: 1 }],
      ["a", null],
      ["ignored-not", null],
      ["b", { reason: "moved to ignored/", file: "exp/runs/ignored", line: 1 }],
    ]);
  });

  it("are named by their folder without its time", () => {
    const names = [
      "2026-11-21T16-50-00-full_v2",
      "2026-11-21T16-50-00",
      "2026-11-21_16-50-00_x",
      "2026-11-21-y",
      "plain",
    ];
    const { results } = readProject(Object.fromEntries(names.map((name) => [`e/runs/${name}/x.log`, "x\n"])));
    expect(results.flatMap((result) => result.runs).map((run) => [run.name, run.startedAt])).toEqual([
      ["y", "2026-11-21"],
      ["2026-11-21T16-50-00", "2026-11-21T16:50:00"],
      ["full_v2", "2026-11-21T16:50:00"],
      ["x", "2026-11-21T16:50:00"],
      ["plain", null],
    ]);
  });

  it("leave alone what other trackers write", () => {
    expect(
      found(
        "runs/detect/train/args.yaml",
        "runs/detect/train/results.csv",
        "runs/Nov21_16-50-00_host/events.out.tfevents.1.host",
        "a/runs/1/run.json",
        "a/runs/1/config.json",
        "a/runs/1/metrics.json",
        "b/runs/x/meta.yaml",
        "b/runs/x/metrics/loss",
        "b/runs/x/logs/a.log",
        "c/runs/job/.hydra/config.yaml",
        "c/runs/job/train.log",
        "d/runs/train2/results.csv",
        "d/runs/train2/args.yaml",
        "d/runs/train2/x.log",
        "mlruns/0/abc/metrics/loss",
        "wandb/run-20261121_165000-abc/run-abc.wandb",
        "wandb/run-20261121_165000-abc/logs/debug.log",
      ).filter((source) => source.startsWith("tree ")),
    ).toEqual([]);
  });

  it("do not contain the files of trackers inside them", () => {
    const { sources } = readProject({
      "e/runs/a/x.log": "x\n",
      "e/runs/a/wandb/run-1/x.log": "x\n",
      "e/runs/a/logs/deep/y.log": "y\n",
    });
    expect(sources[0]?.files).toEqual(["e/runs/a/x.log", "e/runs/a/logs/deep/y.log"]);
  });
});

describe("finding sources", () => {
  it("takes 50,000 folders in its stride", () => {
    const listings = new Map<string, Listing>();
    const add = (dir: string, files: string[]) => {
      listings.set(dir, { dir, files, dirs: [], links: [] });
      if (dir !== "") (listings.get(parentOf(dir)) ?? add(parentOf(dir), [])).dirs.push(baseName(dir));
      return listings.get(dir) as Listing;
    };
    for (let index = 0; index < 12_500; index += 1) {
      const run = `e${index % 100}/runs/${RUN}-${index}`;
      add(`${run}/logs`, ["train.log", "eval.log"]);
      add(`${run}/plots`, ["loss.svg"]);
      add(`other/${index}`, ["a.txt", "b.txt"]);
    }
    const tree: Tree = { root: "/", listings };
    expect(detectSources(tree)).toHaveLength(12_500);
    expect(listings.size).toBeGreaterThan(49_000);
  });

  it("reads every source of a project again to the same result", () => {
    const root = makeProject({
      [`e/runs/${RUN}-a/train.log`]: 'metric {"step":1,"loss":0.5}\n',
      [`e/runs/${RUN}-b/train.log`]: 'metric {"step":1,"loss":0.25}\n',
    });
    const read = () => detectSources(treeOf(root)).map((source) => readSource(source, root));
    const [first, second] = [read(), read().reverse().reverse()];
    expect(second).toEqual(first);
  });
});
