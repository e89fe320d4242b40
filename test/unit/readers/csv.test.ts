import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { delimiterOf, isOpenRecord, splitRecord } from "../../../src/readers/format/csv.ts";
import { readRun, sayMetrics } from "./scratch-project.ts";

describe("splitRecord", () => {
  it("reads back what RFC 4180 writes", () => {
    const cell = fc.string({ unit: fc.constantFrom(...'a ",\n;1'.split("")), maxLength: 6 });
    const write = (cells: string[]) => cells.map((text) => `"${text.replaceAll('"', '""')}"`).join(",");
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1, maxLength: 5 }), (cells) => {
        expect(isOpenRecord(write(cells))).toBe(false);
        expect(splitRecord(write(cells), ",")).toEqual(cells);
      }),
    );
  });

  it("trims bare cells and keeps empty ones", () => {
    expect(splitRecord("  a ,, 1.0 ,", ",")).toEqual(["a", "", "1.0", ""]);
    expect(splitRecord('a, "b, c" ,d', ",")).toEqual(["a", "b, c", "d"]);
    expect(delimiterOf("a\tb\tc")).toBe("\t");
    expect(delimiterOf("a;b;c")).toBe(";");
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.string(), (text) => void splitRecord(text, ",")));
  });
});

describe("a table of metrics", () => {
  it("takes the step column, keeps literals and names each cell", () => {
    const { run, codes } = readRun({
      "logs/metrics.csv": "epoch,step,train_loss,note\r\n0,10,0.70,x\r\n1,20,0.60,y\r\n",
    });
    expect(sayMetrics(run)).toEqual(["train_loss: 0.60@20 #3"]);
    expect(run.metrics[0]?.last.evidence.locator).toEqual({ kind: "cell", row: 2, column: "train_loss", line: 3 });
    expect(run.metrics[0]?.stepName).toBe("step");
    expect(codes).toEqual([]);
  });

  it("takes a split column as prefix, and empty and NA cells as missing", () => {
    const { run } = readRun({
      "logs/history.tsv": "epoch\tsplit\tloss\tacc\n0\ttrain\t0.7\tNA\n0\tval\t0.8\t0.5\n1\ttrain\tnan\t\n",
    });
    expect(sayMetrics(run)).toEqual(["train/loss: nan@1 #4", "val/loss: 0.8@0 #3", "val/acc: 0.5@0 #3"]);
    expect(run.metrics[0]).toMatchObject({ points: 2, nonFinite: 1 });
  });

  it("leaves tables without a step alone, as data", () => {
    const { run } = readRun({ "logs/confusion.csv": "true,0,1\n0,5,1\n1,2,7\n", "data/x.csv": "step,loss\n0,1\n" });
    expect(run.metrics).toEqual([]);
    expect(run.artifacts.map((artifact) => [artifact.path.split("/").at(-1), artifact.kind])).toEqual([
      ["confusion.csv", "data"],
      ["x.csv", "data"],
    ]);
  });

  it("says that rows are ragged once, and drops a torn last row", () => {
    const { run, codes } = readRun({ "logs/metrics.csv": "step,loss,acc\n0,0.7,0.1\n1,0.6\n2,0.5,0.3,9\n3,0.4" });
    expect(sayMetrics(run)).toEqual(["loss: 0.5@2 #4", "acc: 0.3@2 #4"]);
    expect(codes.sort()).toEqual(["source/bad-line", "source/torn-line"]);
  });
});
