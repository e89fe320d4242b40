import { describe, expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import { foldOf } from "../../../src/compare/table/fold-metric.ts";
import { isSingle } from "../../../src/model/comparison.ts";
import type { Quantity } from "../../../src/model/quantity.ts";
import type { Run } from "../../../src/model/run.ts";
import { makeExperiment, makeRun } from "../run-factory.ts";

const ACC = "val/acc";

function rowsOf(runs: Run[]) {
  return compareExperiment(makeExperiment(runs), {}).rows;
}

function cellOf(runs: Run[], metric = ACC) {
  const [row] = rowsOf(runs);
  const cell = row?.cells[metric];
  if (row === undefined || cell === undefined) throw new Error(`no cell ${metric}`);
  return { row, cell };
}

function say(quantity: Quantity | null | undefined): string | null {
  return quantity ? `${quantity.text} = ${quantity.selector} (${quantity.evidence.length})` : null;
}

function folded(seed: number | null, fold: number, value: number): Run {
  const name = seed === null ? `cnn-fold${fold}` : `cnn-fold${fold}-seed${seed}`;
  const params = { lr: 0.1, fold, ...(seed === null ? {} : { seed }) };
  return makeRun(name, { metrics: { [ACC]: value }, params, seed, fold });
}

describe("folds that are runs", () => {
  test("are one row, and its spread is said to be over folds and has no interval", () => {
    const { row, cell } = cellOf([0.5, 0.7, 0.6].map((value, fold) => folded(null, fold, value)));
    expect(row).toMatchObject({ name: "cnn", n: 3, note: "± is over 3 folds, which share training data" });
    expect(cell).toMatchObject({ n: 3, over: "folds" });
    expect(cell.interval).toBeUndefined();
    expect(say(cell.spread)).toBe(`0.1000 = std(cnn/${ACC}) (3)`);
    expect(cell.folds?.map(({ fold, quantity }) => [fold, quantity.text])).toEqual([
      ["0", "0.5000"],
      ["1", "0.7000"],
      ["2", "0.6000"],
    ]);
  });

  test("of several seeds are averaged within each seed first", () => {
    const { row, cell } = cellOf([folded(0, 0, 0.4), folded(0, 1, 0.6), folded(1, 0, 0.6), folded(1, 1, 0.8)]);
    expect(cell).toMatchObject({ n: 2, over: "fold means" });
    expect(cell.quantity?.value).toBeCloseTo(0.6, 12);
    expect(cell.spread?.value).toBeCloseTo(Math.SQRT1_2 * 0.2, 12);
    expect(cell.spread?.selector).toBe(
      `std(mean(cnn-fold0-seed0/${ACC}, cnn-fold1-seed0/${ACC}), mean(cnn-fold0-seed1/${ACC}, cnn-fold1-seed1/${ACC}))`,
    );
    expect(cell.runs).toHaveLength(4);
    expect(row.note).toBe("± is over 2 means, each over the folds of one seed");
  });

  test("of which each had a seed of its own are folds", () => {
    const { cell } = cellOf([0.5, 0.7, 0.6].map((value, fold) => folded(fold + 40, fold, value)));
    expect(cell).toMatchObject({ n: 3, over: "folds" });
  });

  test("of another split are not folds of the same one", () => {
    const runs = [1, 2].map((split) =>
      makeRun(`cnn-seed${split}`, { metrics: { [ACC]: split / 4 }, params: { lr: 0.1, split_seed: split } }),
    );
    expect(cellOf(runs).cell).toMatchObject({ n: 2, over: "folds" });
  });
});

describe("folds inside one run", () => {
  const metrics = { "fold0/val/acc": 0.5, "fold1/val/acc": 0.7, "fold2/val/acc": 0.6, "train/loss": 1 };

  test("are one column with the mean over them, each with its own number", () => {
    const { row, cell } = cellOf([makeRun("cnn", { metrics })]);
    expect(Object.keys(row.cells).sort()).toEqual(["train/loss", ACC]);
    expect(cell).toMatchObject({ n: 3, over: "folds" });
    expect(say(cell.quantity)).toBe(`0.6000 = mean(cnn/fold0/${ACC}, cnn/fold1/${ACC}, cnn/fold2/${ACC}) (3)`);
    expect(cell.spread?.selector).toBe(`std(cnn/fold0/${ACC}, cnn/fold1/${ACC}, cnn/fold2/${ACC})`);
    expect(cell.folds?.map(({ fold }) => fold)).toEqual(["0", "1", "2"]);
    expect(row.note).toBe("± of val/acc is over 3 folds, which share training data");
  });

  test("of several seeds: the spread is over the seeds", () => {
    const runs = [0, 1].map((seed) =>
      makeRun(`cnn-seed${seed}`, {
        metrics: { acc_fold_1: 0.4 + seed / 5, acc_fold_2: 0.6 + seed / 5 },
        params: { seed },
        seed,
      }),
    );
    const { cell } = cellOf(runs, "acc");
    expect(cell).toMatchObject({ n: 2, over: "fold means" });
    expect(cell.runs.map(({ quantity }) => quantity.text)).toEqual(["0.5000", "0.7000"]);
    expect(cell.folds).toHaveLength(4);
  });

  test("are not mixed with a value that a run logged under the plain name", () => {
    const rows = rowsOf([makeRun("cnn", { metrics }), makeRun("mlp", { metrics: { [ACC]: 0.9 } })]);
    expect(rows.map((row) => row.cells[ACC]?.quantity?.text ?? null)).toEqual([null, "0.9000"]);
    expect(rows[0]?.cells[`folds/${ACC}`]?.quantity?.text).toBe("0.6000");
  });

  test("that are not finite are in no mean, and the row says so", () => {
    const { row, cell } = cellOf([makeRun("cnn", { metrics: { ...metrics, "fold1/val/acc": Number.NaN } })]);
    expect(cell).toMatchObject({ n: 2, quantity: { text: "0.5500" } });
    expect(row.note).toContain("val/acc is not finite in 1 of 3 folds");
  });

  test("are left as they are where there is one, or a number that is no fold", () => {
    expect(Object.keys(rowsOf([makeRun("a", { metrics: { "fold3/acc": 1 } })])[0]?.cells ?? {})).toEqual(["fold3/acc"]);
  });

  test.each([
    ["fold0/acc", { fold: "0", metric: "acc" }],
    ["val/fold_12/acc", { fold: "12", metric: "val/acc" }],
    ["fold_1_acc", { fold: "1", metric: "acc" }],
    ["acc_fold2", { fold: "2", metric: "acc" }],
    ["cv/fold-3/acc", { fold: "3", metric: "acc" }],
    ["split0_test_score", { fold: "0", metric: "test_score" }],
    ["unfold1/acc", null],
    ["fold", null],
    ["fold1", null],
  ])("%s", (name, expected) => {
    expect(foldOf(name)).toEqual(expected);
  });
});

test("ten folds have a corrected t test, and no permutation test that takes them for independent", () => {
  const runs = ["ridge", "gbm"].flatMap((model, more) =>
    [0.5, 0.7, 0.6, 0.65, 0.55, 0.72, 0.58, 0.61, 0.66, 0.53].map((value, fold) =>
      makeRun(`${model}-fold${fold}`, {
        metrics: { [ACC]: value + more * (0.01 + 0.004 * (fold % 3)) },
        params: { model, fold },
        fold,
      }),
    ),
  );
  const [contest] = compareExperiment(makeExperiment(runs), {}).contests?.contests ?? [];
  expect(contest?.test?.name).toBe("paired t test corrected for shared training data");
  expect(contest?.pairs?.n).toBe(10);
});

test("a run that logged several folds is not one without a spread", () => {
  const folds = makeRun("a", { metrics: { "fold0/r2": 0.5, "fold1/r2": 0.7, "fold2/r2": 0.6 } });
  expect(rowsOf([folds]).map(isSingle)).toEqual([false]);
  expect(rowsOf([makeRun("b", { metrics: { [ACC]: 0.5 } })]).map(isSingle)).toEqual([true]);
});
