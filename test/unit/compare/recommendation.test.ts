import { describe, expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import type { Comparison } from "../../../src/model/comparison.ts";
import { plainSentence } from "../../../src/model/comparison.ts";
import type { Condition, Hypothesis } from "../../../src/model/journal.ts";
import type { EscalationKind } from "../../../src/model/recommendation.ts";
import type { Run } from "../../../src/model/run.ts";
import { makeExperiment, makeRun, makeSeeds } from "../run-factory.ts";

const ACC = "test/accuracy";
const JOURNAL = "experiments/e/JOURNAL.md";

function hypothesis(of: { success?: Partial<Condition>; failure?: Partial<Condition> }): Hypothesis {
  const criterion = (line: number, part: Partial<Condition> | undefined) => {
    const condition = {
      metric: ACC,
      left: "wide",
      right: "baseline",
      how: "diff",
      op: ">=",
      threshold: 0.01,
      ...part,
    } as const;
    return part === undefined ? null : { text: "criterion", file: JOURNAL, line, condition };
  };
  return {
    text: "Wider is better",
    file: JOURNAL,
    line: 1,
    success: criterion(2, of.success),
    failure: criterion(3, of.failure),
    primaryMetric: ACC,
    direction: "higher",
    baseline: "baseline",
    candidate: "wide",
  };
}

function arms(baseline: number[], wide: number[], change: (run: Run) => Run = (run) => run): Run[] {
  return [
    ...makeSeeds("baseline", ACC, baseline, { arm: "baseline" }),
    ...makeSeeds("wide", ACC, wide, { arm: "wide" }).map(change),
  ];
}

function compare(runs: Run[], stated: Hypothesis | null): Comparison {
  return compareExperiment(makeExperiment(runs, { hypothesis: stated }), {});
}

/** The action with its reasons, numbers as printed. */
function recommend(
  runs: Run[],
  stated: Hypothesis | null,
): { action: string | null; row: string | null; reasons: string[] } {
  const { recommendation, rows } = compare(runs, stated);
  const row = rows.find((one) => one.id === recommendation?.row)?.name ?? null;
  return {
    action: recommendation?.action ?? null,
    row,
    reasons: recommendation?.reasons.map(plainSentence) ?? [],
  };
}

function escalations(runs: Run[], kind: EscalationKind, stated: Hypothesis | null = NEUTRAL): string[] {
  const all = compare(runs, stated).recommendation?.escalations ?? [];
  return all.filter((one) => one.kind === kind).map((one) => plainSentence(one.sentence));
}

const LOW = [0.9, 0.91, 0.92, 0.905, 0.915];
const HIGH = [0.95, 0.96, 0.97, 0.955, 0.965];
const NEAR = [0.915, 0.9, 0.935, 0.9, 0.96];
const NEUTRAL = hypothesis({ success: {}, failure: { op: "<", threshold: -1 } });

describe("the recommendation", () => {
  test("is to promote what meets its criterion and is better beyond noise", () => {
    const { action, row, reasons } = recommend(arms(LOW, HIGH), hypothesis({ success: {} }));
    expect([action, row]).toEqual(["promote", "wide"]);
    expect(reasons[0]).toMatch(/^Success criterion met: test\/accuracy of wide minus baseline is \+0\.0500/);
    expect(reasons[1]).toMatch(/^wide is better than baseline beyond noise: \+5\.00 pp, 95 % interval .*, p = /);
  });

  test("is to iterate where a criterion is met by the means alone, and the verdict says so", () => {
    const { action, reasons } = recommend(arms(LOW, NEAR), hypothesis({ success: {} }));
    expect(action).toBe("iterate");
    expect(reasons[1]).toMatch(/^The difference between wide and baseline is within noise: .* p = /);
    expect(reasons[2]).toBe("Repeat with more seeds: wide and baseline have 5 runs each.");
    const { hypothesis: verdict } = compare(arms(LOW, NEAR), hypothesis({ success: {} }));
    expect(verdict?.verdict).toBe("confirmed");
    expect(plainSentence(verdict?.reasons.at(-1) ?? [])).toMatch(
      /^By the means; the difference between wide and baseline is within noise, p = 0\.\d+\.$/,
    );
  });

  test("is to iterate after one run a side, which no test can judge", () => {
    const { action, reasons } = recommend(arms([0.9], [0.99]), hypothesis({ success: {} }));
    expect(action).toBe("iterate");
    expect(reasons.slice(1)).toEqual([
      "Without repeats nothing tells whether wide and baseline differ by more than noise. Repeat with more seeds.",
    ]);
  });

  test("is to promote what is no worse than a criterion allows, over the whole interval", () => {
    const same = LOW.map((value) => value + 0.0001 * (value > 0.91 ? 1 : -1));
    const allowed = hypothesis({ success: { op: ">=", threshold: -0.05 } });
    expect(recommend(arms(LOW, same), allowed)).toMatchObject({ action: "promote", row: "wide" });
    expect(recommend(arms(LOW, same), allowed).reasons.at(-1)).toBe(
      "The whole interval of the difference meets the criterion.",
    );
    const tight = hypothesis({ success: { op: ">=", threshold: -0.000001 } });
    expect(recommend(arms(LOW, same), tight).action).toBe("iterate");
  });

  test("is to abandon what meets its failure criterion, and says when that may be noise", () => {
    const stated = hypothesis({ success: {}, failure: { op: "<=", threshold: 0 } });
    const clear = recommend(arms(HIGH, LOW), stated);
    expect([clear.action, clear.row]).toEqual(["abandon", "wide"]);
    expect(clear.reasons[0]).toMatch(/^Failure criterion met/);
    expect(clear.reasons[1]).toMatch(/^wide is worse than baseline beyond noise/);
    const noisy = recommend(arms(NEAR, LOW), stated);
    expect(noisy.action).toBe("abandon");
    expect(noisy.reasons[1]).toMatch(/is within noise/);
  });

  test("is to iterate between the criteria, and when one cannot be decided", () => {
    const between = hypothesis({ success: { threshold: 0.5 }, failure: { op: "<=", threshold: 0 } });
    expect(recommend(arms(LOW, HIGH), between)).toMatchObject({ action: "iterate", row: "wide" });
    expect(recommend(arms(LOW, HIGH), between).reasons.at(-1)).toBe("Neither criterion holds.");
    const other = hypothesis({ success: { left: "nobody" } });
    expect(recommend(arms(LOW, HIGH), other)).toEqual({
      action: "iterate",
      row: null,
      reasons: ["Success criterion not decidable: no row that counts is named nobody."],
    });
  });

  test("is none without a criterion, and says what is missing", () => {
    const alone = recommend(makeSeeds("a", ACC, [0.9, 0.91]), null);
    expect(alone).toEqual({
      action: null,
      row: "a",
      reasons: [
        "No journal declares a success or failure criterion, so nothing says what would be good enough.",
        "No baseline is named, so nothing says what to be better than.",
      ],
    });
    expect(recommend(arms(LOW, HIGH), null).reasons[1]).toMatch(/^wide is better than baseline beyond noise/);
    expect(compare([], null).recommendation).toBeNull();
  });

  test("is not to promote on a value alone without a baseline", () => {
    const stated = hypothesis({ success: { how: "value", right: null, threshold: 0.9 } });
    const runs = makeSeeds("wide", ACC, HIGH, { arm: "wide" });
    const { action, reasons } = recommend(runs, { ...stated, baseline: null });
    expect(action).toBe("iterate");
    expect(reasons[1]).toBe("No baseline is named, so nothing shows that wide is better than what there was.");
  });

  test("has every number as a claim with evidence", () => {
    const { recommendation } = compare(arms(LOW, HIGH), hypothesis({ success: {} }));
    const numbers = recommendation?.reasons.flat().filter((part) => typeof part !== "string") ?? [];
    expect(numbers.length).toBeGreaterThan(5);
    for (const one of numbers) expect(one.evidence.length).toBeGreaterThan(0);
  });
});

describe("escalations", () => {
  test("a regression in another metric, beyond noise, but not in training or in what is abandoned", () => {
    const metrics = (latency: number, accuracy: number, loss: number) => ({
      [ACC]: accuracy,
      "test/latency": latency,
      "train/loss": loss,
    });
    const arm = (name: string, base: number, accuracy: number[]) =>
      accuracy.map((value, seed) =>
        makeRun(`${name}-seed${seed}`, {
          metrics: metrics(base + 0.1 * seed, value, base),
          params: { arm: name, seed },
          seed,
        }),
      );
    const slower = [...arm("baseline", 10, LOW), ...arm("wide", 20, HIGH)];
    expect(escalations(slower, "regression")).toEqual([
      "wide is worse than baseline beyond noise in 1 of 2 metrics, each tested by itself: test/latency +10.00 (+98.0 %).",
    ]);
    expect(escalations([...arm("baseline", 10, LOW), ...arm("wide", 9, HIGH)], "regression")).toEqual([]);
    const lost = [...arm("baseline", 10, HIGH), ...arm("wide", 20, LOW)];
    expect(escalations(lost, "regression", hypothesis({ failure: { op: "<=", threshold: 0 } }))).toEqual([]);
  });

  test("another data version, where both recorded one", () => {
    const version = (value: string | null) =>
      arms(LOW, HIGH, (run) => ({ ...run, dataVersion: value })).map((run) =>
        run.name.startsWith("baseline") ? { ...run, dataVersion: "v1" } : run,
      );
    expect(escalations(version("v2"), "data-version")).toEqual([
      "Another data version: v2 in wide and v1 in baseline.",
    ]);
    expect(escalations(version("v1"), "data-version")).toEqual([]);
    expect(escalations(version(null), "data-version")).toEqual([]);
    const named = (name: string, a: string | boolean, b: string | boolean) =>
      arms(LOW, HIGH).map((run) => {
        const value = run.name.startsWith("wide") ? b : a;
        return { ...run, params: [...run.params, ...makeRun("x", { params: { [name]: value } }).params] };
      });
    const lists = named("dataset", "[a.csv, b.csv, a.csv]", "['a.csv', 'c.csv', 'd.csv', 'e.csv', 'f.csv']");
    expect(escalations(lists, "data-version")).toEqual([
      "Other data (dataset): c.csv, d.csv, e.csv and 1 more in wide and b.csv in baseline.",
    ]);
    expect(escalations(named("dataset", "[a, b, b]", "[b, a]"), "data-version")).toEqual([]);
    expect(escalations(named("dataset", "[a, b]", "[a, b, c]"), "data-version")).toEqual([
      "Other data (dataset): c only in wide.",
    ]);
    expect(escalations(named("data.hash", "aa", "bb"), "data-version")).toEqual([
      "Other data (data.hash): bb in wide and aa in baseline.",
    ]);
    expect(escalations(named("train_dataset", "a", "b"), "data-version")).toHaveLength(1);
    for (const name of ["data_dir", "use_data", "metadata", "database", "data_parallel", "dataset_path"])
      expect(escalations(named(name, "a", "b"), "data-version"), name).toEqual([]);
    expect(escalations(named("data", "/home/a/data", "/mnt/data"), "data-version")).toEqual([]);
    expect(escalations(named("data", true, false), "data-version")).toEqual([]);
  });

  test("other hardware and other software, each by what was recorded", () => {
    const param = (name: string, value: string) => ({
      name,
      value,
      evidence: { file: "metadata.yaml", locator: { kind: "line" as const, line: 9 }, literal: value },
    });
    const runs = arms(LOW, HIGH).map((run) => {
      const isWide = run.name.startsWith("wide");
      return {
        ...run,
        environment: [
          param("python", isWide ? "3.12" : "3.11"),
          param("gpu_type", isWide ? "A100" : "T4"),
          param("command", run.name),
        ],
        dependencies: [isWide ? "torch==2.5" : "torch==2.4", "numpy>=1"],
      };
    });
    expect(escalations(runs, "environment")).toEqual([
      "Another environment: python is 3.12 in wide and 3.11 in baseline; torch is 2.5 in wide and 2.4 in baseline.",
    ]);
    expect(escalations(runs, "hardware")).toEqual(["Other hardware: gpu_type is A100 in wide and T4 in baseline."]);
  });

  test("statistics of the data that are apart, and no other numbers", () => {
    const stats = (examples: number, name: string) => (run: Run) => {
      const [first] = makeRun(run.name, { metrics: { [name]: examples } }).metrics;
      return first === undefined ? run : { ...run, metrics: [...run.metrics, first] };
    };
    const runs = (name: string, a: number, b: number) => [
      ...arms(LOW, []).map(stats(a, name)),
      ...arms([], HIGH).map(stats(b, name)),
    ];
    expect(escalations(runs("num_train_examples", 1000, 1200), "data-drift")).toEqual([
      "Other data by its statistics: num_train_examples is 1200 in wide and 1000 in baseline.",
    ]);
    expect(escalations(runs("num_train_examples", 1000, 1000), "data-drift")).toEqual([]);
    expect(escalations(runs("test/weighted avg/support", 360, 180), "data-drift")).toEqual([
      "Other data by its statistics: test/weighted avg/support is 180 in wide and 360 in baseline.",
    ]);
    expect(escalations(runs("test/weighted avg/support", 360, 360), "data-drift")).toEqual([]);
    for (const name of ["data_time", "train_samples_per_second", "n_estimators", "train/loss", "batch_size"])
      expect(escalations(runs(name, 1, 2), "data-drift")).toEqual([]);
  });

  test("more tried for one arm than for the other; else only told", () => {
    const tried = (arm: string, count: number) =>
      Array.from({ length: count }, (_, index) =>
        makeRun(`${arm}-lr${index}`, { metrics: { [ACC]: 0.1 }, params: { arm, lr: index, seed: 0 }, seed: 0 }),
      );
    const plain = (run: Run) => ({ ...run, params: [...run.params, ...makeRun("x", { params: { lr: 99 } }).params] });
    const base = arms(LOW, HIGH).map(plain);
    expect(escalations([...base, ...tried("wide", 3)], "unequal-tuning")).toEqual([
      "Unequal tuning: 4 settings in 8 runs for wide, 1 setting in 5 runs for baseline (arms told apart by arm). More was tried for wide.",
    ]);
    const fair = [...base, ...tried("wide", 3), ...tried("baseline", 3)];
    expect(escalations(fair, "unequal-tuning")).toEqual([]);
    expect(compare(fair, NEUTRAL).recommendation?.facts.map(plainSentence)).toContain(
      "Tried: 4 settings in 8 runs for wide, 4 settings in 8 runs for baseline (arms told apart by arm).",
    );
  });

  test("a mean over what survived where less of the other side failed", () => {
    const failed = { value: "failed", how: "recorded", because: "", evidence: null } as const;
    const runs = (failing: string) =>
      arms(LOW, HIGH).map((run) =>
        [`${failing}-seed1`, `${failing}-seed3`].includes(run.name) ? { ...run, status: failed } : run,
      );
    expect(escalations(runs("wide"), "survivors")).toEqual([
      "Only what survived is compared: 2 of 5 runs of wide failed or diverged, and 0 of 5 of baseline.",
    ]);
    expect(escalations(runs("baseline"), "survivors")).toEqual([]);
    expect(escalations(runs("none"), "survivors")).toEqual([]);
  });

  test("a test split that was looked at by many runs before", () => {
    const tries = (count: number) =>
      Array.from({ length: count }, (_, index) =>
        makeRun(`try${index}`, {
          metrics: { [ACC]: 0.5 },
          params: { arm: `try${index}` },
          startedAt: "2026-01-01T00:00:00Z",
        }),
      );
    const timed = arms(LOW, HIGH).map((run) => ({ ...run, startedAt: "2026-02-01T00:00:00Z" }));
    expect(escalations([...timed, ...tries(20)], "test-set-reuse")[0]).toMatch(
      /^The test split was evaluated by 20 runs before the first run of wide\./,
    );
    expect(escalations([...timed, ...tries(19)], "test-set-reuse")).toEqual([]);
  });
});

describe("what to look at before relying on the selected row", () => {
  const BEST = [0.99, 0.991, 0.992, 0.989, 0.993];
  const OTHER = makeSeeds("cleaned", ACC, BEST, { arm: "cleaned" });
  const versions = (of: Record<string, string>) => (run: Run) => ({
    ...run,
    dataVersion: of[run.name.replace(/-.*/, "")] ?? null,
  });
  const selected = (runs: Run[], stated = hypothesis({ success: { threshold: 0.5 } })) => {
    const { selection, rows, recommendation } = compare(runs, stated);
    return {
      name: rows.find((row) => row.id === selection?.row)?.name,
      kinds: selection?.escalations.map(({ kind }) => kind),
      said: selection?.escalations.map(({ sentence }) => plainSentence(sentence)),
      places: selection?.escalations.flatMap(({ places }) => places.map((place) => place.name)),
      ofCandidate: recommendation?.escalations.map(({ kind }) => kind),
    };
  };

  test("another row than the candidate, on another data version than the baseline", () => {
    const runs = [...arms(LOW, NEAR), ...OTHER].map(versions({ baseline: "v1", wide: "v1", cleaned: "v2" }));
    expect(selected(runs)).toEqual({
      name: "cleaned",
      kinds: ["data-version"],
      said: ["Another data version: v2 in cleaned and v1 in baseline."],
      places: ["cleaned-seed0", "baseline-seed0"],
      ofCandidate: [],
    });
  });

  test("what is said of the candidate is not said in full again", () => {
    const runs = [...arms(LOW, NEAR), ...OTHER].map(versions({ baseline: "v1", wide: "v2", cleaned: "v2" }));
    expect(selected(runs)).toMatchObject({
      name: "cleaned",
      said: ["Another data version: the same of cleaned as of wide."],
      ofCandidate: ["data-version"],
    });
    const third = [...arms(LOW, NEAR), ...OTHER].map(versions({ baseline: "v1", wide: "v2", cleaned: "v3" }));
    expect(selected(third).said).toEqual(["Another data version: v3 in cleaned and v1 in baseline."]);
  });

  test("worse than the baseline in another metric, though the candidate is to be abandoned", () => {
    const arm = (name: string, accuracy: number[], latency: number) =>
      accuracy.map((value, seed) => {
        const metrics = { [ACC]: value, "test/latency": latency + 0.1 * seed };
        return makeRun(`${name}-seed${seed}`, { metrics, params: { arm: name, seed }, seed });
      });
    const runs = [...arm("baseline", HIGH, 10), ...arm("wide", LOW, 10), ...arm("cleaned", BEST, 20)];
    const failing = hypothesis({ success: {}, failure: { op: "<=", threshold: 0 } });
    expect(selected(runs, failing)).toMatchObject({
      name: "cleaned",
      said: [
        "cleaned is worse than baseline beyond noise in 1 of 2 metrics, each tested by itself: test/latency +10.00 (+98.0 %).",
      ],
      ofCandidate: [],
    });
  });

  test("nothing more where it is the candidate or the baseline itself", () => {
    const asCandidate = arms(LOW, HIGH).map(versions({ baseline: "v1", wide: "v2" }));
    expect(selected(asCandidate)).toMatchObject({ name: "wide", said: [], ofCandidate: ["data-version"] });
    const asBaseline = arms(HIGH, LOW).map(versions({ baseline: "v1", wide: "v2" }));
    expect(selected(asBaseline)).toMatchObject({
      name: "baseline",
      said: [],
      ofCandidate: ["regression", "data-version"],
    });
  });
});
