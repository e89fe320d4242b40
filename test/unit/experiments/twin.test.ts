import { describe, expect, it } from "vitest";
import { twinsOf } from "../../../src/experiments/twin.ts";
import type { Run, Tracker } from "../../../src/model/run.ts";
import { makeRun } from "../run-factory.ts";

function logged(name: string, reader: Tracker, metrics: Record<string, number[]>): Run {
  const run = makeRun(name, { tracker: "lightning", metrics });
  return { ...run, metrics: run.metrics.map((metric) => ({ ...metric, reader })) };
}

describe("runs of two loggers", () => {
  const loss = [0.1, 0.7, 0.3];
  const single = loss.map(Math.fround);

  it("are one when all went alike in single precision", () => {
    const runs = [
      logged("version_0", "tensorboard", { loss: single, epoch: [0, 1, 2] }),
      logged("version_1", "lightning", { loss }),
    ];
    expect([...twinsOf(runs)]).toEqual([["experiments/e/runs/version_0", "experiments/e/runs/version_1"]]);
  });

  it("are paired one to one", () => {
    const runs = [
      logged("version_0", "tensorboard", { loss: single }),
      logged("version_1", "lightning", { loss }),
      logged("version_2", "tensorboard", { loss: single }),
    ];
    expect([...twinsOf(runs).keys()]).toEqual(["experiments/e/runs/version_0"]);
  });

  it("are two when a value, a number of points or nothing is the same, or one logger wrote both", () => {
    const exact = logged("version_1", "lightning", { loss });
    const others: Record<string, number[]>[] = [{ loss: [0.1, 0.7, 0.31] }, { loss: [0.1, 0.3] }, { other: loss }];
    for (const other of others) expect(twinsOf([exact, logged("version_0", "tensorboard", other)]).size).toBe(0);
    expect(twinsOf([exact, logged("version_0", "lightning", { loss })]).size).toBe(0);
    expect(
      twinsOf([logged("version_1", "tensorboard", { loss }), logged("version_0", "tensorboard", { loss })]).size,
    ).toBe(0);
  });
});
