import { describe, expect, test } from "vitest";
import { groupRuns } from "../../../src/compare/table/group.ts";
import { splitParams } from "../../../src/compare/table/params.ts";
import type { Run } from "../../../src/model/run.ts";
import { stemOf } from "../../../src/repeats/stem.ts";
import { makeRun, makeSeeds } from "../run-factory.ts";

function group(runs: Run[]): Record<string, string[]> {
  const groups = groupRuns(runs, splitParams(runs).differing);
  return Object.fromEntries(groups.map(({ name, runs: own }) => [name, own.map((run) => run.name)]));
}

describe("rows", () => {
  test("are runs of one name apart from the seed", () => {
    const runs = [
      ...makeSeeds("baseline", "acc", [1, 2], { lr: 0.1 }),
      ...makeSeeds("shift", "acc", [3, 4], { lr: 0.1 }),
    ];
    expect(group(runs)).toEqual({
      baseline: ["baseline-seed0", "baseline-seed1"],
      shift: ["shift-seed0", "shift-seed1"],
    });
  });

  test("that differ in a param are told apart by it, and numbers are compared by value", () => {
    const lr = (value: number, literal: string, seed: number) =>
      makeRun(`sweep-seed${seed}`, { id: `${literal}-${seed}`, params: { "opt.lr": { value, literal }, seed } });
    expect(group([lr(0.1, "0.1", 0), lr(0.1, "1e-1", 1), lr(0.01, "1e-2", 0)])).toEqual({
      "sweep-lr=0.1": ["sweep-seed0", "sweep-seed1"],
      "sweep-lr=1e-2": ["sweep-seed0"],
    });
  });

  test("of made-up names go by params alone", () => {
    const run = (name: string, lr: number, seed: number) => makeRun(name, { tracker: "wandb", params: { lr, seed } });
    expect(group([run("silly-sun-1", 0.1, 0), run("fast-moon-2", 0.1, 1), run("calm-sea-3", 0.2, 0)])).toEqual({
      "lr=0.1": ["silly-sun-1", "fast-moon-2"],
      "calm-sea-3": ["calm-sea-3"],
    });
  });

  test("of runs that record nothing to go by stay apart", () => {
    const run = (name: string) => makeRun(name, { tracker: "mlflow" });
    expect(Object.keys(group([run("silly-sun-1"), run("fast-moon-2")]))).toEqual(["silly-sun-1", "fast-moon-2"]);
  });

  test("do not differ by what belongs to one run: ids, folders, seeds", () => {
    const run = (seed: number) =>
      makeRun(`a-seed${seed}`, {
        params: { random_state: seed, output_dir: `out/${seed}`, run_id: `x${seed}`, fold: seed, lr: 0.1 },
      });
    const runs = [run(0), run(1)];
    expect(splitParams(runs).differing).toEqual([]);
    expect(splitParams(runs).constants.map((one) => one.name)).toEqual(["lr"]);
    expect(Object.keys(group(runs))).toEqual(["a"]);
  });

  test("get names that differ and fit into a selector", () => {
    const run = (seed: number, note: string) => makeRun("a", { id: `a${seed}${note}`, params: { note, seed } });
    expect(Object.keys(group([run(0, "x, (y)"), run(0, "x (y)"), run(1, "x/y")]))).toEqual([
      "a-note=x-y-",
      "a-note=x-y--2",
      "a-note=x-y",
    ]);
  });

  test.each([
    ["baseline-seed0", "baseline"],
    ["baseline_s12", "baseline"],
    ["cnn-fold3-seed1", "cnn"],
    ["run-3", ""],
    ["shift2", "shift2"],
    ["resnet50", "resnet50"],
    ["gpt-2", "gpt-2"],
  ])("%s is called %j without its seed", (name, stem) => {
    expect(stemOf(name, true)).toBe(stem);
  });
});

describe("params", () => {
  test("that some runs lack differ, the others are listed once with their literal", () => {
    const runs = [
      makeRun("a", { params: { lr: { value: 0.1, literal: "1e-1" }, wd: 0, seed: 3 } }),
      makeRun("b", { params: { lr: { value: 0.1, literal: "0.10" }, seed: 3 } }),
    ];
    const { differing, constants } = splitParams(runs);
    expect(differing).toEqual(["wd"]);
    expect(constants.map(({ name, literal, line }) => [name, literal, line])).toEqual([
      ["lr", "1e-1", 1],
      ["seed", "3", 3],
    ]);
  });

  test("of a number and a text of the same look differ", () => {
    expect(splitParams([makeRun("a", { params: { x: 1 } }), makeRun("b", { params: { x: "1" } })]).differing).toEqual([
      "x",
    ]);
  });
});
