import { expect, test } from "vitest";
import { chooseRun } from "../../../src/query/choose-run.ts";
import { commonMetrics, differingParams, metricTexts } from "../../../src/query/columns.ts";
import { flatTable, recordOf } from "../../../src/query/record.ts";
import { searchRuns } from "../../../src/query/search.ts";
import { rowsFor } from "./example.ts";

const rows = rowsFor(
  [
    { name: "baseline", params: { augment: "none", lr: 0.1 }, metrics: { "val/accuracy": [0.8] }, tags: ["mlp"] },
    { name: "mixup-wide", params: { augment: "mixup", lr: 0.1 }, metrics: { "val/accuracy": [0.81] } },
    {
      name: "wide",
      params: { augment: "none", lr: 0.1 },
      metrics: { "val/accuracy": [0.8051], "val/loss": [0.5] },
      ignored: { reason: "leak in the split", file: "IGNORED_RUNS.md", line: 4 },
    },
  ],
  [{ text: "`wide` does not converge without warmup." }],
);
const found = (...words: string[]) => searchRuns(rows, words).map(({ row, matched }) => `${row.run.name} ${matched}`);

test("searching: all words before some, names before notes, ignored runs too", () => {
  expect(found("wide")).toEqual(["wide 1", "mixup-wide 1"]);
  expect(found("mixup", "wide")).toEqual(["mixup-wide 2", "wide 1"]);
  expect(found("LEAK")).toEqual(["wide 1"]);
  expect(found("warmup")).toEqual(["wide 1"]);
  expect(found("lr=0.1", "mlp")[0]).toBe("baseline 2");
  expect(found("transformer")).toEqual([]);
});

test("searching: a journal entry counts for the run it names, not for one whose name is longer", () => {
  const [hit] = searchRuns(rows, ["warmup"])[0]?.hits ?? [];
  expect(hit).toMatchObject({ where: "journal 2026-01-31", file: "JOURNAL.md", line: 3 });
});

test("choosing a run: by id, folder or name; near names when there is none", () => {
  const id = rows[0]?.run.id ?? "";
  for (const text of [id, `./${id}/`, "2026-01-31T12-00-00-baseline", "baseline", "sweep/baseline"]) {
    expect(chooseRun(rows, text).found.map(({ run }) => run.name)).toEqual(["baseline"]);
  }
  expect(chooseRun(rows, "basline")).toEqual({ found: [], near: ["baseline"] });
  expect(chooseRun([...rows, ...rows], "wide").found).toHaveLength(2);
});

test("columns: params that differ, metrics that half of the runs have", () => {
  expect(differingParams(rows)).toEqual(["augment"]);
  expect(commonMetrics(rows)).toEqual(["val/accuracy"]);
  expect([...metricTexts(rows, "val/accuracy").texts.values()]).toEqual(["0.8000", "0.8100", "0.8051"]);
});

test("columns: runs of which nothing was written make none of the others' rarer", () => {
  const [first] = rows;
  if (first === undefined) throw new Error("there are rows");
  const empty = { ...first, run: { ...first.run, params: [], metrics: [] }, metrics: new Map() };
  const some = [...rows, empty, empty, empty, empty];
  expect(commonMetrics(some)).toEqual(["val/accuracy"]);
  expect(differingParams(some)).toEqual(["augment"]);
  expect(commonMetrics([empty])).toEqual([]);
});

test("records carry the evidence", () => {
  const [first] = rows;
  if (first === undefined) throw new Error("there are rows");
  expect(recordOf(first)).toMatchObject({
    name: "baseline",
    experiment: "sweep",
    ignored: false,
    params: { augment: "none", lr: 0.1 },
    metrics: { "val/accuracy": { value: 0.8, reduction: "last", step: 0, evidence: { literal: "0.8" } } },
  });
  const table = flatTable(rows);
  const column = table.head.indexOf("metrics.val/accuracy@source");
  expect(table.rows[0]?.[column]).toBe(`${first.run.dir}/logs/train.log:1`);
  expect(table.rows[0]?.[table.head.indexOf("metrics.val/loss")]).toBe(null);
});
