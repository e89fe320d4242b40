import { describe, expect, test } from "vitest";
import type { Tree } from "../../../src/model/tree.ts";
import { incrementsIn, looksLikeLog, notesIn, tracesIn } from "../../../src/project/traces.ts";

/** A tree of these files. */
function treeOf(...paths: string[]): Tree {
  const listings: Tree["listings"] = new Map();
  const listing = (dir: string) => {
    const one = listings.get(dir) ?? { dir, files: [], dirs: [], links: [] };
    listings.set(dir, one);
    return one;
  };
  for (const path of paths) {
    const parts = path.split("/");
    const file = parts.pop() ?? "";
    listing(parts.join("/")).files.push(file);
    for (let n = parts.length; n > 0; n -= 1) {
      const { dirs } = listing(parts.slice(0, n - 1).join("/"));
      const name = parts[n - 1] ?? "";
      if (!dirs.includes(name)) dirs.push(name);
    }
  }
  return { root: "/project", listings };
}

describe("tracesIn", () => {
  test.each([
    ["mlflow", "mlruns", "mlruns/0/meta.yaml"],
    ["mlflow", "mlflow.db", "mlflow.db"],
    ["wandb", "a/wandb/run-20230529_231014-q1b0a7un", "a/wandb/run-20230529_231014-q1b0a7un/run.wandb"],
    ["hydra", "out/.hydra", "out/.hydra/config.yaml"],
    ["aim", ".aim", ".aim/run_metadata.sqlite"],
  ])("%s in %s", (tracker, path, file) => {
    expect(tracesIn(treeOf(file))).toMatchObject([{ tracker, paths: [path] }]);
  });

  test("files that many programs write are a tracker's only together", () => {
    expect(tracesIn(treeOf("a/args.yaml", "dvc.yaml", "b/config.json", "c/metrics.csv"))).toEqual([]);
    const both = treeOf("a/args.yaml", "a/results.csv", "b/config.json", "b/run.json", "b/cout.txt");
    expect(tracesIn(both)).toMatchObject([
      { name: "Ultralytics", paths: ["a"] },
      { name: "Sacred", paths: ["b"] },
    ]);
  });
});

test("journals and Markdown runs are found wherever they lie, README.md is none", () => {
  const tree = treeOf("e/JOURNAL.md", "e/runs/0001-gate.md", "e/runs/README.md", "docs/0002-x.md");
  expect(notesIn(tree)).toEqual({ journals: ["e/JOURNAL.md"], runs: ["e/runs/0001-gate.md"] });
});

test("increments are the numbered folders of SpecWeave", () => {
  const tree = treeOf(".specweave/increments/0042-a/spec.md", ".specweave/increments/_archive/0001-b/spec.md");
  expect(incrementsIn(tree)).toEqual([".specweave/increments/0042-a"]);
});

test.each([
  ["train.log", true],
  ["a/logs/x.txt", true],
  ["eval_2.txt", true],
  ["a/4f52349c-9b56-488c-94bb-abf3759c6282.txt", true],
  ["results.csv", true],
  ["requirements.txt", false],
  ["changelog.txt", false],
  ["LICENSE.txt", false],
  ["data/users.csv", false],
])("%s looks like a log: %s", (path, expected) => {
  expect(looksLikeLog(path)).toBe(expected);
});
