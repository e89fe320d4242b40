import { describe, expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import type { Phrase } from "../../../src/contract/index.ts";
import { pageSchema } from "../../../src/contract/index.ts";
import type { Experiment } from "../../../src/model/experiment.ts";
import type { CompiledExperiment } from "../../../src/model/project.ts";
import type { Run } from "../../../src/model/run.ts";
import { openAddresses } from "../../../src/publish/address.ts";
import { comparisonDownloads, comparisonFiles } from "../../../src/publish/comparison-files.ts";
import { comparisonPage } from "../../../src/publish/comparison-page.ts";
import { experimentCard, experimentPage } from "../../../src/publish/experiment-page.ts";
import { viewOf } from "../../../src/publish/view.ts";
import { openRedactor } from "../../../src/redaction/redactor.ts";
import { renderComparison } from "../../../src/report/comparison.ts";
import { comparisonText } from "../../../src/reporters/comparison-text.ts";
import { builtIn } from "../report/built-in-templates.ts";
import { makeExperiment, makeRun, makeSeeds } from "../run-factory.ts";

const hypothesis: Experiment["hypothesis"] = {
  text: "Wide helps.",
  file: "experiments/e/JOURNAL.md",
  line: 3,
  success: null,
  failure: null,
  primaryMetric: "test/accuracy",
  direction: "higher",
  baseline: "narrow",
  candidate: "wide",
};

function compiledOf(runs: Experiment["runs"], more: Partial<Experiment> = {}): CompiledExperiment {
  const experiment = makeExperiment(runs, more);
  return { experiment, comparison: compareExperiment(experiment, { baseline: "narrow" }), figures: [] };
}

function pageOf(compiled: CompiledExperiment) {
  const page = experimentPage(view(compiled), { figures: [], journal: [], findings: [], documents: [] });
  expect(pageSchema.parse(page)).toEqual(page);
  return page;
}

const view = (compiled: CompiledExperiment) => {
  const { id, name } = compiled.experiment;
  return viewOf(compiled, openAddresses({ experiments: [{ id, name }], documents: [], isShown: () => true }));
};
const words = (phrase: Phrase) => phrase.map((part) => (typeof part === "string" ? part : part.text)).join("");

const status = (value: "failed" | "running"): Run["status"] => {
  return { value, how: "recorded", because: "metadata.yaml", evidence: null };
};
const narrow = makeSeeds("narrow", "test/accuracy", [0.8, 0.81, 0.82, 0.81, 0.8], { width: 1 });
const wide = makeSeeds("wide", "test/accuracy", [0.9, 0.91, 0.92, 0.91, 0.9], { width: 2 });

describe("the first screen of a finding", () => {
  test("says what won, by how much, that it is more than noise, and what was left out", () => {
    const answers = pageOf(compiledOf([...narrow, ...wide])).answers;
    expect(answers.map(({ label }) => label)).toEqual(["Selected", "By how much", "More than noise?", "Left out"]);
    const [selected, size, noise, out] = answers;
    expect(words(selected?.main ?? [])).toBe("wide");
    expect(words(size?.main ?? [])).toBe("+10.00 pp");
    expect(words(size?.below ?? [])).toMatch(/^wide better than narrow, 95 % interval \+\S+ pp to \+\S+ pp$/);
    expect(noise?.badge).toEqual({ text: "yes", tone: "good" });
    expect(words(noise?.below ?? [])).toMatch(/^p 0\.0079; exact permutation test/);
    expect(words(out?.main ?? [])).toBe("nothing");
  });

  test("reads from the side of what won, where that is the baseline", () => {
    const worse = makeSeeds("wide", "test/accuracy", [0.7, 0.71, 0.72, 0.71, 0.7], { width: 2 });
    const [selected, size, noise] = pageOf(compiledOf([...narrow, ...worse], { hypothesis })).answers;
    expect(words(selected?.main ?? [])).toBe("narrow");
    expect(words(size?.main ?? [])).toBe("+10.00 pp");
    expect(words(size?.below ?? [])).toMatch(/^narrow better than wide, 95 % interval \+[\d.]+ pp to \+[\d.]+ pp$/);
    const [low, high] = [...words(size?.below ?? []).matchAll(/\+([\d.]+) pp/g)].map(([, number]) => Number(number));
    expect(low).toBeLessThan(high ?? 0);
    expect(noise?.badge).toEqual({ text: "yes", tone: "good" });
  });

  test("says no where a test could have seen a difference and saw none", () => {
    const close = makeSeeds("wide", "test/accuracy", [0.81, 0.8, 0.82, 0.81, 0.82], { width: 2 });
    expect(pageOf(compiledOf([...narrow, ...close])).answers[2]?.badge).toEqual({ text: "no", tone: "plain" });
  });

  test("says of a selected row on other data what to look at first, where the recommendation is about another", () => {
    const arm = (name: string, values: number[], dataVersion: string) =>
      makeSeeds(name, "test/accuracy", values, { arm: name }).map((run) => ({ ...run, dataVersion }));
    const runs = [
      ...arm("narrow", [0.9, 0.91, 0.92], "v1"),
      ...arm("wide", [0.91, 0.92, 0.93], "v1"),
      ...arm("cleaned", [0.98, 0.985, 0.99], "v2"),
    ];
    const condition = {
      metric: "test/accuracy",
      left: "wide",
      right: "narrow",
      how: "diff",
      op: ">=",
      threshold: 0.5,
    } as const;
    const success = { text: "wide minus narrow >= 0.5", file: "experiments/e/JOURNAL.md", line: 4, condition };
    const { selection, recommendation } = pageOf(compiledOf(runs, { hypothesis: { ...hypothesis, success } }));
    expect(words(selection?.name ?? [])).toBe("cleaned");
    expect(selection?.before.map(words)).toEqual([
      "Another data version: v2 in cleaned and v1 in narrow. (cleaned-seed0, narrow-seed0)",
    ]);
    expect(recommendation?.before).toEqual([]);
  });

  test("never calls a difference of single runs more than noise, whatever its size", () => {
    const single = (name: string, width: number, value: number) =>
      makeRun(name, { params: { width }, metrics: { "test/accuracy": value } });
    const page = pageOf(compiledOf([single("narrow", 1, 0.5), single("wide", 2, 0.99)]));
    const noise = page.answers.find(({ label }) => label === "More than noise?");
    expect(noise?.badge?.text).toBe("not decidable");
    const delta = page.comparison?.columns.findIndex(({ text }) => text === "Δ") ?? -1;
    expect(page.comparison?.rows.map((row) => row.cells[delta]?.tone)).toEqual([null, null]);
  });

  test("counts what was left out and leads to the reasons", () => {
    const failed = makeRun("broken", { params: { width: 3 }, status: status("failed") });
    const page = pageOf(compiledOf([...narrow, ...wide, failed]));
    const out = page.answers.at(-1);
    expect(words(out?.main ?? [])).toBe("1 of 11 runs");
    expect(out?.below).toContainEqual({ text: "why", href: "experiments/e/#excluded" });
    expect(page.outside.map(({ title, items }) => [title, items.length])).toEqual([["Failed", 1]]);
  });
});

describe("the compact table", () => {
  test("is ranked, with a colour only where a test says that the difference is more than noise", () => {
    const close = makeSeeds("close", "test/accuracy", [0.81, 0.8, 0.82, 0.81, 0.82], { width: 3 });
    const { comparison } = pageOf(compiledOf([...narrow, ...wide, ...close]));
    const at = comparison?.columns.findIndex(({ text }) => text === "Against the baseline") ?? -1;
    const shown = comparison?.rows.map(({ cells }) => [
      words(cells[0]?.main ?? []),
      cells[at]?.badges[0]?.text ?? null,
      cells[at - 1]?.tone,
    ]);
    expect(shown).toEqual([
      ["wide", "better", "better"],
      ["close", "within noise", null],
      ["narrow", null, null],
    ]);
  });
});

describe("the state of a finding", () => {
  const stateOf = (compiled: CompiledExperiment) => experimentCard(view(compiled)).state;

  test("is open while runs are still to come, not decidable when none is, and none without a hypothesis", () => {
    const running = makeRun("late", { params: { width: 2 }, status: status("running") });
    expect(stateOf(compiledOf(narrow))).toBe("no hypothesis");
    expect(stateOf(compiledOf(narrow, { hypothesis }))).toBe("not decidable");
    expect(stateOf(compiledOf([...narrow, running], { hypothesis }))).toBe("open");
  });
});

describe("the comparison page", () => {
  test("has every run that a mean is made of below the address that the mean leads to", () => {
    const compiled = compiledOf([...narrow, ...wide]);
    const page = comparisonPage(view(compiled));
    expect(pageSchema.parse(page)).toEqual(page);
    const groups = page.runs?.rows.map((row) => row.group);
    expect(new Set(groups).size).toBe(2);
    const mean = page.table?.rows[0]?.cells[2]?.main[0];
    expect(mean).toMatchObject({ href: `experiments/e/comparison/#${groups?.[0]}` });
  });

  test("offers exactly the files that are made beside it, without what is kept back", () => {
    const compiled = compiledOf([...narrow, ...wide]);
    const redactor = openRedactor({ patterns: ["narrow"], allow: [] });
    const files = comparisonFiles(view(compiled), redactor);
    expect(files.map(({ path }) => path)).toEqual(comparisonDownloads(view(compiled)).map(({ href }) => href));
    expect(files.every(({ text }) => text.length > 100 && !text.includes("narrow"))).toBe(true);
  });
});

test("without a metric that decides, the finding does not say that every row is one run", () => {
  const compiled = compiledOf([...narrow, ...wide]);
  const { comparison } = compiled;
  const metrics = comparison.metrics.map((one) => ({ ...one, primary: false }));
  const page = pageOf({ ...compiled, comparison: { ...comparison, metrics, contests: null } });
  const [noise] = page.answers.filter(({ label }) => label === "More than noise?");
  expect(words(noise?.below ?? [])).toBe("No metric decides, so none was tested.");
});

test("what would overturn a choice is a repeat, as long as none tells how much runs vary", () => {
  const overturn = (runs: Run[]) => pageOf(compiledOf(runs)).overturn.map(words);
  expect(overturn([...narrow.slice(0, 1), ...wide.slice(0, 1)])).toContainEqual(
    expect.stringMatching(/^A repeat could/),
  );
  expect(overturn([...narrow, ...wide])).not.toContainEqual(expect.stringMatching(/^A repeat could/));
});

test.each([
  [1, "Every row is one run, so no difference can be told from noise."],
  [2, "No row has three runs, so no difference can be told from noise."],
])("with %s runs a row nothing is said to be more than noise, and why", (runs, why) => {
  const page = pageOf(compiledOf([...narrow.slice(0, runs), ...wide.slice(0, runs)]));
  const [noise] = page.answers.filter(({ label }) => label === "More than noise?");
  expect(words(noise?.below ?? [])).toBe(why);
});

describe("what does not count", () => {
  test("says a reason once that is the same for several runs and names no place", () => {
    const deleted = makeSeeds("gone", "test/accuracy", [0.7, 0.7], { width: 3 }).map((run) => ({
      ...run,
      deleted: true,
    }));
    const [group, ...others] = pageOf(compiledOf([...narrow, ...wide, ...deleted])).outside;
    expect(others).toEqual([]);
    expect(group?.items.map(({ subject, reason }) => [words(subject), words(reason)])).toEqual([
      [deleted.map((run) => run.name).join(", "), "deleted in its tracker"],
    ]);
  });
});

describe("the table of a comparison", () => {
  test("says how many runs that do not count have no row in it", () => {
    const gone = makeSeeds("gone", "test/accuracy", [0.7, 0.7], { width: 3 }).map((run) => ({ ...run, deleted: true }));
    const outsideOf = (runs: Run[]) => comparisonPage(view(compiledOf(runs))).outside;
    const said = "Not in this table, since nothing of them is compared: 2 deleted.";
    expect(outsideOf([...narrow, ...wide])).toBeNull();
    expect(outsideOf([...narrow, ...wide, ...gone])).toMatchObject({ rows: [], note: said });
    const failed = makeRun("broken", { params: { width: 4 }, status: status("failed") });
    expect(outsideOf([...narrow, ...gone, failed])).toMatchObject({ rows: [{}], note: said });
  });

  test("has in grey only the params that are as in the baseline, also of rows that do not count", () => {
    const failed = makeRun("broken", { params: { width: 3, depth: 1 }, status: status("failed") });
    const runs = [...narrow, ...wide].map((run) => ({
      ...run,
      params: [...run.params, ...makeRun("", { params: { depth: 1 } }).params],
    }));
    const other = makeRun("deep", { params: { width: 1, depth: 2 }, status: status("failed") });
    const { params } = comparisonPage(view(compiledOf([...runs, failed, other])));
    const tones = params?.rows.map(({ tone, cells }) => [words(cells[0]?.main ?? []), tone, cells[1]?.tone]);
    const row = (name: string) => tones?.find(([said]) => String(said).startsWith(name));
    expect(row("narrow")?.[2]).toBeNull();
    expect(row("broken")).toEqual([expect.anything(), "plain", null]);
    expect(row("deep")).toEqual([expect.anything(), "plain", "same"]);
  });

  test("counts runs only where a row has several", () => {
    const heads = (runs: Run[]) => pageOf(compiledOf(runs)).comparison?.columns.map(({ text }) => text);
    expect(heads([...narrow, ...wide])).toContain("Runs");
    expect(heads([...narrow.slice(0, 1), ...wide.slice(0, 1)])).not.toContain("Runs");
  });
});

describe("rows that may not be comparable", () => {
  const of = (name: string, n: number) =>
    makeRun(name, { metrics: { "test/accuracy": 0.9123, "test/f1": 0.8123, n_test: n }, params: { width: name } });
  const uneven = compiledOf([of("narrow", 142), of("wide", 162)]);

  test("are said above the tables of the experiment and of its comparison, with links to the counts", () => {
    const { cautions } = pageOf(uneven);
    expect(cautions.map(words)).toEqual([
      expect.stringMatching(
        /^Not all rows were evaluated on the same number of samples: n_test is 142 in narrow; 162 in/,
      ),
    ]);
    expect(cautions[0]?.filter((part) => typeof part !== "string").map(({ text }) => text)).toEqual(["142", "162"]);
    expect(comparisonPage(view(uneven)).cautions).toEqual(cautions);
    expect(pageOf(compiledOf([of("narrow", 142)])).cautions).toEqual([]);
  });

  test("are said in comparison.md and in a terminal too", async () => {
    expect(await renderComparison(uneven, { templates: builtIn })).toMatch(
      /\nBefore you compare these rows:\n\n- Not all rows were evaluated [^\n]*: n\\?_test is \[142\]\[\w+\] in narrow; \[162\]/,
    );
    expect(comparisonText(uneven, { color: false })).toContain("Before you compare these rows\n  Not all rows were");
  });
});
