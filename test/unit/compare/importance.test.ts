import { describe, expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import { plainSentence } from "../../../src/model/comparison.ts";
import type { ParamValue, Run } from "../../../src/model/run.ts";
import { seededRandom } from "../../../src/statistics/random.ts";
import { makeExperiment, makeRun } from "../run-factory.ts";

const LOSS = "val/loss";

/** A search of so many trials: params drawn by `draw`, the loss a function of them. */
function search(
  trials: number,
  draw: (random: () => number) => Record<string, ParamValue>,
  loss: (params: Record<string, ParamValue>, random: () => number) => number,
): Run[] {
  const random = seededRandom(1);
  return Array.from({ length: trials }, (_, i) => {
    const params = draw(random);
    return makeRun(`trial-${i}`, { params, metrics: { [LOSS]: loss(params, random) }, sweep: "study" });
  });
}

function explain(runs: Run[]) {
  return compareExperiment(makeExperiment(runs), { primaryMetric: LOSS }).importance;
}

const draw = (random: () => number) => ({
  lr: 10 ** (-4 + 3 * random()),
  optimizer: random() < 0.5 ? "sgd" : "adam",
  layers: 1 + Math.floor(4 * random()),
});
const loss = ({ lr, optimizer }: Record<string, ParamValue>) =>
  Math.abs(Math.log10(Number(lr)) + 2.5) + (optimizer === "sgd" ? 0.3 : 0);

describe("importance", () => {
  test("ranks params by their share of variance, on the scale they were chosen on", () => {
    const found = explain(search(80, draw, loss));
    expect(found?.refusal).toBeNull();
    expect(found?.params.map(({ name, scale }) => `${name} ${scale}`)).toEqual([
      "lr log",
      "optimizer levels",
      "layers linear",
    ]);
    expect(found?.params[0]?.share).toBeGreaterThan(0.7);
    expect(found?.params[2]?.share).toBeLessThan(0.02);
    expect(found?.outOfBag).toBeGreaterThan(0.8);
    expect(found).toMatchObject({ of: 80, settings: 80 });
  });

  test("shows where a param is good, with the spread over trees", () => {
    const found = explain(search(80, draw, loss));
    const points = found?.partial.find(({ name }) => name === "lr")?.points ?? [];
    const best = points.reduce((a, b) => (b.mean < a.mean ? b : a));
    expect(Math.abs(Math.log10(Number(best.value)) + 2.5)).toBeLessThan(0.2);
    for (const { mean, low, high } of points) expect(low <= mean + 1e-9 && mean <= high + 0.2).toBe(true);
    const levels = found?.partial.find(({ name }) => name === "optimizer")?.points ?? [];
    expect(levels.map(({ value }) => value).toSorted()).toEqual(["adam", "sgd"]);
  });

  test("finds params that matter only together", () => {
    const two = (random: () => number) => ({ a: random(), b: random(), c: random() });
    const found = explain(search(200, two, ({ a, b }) => (Number(a) - 0.5) * (Number(b) - 0.5)));
    expect(found?.pairs[0]?.names.toSorted()).toEqual(["a", "b"]);
    expect(found?.pairs[0]?.share).toBeGreaterThan(0.4);
  });

  test("takes params that always change together as one", () => {
    const runs = search(40, draw, loss).map((run) => {
      const lr = run.params.find(({ name }) => name === "lr");
      return lr === undefined
        ? run
        : { ...run, params: [...run.params, { ...lr, name: "warmup", value: 2 * Number(lr.value) }] };
    });
    expect(explain(runs)?.params[0]).toMatchObject({ name: "lr + warmup", names: ["lr", "warmup"] });
  });

  test("treats a param that some runs do not have as one with a further level", () => {
    const some = (random: () => number): Record<string, ParamValue> =>
      random() < 0.5 ? { kind: "a", x: random() } : { kind: "b", x: random(), momentum: random() };
    const found = explain(search(100, some, ({ momentum = null }) => (momentum === null ? 2 : Number(momentum))));
    const points = found?.partial.find(({ name }) => name === "momentum")?.points;
    expect(points?.at(-1)?.value).toBeNull();
    expect(points?.at(-1)?.mean).toBeGreaterThan(1.5);
  });

  test("is refused with the reason where there are few settings, or a forest predicts nothing", () => {
    expect(plainSentence(explain(search(12, draw, loss))?.refusal ?? [])).toBe(
      "There are 12 different settings of 3 parameters, and at least 20 are needed to tell their effects apart (20, and 5 for each parameter).",
    );
    const noise = explain(search(60, draw, (_, random) => random()));
    expect(plainSentence(noise?.refusal ?? [])).toContain("cannot predict val/loss for settings that it has not seen");
    expect(noise?.params).toEqual([]);
    expect(plainSentence(explain(search(30, draw, () => 1))?.refusal ?? [])).toContain("the same in all");
  });

  test("is not asked of a few runs that are no search, nor where one param differs", () => {
    const runs = search(6, draw, loss).map((run) => ({ ...run, sweep: undefined }));
    expect(explain(runs)).toBeNull();
    expect(
      explain(
        search(
          40,
          (random) => ({ lr: random() }),
          ({ lr }) => Number(lr),
        ),
      ),
    ).toBeNull();
  });

  test("leaves out a text that nearly every run has one of its own", () => {
    const runs = search(60, (random) => ({ ...draw(random), note: `n${random()}` }), loss);
    expect(explain(runs)?.params.map(({ name }) => name)).not.toContain("note");
  });

  test("is of some runs of a large search, drawn alike each time", () => {
    const runs = search(900, draw, loss);
    const found = explain(runs);
    expect(found).toMatchObject({ of: 900, settings: 500 });
    expect(found?.fitted).toHaveLength(500);
    expect(explain(runs)).toEqual(found);
  });

  test("does not depend on the unit of the metric", () => {
    const found = explain(search(60, draw, loss));
    const huge = explain(search(60, draw, (params) => 1e300 * loss(params)));
    expect(huge?.params.map(({ share }) => share.toFixed(4))).toEqual(
      found?.params.map(({ share }) => share.toFixed(4)),
    );
  });
});
