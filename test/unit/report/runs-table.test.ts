import { expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import { inlineLinks } from "../../../src/report/link-writer.ts";
import { runsTable } from "../../../src/report/runs-table.ts";
import { makeExperiment, makeRun } from "../run-factory.ts";
import { digitsExample } from "./digits-example.ts";

test("a run that is one fold is listed once", () => {
  const runs = [0.5, 0.7, 0.6].map((value, fold) =>
    makeRun(`cnn-fold${fold}`, { metrics: { "test/r2": value }, params: { fold }, fold }),
  );
  const experiment = makeExperiment(runs);
  const comparison = compareExperiment(experiment, {});
  const [row] = comparison.rows;
  if (row === undefined) throw new Error("no row");
  expect(row.cells["test/r2"]?.folds).toHaveLength(3);
  const table = runsTable(
    { ...digitsExample(), experiment, comparison },
    row,
    inlineLinks({ from: "experiments/e/comparison.md" }),
  );
  expect(table.split("\n")).toHaveLength(5);
});
