import { describe, expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import type { CompareSettings } from "../../../src/compare/settings.ts";
import { parseJournal } from "../../../src/experiments/journal.ts";
import { plainSentence } from "../../../src/model/comparison.ts";
import type { Experiment } from "../../../src/model/experiment.ts";
import type { Run } from "../../../src/model/run.ts";
import { makeExperiment, makeRun } from "../run-factory.ts";

const F1 = "test/f1";
const MS = "latency_ms";

function weigh(runs: Run[], settings: CompareSettings = {}, input: Partial<Experiment> = {}) {
  return compareExperiment(makeExperiment(runs, input), settings).tradeoff;
}

function single(name: string, f1: number, ms: number): Run {
  return makeRun(name, { metrics: { [F1]: f1, [MS]: ms } });
}

/** Runs `name-seed0` …, one for each pair of values. */
function repeated(name: string, values: [number, number][]): Run[] {
  return values.map(([f1, ms], seed) =>
    makeRun(`${name}-seed${seed}`, { metrics: { [F1]: f1, [MS]: ms }, params: { arm: name, seed }, seed }),
  );
}

const four = [single("big", 0.91, 100), single("small", 0.88, 27), single("odd", 0.87, 60), single("tiny", 0.7, 20)];

describe("objectives", () => {
  test("by rule are the deciding metric and costs by name that differ", () => {
    const tradeoff = weigh(four);
    expect(tradeoff?.objectives.map(({ metric }) => metric)).toEqual([F1, MS]);
    expect(tradeoff?.how).toContain("by rule");
    expect(weigh([single("a", 0.9, 100), single("b", 0.8, 101)])).toBeNull();
    expect(weigh([makeRun("a", { metrics: { [F1]: 0.9 } }), makeRun("b", { metrics: { [F1]: 0.8 } })])).toBeNull();
  });

  test("have what the costs are paid for where the deciding metric is a cost itself", () => {
    const run = (name: string, f1: number, ms: number, usd: number) =>
      makeRun(name, { metrics: { [F1]: f1, [MS]: ms, cost_usd: usd } });
    const tradeoff = weigh([run("big", 0.91, 100, 4), run("small", 0.88, 27, 1)], { primaryMetric: MS });
    expect(tradeoff?.objectives.map(({ metric }) => metric)).toEqual([MS, F1, "cost_usd"]);
    expect(tradeoff?.front).toHaveLength(2);
  });

  test("are not how long a program ran, nor what has no direction", () => {
    const run = (name: string, f1: number, value: number) =>
      makeRun(name, { metrics: { [F1]: f1, train_runtime: value, wobble: value } });
    expect(weigh([run("a", 0.9, 10), run("b", 0.8, 5)])).toBeNull();
  });

  test("that settings or the journal declare come first; what cannot be weighed is named", () => {
    const runs = four.map((run, i) => makeRun(run.name, { metrics: { [F1]: i, size_mb: 9 - i, wobble: i } }));
    const tradeoff = weigh(runs, { objectives: ["size_mb", "f1", "wobble", "nothing"] });
    expect(tradeoff?.objectives.map(({ metric }) => metric)).toEqual([F1, "size_mb"]);
    expect(tradeoff?.how).toBe("declared in the settings");
    expect(tradeoff?.notWeighed).toEqual([
      { metric: "wobble", reason: "whether higher or lower is better is not known" },
      { metric: "nothing", reason: "no run that counts has logged it" },
    ]);
    const { journal } = parseJournal("---\nobjectives: [f1, size_mb]\n---\n", "JOURNAL.md");
    expect(journal.objectives).toEqual({ names: ["f1", "size_mb"], line: 2 });
    expect(weigh(runs, {}, { journal })?.how).toBe("declared in the journal");
    expect(parseJournal("---\nobjectives:\n  - f1\n  - size_mb\n---\n", "j").journal.objectives?.names).toEqual([
      "f1",
      "size_mb",
    ]);
  });

  test("are those of a search with several", () => {
    const runs = [1, 2].map((i) => makeRun(`t${i}`, { metrics: { values_0: i, values_1: i } }));
    const one = { how: "declared", objective: true } as const;
    const directions = { values_0: { ...one, better: "higher" }, values_1: { ...one, better: "lower" } } as const;
    const tradeoff = weigh(runs, {}, { directions });
    expect(tradeoff?.how).toBe("what the search optimises");
    expect(tradeoff?.front).toEqual(["t2", "t1"]);
  });
});

describe("a front", () => {
  test("names who dominates whom, the knee and what is given for what", () => {
    const tradeoff = weigh(four);
    expect(tradeoff?.front).toEqual(["big", "small", "tiny"]);
    expect(tradeoff?.dominated).toEqual([{ row: "odd", by: ["small"], more: 0, certainty: "unknown" }]);
    expect(tradeoff?.knee).toBe("small");
    expect(tradeoff?.singles).toBe(4);
    expect(tradeoff?.trades.map(plainSentence)).toEqual([
      "small instead of big: −3.00 pp test/f1 (−3.3 %) for −73.0 % latency_ms.",
      "tiny instead of small: −18.00 pp test/f1 (−20.5 %) for −25.9 % latency_ms.",
    ]);
    const numbers = tradeoff?.trades[0]?.filter((part) => typeof part !== "string");
    expect(numbers?.map(({ selector }) => selector)).toEqual([
      "pp(small/test/f1, big/test/f1)",
      "rel(small/test/f1, big/test/f1)",
      "rel(small/latency_ms, big/latency_ms)",
    ]);
  });

  test("leaves out rows without a finite value of each objective, and says so", () => {
    const tradeoff = weigh([...four, makeRun("half", { metrics: { [F1]: 0.99 } }), single("nan", 0.99, Number.NaN)]);
    expect(tradeoff?.front).toEqual(["big", "small", "tiny"]);
    expect(tradeoff?.without).toEqual([
      { row: "half", metrics: [MS] },
      { row: "nan", metrics: [MS] },
    ]);
  });

  test("states whether runs tell a dominated row apart", () => {
    const better: [number, number][] = [
      [0.9, 10],
      [0.91, 11],
      [0.92, 10],
      [0.93, 11],
    ];
    const close: [number, number][] = [
      [0.89, 10],
      [0.9, 11],
      [0.92, 12],
      [0.93, 13],
    ];
    const far: [number, number][] = [
      [0.5, 30],
      [0.51, 31],
      [0.52, 30],
      [0.53, 31],
    ];
    const tradeoff = weigh(
      [...repeated("better", better), ...repeated("close", close), ...repeated("far", far), single("one", 0.3, 50)],
      { objectives: [F1, MS] },
    );
    const certainty = Object.fromEntries(tradeoff?.dominated.map((one) => [one.row, one.certainty]) ?? []);
    expect(tradeoff?.front).toEqual(["better"]);
    expect(certainty).toEqual({ close: "together", far: "apart", one: "unknown" });
  });

  test("of rows that are equal in everything has no trade between them", () => {
    const tradeoff = weigh([single("a", 0.9, 10), single("b", 0.9, 10), single("c", 0.8, 5)]);
    expect(tradeoff?.front).toEqual(["a", "b", "c"]);
    expect(tradeoff?.trades.map(plainSentence)).toEqual([
      "c instead of a: −10.00 pp test/f1 (−11.1 %) for −50.0 % latency_ms.",
    ]);
  });

  test("states a change from zero absolutely", () => {
    const tradeoff = weigh([single("a", 0.9, 4), single("b", 0.8, 0)]);
    const back = weigh([single("a", 0.9, 0), single("b", 0.8, -3)]);
    expect(tradeoff?.trades.map(plainSentence)).toEqual([
      "b instead of a: −10.00 pp test/f1 (−11.1 %) for −100.0 % latency_ms.",
    ]);
    expect(back?.trades.map(plainSentence)).toEqual(["b instead of a: −10.00 pp test/f1 (−11.1 %) for −3 latency_ms."]);
  });
});

describe("a trade of three objectives", () => {
  test("has what gets worse before “for”, what gets better after it, and the same last", () => {
    const run = (name: string, f1: number, ms: number, mb: number) =>
      makeRun(name, { metrics: { [F1]: f1, [MS]: ms, size_mb: mb } });
    const settings = { objectives: [F1, MS, "size_mb"] };
    const trade = (a: Run, b: Run) => plainSentence(weigh([a, b], settings)?.trades[0] ?? []);
    expect(trade(run("a", 0.9, 10, 4), run("b", 0.8, 5, 5))).toBe(
      "b instead of a: −10.00 pp test/f1 (−11.1 %) and +25.0 % size_mb for −50.0 % latency_ms.",
    );
    expect(trade(run("a", 0.9, 10, 4), run("b", 0.8, 5, 4))).toBe(
      "b instead of a: −10.00 pp test/f1 (−11.1 %) for −50.0 % latency_ms; the same size_mb.",
    );
    expect(weigh([run("a", 0.9, 10, 4), run("b", 0.8, 5, 5)], settings)?.knee).toBeNull();
  });

  test("says where runs do not tell two rows apart, and where there are too few", () => {
    const a = repeated("a", [
      [0.9, 10],
      [0.92, 10.1],
      [0.94, 10.2],
      [0.95, 10.1],
    ]);
    const b = repeated("b", [
      [0.885, 5],
      [0.91, 5.1],
      [0.93, 5.2],
      [0.94, 5.1],
    ]);
    const said = (runs: Run[]) => plainSentence(weigh(runs, { objectives: [F1, MS] })?.trades[0] ?? []);
    expect(said([...a, ...b])).toMatch(
      /^b instead of a: −1\.12 pp test\/f1 \(−1\.2 %\) \(not told apart by their runs\) for −49\.5 % latency_ms\.$/,
    );
    expect(said([...a, single("one", 0.1, 1)])).toMatch(
      /test\/f1 \(−\d+\.\d %\) \(too few runs to tell from noise\) for/,
    );
  });
});
