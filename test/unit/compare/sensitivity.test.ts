import { expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import type { CompareSettings } from "../../../src/compare/settings.ts";
import { plainSentence } from "../../../src/model/comparison.ts";
import type { Run } from "../../../src/model/run.ts";
import { makeExperiment, makeRun, makeSeeds } from "../run-factory.ts";

const ACC = "test/accuracy";
const ignored = { reason: "leak", file: "IGNORED_RUNS.md", line: 3 };
const arms = [...makeSeeds("baseline", ACC, [0.97, 0.98, 0.96]), ...makeSeeds("shift", ACC, [0.9, 0.88, 0.89])];
const ignore = (runs: Run[]) => runs.map((run) => ({ ...run, ignored }));

function say(runs: Run[], settings: CompareSettings = {}): string {
  return plainSentence(compareExperiment(makeExperiment(runs), settings).selection?.sensitivity ?? ["none"]);
}

test("without ignored runs there is nothing to change", () => {
  expect(say(arms)).toBe("No run is ignored, so none could change this.");
});

test("without ignored runs it is said that what else is left out was not weighed", () => {
  const nan = makeRun("broken", { metrics: { [ACC]: Number.NaN } });
  const failed = { ...nan, status: { value: "failed", how: "recorded", because: "x", evidence: null } } as Run;
  const gone = makeRun("gone", { metrics: { [ACC]: 0.99 }, deleted: true });
  expect(say([...arms, failed, gone])).toBe(
    "No run is ignored. What the other runs that are left out would change was not weighed: 1 failed, 1 deleted.",
  );
});

test("an ignored run that could not count changes nothing", () => {
  const nan = makeRun("broken", { metrics: { [ACC]: Number.NaN }, ignored });
  const killed = makeRun("killed", {
    metrics: { [ACC]: 0.99 },
    ignored,
    status: { value: "killed", how: "recorded", because: "x", evidence: null },
  });
  const nothing = `would change nothing: none would count with a finite ${ACC}.`;
  expect(say([...arms, nan])).toBe(`Counting the ignored run ${nothing}`);
  expect(say([...arms, nan, killed])).toBe(`Counting the 2 ignored runs ${nothing}`);
});

test("a further seed that changes no place leaves the selection as it is", () => {
  const worse = makeRun("baseline-seed3", { metrics: { [ACC]: 0.95 }, ignored, params: { seed: 3 }, seed: 3 });
  expect(say([...arms, worse])).toBe("Counting the ignored run, baseline would still be selected.");
});

test("one ignored run with the highest value is told of, but is not selected before a repeated row", () => {
  const leak = makeRun("leak-seed0", { metrics: { [ACC]: 0.99 }, ignored, params: { leak: true, seed: 0 }, seed: 0 });
  expect(say([...arms, leak])).toBe(
    `Counting the ignored run, baseline would still be selected, but tied with leak; leak would have the highest ${ACC}: 0.9900 (n = 1) instead of baseline: 0.9700 ± 0.0100 (n = 3).`,
  );
});

test("ignored runs that together are better would be selected, with expressions that name them", () => {
  const better = ignore(makeSeeds("wide", ACC, [0.99, 0.992, 0.991], { width: 2 }));
  expect(say([...arms, ...better])).toBe(
    "Counting the 3 ignored runs, wide would be selected: 0.9910 ± 0.0010 (n = 3) instead of baseline: 0.9700 ± 0.0100 (n = 3).",
  );
  const { selection } = compareExperiment(makeExperiment([...arms, ...better]), {});
  const first = selection?.sensitivity.find((part) => typeof part !== "string");
  expect(first).toMatchObject({ selector: `mean(wide-seed0/${ACC}, wide-seed1/${ACC}, wide-seed2/${ACC})` });
});

test("rows that would then be tied with the selected one are named", () => {
  const near = ignore(makeSeeds("wide", ACC, [0.968, 0.978, 0.955, 0.967], { width: 2 }));
  const two = [
    ...makeSeeds("baseline", ACC, [0.97, 0.98, 0.96, 0.97]),
    ...makeSeeds("shift", ACC, [0.9, 0.88, 0.89, 0.89]),
  ];
  expect(say([...two, ...near])).toBe(
    "Counting the 4 ignored runs, baseline would still be selected, but tied with wide.",
  );
});

test("a declared selection does not depend on them, and the highest value is told", () => {
  const better = ignore(makeSeeds("wide", ACC, [0.99, 0.992, 0.991], { width: 2 }));
  expect(say([...arms, ...better], { selected: "shift" })).toBe(
    `The selection is declared; counting the 3 ignored runs, wide would have the highest ${ACC}: 0.9910 ± 0.0010 (n = 3) instead of baseline: 0.9700 ± 0.0100 (n = 3).`,
  );
});
