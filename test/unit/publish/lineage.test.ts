import { expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import { factsOf } from "../../../src/compare/progress/facts.ts";
import { progressOf } from "../../../src/compare/progress/progress.ts";
import { openAddresses } from "../../../src/publish/address.ts";
import { lineageOf } from "../../../src/publish/lineage.ts";
import { makeExperiment, makeSeeds } from "../run-factory.ts";

const id = (name: string) => `experiments/${name}`;

function facts(name: string, day: string, values: number[]) {
  const dir = id(name);
  const runs = makeSeeds("a", "test/accuracy", values, { width: values.length }).map((run) => {
    return {
      ...run,
      id: `${dir}/runs/${run.name}`,
      dir: `${dir}/runs/${run.name}`,
      startedAt: `2026-01-${day}T10:00:00Z`,
    };
  });
  const experiment = makeExperiment(runs, { id: dir, dir, name, title: name });
  return factsOf({ experiment, comparison: compareExperiment(experiment, {}), figures: [] }, () => null);
}

test("an experiment names the best before it, what came after it, and the increments beside its own", () => {
  const progress = progressOf([
    facts("one", "01", [0.8, 0.81, 0.82]),
    facts("two", "02", [0.9, 0.91, 0.92]),
    facts("three", "03", [0.7, 0.71, 0.72]),
  ]);
  const names = ["one", "two", "three"];
  const increments = names.map((name, at) => ({ id: id(name), name, title: name, increment: `000${at + 1}-${name}` }));
  const experiments = names.map((name) => ({ id: id(name), name }));
  const addresses = openAddresses({ experiments, documents: [], isShown: () => true });
  const { earlier, later } = lineageOf(id("two"), { progress, increments }, addresses);
  const said = (some: typeof earlier) => some.map(({ relation, experiment }) => [relation, experiment.text]);
  expect(said(earlier)).toEqual([
    ["The best before", "one"],
    ["Increment 0001", "one"],
  ]);
  expect(said(later)).toEqual([
    ["Set against this", "three"],
    ["Increment 0003", "three"],
  ]);
  const delta = earlier[0]?.sentence[1];
  expect(delta).toMatchObject({ text: "+10.00 pp", href: "experiments/two/comparison/#of-a" });
  expect(addresses.takeNotes().files.size).toBe(0);
});
