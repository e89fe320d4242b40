import { describe, expect, it } from "vitest";
import { expectedOf, expectPoints, fixtureFolder, readFolder } from "./read-fixture.ts";
import { readProject } from "./scratch-project.ts";

const expected = expectedOf<Record<string, Record<string, number[]>[]>>("keras");
const reading = readFolder(fixtureFolder("keras"));
const named = (path: string) => (reading.runs.has(path) ? path : path.slice(0, path.lastIndexOf("/")));

describe("logs that Keras wrote", () => {
  it("have every value of the History that fit returned", () => {
    let values = 0;
    for (const [path, fits] of Object.entries(expected)) {
      for (const metric of new Set(fits.flatMap((one) => Object.keys(one)))) {
        const every = path.startsWith("some-val") && metric.startsWith("val_") ? 2 : 1;
        const points = fits.flatMap((one) =>
          (one[metric] ?? []).map((value, at): [number, number] => [every * at + every - 1, value]),
        );
        values += expectPoints(reading, { run: named(path), metric }, points);
      }
    }
    expect(values).toBe(125);
  });

  it("are read to the last epoch of a process that was killed", () => {
    for (const metric of ["loss", "val_loss"]) {
      const points = (expected["killed-twin/training.csv"]?.[0]?.[metric] ?? []).map((value, at): [number, number] => [
        at,
        value,
      ]);
      expectPoints(reading, { run: "killed", metric }, points);
    }
  });

  it("keep all points of a file that was appended to, and say so", () => {
    const run = reading.runs.get("resumed");
    expect(run?.metrics.map(({ points, firstStep, lastStep }) => [points, firstStep, lastStep])[0]).toEqual([5, 0, 2]);
    const codes = reading.results.filter(({ runs }) => runs[0]?.id === "resumed").flatMap(({ findings }) => findings);
    expect(codes.map(({ code }) => code)).toContain("series/step-decreases");
  });

  it("are the run of their folder, or one of several files in it", () => {
    expect([...reading.runs.keys()].filter((id) => id.startsWith("sweep"))).toEqual([
      "sweep/größe 1.csv",
      "sweep/größe 2.csv",
    ]);
    expect(reading.runs.get("sweep/größe 1.csv")?.name).toBe("größe 1");
    expect(reading.runs.get("plain")?.files).toEqual(["plain/training.log"]);
    expect(reading.runs.has("empty")).toBe(false);
    expect(reading.runs.get("kinds")?.metrics.map(({ name }) => name)).toEqual([
      "bad",
      "loss",
      "mae",
      "val_loss",
      "val_mae",
    ]);
  });
});

describe("a table", () => {
  const isRead = (text: string) =>
    readProject({ "a/training.csv": text }).sources.some(({ reader }) => reader === "keras");

  it("is Keras's by its header only", () => {
    expect(isRead("epoch,loss\r\n0,0.5\r\n")).toBe(true);
    expect(isRead("epoch,accuracy,loss,val_accuracy,val_loss\n0,1,2,3,4\n")).toBe(true);
    expect(isRead("epoch,accuracy,loss,val_accuracy,val_loss\n")).toBe(true);
    expect(isRead("epoch,train_loss,val_loss\n0,1,2\n")).toBe(false);
    expect(isRead("epoch,loss,accuracy\n0,1,2\n")).toBe(false);
    expect(isRead("epoch,loss\n0.5,1\n")).toBe(false);
    expect(isRead("step,loss\n0,1\n")).toBe(false);
    expect(isRead("")).toBe(false);
    expect(isRead("\0\0\0")).toBe(false);
  });

  it("in a folder with other things is a run by itself", () => {
    const { sources } = readProject({ "a/training.csv": "epoch,loss\n0,1\n", "a/src/x.py": "pass\n" });
    expect(sources.map(({ id, many }) => [id, many])).toEqual([["a/training.csv", true]]);
  });
});
