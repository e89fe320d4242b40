import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import type { CompareSettings } from "../../../src/compare/settings.ts";
import { plainSentence } from "../../../src/model/comparison.ts";
import { isMachineMetric } from "../../../src/model/machine-metric.ts";
import type { Run } from "../../../src/model/run.ts";
import { relativeDifference } from "../../../src/repeats/agreement.ts";
import { independentRuns } from "../../../src/repeats/independent-runs.ts";
import type { RunInput } from "../run-factory.ts";
import { makeExperiment, makeRun } from "../run-factory.ts";

function reproduced(runs: Run[], settings: CompareSettings = {}) {
  return compareExperiment(makeExperiment(runs), settings).reproductions;
}

/** A run with params and a seed, as two people may both have started it. */
function run(name: string, loss: number, input: RunInput = {}): Run {
  const seed = input.seed ?? 0;
  return makeRun(name, {
    params: { lr: 0.1, seed },
    seed,
    metrics: { "val/loss": loss, seconds: 10 * loss },
    ...input,
  });
}

describe("runs that claim to be the same", () => {
  test("equal values to the last digit are identical, and count once", () => {
    const [only, ...others] = reproduced([run("a", 0.25), run("a-rerun", 0.25)]);
    expect(others).toEqual([]);
    expect(only).toMatchObject({ verdict: "identical", worst: null, compared: ["val/loss"], machine: ["seconds"] });
    expect(plainSentence(only?.because ?? [])).toBe(
      "a and a-rerun record the same 1 param and seed (not all record a commit or data version). Last, lowest and highest value of val/loss are equal to the last digit. The same run again is no independent repeat, so they are evidence of 1 run, not of 2. Left out, since they measure the machine: seconds.",
    );
  });

  test("values within the tolerance agree, beyond it they differ, with both values and their addresses", () => {
    const runs = [run("a", 0.25), run("a-again", 0.2502)];
    const [differs] = reproduced(runs);
    expect(differs).toMatchObject({ verdict: "differs", tolerance: 1e-6, worst: { metric: "val/loss" } });
    expect(differs?.worst?.values.map(({ selector, text }) => `${selector} ${text}`)).toEqual([
      "a/val/loss 0.25",
      "a-again/val/loss 0.2502",
    ]);
    expect(differs?.worst?.difference?.selector).toBe("rel(a-again/val/loss, a/val/loss)");
    expect(reproduced(runs, { tolerance: 0.001 })[0]?.verdict).toBe("agrees");
    expect(reproduced(runs, { tolerance: 0.001, tolerances: { "val/loss": 0 } })[0]?.verdict).toBe("differs");
  });

  test("another seed, param, commit or data version is no claim to be the same", () => {
    const commits = ["aaaaaaa", "bbbbbbb"].map((gitCommit, i) => run(`c${i}`, 0.5, { gitCommit, name: "c" }));
    expect(reproduced([run("a", 0.5), run("a-again", 0.5, { seed: 1 })])).toEqual([]);
    expect(reproduced([run("a", 0.5), run("a-again", 0.5, { params: { lr: 0.2, seed: 0 } })])).toEqual([]);
    expect(reproduced(commits)).toEqual([]);
    expect(reproduced(["v1", "v2"].map((dataVersion, i) => run(`a${i}`, 0.5, { dataVersion, name: "a" })))).toEqual([]);
  });

  test("a commit that only one of them knows contradicts nothing", () => {
    const runs = [run("a", 0.5, { gitCommit: "aaaaaaa" }), run("a-rerun", 0.5)];
    expect(reproduced(runs)[0]?.verdict).toBe("identical");
  });

  test("runs without a seed are repeats, unless a value of many digits is equal", () => {
    const unseeded = (name: string, metrics: Record<string, number>) => makeRun(name, { params: { lr: 0.1 }, metrics });
    expect(reproduced([unseeded("a-run1", { "val/loss": 0.5 }), unseeded("a-run2", { "val/loss": 0.6 })])).toEqual([]);
    expect(reproduced([unseeded("a-run1", { acc: 0.9722222222 }), unseeded("a-run2", { acc: 0.9722222222 })])).toEqual(
      [],
    );
    const equal = { "val/loss": 0.123456789 };
    expect(reproduced([unseeded("a-run1", equal), unseeded("a-run2", equal)])[0]).toMatchObject({
      verdict: "identical",
    });
  });

  test("NaN in both is equal, in one it differs", () => {
    const diverging = (name: string, loss: number) => run(name, loss, { diverged: null });
    expect(reproduced([diverging("a", Number.NaN), diverging("a-rerun", Number.NaN)])[0]?.verdict).toBe("identical");
    const [differs] = reproduced([diverging("a", Number.NaN), diverging("a-rerun", 0.5)]);
    expect(differs).toMatchObject({ verdict: "differs", worst: { difference: null } });
  });

  test("a tag declares what a run reproduces; what differs in its params is said", () => {
    const tagged = run("second", 0.5, { tags: ["reproduces:first"], params: { lr: 0.2, seed: 0 } });
    const [only] = reproduced([run("first", 0.5), tagged]);
    expect(only).toMatchObject({ how: "declared", verdict: "identical" });
    expect(plainSentence(only?.because ?? [])).toContain("(1 param differs: lr)");
    expect(plainSentence(only?.because ?? [])).not.toContain("evidence of");
  });

  test("runs that share no result say nothing", () => {
    expect(
      reproduced([run("a", 1, { metrics: { seconds: 3 } }), run("a-rerun", 1, { metrics: { seconds: 4 } })]),
    ).toEqual([]);
  });
});

describe("independent runs", () => {
  test("the same seed again with the same result is one piece of evidence", () => {
    const runs = [run("a-seed0", 0.5), run("a-seed1", 0.6, { seed: 1 }), run("a-seed0-rerun", 0.5)];
    expect(independentRuns(runs).map((set) => set.map(({ name }) => name))).toEqual([
      ["a-seed0", "a-seed0-rerun"],
      ["a-seed1"],
    ]);
  });

  test("the same seed with another result stays two", () => {
    expect(independentRuns([run("a", 0.5), run("a-rerun", 0.6)])).toHaveLength(2);
  });

  test("no run is lost or doubled", () => {
    const some = fc.array(fc.record({ seed: fc.integer({ min: 0, max: 2 }), loss: fc.constantFrom(0.5, 0.25, 1e-9) }));
    fc.assert(
      fc.property(some, (list) => {
        const runs = list.map(({ seed, loss }, i) =>
          run(`a${i}-rerun`, loss, { seed, name: "a", id: `r${i}`, dir: `r${i}` }),
        );
        const sets = independentRuns(runs);
        expect(sets.flat().toSorted((a, b) => runs.indexOf(a) - runs.indexOf(b))).toEqual(runs);
        expect(sets).toHaveLength(new Set(list.map(({ seed, loss }) => `${seed} ${loss}`)).size);
      }),
    );
  });
});

test("what measures the machine is told by its name", () => {
  for (const name of [
    "time",
    "train/seconds",
    "system/gpu.0.memory",
    "tokens_per_second",
    "it/s",
    "latency_ms",
    "gpu_mem",
  ])
    expect(isMachineMetric(name), name).toBe(true);
  for (const name of ["test/accuracy", "val/loss", "perplexity", "per_class_acc", "steps", "timestep_reward_mean"])
    expect(isMachineMetric(name), name).toBe(false);
});

test("a relative difference is symmetric, and zero only for equal values", () => {
  fc.assert(
    fc.property(fc.double(), fc.double(), (a, b) => {
      expect(relativeDifference(a, b)).toBe(relativeDifference(b, a));
      expect(relativeDifference(a, a)).toBe(0);
      if (!Object.is(a, b) && a !== b) expect(relativeDifference(a, b)).toBeGreaterThan(0);
    }),
  );
});
