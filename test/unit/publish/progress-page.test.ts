import { expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import { factsOf } from "../../../src/compare/progress/facts.ts";
import { progressOf } from "../../../src/compare/progress/progress.ts";
import type { Phrase } from "../../../src/contract/index.ts";
import { pageSchema } from "../../../src/contract/index.ts";
import { openAddresses } from "../../../src/publish/address.ts";
import { progressPage } from "../../../src/publish/progress-page.ts";
import { makeExperiment, makeRun, makeSeeds } from "../run-factory.ts";

/** An experiment whose row `a` has these accuracies. */
function facts(name: string, values: number[]) {
  const dir = `experiments/${name}`;
  const runs = makeSeeds("a", "test/accuracy", values, { width: values.length }).map((run) => {
    return { ...run, id: `${dir}/runs/${run.name}`, dir: `${dir}/runs/${run.name}` };
  });
  const experiment = makeExperiment(runs, { id: dir, dir, name, title: name });
  return factsOf({ experiment, comparison: compareExperiment(experiment, {}), figures: [] }, () => null);
}

test("tracks of other targets are each said by themselves, with what they declare", async () => {
  const of = (name: string, loss: number, target: number) => {
    const dir = `experiments/${name}`;
    const run = makeRun(name, {
      dir: `${dir}/runs/a`,
      metrics: { val_loss: loss },
      params: { target_val_loss: target },
    });
    const experiment = makeExperiment([{ ...run, id: run.dir }], { id: dir, dir, name, title: name });
    return factsOf({ experiment, comparison: compareExperiment(experiment, {}), figures: [] }, () => null);
  };
  const progress = progressOf([of("a", 3.279, 3.28), of("b", 2.917, 2.92), of("c", 3.278, 3.28)]);
  if (progress === null) throw new Error("no series");
  const page = await progressPage(progress, openAddresses({ documents: [], isShown: () => true }));
  expect(pageSchema.parse(page)).toEqual(page);
  const [series] = page.series;
  const words = (phrase: Phrase) => phrase.map((part) => (typeof part === "string" ? part : part.text)).join("");
  expect(words(series?.lead ?? [])).toMatch(
    /^Lowest so far, each track by itself\. In target_val_loss 3\.28: c of c, 3\.278 .* In target_val_loss 2\.92: b of b, 2\.917/,
  );
  expect(series?.warnings[0]).toBe(
    "Targets differ: target_val_loss 3.28 (a, c), target_val_loss 2.92 (b); each target is followed by itself, and a value of one is no new best of another.",
  );
  expect(series?.rises).toHaveLength(1);
  const cells = series?.table.rows.map(({ cells: all }) => [words(all[2]?.below ?? []), words(all[4]?.main ?? [])]);
  expect(cells?.[1]).toEqual(["1 run, target target_val_loss 2.92", "first of target_val_loss 2.92"]);
});

test("every number of the page leads somewhere, and the page keeps to the contract", async () => {
  const progress = progressOf([facts("one", [0.8, 0.81, 0.82]), facts("two", [0.9, 0.91, 0.92])]);
  if (progress === null) throw new Error("no series");
  const page = await progressPage(progress, openAddresses({ documents: [], isShown: () => true }));
  expect(pageSchema.parse(page)).toEqual(page);
  const [series] = page.series;
  expect(series?.rises).toHaveLength(1);
  expect(series?.table.rows).toHaveLength(2);
  const numbers = [series?.lead, ...(series?.rises ?? [])].flat().filter((part) => typeof part === "object");
  expect(numbers.length).toBeGreaterThan(4);
  expect(numbers.every((part) => part !== undefined && part.href !== null)).toBe(true);
  expect(series?.lead).toContainEqual({
    text: "0.9100",
    href: "experiments/two/comparison/#of-a",
    title: "mean(experiments/two/a/test/accuracy)",
    verdict: "derived",
  });
});
