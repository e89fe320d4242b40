import { expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import { factsOf } from "../../../src/compare/progress/facts.ts";
import { progressOf } from "../../../src/compare/progress/progress.ts";
import { pageSchema } from "../../../src/contract/index.ts";
import { openAddresses } from "../../../src/publish/address.ts";
import { progressPage } from "../../../src/publish/progress-page.ts";
import { makeExperiment, makeSeeds } from "../run-factory.ts";

/** An experiment whose row `a` has these accuracies. */
function facts(name: string, values: number[]) {
  const dir = `experiments/${name}`;
  const runs = makeSeeds("a", "test/accuracy", values, { width: values.length }).map((run) => {
    return { ...run, id: `${dir}/runs/${run.name}`, dir: `${dir}/runs/${run.name}` };
  });
  const experiment = makeExperiment(runs, { id: dir, dir, name, title: name });
  return factsOf({ experiment, comparison: compareExperiment(experiment, {}), figures: [] }, () => null);
}

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
