import { describe, expect, test } from "vitest";
import { asksForHidden, knownNames, prepareFilter, sortRows } from "../../../src/query/evaluate.ts";
import { parseFilter } from "../../../src/query/expression.ts";
import { parseField } from "../../../src/query/field.ts";
import { QueryError } from "../../../src/query/query-error.ts";
import { rowsFor } from "./example.ts";

const rows = rowsFor([
  {
    name: "small",
    params: { lr: 0.1, augment: "none", wide: false },
    metrics: { "val/accuracy": [0.7, 0.9, 0.8], "val/loss": [0.4] },
    tags: ["base", "mlp"],
    seed: 0,
  },
  {
    name: "wide-shift",
    params: { lr: 1e-4, augment: "shift", wide: true, "opt.name": "adam" },
    metrics: { "val/accuracy": [0.95] },
    seed: 1,
  },
  {
    name: "broken",
    params: { lr: 10 },
    metrics: { "val/accuracy": [Number.NaN] },
    status: { value: "failed", how: "inferred", because: "", evidence: null },
  },
]);
const known = knownNames(rows);
const named = (filter: string) => rows.filter(prepareFilter(parseFilter(filter), known)).map(({ run }) => run.name);

describe("prepareFilter", () => {
  test.each([
    ["metrics.val/accuracy > 0.9", ["wide-shift"]],
    ["metrics.val_accuracy > 0.9", ["wide-shift"]],
    ["metrics.VAL.Accuracy >= 0.8", ["small", "wide-shift"]],
    ["metrics.val_accuracy@best >= 0.9", ["small", "wide-shift"]],
    ["metrics.val_accuracy@min < 0.75", ["small"]],
    ["metrics.val_accuracy = nan", ["broken"]],
    ["metrics.val_loss < 1", ["small"]],
    ["params.lr < 1e-3", ["wide-shift"]],
    ["params.lr = 1e-4", ["wide-shift"]],
    ["params.augment = none", ["small"]],
    ["params.augment != none", ["wide-shift", "broken"]],
    ["params.augment = null", ["broken"]],
    ["params.wide = true", ["wide-shift"]],
    ["params.opt.name = ADAM", ["wide-shift"]],
    ["tags contains base", ["small"]],
    ["tags contains bas", []],
    ["name contains WIDE", ["wide-shift"]],
    ["name ~ w*ft", ["wide-shift"]],
    ["name !~ shift", ["small", "broken"]],
    ["status = failed", ["broken"]],
    ["status in (failed, killed)", ["broken"]],
    ["seed < 1", ["small"]],
    ["experiment = sweep and not seed = 0", ["wide-shift", "broken"]],
    ["diverged = false and seed in (0, 1) or status = failed", ["small", "wide-shift", "broken"]],
  ])("%s", (filter, names) => {
    expect(named(filter)).toEqual(names);
  });

  test.each([
    ["metrics.val_acuracy > 1", "no run has a metric `val_acuracy`", "Did you mean `metrics.val/accuracy`?"],
    ["metrics.accuracy > 1", "no run has a metric `accuracy`", "Did you mean `metrics.val/accuracy`?"],
    ["metrics.lr > 1", "no run has a metric `lr`", "Did you mean `params.lr`?"],
    ["lr > 1", "there is no field `lr`", "Did you mean `params.lr`?"],
    ["stats = finished", "there is no field `stats`", "Did you mean `status`"],
    ["status = done", "there is no status `done`", "There are: finished, failed"],
    ["metrics.val/loss < small", "a metric is a number, `small` is none", "Write a number"],
    ["metrics.zzzzzz > 1", "no run has a metric `zzzzzz`", "There are: val/accuracy, val/loss."],
  ])("%s is refused with what was perhaps meant", (filter, message, help) => {
    const compute = () => prepareFilter(parseFilter(filter), known);
    expect(compute).toThrow(QueryError);
    expect(compute).toThrow(message);
    try {
      compute();
    } catch (error) {
      expect((error as QueryError).help).toContain(help);
    }
  });

  test("a name that several metrics are like means the one that a run has", () => {
    const mixed = rowsFor([
      { name: "a", metrics: { "val/loss": [1] } },
      { name: "b", metrics: { val_loss: [2] } },
    ]);
    const fits = prepareFilter(parseFilter("metrics.val.loss > 0"), knownNames(mixed));
    expect(mixed.filter(fits)).toHaveLength(2);
  });
});

describe("sortRows", () => {
  const sorted = (field: string, falling: boolean) =>
    sortRows(rows, { field: parseField(field), falling }, known).map(({ run }) => run.name);

  test("rising or falling; NaN and missing values last", () => {
    expect(sorted("metrics.val_accuracy", false)).toEqual(["small", "wide-shift", "broken"]);
    expect(sorted("metrics.val_accuracy", true)).toEqual(["wide-shift", "small", "broken"]);
    expect(sorted("metrics.val_loss", true)).toEqual(["small", "wide-shift", "broken"]);
    expect(sorted("name", false)).toEqual(["broken", "small", "wide-shift"]);
  });
});

test("a filter that asks for a status wants runs that lists leave out", () => {
  expect(asksForHidden(parseFilter("seed = 1 and not (status = failed)"))).toBe(true);
  expect(asksForHidden(parseFilter("metrics.loss < 1"))).toBe(false);
});
