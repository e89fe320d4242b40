import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metricOf } from "../../../src/model/run.ts";
import { showRecord } from "../../../src/readers/index.ts";
import { makeProject } from "./scratch-project.ts";
import { copyFixture, expectedOf, fixturePath, pointsOf, readAll } from "./tracker-fixture.ts";

interface Expected {
  id: string;
  name: string;
  config: Record<string, unknown>;
  series: Record<string, [number, number | string][]>;
}

const expected = Object.entries(expectedOf<Record<string, Expected[]>>("trackio"));
const project = readAll(fixturePath("trackio"));
const idsOf = (file: string) => project.runs.filter(({ dir }) => dir === file).map(({ id }) => id);

describe.each(expected)("project %s", (name, runs) => {
  const file = `trackio/${name}.db`;

  it("has the runs that Trackio lists", () => {
    expect(idsOf(file)).toEqual(runs.map(({ id }) => `${file}#${id}`));
    expect(project.sources.find(({ dir }) => dir === file)?.experiment).toMatchObject({ name, id: file });
  });

  it.each(runs)("$name ($id)", ({ id, name: called, config, series }) => {
    const run = project.runs.find((one) => one.id === `${file}#${id}`);
    if (run === undefined) throw new Error("not found");
    expect([run.name, run.uid, run.status.value]).toEqual([called, id, "unknown"]);
    // Resuming writes `_Created` anew: then the first logged point is earlier.
    if (called !== "resumed é") expect(run.startedAt).toBe(config._Created);
    else expect(String(run.startedAt) < String(config._Created)).toBe(true);
    expect(run.group).toBe(config._Group);
    for (const [key, value] of Object.entries(config)) {
      const param = run.params.find((one) => one.name === key);
      if (key.startsWith("_")) expect(param).toBeUndefined();
      else if (key === "big") expect(param?.evidence.literal).toBe("1152921504606846976");
      else if (key === "clip") expect(param?.value).toBe(Number.POSITIVE_INFINITY);
      else if (typeof value !== "object") expect(param?.value).toBe(value);
    }
    expect(run.metrics.map((metric) => metric.name)).toEqual(Object.keys(series));
    for (const [metric, points] of Object.entries(series)) expect(pointsOf(run, project.root, metric)).toEqual(points);
  });
});

describe("what Trackio does in its own way", () => {
  const run = project.runs.find(({ id }) => id === idsOf("trackio/mnist.db")[0]);
  if (run === undefined) throw new Error("not found");

  it("keeps literals of integers beyond 2^53 and shows the row", () => {
    const count = metricOf(run, "count");
    expect(count?.last.evidence.literal).toBe("1152921504606846976");
    expect(count && showRecord(count.last.evidence, project.root)).toContain('metrics: {"train/loss":0.2,');
    expect(metricOf(run, "train/loss")?.last.evidence.literal).toBe("1e-7");
  });

  it("reads NaN and the infinities, which are texts, and the same step logged twice", () => {
    const diverged = project.runs.find(({ name }) => name === "diverged");
    expect(diverged && metricOf(diverged, "train/loss")).toMatchObject({ points: 4, nonFinite: 3 });
    const resumed = project.runs.find(({ name }) => name === "resumed é");
    expect(resumed && metricOf(resumed, "train/loss")).toMatchObject({ points: 4, lastStep: 1, last: { value: 0.25 } });
  });

  it("keeps alerts as notes, media as artifacts, and says what it did not read", () => {
    expect(run.notes).toBe("warn at step 41: loss is low: very low");
    expect(run.artifacts.map(({ kind }) => kind)).toEqual(["plot"]);
    const result = project.results.find((one) => one.runs.includes(run));
    expect(result?.format).toBe("Trackio SQLite, with run ids");
    expect(result?.unread).toEqual([
      { path: "trackio/mnist.db#system_metrics", reason: "1 row: load of the machine, not of the run" },
      { path: "trackio/mnist.db#metrics", reason: "5 logged values are no numbers (text, table, picture, nested)" },
    ]);
  });

  it("reads a database without run ids, where runs of one name are one", () => {
    const old = project.runs.filter(({ dir }) => dir === "old-columns.db");
    expect(old.map(({ id }) => id)).toEqual([
      "old-columns.db#baseline-seed0",
      "old-columns.db#diverged",
      "old-columns.db#resumed é",
      "old-columns.db#killed",
    ]);
    expect(old.map(({ metrics }) => metrics.find(({ name }) => name === "train/loss")?.points)).toEqual([
      7,
      4,
      4,
      undefined,
    ]);
    expect(old[0]?.params.find(({ name }) => name === "lr")?.evidence.literal).toBe("0.0001");
  });
});

describe("what goes wrong", () => {
  it("counts a row whose JSON is broken, and reads the others", () => {
    const root = copyFixture("trackio");
    const database = new DatabaseSync(join(root, "trackio/mnist.db"));
    database.exec("UPDATE metrics SET metrics = '{\"train/loss\":' WHERE id = 2");
    database.close();
    const { runs, results } = readAll(root);
    const first = runs.find(({ dir }) => dir === "trackio/mnist.db");
    expect(first && metricOf(first, "train/loss")?.points).toBe(5);
    expect(results.flatMap(({ unread = [] }) => unread.map(({ reason }) => reason)).join()).toContain(
      "6 logged values",
    );
  });

  it("survives flipped bits and truncation", () => {
    const bytes = readFileSync(join(fixturePath("trackio"), "old-columns.db"));
    const root = makeProject({});
    fc.assert(
      fc.property(fc.integer({ min: 100, max: bytes.length }), fc.array(fc.nat(bytes.length * 8 - 1)), (cut, flips) => {
        const copy = Buffer.from(bytes.subarray(0, cut));
        for (const bit of flips) if (bit >> 3 < cut) copy[bit >> 3] = (copy[bit >> 3] as number) ^ (1 << (bit & 7));
        writeFileSync(join(root, "p.db"), copy);
        readAll(root);
      }),
      { numRuns: 100 },
    );
  });
});
