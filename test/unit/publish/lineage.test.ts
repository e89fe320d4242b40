import { expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import { factsOf } from "../../../src/compare/progress/facts.ts";
import { progressOf } from "../../../src/compare/progress/progress.ts";
import { mentionsOf } from "../../../src/experiments/mention.ts";
import type { Evidence } from "../../../src/model/evidence.ts";
import type { Journal, JournalEntry } from "../../../src/model/journal.ts";
import { openAddresses } from "../../../src/publish/address.ts";
import { lineageOf } from "../../../src/publish/lineage.ts";
import type { TiedExperiment } from "../../../src/publish/tie.ts";
import { tiesOf } from "../../../src/publish/tie.ts";
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

test("an experiment names those that it speaks of, and those that speak of it", () => {
  const [one, two, three] = ["one", "two", "three"].map((name) => {
    return { id: id(name), name, title: name, increment: null };
  }) as [TiedExperiment, TiedExperiment, TiedExperiment];
  const owner = (path: string) => [one, two, three].find((each) => path.startsWith(`${each.id}/`))?.id ?? null;
  const ties = tiesOf({
    experiments: [one, two, three],
    mentions: new Map([[two.id, [`${one.id}/JOURNAL.md`, "README.md"]]]),
    citing: [
      {
        file: `${three.id}/report.md`,
        verdicts: [{ claim: { id: "1" }, evidence: [evidenceAt(`${two.id}/runs/a/eval.log`)] }],
      },
      { file: "README.md", verdicts: [{ claim: { id: "2" }, evidence: [evidenceAt(`${one.id}/runs/a/eval.log`)] }] },
    ],
    owner,
  });
  const addresses = openAddresses({
    experiments: [one, two, three].map((each) => ({ id: each.id, name: each.name })),
    documents: [],
    isShown: () => true,
  });
  const { earlier, later } = lineageOf(two.id, { progress: null, increments: [], ties }, addresses);
  expect(earlier.map(({ relation, experiment }) => [relation, experiment.text])).toEqual([
    ["Linked from its journal", "one"],
  ]);
  expect(later.map(({ relation, experiment }) => [relation, experiment.text])).toEqual([
    ["Cites this in its report.md", "three"],
  ]);
  expect(later[0]?.experiment.href).toBe("experiments/three/");
});

test("the order of increments is stronger than who speaks of whom", () => {
  const [old, young] = [
    { id: id("old"), name: "old", title: "old", increment: "0001-old" },
    { id: id("young"), name: "young", title: "young", increment: "0002-young" },
  ];
  const experiments = [old, young].map((each) => ({ id: each.id, name: each.name }));
  const addresses = openAddresses({ experiments, documents: [], isShown: () => true });
  const ties = [{ from: old, to: young, by: null }];
  expect(lineageOf(old.id, { progress: null, increments: [], ties }, addresses).later).toHaveLength(1);
  expect(lineageOf(young.id, { progress: null, increments: [], ties }, addresses).earlier).toMatchObject([
    { relation: "Its journal links here" },
  ]);
});

test("a journal links to other folders of the project, not to its own, nor elsewhere", () => {
  const text =
    "As in [two](../two/) and [its log](<../two/runs/a/eval.log#L3>), not [here](runs/b/), [web](https://example.org/a) or [up](../../../../etc/passwd).";
  const entry = { file: `${id("one")}/JOURNAL.md`, text } as JournalEntry;
  const journal = { entries: [entry] } as Journal;
  expect(mentionsOf({ journal, dir: id("one") })).toEqual(["experiments/two", "experiments/two/runs/a/eval.log"]);
  expect(mentionsOf({ journal: null, dir: id("one") })).toEqual([]);
});

function evidenceAt(file: string): Evidence {
  return { file } as Evidence;
}
