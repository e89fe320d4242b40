import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import type { CompareSettings } from "../../../src/compare/settings.ts";
import type { Comparison, Row } from "../../../src/model/comparison.ts";
import { plainSentence } from "../../../src/model/comparison.ts";
import type { Quantity } from "../../../src/model/quantity.ts";
import type { Run } from "../../../src/model/run.ts";
import { makeExperiment, makeRun, makeSeeds } from "../run-factory.ts";

const ACC = "test/accuracy";

function compare(runs: Run[], settings: CompareSettings = {}): Comparison {
  return compareExperiment(makeExperiment(runs), settings);
}

function rowOf(comparison: Comparison, id: string): Row {
  const row = comparison.rows.find((one) => one.id === id);
  if (row === undefined) throw new Error(`no row ${id} among ${comparison.rows.map((one) => one.id)}`);
  return row;
}

function cellOf(comparison: Comparison, id: string, metric = ACC) {
  const cell = rowOf(comparison, id).cells[metric];
  if (cell === undefined) throw new Error(`no cell ${metric}`);
  return cell;
}

/** A quantity as `text = selector (n lines of evidence)`. */
function say(quantity: Quantity | null): string | null {
  return quantity && `${quantity.text} = ${quantity.selector} (${quantity.evidence.length})`;
}

const arms = [...makeSeeds("baseline", ACC, [0.97, 0.98, 0.96]), ...makeSeeds("shift", ACC, [0.9, 0.88, 0.89])];
const ignored = { reason: "leak", file: "IGNORED_RUNS.md", line: 3 };

describe("a cell", () => {
  test("of several runs is mean, sample std and extremes, each with its expression and evidence", () => {
    const cell = cellOf(compare(arms), "baseline");
    expect(say(cell.quantity)).toBe(`0.9700 = mean(baseline/${ACC}) (3)`);
    expect(say(cell.spread)).toBe(`0.0100 = std(baseline/${ACC}) (3)`);
    expect(say(cell.min)).toBe(`0.9600 = min(baseline/${ACC}) (1)`);
    expect(cell.runs.map((one) => say(one.quantity))[2]).toBe(`0.9600 = baseline-seed2/${ACC} (1)`);
    expect(cell).toMatchObject({ n: 3, missing: null });
  });

  test("of one run is the logged number itself", () => {
    const cell = cellOf(compare([makeRun("full", { metrics: { [ACC]: 0.87 } })]), "full");
    expect(say(cell.quantity)).toBe(`0.8700 = full/${ACC} (1)`);
    expect(cell).toMatchObject({ n: 1, spread: null, min: null, max: null });
    expect(cell.quantity?.derived).toBe(false);
  });

  test("of a series is its last point; the best one only where the settings say so, and the selector tells", () => {
    const runs = [
      makeRun("a", { metrics: { "val/accuracy": [0.5, 0.9, 0.8], "val/loss": [3, 1, 2], "val/wobble": [1, 3, 2] } }),
    ];
    expect(say(cellOf(compare(runs), "a", "val/accuracy").quantity)).toBe("0.8000 = a/val/accuracy (1)");
    const reductions = { "val/accuracy": "best", "val/loss": "best", "val/wobble": "best" } as const;
    const best = compare(runs, { reductions });
    expect(say(cellOf(best, "a", "val/accuracy").quantity)).toBe("0.9000 = a/val/accuracy@best (1)");
    expect(say(cellOf(best, "a", "val/loss").quantity)).toBe("1 = a/val/loss@best (1)");
    expect(best.metrics.find((one) => one.name === "val/wobble")?.reduction).toBe("last");
  });

  test("without a number says why, and without a finite one shows what was logged", () => {
    const comparison = compare([
      makeRun("a", { metrics: { [ACC]: 0.9 } }),
      makeRun("b", { metrics: { "val/f1": 1 } }),
      makeRun("c", { metrics: { [ACC]: Number.NaN } }),
    ]);
    expect(cellOf(comparison, "b")).toMatchObject({ quantity: null, missing: "not logged" });
    expect(cellOf(comparison, "c")).toMatchObject({ quantity: { text: "NaN" }, n: 0, missing: null });
    expect(rowOf(comparison, "c").note).toBe("test/accuracy is not finite");
  });

  test("leaves NaN out of its mean and the row says so", () => {
    const comparison = compare(makeSeeds("a", ACC, [0.5, Number.NaN, 0.7]));
    expect(cellOf(comparison, "a")).toMatchObject({ quantity: { text: "0.6000" }, n: 2 });
    expect(cellOf(comparison, "a").quantity?.evidence).toHaveLength(2);
    expect(rowOf(comparison, "a").note).toBe("test/accuracy is not finite in 1 of 3 runs");
  });

  test("of a run whose name others have is addressed by the run's folder", () => {
    const runs = ["01", "02"].map((day) =>
      makeRun("full", { dir: `experiments/e/runs/2025-02-${day}-full`, metrics: { [ACC]: 0.5 }, params: { day } }),
    );
    expect(compare(runs).rows.map((row) => say(row.cells[ACC]?.quantity ?? null))).toEqual([
      `0.5000 = 2025-02-01-full/${ACC} (1)`,
      `0.5000 = 2025-02-02-full/${ACC} (1)`,
    ]);
  });

  test("holds any finite values' mean between their extremes", () => {
    const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(values, (all) => {
        const { quantity } = cellOf(compare(makeSeeds("a", "x", all)), "a", "x");
        expect(quantity?.value).toBeGreaterThanOrEqual(Math.min(...all) - 1e-9);
        expect(quantity?.value).toBeLessThanOrEqual(Math.max(...all) + 1e-9);
        expect(quantity?.evidence.length).toBe(all.length);
      }),
      { numRuns: 50 },
    );
  });
});

describe("differences to the baseline", () => {
  test("are percentage points for fractions, and percent of the baseline beside", () => {
    const cell = cellOf(compare(arms), "shift");
    expect(say(cell.delta)).toBe(`−8.00 pp = pp(mean(shift/${ACC}), mean(baseline/${ACC})) (6)`);
    expect(cell.delta?.value).toBeCloseTo(-8, 10);
    expect(say(cell.relative)).toBe(`−8.2 % = rel(mean(shift/${ACC}), mean(baseline/${ACC})) (6)`);
    expect(cellOf(compare(arms), "baseline")).toMatchObject({ delta: null, relative: null });
  });

  test("are plain for other metrics, and for accuracy that is logged in percent", () => {
    const runs = (metric: string, a: number, b: number) => [
      makeRun("baseline", { metrics: { [metric]: a } }),
      makeRun("new", { metrics: { [metric]: b } }),
    ];
    expect(say(cellOf(compare(runs("val/loss", 0.5, 0.25)), "new", "val/loss").delta)).toBe(
      "−0.2500 = diff(new/val/loss, baseline/val/loss) (2)",
    );
    expect(cellOf(compare(runs(ACC, 90, 92.5)), "new").delta?.text).toBe("+2.50");
    expect(cellOf(compare(runs("val/loss", 0, 1)), "new", "val/loss").relative).toBeNull();
  });

  test("need a baseline: the journal's, the settings', or a row of that name", () => {
    const runs = ["baseline-wide", "baseline", "mine", "yours"].map((name) =>
      makeRun(name, { metrics: { [ACC]: 0.5 } }),
    );
    const journal = hypothesis({ baseline: "yours" });
    expect(compare(runs).baseline).toBe("baseline");
    expect(compare(runs, { baseline: "mine" }).baseline).toBe("mine");
    expect(compareExperiment(makeExperiment(runs, { hypothesis: journal }), { baseline: "mine" }).baseline).toBe(
      "yours",
    );
    expect(compare(runs.slice(2)).baseline).toBeNull();
  });

  test("take no baseline by its name where several could be meant", () => {
    const named = (...names: string[]) =>
      names.map((name) => makeRun(name, { metrics: { [ACC]: 0.5 }, params: { name } }));
    expect(compare(named("mlp-baseline", "mlp-baseline-wide", "mine")).baseline).toBe("mlp-baseline");
    expect(compare(named("mlp-baseline", "cnn-baseline", "mine")).baseline).toBeNull();
    const origins = (runs: Run[]) => Object.fromEntries(runs.map((run, index) => [run.id, index < 2 ? "a" : "b"]));
    const two = named("baseline", "mine").concat(
      named("baseline", "yours").map((run) => ({ ...run, id: `${run.id}-2` })),
    );
    expect(compare(two, { origins: origins(two) }).baseline).toBeNull();
    const one = named("baseline", "mine", "baseline-wide", "yours");
    expect(compare(one, { origins: origins(one) }).baseline).toBe("baseline");
    const none = named("baseline-1", "mine", "other", "yours");
    expect(compare(none, { origins: origins(none) }).baseline).toBeNull();
    expect(compare(none).baseline).toBe("baseline-1");
  });
});

describe("runs that do not count", () => {
  const evidence = { file: "x.log", locator: { kind: "line", line: 7 }, literal: "NaN" } as const;
  const comparison = compare([
    ...makeSeeds("a", ACC, [0.5, 0.7]),
    makeRun("a-seed2", { metrics: { [ACC]: 0.9 }, ignored, seed: 2 }),
    makeRun("a-seed3", { metrics: { [ACC]: Number.NaN }, diverged: { metric: ACC, evidence }, seed: 3 }),
    makeRun("a-seed4", {
      metrics: { [ACC]: 0.1 },
      status: { value: "running", how: "recorded", because: "metadata.yaml", evidence: null },
    }),
    makeRun("copy", { duplicateOf: "other" }),
    makeRun("gone", { deleted: true }),
  ]);

  test("are rows of their own below, with the reason, and enter no mean", () => {
    expect(comparison.rows.map((row) => [row.id, row.bucket, row.n, row.note])).toEqual([
      ["a", "used", 2, "mean of the 2 runs that survived of 5: 1 failed or diverged, 1 still runs, 1 is ignored"],
      ["a-seed2", "ignored", 1, "leak"],
      ["a-seed3", "failed", 1, "diverged: test/accuracy is NaN"],
      ["a-seed4", "running", 1, "metadata.yaml"],
    ]);
    expect(cellOf(comparison, "a").quantity?.value).toBeCloseTo(0.6);
    expect(comparison.best.find((one) => one.metric === ACC)?.rows).toEqual(["a"]);
  });

  test("are listed with where that is said, and all are accounted for", () => {
    expect(comparison.ignored).toEqual([{ run: "experiments/e/runs/a-seed2", ...ignored }]);
    expect(comparison.failed).toEqual([
      { run: "experiments/e/runs/a-seed3", reason: "diverged: test/accuracy is NaN", file: "x.log", line: 7 },
    ]);
    expect(comparison.accounting).toMatchObject({
      found: 7,
      used: 2,
      ignored: 1,
      failed: 1,
      running: 1,
      duplicate: 1,
      deleted: 1,
    });
  });
});

describe("the best row", () => {
  function best(runs: Run[], metric = ACC) {
    const found = compare(runs).best.find((one) => one.metric === metric);
    return found && `${found.rows.join(" ")}: ${plainSentence(found.because)}`;
  }

  test("is the highest or the lowest mean, as the direction says", () => {
    expect(best(arms)).toBe(
      "baseline: highest of 2 rows: 0.9700 ± 0.0100 (n = 3); next shift with 0.8900 ± 0.0100 (n = 3); tests tell it from the other row of three or more runs",
    );
    const losses = [makeRun("a", { metrics: { "val/loss": 2 } }), makeRun("b", { metrics: { "val/loss": 1 } })];
    expect(best(losses, "val/loss")).toBe("b: lowest of 2 rows: 1 (n = 1); next a with 2 (n = 1)");
  });

  test("is tied with the rows that no test tells from it", () => {
    const close = [...makeSeeds("a", ACC, [0.5, 0.7, 0.6]), ...makeSeeds("b", ACC, [0.55, 0.75, 0.66])];
    expect(best(close)).toMatch(/; tied with a: no test tells them apart$/);
  });

  test("is several when values are equal, none when the direction is unknown or nothing is finite", () => {
    const run = (name: string, metrics: Record<string, number>) => makeRun(name, { metrics });
    expect(best([run("a", { [ACC]: 0.5 }), run("b", { [ACC]: 0.5 }), run("c", { [ACC]: 0.4 })])).toBe(
      "a b: 2 rows of 3 have the same value",
    );
    expect(best([run("a", { wobble: 1 }), run("b", { wobble: 2 })], "wobble")).toBe(
      ": it is not known whether a higher or a lower wobble is better",
    );
    expect(best([run("a", { [ACC]: Number.NaN })])).toBe(": no run that counts has a finite value");
  });
});

describe("the columns", () => {
  test("leave out what only counts steps or epochs, unless there is nothing else", () => {
    const heads = (metrics: Record<string, number>) =>
      compare([makeRun("a", { metrics })]).metrics.map((one) => one.name);
    expect(heads({ epoch: 3, "trainer/global_step": 90, "val/loss": 0.5 })).toEqual(["val/loss"]);
    expect(heads({ epoch: 3 })).toEqual(["epoch"]);
  });

  test("begin with the primary metric, then test, validation, others, training", () => {
    const metrics = { "train/loss": 1, speed: 1, "val/loss": 1, "test/f1": 1, "test/accuracy": 0.5 };
    expect(compare([makeRun("a", { metrics })]).metrics.map((one) => one.name)).toEqual([
      "test/accuracy",
      "test/f1",
      "val/loss",
      "speed",
      "train/loss",
    ]);
  });

  test("are printed alike, but no value is hidden by it", () => {
    const runs = [0.9, 1e-9].map((loss, index) => makeRun(`r${index}x`, { metrics: { "val/loss": loss } }));
    const failed = makeRun("f", {
      metrics: { "val/loss": 1e30 },
      status: { value: "failed", how: "recorded", because: "", evidence: null },
    });
    expect(compare([...runs, failed]).rows.map((row) => row.cells["val/loss"]?.quantity?.text)).toEqual([
      "0.9000",
      "1.000e-9",
      "1.000e+30",
    ]);
  });

  test("show differing params in rows and constants once", () => {
    const comparison = compare([
      makeRun("a", { params: { lr: { value: 0.1, literal: "1e-1" }, bs: 32 }, metrics: { [ACC]: 1 } }),
      makeRun("b", { params: { lr: 0.2, bs: 32 }, metrics: { [ACC]: 1 } }),
    ]);
    expect(comparison.differing).toEqual(["lr"]);
    expect(comparison.constants.map((one) => [one.name, one.literal])).toEqual([["bs", "32"]]);
    expect(rowOf(comparison, "a").params).toEqual({
      lr: { value: 0.1, literal: "1e-1", file: "experiments/e/runs/a/logs/train.log", line: 1 },
    });
  });
});

describe("the selection", () => {
  function select(runs: Run[], settings: CompareSettings = {}, stated: ReturnType<typeof hypothesis> | null = null) {
    const comparison = compareExperiment(makeExperiment(runs, { hypothesis: stated }), settings);
    const { selection } = comparison;
    return selection === null
      ? comparison.noSelection
      : {
          row: selection.row,
          how: selection.how,
          reasons: selection.reasons.map(plainSentence),
          if: plainSentence(selection.sensitivity),
        };
  }

  test("is computed in the primary metric, with its numbers", () => {
    expect(select(arms)).toEqual({
      row: "baseline",
      how: "computed",
      reasons: [
        "Decided by test/accuracy (by rule, none being declared: accuracy before loss, test before validation, of the metrics that most runs have).",
        "baseline has test/accuracy 0.9700 ± 0.0100 (n = 3), the highest of 2 rows.",
        "Next is shift with 0.8900 ± 0.0100 (n = 3).",
        "Against baseline, shift is worse. Difference −8.00 pp, 95 % interval −10.27 pp to −5.73 pp (Welch's t); p = 0.00061 (Welch's t test).",
      ],
      if: "No run is ignored, so none could change this.",
    });
    expect(
      compare(arms)
        .rows.filter((row) => row.selected)
        .map((row) => row.id),
    ).toEqual(["baseline"]);
  });

  test("is a row of three or more runs where the few better ones may be lucky", () => {
    const lucky = makeRun("lucky-seed0", { metrics: { [ACC]: 0.975 }, params: { seed: 0 } });
    expect(select([...arms, lucky])).toMatchObject({ row: "baseline", how: "computed" });
    const second = makeRun("second-seed0", { metrics: { [ACC]: 0.972 }, params: { seed: 0 } });
    expect(select([...arms, lucky, second])).toMatchObject({
      row: "baseline",
      reasons: [
        expect.stringMatching(/^Decided by/),
        "baseline has test/accuracy 0.9700 ± 0.0100 (n = 3), place 3 of 4 rows, the highest of the 2 of three or more runs.",
        "Before it is lucky with 0.9750 (n = 1), within 0.9203 to 1.0000, where 95 of 100 further runs of baseline would be expected, and 1 more row: that may be luck.",
        "Against baseline, of 3 other rows: 1 is worse, 2 are within noise.",
        "No test tells it from lucky and second.",
      ],
    });
  });

  test("is the best value where a further run would not be expected there, and says what it is worth", () => {
    const tight = [...makeSeeds("baseline", ACC, [0.97, 0.971, 0.969]), ...makeSeeds("shift", ACC, [0.9, 0.89, 0.88])];
    const far = makeRun("far-seed0", { metrics: { [ACC]: 0.9999 }, params: { seed: 0 } });
    expect(select([...tight, far])).toMatchObject({
      row: "far",
      reasons: [
        expect.stringMatching(/^Decided by/),
        "far has test/accuracy 0.9999 (n = 1), the highest of 3 rows.",
        "Next is baseline with 0.9700 ± 0.0010 (n = 3).",
        expect.stringMatching(
          /^Against baseline: not decidable\. far is one run with 0\.9999, outside .*no test is possible\.$/,
        ),
      ],
    });
  });

  test("is the best value where no row has three runs, or many are before the one that has", () => {
    const single = (name: string, value: number) => makeRun(name, { metrics: { [ACC]: value }, params: { one: name } });
    const better = [0.81, 0.82, 0.83, 0.84].map((value, index) => single(`single${index}`, value));
    expect(select([...makeSeeds("pair", ACC, [0.7, 0.9]), ...better])).toMatchObject({
      row: "single3",
      reasons: [
        expect.stringMatching(/^Decided by/),
        "single3 has test/accuracy 0.8400 (n = 1), the highest of 5 rows.",
        "Next is single2 with 0.8300 (n = 1).",
        "No row has three runs, so no difference can be told from noise.",
      ],
    });
    expect(select([...makeSeeds("noisy", ACC, [0.7, 0.8, 0.9]), ...better])).toMatchObject({ row: "single3" });
    const three = better.slice(1);
    expect(select([...makeSeeds("noisy", ACC, [0.7, 0.8, 0.9]), ...three])).toMatchObject({ row: "noisy" });
  });

  test.each([
    ["the settings", { selected: "shift" }, []],
    ["a run in the settings", { selected: "shift-seed1" }, []],
    ["a tag", {}, ["selected"]],
  ])("is declared by %s", (_, settings, tags) => {
    const runs = arms.map((run) => (run.name === "shift-seed0" ? { ...run, tags } : run));
    expect(select(runs, settings)).toMatchObject({ row: "shift", how: "declared" });
  });

  test("is declared by a confirmed hypothesis", () => {
    const stated = hypothesis({ candidate: "shift", success: criterion({ op: "<=", threshold: 0 }) });
    expect(select(arms, {}, stated)).toMatchObject({ row: "shift", how: "declared" });
  });

  test("is none, with the reason", () => {
    expect(select([makeRun("a", { metrics: { wobble: 1 } })])).toContain("no primary metric is declared");
    expect(select(arms, { primaryMetric: "test/f1" })).toBe(
      "the primary metric named in the settings, test/f1, is not logged by any run that counts",
    );
    expect(select(arms, { selected: "nobody" })).toBe("the settings select nobody, which is no row that counts");
    expect(select([])).toBe("no run counts");
    const equal = ["a", "b"].map((name) => makeRun(name, { metrics: { [ACC]: 0.5 } }));
    expect(select(equal)).toBe("2 rows have the same test/accuracy, the highest: a and b");
  });
});

describe("the hypothesis", () => {
  function judge(stated: ReturnType<typeof hypothesis>, runs = arms) {
    const { hypothesis: verdict } = compareExperiment(makeExperiment(runs, { hypothesis: stated }), {});
    return verdict && `${verdict.verdict}: ${verdict.reasons.map(plainSentence).join(" ")}`;
  }

  test("is confirmed when the success criterion holds, with every number", () => {
    expect(judge(hypothesis({ success: criterion({ how: "pp", op: "<", threshold: -5 }) }))).toBe(
      "confirmed: Success criterion met: test/accuracy of shift minus baseline is −8.00 pp: 0.8900 ± 0.0100 (n = 3) against 0.9700 ± 0.0100 (n = 3); required < −5 pp.",
    );
  });

  test("is rejected when the failure criterion holds", () => {
    const stated = hypothesis({
      success: criterion({ op: ">=", threshold: 0.005 }),
      failure: criterion({ op: "<=", threshold: 0 }),
    });
    expect(judge(stated)).toMatch(/^rejected: Success criterion not met: .* Failure criterion met: /);
  });

  test("compares single values, percent, and what differs by rounding only", () => {
    const value = { left: "shift", right: null, how: "value" } as const;
    expect(judge(hypothesis({ success: criterion({ ...value, op: ">", threshold: 0.8 }) }))).toBe(
      "confirmed: Success criterion met: test/accuracy of shift is 0.8900 ± 0.0100 (n = 3); required > 0.8.",
    );
    expect(judge(hypothesis({ success: criterion({ how: "rel", op: "<=", threshold: -8 }) }))).toMatch(/^confirmed/);
    const equal = hypothesis({
      success: criterion({ how: "diff", op: ">=", threshold: -0.08 }),
      failure: criterion({ how: "diff", op: ">", threshold: -0.08 }),
    });
    expect(judge(equal)).toMatch(/^confirmed/);
  });

  test("finds the metric by its last words, and the only row that is not the baseline", () => {
    const stated = hypothesis({
      candidate: null,
      success: criterion({ metric: "accuracy", left: null, op: "<", threshold: 0 }),
    });
    expect(judge(stated)).toMatch(/^confirmed: Success criterion met: test\/accuracy of shift minus baseline/);
  });

  test.each([
    ["no criterion", hypothesis({}), "The journal states no criterion."],
    [
      "an unreadable one",
      hypothesis({ success: { ...criterion({}), condition: null } }),
      "its sentence could not be read",
    ],
    ["an unknown metric", hypothesis({ success: criterion({ metric: "test/f1" }) }), "test/f1 is not logged"],
    ["an unknown row", hypothesis({ success: criterion({ left: "nobody" }) }), "no row that counts is named nobody"],
    [
      "the same row twice",
      hypothesis({ success: criterion({ left: "baseline" }) }),
      "baseline would be compared with itself",
    ],
    [
      "neither criterion met",
      hypothesis({ success: criterion({ op: ">", threshold: 0 }), failure: criterion({ op: "<", threshold: -1 }) }),
      "Neither criterion holds.",
    ],
    [
      "both met",
      hypothesis({ success: criterion({ op: "<", threshold: 0 }), failure: criterion({ op: "<", threshold: 1 }) }),
      "contradict each other",
    ],
  ])("is not decidable with %s", (_, stated, why) => {
    expect(judge(stated)).toMatch(/^not decidable/);
    expect(judge(stated)).toContain(why);
  });
});

test("comparing twice gives the same, and changes nothing it was given", () => {
  const experiment = makeExperiment([...arms, makeRun("x", { metrics: { [ACC]: 0.99 }, ignored })]);
  const before = structuredClone(experiment);
  expect(compareExperiment(experiment, {})).toEqual(compareExperiment(experiment, {}));
  expect(experiment).toEqual(before);
});

function criterion(condition: object) {
  const usual = { metric: ACC, left: "shift", right: "baseline", how: "diff", op: ">=", threshold: 0 } as const;
  return { text: "", file: "JOURNAL.md", line: 1, condition: { ...usual, ...condition } };
}

function hypothesis(input: object) {
  const usual = { text: "If X, then Y.", file: "JOURNAL.md", line: 1, success: null, failure: null };
  return { ...usual, primaryMetric: null, direction: null, baseline: null, candidate: null, ...input };
}
