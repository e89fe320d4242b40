import { describe, expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import { isEvaluatedCount } from "../../../src/compare/data-statistic.ts";
import type { Caution } from "../../../src/model/caution.ts";
import { plainSentence } from "../../../src/model/comparison.ts";
import type { Run } from "../../../src/model/run.ts";
import type { RunInput } from "../run-factory.ts";
import { makeExperiment, makeRun } from "../run-factory.ts";

function cautionsOf(runs: Run[]): Caution[] {
  return compareExperiment(makeExperiment(runs), {}).cautions ?? [];
}

function said(runs: Run[]): string[] {
  return cautionsOf(runs).map(({ sentence }) => plainSentence(sentence));
}

function run(name: string, metrics: RunInput["metrics"], params: RunInput["params"] = {}, input: RunInput = {}): Run {
  return makeRun(name, { metrics: metrics ?? {}, params: params ?? {}, ...input });
}

describe("rows that were evaluated on different numbers of samples", () => {
  test("are named with the count, its values with evidence, and the runs", () => {
    const runs = [
      run("a", { accuracy: 0.91, Found_support: 99, "weighted avg_support": 142 }, { lr: 1 }),
      run("b", { accuracy: 0.92, Found_support: 112, "weighted avg_support": 162 }, { lr: 2 }),
      run("c", { accuracy: 0.93, Found_support: 112, "weighted avg_support": 162 }, { lr: 3 }),
    ];
    const [only, ...others] = cautionsOf(runs);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ kind: "evaluated-on", rows: ["a", "b", "c"] });
    expect(plainSentence(only?.sentence ?? [])).toBe(
      "Not all rows were evaluated on the same number of samples: weighted avg_support is 142 in a; 162 in b and c (Found_support differs too). Their values are of different data, so a difference between these rows may come from that alone.",
    );
    const quantities = (only?.sentence ?? []).filter((part) => typeof part !== "string");
    expect(quantities.map(({ selector, evidence }) => [selector, evidence.length])).toEqual([
      ["a/weighted avg_support", 1],
      ["b/weighted avg_support", 1],
    ]);
  });

  test("are looked at before the selected row is relied on", () => {
    const compare = (...counts: number[]) => {
      const runs = counts.map((n, at) => run(`r${at}`, { accuracy: 0.9 - at / 10, n_test: n }, { lr: at }));
      const { selection, recommendation } = compareExperiment(makeExperiment(runs), {});
      return [selection?.escalations ?? [], recommendation?.escalations ?? []].map((all) =>
        all.map(({ kind }) => kind),
      );
    };
    expect(compare(142, 142, 142)).toEqual([[], []]);
    expect(compare(142, 162, 142)).toEqual([["data-drift"], []]);
    // Where all others differ from it, that is said with the recommendation.
    expect(compare(142, 162, 162)).toEqual([[], ["data-drift"]]);
  });

  test("are told by a param too, and many values by their extremes", () => {
    const runs = [10, 20, 30, 40].map((n, at) => run(`r${at}`, { accuracy: 0.9 + at / 100 }, { n_test: n, lr: at }));
    expect(said(runs)[0]).toContain("n_test is 10 in r0 up to 40 in r3, 4 different values.");
  });

  test("say nothing where the count is of training, is not logged, or is the same", () => {
    const of = (name: string, values: number[]) =>
      said(values.map((value, at) => run(`r${at}`, { accuracy: 0.9 + at / 100, [name]: value }, { lr: at })));
    expect(of("n_train", [100, 200])).toEqual([]);
    expect(of("train_samples", [100, 200])).toEqual([]);
    expect(of("samples", [100, 200])).toEqual([]);
    expect(of("n_test", [100, 100])).toEqual([]);
    expect(of("eval_samples", [100, 200])).toHaveLength(1);
    expect(of("eval_samples_per_second", [100, 200])).toEqual([]);
  });

  test("say nothing where only the seed decides about it, the same way in every row", () => {
    const seeds = (row: string, counts: number[]) =>
      counts.map((n, seed) =>
        run(`${row}-seed${seed}`, { accuracy: 0.9 + seed / 100, n_test: n }, { row, seed }, { seed }),
      );
    expect(said([...seeds("a", [66, 67]), ...seeds("b", [66, 67])])).toEqual([]);
    expect(said([...seeds("a", [66, 67]), ...seeds("b", [66])])).toEqual([]);
    expect(said([...seeds("a", [66, 67]), ...seeds("b", [67, 66])])[0]).toMatch(/66 in a and b; 67 in a and b/);
  });

  test("names that only look like counts are none", () => {
    for (const name of ["n_test", "num_test", "test_samples", "eval_samples", "macro avg_support", "num_val_images"])
      expect([name, isEvaluatedCount(name)]).toEqual([name, true]);
    for (const name of ["min_support", "n_support", "n_train", "num_classes", "test_loss", "train/support", "samples"])
      expect([name, isEvaluatedCount(name)]).toEqual([name, false]);
  });
});

describe("rows that are equal in everything", () => {
  const values = { accuracy: 0.943662, "macro/f1": 0.801734 };

  test("are pointed out with the params that differ, and open at their lines", () => {
    const runs = [
      run("a", values, { lr: 1 }),
      run("b", values, { lr: 2 }),
      run("c", { ...values, accuracy: 0.9 }, { lr: 3 }),
    ];
    const [only, ...others] = cautionsOf(runs);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ kind: "identical", rows: ["a", "b"], places: [{ name: "a" }, { name: "b" }] });
    expect(plainSentence(only?.sentence ?? [])).toBe(
      "a and b have identical values in all 2 metrics that both logged (accuracy 0.9437), to the last digit, though lr differs: the same predictions, an evaluation that was copied, or params that change nothing.",
    );
  });

  test("without a param that differs are perhaps one run", () => {
    expect(said([run("a", values), run("b", values)])[0]).toMatch(
      /and no param that both recorded differs: the same run under several names/,
    );
  });

  test("three of them are one set; what measures the machine is not compared", () => {
    const runs = ["a", "b", "c"].map((name, at) => run(name, { ...values, seconds: at + 1.234 }, { lr: at }));
    expect(said(runs)).toHaveLength(1);
    expect(said(runs)[0]).toMatch(/^a, b and c have identical values in all 2 metrics that all of them logged/);
  });

  test("are not pointed out for one metric, for round values, or where one metric differs", () => {
    const pair = (a: RunInput["metrics"], b = a) => said([run("a", a, { lr: 1 }), run("b", b, { lr: 2 })]);
    expect(pair({ accuracy: 0.943662 })).toEqual([]);
    expect(pair({ accuracy: 1, f1: 0, recall: 0.5, precision: 100 })).toEqual([]);
    expect(pair({ ...values, recall: 0.5 }, { ...values, recall: 0.4 })).toEqual([]);
    expect(pair({ accuracy: [0.5, 0.943662], f1: 0.801734 }, { accuracy: [0.4, 0.943662], f1: 0.801734 })).toEqual([]);
  });

  test("are compared seed by seed", () => {
    const row = (name: string, lr: number, last: number) =>
      [0.943662, last].map((accuracy, seed) =>
        run(`${name}-seed${seed}`, { accuracy, f1: 0.801734 }, { lr, seed }, { seed }),
      );
    expect(said([...row("a", 1, 0.951234), ...row("b", 2, 0.951234)])).toHaveLength(1);
    expect(said([...row("a", 1, 0.951234), ...row("b", 2, 0.951235)])).toEqual([]);
  });
});
