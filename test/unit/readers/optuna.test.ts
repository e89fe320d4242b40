import { copyFileSync, cpSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import { buildExperiment, planExperiments } from "../../../src/experiments/group.ts";
import { metricOf } from "../../../src/model/run.ts";
import { detectSources, readSource, showRecord } from "../../../src/readers/index.ts";
import { makeProject, treeOf } from "./scratch-project.ts";
import { copyFixture, expectedOf, fixturePath, pointsOf, readAll, said } from "./tracker-fixture.ts";

interface Expected {
  directions: string[];
  best: number | null;
  trials: {
    number: number;
    state: string;
    start: string;
    complete: string;
    params: Record<string, string | number | boolean | null>;
    values: (number | string)[];
    intermediate: [number, number | string][];
    user_attrs: Record<string, string | number>;
  }[];
}

const STATUS: Record<string, string> = {
  COMPLETE: "finished",
  PRUNED: "pruned",
  FAIL: "failed",
  RUNNING: "running",
  WAITING: "scheduled",
};
const VERSIONS = ["1.5.0", "2.10.1", "3.6.2", "5.0.0"];
const FILES = VERSIONS.flatMap((version) => {
  const expected = expectedOf<Record<string, Record<string, Expected>>>("optuna", `expected-${version}.json`);
  return Object.entries(expected).map(([file, studies]) => ({ file, studies }));
});

describe.each(FILES)("$file", ({ file, studies }) => {
  const root = fixturePath("optuna");
  const sources = detectSources(treeOf(root)).filter((source) => source.dir === file);

  it("has the studies that Optuna lists", () => {
    expect(sources.map(({ experiment }) => experiment.name).sort()).toEqual(Object.keys(studies).sort());
  });

  it.each(Object.entries(studies))("%s: every trial as Optuna tells it", (name, expected) => {
    const source = sources.find(({ experiment }) => experiment.name === name);
    if (source === undefined) throw new Error("not found");
    const result = readSource(source, root);
    expect(result.findings).toEqual([]);
    expect(result.runs.map((run) => run.id)).toEqual(expected.trials.map(({ number }) => `${file}#${name}/${number}`));
    expected.trials.forEach((trial, index) => {
      const run = result.runs[index];
      if (run === undefined) throw new Error("no such trial");
      expect(run.status).toMatchObject({ value: STATUS[trial.state], how: "recorded" });
      expect(instant(run.startedAt)).toBe(instant(trial.start));
      expect(instant(run.endedAt)).toBe(instant(trial.complete));
      const params = run.params.map((param) => [param.name, param.value]);
      expect(Object.fromEntries(params)).toEqual(trial.params);
      const values = run.metrics.filter((metric) => /^(?:value(?:_\w+|s_\d+)?|loss|accuracy)$/.test(metric.name));
      expect(values.map(({ last }) => said(last.value))).toEqual(trial.values);
      expect(pointsOf(run, root, "intermediate")).toEqual(trial.intermediate);
      for (const [key, value] of Object.entries(trial.user_attrs)) {
        if (typeof value === "number") expect(metricOf(run, key)?.last.value).toBe(value);
        else expect(run.tags).toContain(`${key}=${value}`);
      }
    });
  });

  it.each(Object.entries(studies))("%s: the best trial is Optuna's, by the declared direction", (name, expected) => {
    const source = sources.find(({ experiment }) => experiment.name === name);
    if (source === undefined) throw new Error("not found");
    const { runs, directions } = readSource(source, root);
    const better = directions?.value?.better;
    if (expected.best === null) return;
    expect(better).toBe(expected.directions[0] === "MINIMIZE" ? "lower" : "higher");
    const sign = better === "higher" ? -1 : 1;
    const ranked = runs
      .filter((run) => run.status.value === "finished")
      .toSorted((a, b) => sign * ((metricOf(a, "value")?.last.value ?? 0) - (metricOf(b, "value")?.last.value ?? 0)));
    expect(ranked[0]?.name).toBe(`trial-${expected.best}`);
  });
});

describe("a study as an experiment", () => {
  const root = fixturePath("optuna");
  const tree = treeOf(root);
  const plan = planExperiments(detectSources(tree), tree).find(({ place }) => place.id === "study-5.0.0.db#minimise é");
  if (plan === undefined) throw new Error("no plan");
  const results = plan.sources.map((source) => readSource(source, root));
  const settings = {} as Parameters<typeof buildExperiment>[0]["settings"];
  const experiment = buildExperiment({ plan, results, root, tree, settings });

  it("counts pruned trials apart", () => {
    expect(experiment.accounting).toMatchObject({ found: 9, used: 5, failed: 2, pruned: 1, running: 1 });
  });

  it("carries the study's direction with the row that states it", () => {
    expect(experiment.directions.value).toMatchObject({ better: "lower", how: "declared" });
    const { evidence } = experiment.directions.value ?? {};
    expect(evidence && showRecord(evidence, root)).toContain("direction: MINIMIZE");
    expect(experiment.directions.intermediate?.how).toBe("declared");
    expect(compareExperiment(experiment, {}).metrics.find(({ primary }) => primary)?.name).toBe("value");
  });

  it("opens the row of a param and of a point", () => {
    const run = experiment.runs.find(({ name }) => name === "trial-5");
    const kind = run?.params.find(({ name }) => name === "kind");
    expect(kind && showRecord(kind.evidence, root)).toMatch(/param_name: kind\nparam_value: \d\ndistribution_json: /);
    const last = run && metricOf(run, "intermediate")?.last;
    expect(last && showRecord(last.evidence, root)).toContain("intermediate_value_type: INF_NEG");
    expect(last?.value).toBe(Number.NEGATIVE_INFINITY);
  });
});

describe("what goes wrong", () => {
  it("names the objectives of several goals and has a direction for each", () => {
    const { results } = readAll(fixturePath("optuna"));
    const named = results.filter(({ directions }) => directions?.accuracy !== undefined);
    expect(named).toHaveLength(4);
    for (const { directions } of named) {
      expect([directions?.loss?.better, directions?.accuracy?.better]).toEqual(["lower", "higher"]);
    }
  });

  it("reads a database that is copied while its log is pending, and leaves nothing beside it", () => {
    const root = copyFixture("optuna");
    const path = join(root, "study-5.0.0.db");
    const database = new DatabaseSync(path);
    database.exec("PRAGMA journal_mode=WAL; UPDATE trial_values SET value = 0.125 WHERE trial_value_id = 1");
    cpSync(path, join(root, "copy.db"));
    cpSync(`${path}-wal`, join(root, "copy.db-wal"));
    database.close();
    const run = readAll(root).runs.find(({ id }) => id === "copy.db#minimise é/0");
    expect(run && metricOf(run, "value")?.last.value).toBe(0.125);
    expect(run?.files).toContain("copy.db-wal");
  });

  it("ignores a Git LFS pointer and other databases", () => {
    const root = makeProject({ "study.db": "version https://git-lfs.github.com/spec/v1\n" });
    const other = new DatabaseSync(join(root, "other.db"));
    other.exec("CREATE TABLE studies (a)");
    other.close();
    expect(detectSources(treeOf(root))).toEqual([]);
  });

  it("shows the stored number of a distribution that it does not know", () => {
    const root = copyFixture("optuna");
    const database = new DatabaseSync(join(root, "study-5.0.0.db"));
    database.exec("UPDATE trial_params SET distribution_json = '{' WHERE param_id = 1");
    database.close();
    const { results } = readAll(root);
    const findings = results.flatMap((one) => one.findings);
    expect(findings.map(({ code }) => code)).toEqual(["source/bad-field"]);
  });

  it("reads a journal up to a torn line, and says so", () => {
    const root = copyFixture("optuna");
    const path = join(root, "journal-5.0.0.log");
    const text = readFileSync(path, "utf8");
    truncateSync(path, text.lastIndexOf("\n") - 10);
    const broken = readAll(root).results.flatMap(({ findings }) => findings);
    expect(new Set(broken.map(({ code }) => code))).toEqual(new Set(["source/torn-line"]));
  });

  it("survives any truncation and any bytes in a journal", () => {
    const bytes = readFileSync(join(fixturePath("optuna"), "journal-5.0.0.log"));
    const root = makeProject({ "journal.log": "" });
    fc.assert(
      fc.property(fc.nat(bytes.length), fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255))), (cut, flips) => {
        const copy = Buffer.from(bytes.subarray(0, cut));
        for (const [at, byte] of flips) if (at < cut) copy[at] = byte;
        writeFileSync(join(root, "journal.log"), copy);
        for (const run of readAll(root).runs) pointsOf(run, root, "intermediate");
      }),
      { numRuns: 60 },
    );
  });

  it("survives flipped bits and truncation in a database", () => {
    const root = makeProject({});
    const path = join(root, "study.db");
    const source = join(fixturePath("optuna"), "study-2.10.1.db");
    const bytes = readFileSync(source);
    fc.assert(
      fc.property(fc.integer({ min: 100, max: bytes.length }), fc.array(fc.nat(bytes.length * 8 - 1)), (cut, flips) => {
        const copy = Buffer.from(bytes.subarray(0, cut));
        for (const bit of flips) if (bit >> 3 < cut) copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
        writeFileSync(path, copy);
        readAll(root);
      }),
      { numRuns: 100 },
    );
    copyFileSync(source, path);
    expect(readAll(root).runs.length).toBeGreaterThan(0);
  });
});

function instant(time: string | null): string {
  return time === null ? "None" : time.replace("T", " ").replace(/[+-]00:00$/, "");
}
