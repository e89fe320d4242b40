import { describe, expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import type { CompareSettings } from "../../../src/compare/settings.ts";
import { markParents } from "../../../src/experiments/parent.ts";
import { account, sayAccounting } from "../../../src/model/accounting.ts";
import type { Run } from "../../../src/model/run.ts";
import { isRepeatParam, repeatOf } from "../../../src/repeats/repeat-param.ts";
import type { RunInput } from "../run-factory.ts";
import { makeExperiment, makeRun, makeSeeds } from "../run-factory.ts";

const ACC = "test/accuracy";
const FAILED = { value: "failed", how: "recorded", because: "metadata.yaml", evidence: null } as const;

function compare(runs: Run[], settings: CompareSettings = {}) {
  return compareExperiment(makeExperiment(markParents(runs)), settings);
}

function rows(runs: Run[], settings: CompareSettings = {}) {
  return compare(runs, settings).rows.map((row) => `${row.name}: ${row.bucket} ${row.n}`);
}

function child(parent: string, name: string, input: RunInput = {}): Run {
  return makeRun(name, { tracker: "mlflow", parent, ...input, dir: `experiments/e/runs/${parent}-${name}` });
}

function parent(name: string, input: RunInput = {}): Run {
  return makeRun(name, { tracker: "mlflow", dir: name, ...input });
}

describe("a run that holds others", () => {
  test("with their best value copied up is no row that counts, but is counted and shown", () => {
    const runs = [
      parent("sweep", { metrics: { [ACC]: 0.9, best_score: 0.9 } }),
      child("sweep", "a", { metrics: { [ACC]: 0.9 }, params: { lr: 0.1 } }),
      child("sweep", "b", { metrics: { [ACC]: 0.8 }, params: { lr: 0.2 } }),
    ];
    const { rows: all, best } = compare(runs);
    expect(all.map((row) => [row.name, row.bucket])).toEqual([
      ["a", "used"],
      ["b", "used"],
      ["sweep", "parent"],
    ]);
    expect(all[2]?.note).toBe("holds 2 runs, which count by themselves");
    expect(all[2]?.cells[ACC]?.quantity?.text).toBe("0.9000");
    expect(best[0]?.rows).toEqual(["a"]);
    expect(sayAccounting(account(markParents(runs), 0))).toBe("3 runs found: 2 used, 1 parent of others");
  });

  test("but logged results of its own and none of theirs is a run like others", () => {
    const own = [
      parent("main", { metrics: { "test/f1": 0.5 } }),
      child("main", "part", { metrics: { "part/loss": 1 } }),
    ];
    expect(markParents(own).map((run) => run.holds)).toEqual([undefined, undefined]);
    const trained = [parent("main", { metrics: { loss: [3, 2] } }), child("main", "eval", { metrics: { loss: 2 } })];
    expect(markParents(trained)[0]?.holds).toBeUndefined();
  });

  test("gives its settings to them, so that folds of two models are two rows", () => {
    const folds = (model: string, values: number[]) => [
      parent(model, { params: { model, best_lr: values[0] ?? 0 } }),
      ...values.map((value, fold) =>
        child(model, `fold-${fold}`, { metrics: { [ACC]: value }, params: { fold }, fold }),
      ),
    ];
    const all = compare([...folds("resnet", [0.5, 0.6]), ...folds("vgg", [0.7, 0.8])]);
    expect(all.rows.map((row) => `${row.name}: ${row.bucket} ${row.n}`)).toEqual([
      "resnet: used 2",
      "vgg: used 2",
      "resnet: parent 1",
      "vgg: parent 1",
    ]);
    expect(all.differing).toEqual(["model"]);
    expect(all.rows[0]?.params.model?.literal).toBe("resnet");
  });

  test("keeps the runs of two sessions apart, unless those are repeats", () => {
    const session = (name: string) => [
      parent(name),
      child(name, "ridge", { metrics: { [ACC]: 0.5 }, params: { a: 1 } }),
    ];
    expect(rows([...session("plain"), ...session("balanced")]).filter((row) => row.includes("used"))).toHaveLength(2);
    expect(rows([...session("try-1"), ...session("try-2")])[0]).toBe("ridge: used 2");
  });

  test("may be held itself, and a run that is its own parent holds nothing", () => {
    const runs = [
      parent("study"),
      makeRun("cv", { tracker: "mlflow", dir: "cv", parent: "study" }),
      child("cv", "fold-0", { metrics: { [ACC]: 1 } }),
    ];
    expect(markParents(runs).map((run) => run.holds)).toEqual([1, 1, undefined]);
    expect(markParents([parent("odd", { parent: "odd" })])[0]?.holds).toBeUndefined();
  });
});

describe("runs in groups of their tracker", () => {
  test("are rows of their own where the groups have names", () => {
    const run = (name: string, group: string, seed: number) =>
      makeRun(name, { tracker: "wandb", group, seed, params: { seed }, metrics: { [ACC]: seed } });
    const runs = [run("silly-sun-1", "small", 0), run("fast-moon-2", "small", 1), run("calm-sea-3", "large", 0)];
    expect(rows(runs)).toEqual(["small: used 2", "large: used 1"]);
  });
});

describe("jobs of a sweep", () => {
  test("are told apart by what they override but the seed", () => {
    const job = (name: string, lr: number, seed: number) =>
      makeRun(name, { tracker: "hydra", params: { "opt.lr": lr, seed }, seed, metrics: { [ACC]: lr } });
    const runs = [job("opt.lr=0.1,seed=0", 0.1, 0), job("opt.lr=0.1,seed=1", 0.1, 1), job("opt.lr=0.2,seed=0", 0.2, 0)];
    expect(rows(runs)).toEqual(["opt.lr=0.1: used 2", "opt.lr=0.2: used 1"]);
  });

  test("in Ray's trial folders go by their params", () => {
    const trial = (name: string, lr: number, seed: number) =>
      makeRun(name, { params: { lr, seed }, seed, metrics: { [ACC]: lr } });
    const runs = [
      trial("train_fn_a1b2c_00000_0_lr=0.1,seed=0_2026-01-01_10-00-00", 0.1, 0),
      trial("train_fn_a1b2c_00001_1_lr=0.1,seed=1_2026-01-01_10-00-00", 0.1, 1),
    ];
    expect(rows(runs)).toEqual(["train_fn: used 2"]);
  });
});

describe("what tells repeats apart", () => {
  test.each([
    "seed",
    "data_seed",
    "np_seed",
    "model.torchSeed",
    "random_seed",
    "seed_everything",
    "rng",
    "clf__random_state",
    "split_seed",
    "PYTHONHASHSEED",
    "fold",
    "cv_fold",
    "foldIdx",
  ])("%s does", (name) => {
    expect(isRepeatParam(name)).toBe(true);
  });
  test.each([
    "n_folds",
    "num_seeds",
    "use_seed",
    "Fold Number",
    "k_fold",
    "folds",
    "fold_generator",
    "unfold",
    "trial",
    "seedling",
  ])("%s does not", (name) => {
    expect(isRepeatParam(name)).toBe(false);
  });

  test("is found in params, environment and name", () => {
    const env = {
      name: "SEED",
      value: 7,
      evidence: { file: "x", locator: { kind: "line", line: 1 }, literal: "7" },
    } as const;
    expect(repeatOf(makeRun("a", { params: { data_seed: 3 } }))).toEqual({ seed: "3", fold: null });
    expect(repeatOf(makeRun("a", { environment: [env] }))).toEqual({ seed: "7", fold: null });
    expect(repeatOf(makeRun("cnn-fold2-seed4"))).toEqual({ seed: "4", fold: "2" });
    expect(repeatOf(makeRun("a", { params: { split_seed: 3, fold: 1 } }))).toEqual({
      seed: null,
      fold: "split 3, fold 1",
    });
    expect(repeatOf(makeRun("s3"))).toEqual({ seed: null, fold: null });
    expect(repeatOf(makeRun("fold-3", { parentName: "cnn" }))).toEqual({ seed: null, fold: "3" });
    expect(repeatOf(makeRun("a", { params: { fix_seed: true } }))).toEqual({ seed: null, fold: null });
  });

  test("may count from 0 or 1; other numbers are settings", () => {
    const run = (name: string, repeat: number) => makeRun(name, { params: { repeat }, metrics: { [ACC]: repeat } });
    expect(rows([run("a-run1", 1), run("a-run2", 2)])).toEqual(["a: used 2"]);
    expect(rows([run("a-run1", 10), run("a-run2", 20)])).toHaveLength(2);
  });

  test("may be declared, as may what makes a row", () => {
    const run = (name: string, shard: number, lr: number) =>
      makeRun(name, { params: { shard, lr }, metrics: { [ACC]: lr } });
    const runs = [run("a-run1", 7, 0.1), run("a-run2", 9, 0.1), run("a-run3", 9, 0.2)];
    expect(rows(runs)).toHaveLength(3);
    expect(rows(runs, { repeatParams: ["shard"] })).toEqual(["a-lr=0.1: used 2", "a-lr=0.2: used 1"]);
    expect(rows(runs, { groupBy: ["lr"] })).toEqual(["lr=0.1: used 2", "lr=0.2: used 1"]);
  });
});

describe("a row says of its mean", () => {
  test("which runs of the same settings did not survive", () => {
    const runs = makeSeeds("a", ACC, [0.5, 0.6, 0.7, 0.1, 0.2], { lr: 0.1 }).map((run, seed) =>
      seed < 3 ? run : { ...run, status: FAILED },
    );
    const [row] = compare([...runs, ...makeSeeds("b", ACC, [0.4, 0.5], { lr: 0.2 })]).rows;
    expect(row).toMatchObject({ n: 3, note: "mean of the 3 runs that survived of 5: 2 failed or diverged" });
    expect(row?.lost).toEqual(["experiments/e/runs/a-seed3", "experiments/e/runs/a-seed4"]);
  });

  test("that its runs are of several commits or data versions", () => {
    const runs = makeSeeds("a", ACC, [0.5, 0.6, 0.7]).map((run, at) => ({
      ...run,
      gitCommit: ["abc", "def", null][at] ?? null,
      dataVersion: at < 2 ? "v1" : "v2",
    }));
    expect(compare(runs).rows[0]?.note).toBe("runs of 2 commits (1 of 3 state none); runs of 2 data versions");
  });

  test("within what interval the mean lies, for runs that are independent", () => {
    const cell = compare(makeSeeds("a", ACC, [0.5, 0.6, 0.7])).rows[0]?.cells[ACC];
    expect(cell?.interval?.low.selector).toBe(`mean_low(a/${ACC})`);
    // scipy.stats.t.interval(0.95, 2, 0.6, 0.1 / 3 ** 0.5)
    expect(cell?.interval?.low.value).toBeCloseTo(0.35158622, 7);
    expect(cell?.interval?.high.value).toBeCloseTo(0.84841378, 7);
  });
});

describe("params that have no column", () => {
  test("are what belongs to one run: ids, folders, a value that holds the run's own folder or seed", () => {
    const run = (seed: number) =>
      makeRun(`a-seed${seed}`, {
        params: {
          seed,
          lr: 0.1,
          out: `/home/u${seed}/x${seed}`,
          tag: `job-seed${seed}`,
          ckpt: `runs/a-seed${seed}/last`,
        },
        metrics: { [ACC]: seed },
      });
    const comparison = compare([run(0), run(1), run(2)]);
    expect(comparison.rows.map((row) => row.n)).toEqual([3]);
    expect(comparison.leftOut).toEqual([
      { name: "ckpt", because: "own", with: null },
      { name: "out", because: "own", with: null },
      { name: "seed", because: "repeat", with: null },
      { name: "tag", because: "own", with: null },
    ]);
  });

  test("are no names of models or data, which are settings", () => {
    const run = (name: string, model: string) =>
      makeRun(`try-${name}`, { params: { "model.name": model, "run.name": name }, metrics: { [ACC]: 1 } });
    const comparison = compare([run("1", "resnet"), run("2", "vgg")]);
    expect(comparison.differing).toEqual(["model.name"]);
    expect(comparison.leftOut.map(({ name }) => name)).toEqual(["run.name"]);
  });

  test("are copies of another param, and in wide tables what changes only with one", () => {
    const run = (name: string, size: number, more: RunInput["params"] = {}) =>
      makeRun(name, { params: { size, "model.size": size, ...more }, metrics: { [ACC]: size } });
    expect(compare([run("a", 1), run("b", 2)])).toMatchObject({
      differing: ["size"],
      leftOut: [{ name: "model.size", because: "together", with: "size" }],
    });
    const wide = (name: string, size: number, lr: number) =>
      run(name, size, { lr, _target_: `net.S${size}`, kind: `k${size}`, deep: size > 1, wide: size < 2 });
    const comparison = compare([wide("a", 1, 0.1), wide("b", 2, 0.1), wide("c", 1, 0.2), wide("d", 2, 0.2)]);
    expect(comparison.differing).toHaveLength(2);
    expect(comparison.differing).toContain("lr");
    expect(comparison.rows[0]?.params._target_?.literal).toBe("net.S1");
  });

  test("are never numbers of a random search, which all differ in every run", () => {
    const runs = [1, 2, 3, 4, 5, 6].map((at) =>
      makeRun(`r${at}x`, {
        params: { lr: at / 7, wd: at / 11, drop: at / 13, width: at * 3, depth: at * 5 },
        metrics: { [ACC]: at },
      }),
    );
    expect(compare(runs).differing).toEqual(["depth", "drop", "lr", "wd", "width"]);
  });
});
