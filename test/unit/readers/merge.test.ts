import { describe, expect, test } from "vitest";
import type { Run, Tracker } from "../../../src/model/run.ts";
import { joinSources, PRECEDENCE } from "../../../src/readers/join.ts";
import { mergeResults } from "../../../src/readers/merge.ts";
import type { ReadResult, Source } from "../../../src/readers/reader.ts";
import type { RunInput } from "../run-factory.ts";
import { makeRun } from "../run-factory.ts";

function source(reader: Tracker, dir: string, more: Partial<Source> = {}): Source {
  const experiment = { id: dir, name: dir, dir, runsDir: dir, tracker: reader, increment: null };
  return { reader, id: dir, dir, files: [`${dir}/${reader}.file`], experiment, ...more };
}

/** What was joined, in short: the reader that leads, the folder, and the parts. */
function joined(...sources: Source[]): string[] {
  return joinSources(sources).map(({ reader, id, parts = [] }) =>
    [`${reader} ${id}`, ...parts.map((part) => `${part.reader} ${part.dir}`)].join(" | "),
  );
}

describe("joining sources", () => {
  test("those of different runs stay apart, in the order of their ids", () => {
    const all = [source("wandb", "b"), source("mlflow", "a"), source("tree", "ab")];
    expect(joined(...all)).toEqual(["wandb b", "mlflow a", "tree ab"]);
  });

  test("in one folder, the reader with the most weight leads and the files are read together", () => {
    const [one, ...others] = joinSources([source("tensorboard", "run"), source("lightning", "run")]);
    expect(others).toEqual([]);
    expect(one).toMatchObject({
      reader: "lightning",
      id: "run",
      files: ["run/lightning.file", "run/tensorboard.file"],
      experiment: { tracker: "lightning" },
    });
  });

  test("nested: the outermost gives id, folder and experiment, so that a tracker added does not rename a run", () => {
    const inner = source("wandb", "e/runs/a/wandb/run-1");
    const outer = source("tree", "e/runs/a");
    const [one] = joinSources([inner, source("tensorboard", "e/runs/a/tb/x"), outer, source("tree", "e/runs/ab")]);
    expect(one).toMatchObject({ id: "e/runs/a", dir: "e/runs/a", reader: "tree", experiment: { id: "e/runs/a" } });
    expect(one?.parts?.map(({ reader }) => reader)).toEqual(["tree", "tensorboard", "wandb"]);
    expect(joined(inner, source("hydra", "e/runs/a"))).toEqual([
      "wandb e/runs/a | hydra e/runs/a | wandb e/runs/a/wandb/run-1",
    ]);
  });

  test("several of one reader inside a run are its stretches", () => {
    expect(joined(source("tree", "a"), source("lightning", "a/v0"), source("lightning", "a/v1"))).toEqual([
      "tree a | tree a | lightning a/v0 | lightning a/v1",
    ]);
  });

  test("several in a Hydra job are runs, and the job's settings belong to each", () => {
    const job = source("hydra", "out/0");
    expect(joined(job, source("wandb", "out/0/wandb/run-1"), source("wandb", "out/0/wandb/run-2"))).toEqual([
      "wandb out/0/wandb/run-1 | wandb out/0/wandb/run-1 | hydra out/0",
      "wandb out/0/wandb/run-2 | wandb out/0/wandb/run-2 | hydra out/0",
    ]);
    const [first] = joinSources([job, source("wandb", "out/0/a"), source("wandb", "out/0/b")]);
    expect(first?.experiment.id).toBe("out/0");
  });

  test("event files beside a store of several runs are nobody's", () => {
    const runs = [source("wandb", "p/wandb/run-1"), source("wandb", "p/wandb/run-2")];
    expect(joined(source("tensorboard", "p"), ...runs)).toEqual([
      "tensorboard p",
      "wandb p/wandb/run-1",
      "wandb p/wandb/run-2",
    ]);
    expect(joined(source("tensorboard", "p"), source("wandb", "p/wandb/run-1"))).toHaveLength(1);
  });

  test("a source of many runs is never part of one, whatever folder it lies in", () => {
    const store = source("optuna", "e/runs/a", { id: "e/runs/a/study.db", many: true });
    expect(joined(source("tree", "e/runs/a"), source("wandb", "e/runs/a/w"), store)).toEqual([
      "tree e/runs/a | tree e/runs/a | wandb e/runs/a/w",
      "optuna e/runs/a/study.db",
    ]);
  });

  test("every tracker has its weight", () => {
    expect(new Set(PRECEDENCE).size).toBe(PRECEDENCE.length);
    expect(PRECEDENCE).toEqual(expect.arrayContaining(["tree", "specweave", "mlflow", "ledger", "textlog", "hydra"]));
  });
});

function result(tracker: Tracker, input: RunInput, more: Partial<ReadResult> = {}): ReadResult {
  return { runs: [makeRun(`${tracker}-run`, { tracker, ...input })], findings: [], unreadable: [], ...more };
}

function merge(...results: ReadResult[]): { run: Run; all: ReadResult } {
  const all = mergeResults(source("tree", "e/a"), results);
  return { run: all.runs[0] as Run, all };
}

const unknown = { value: "unknown", how: "inferred", because: "", evidence: null } as const;

describe("merging what trackers say of one run", () => {
  test("id and folder are the source's, name and tracker those of the first in weight, whatever the order", () => {
    const results = [result("hydra", { params: { lr: 0.1 } }), result("wandb", { metrics: { loss: 1 } })];
    for (const order of [results, [...results].reverse()]) {
      const { run, all } = merge(...order);
      expect(all.runs).toHaveLength(1);
      expect(run).toMatchObject({
        id: "e/a",
        dir: "e/a",
        name: "wandb-run",
        tracker: "wandb",
        trackers: ["wandb", "hydra"],
      });
      expect(run.params.map(({ name }) => name)).toEqual(["lr"]);
    }
  });

  test("what the first lacks the others give, and never the other way round", () => {
    const { run } = merge(
      result("mlflow", { startedAt: "2026-01-01", seed: null, gitCommit: null, tags: ["a"], params: { lr: 1 } }),
      result("sacred", {
        startedAt: "2025-01-01",
        seed: 3,
        gitCommit: "abc",
        tags: ["a", "b"],
        params: { lr: 2, wd: 3 },
      }),
    );
    expect(run).toMatchObject({ startedAt: "2026-01-01", seed: 3, gitCommit: "abc", tags: ["a", "b"] });
    expect(run.params.map(({ name, value }) => [name, value])).toEqual([
      ["lr", 1],
      ["wd", 3],
    ]);
  });

  test("a recorded status outweighs an inferred one; an unknown one says nothing", () => {
    const failed = { value: "failed", how: "recorded", because: "exit 1", evidence: null } as const;
    const inferred = { value: "finished", how: "inferred", because: "", evidence: null } as const;
    expect(merge(result("tree", { status: inferred }), result("wandb", { status: failed })).run.status).toBe(failed);
    expect(merge(result("tree", { status: inferred }), result("wandb", { status: unknown })).run.status).toBe(inferred);
    expect(merge(result("tree", { status: unknown }), result("wandb", { status: inferred })).run.status).toBe(inferred);
    expect(merge(result("tree", { status: failed }), result("wandb", { status: inferred })).run.status).toBe(failed);
  });

  test("a metric under two spellings is kept once, and each knows whose series it has", () => {
    const { run } = merge(
      result("lightning", { metrics: { val_loss: [2, 1] } }),
      result("tensorboard", { metrics: { "val/loss": [2, 1], images: 3 } }),
    );
    expect(run.metrics.map(({ name, reader }) => [name, reader])).toEqual([
      ["val_loss", "lightning"],
      ["images", "tensorboard"],
    ]);
  });

  test("a disagreement is a finding at the value that is kept; single precision is none", () => {
    const own = result("tree", { metrics: { "test/auc": 0.8612 } });
    const { run, all } = merge(own, result("dvclive", { metrics: { "test.auc": 0.9 } }));
    expect(run.metrics[0]?.last.value).toBe(0.8612);
    expect(all.findings).toMatchObject([
      { code: "source/tracker-values-agree", file: run.metrics[0]?.file, line: run.metrics[0] && expect.any(Number) },
    ]);
    const single = result("tensorboard", { metrics: { "test/auc": Math.fround(0.8612) } });
    expect(merge(own, single).all.findings).toEqual([]);
    const infinite = result("tensorboard", { metrics: { "test/auc": Number.NaN } });
    expect(merge(own, infinite).all.findings.map(({ code }) => code)).toEqual(["source/tracker-values-agree"]);
  });

  test("values of other steps are no disagreement", () => {
    const results = [
      result("tree", { metrics: { loss: [3, 2, 1] } }),
      result("tensorboard", { metrics: { loss: [3, 2] } }),
    ];
    expect(merge(...results).all.findings).toEqual([]);
  });

  test("of several stretches of one tracker the one that goes furthest stands for the run", () => {
    const { run, all } = merge(
      result("lightning", { metrics: { loss: [3, 2] } }),
      result("lightning", { metrics: { loss: [3, 2, 1] } }),
      result("lightning", { metrics: { loss: [5] } }),
    );
    expect(run.metrics.map(({ last, points }) => [last.value, points])).toEqual([[1, 3]]);
    expect(run.trackers).toEqual(["lightning"]);
    expect(all.findings).toEqual([]);
  });

  test("a part that cannot be read leaves the others; when none can be read the run is counted once", () => {
    const bad: ReadResult = { runs: [], findings: [], unreadable: [{ path: "e/a/x", reason: "gone" }] };
    expect(merge(bad, result("wandb", { metrics: { loss: 1 } })).all).toMatchObject({
      runs: [{ id: "e/a" }],
      unreadable: [],
    });
    expect(mergeResults(source("tree", "e/a"), [bad, bad]).unreadable).toHaveLength(1);
  });

  test("trackers around one another that began on different days saw different runs", () => {
    const at = (tracker: Tracker, dir: string, startedAt: string, clock: "utc" | "local" = "utc") =>
      result(tracker, { dir, id: dir, startedAt, clock, metrics: { loss: 1 } });
    const outer = at("tensorboard", "p", "2020-04-01T19:39:07Z");
    const ids = (...results: ReadResult[]) =>
      mergeResults(source("tensorboard", "p"), results).runs.map(({ id }) => id);
    expect(ids(outer, at("wandb", "p/wandb/run-1", "2021-02-16T23:44:07Z"))).toEqual(["p/wandb/run-1", "p"]);
    expect(ids(outer, at("wandb", "p/wandb/run-1", "2020-04-01T19:30:00Z"))).toEqual(["p"]);
    expect(ids(outer, at("wandb", "p/wandb/run-1", "2021-02-16T23:44:07", "local"))).toEqual(["p"]);
    expect(ids(outer, at("wandb", "p", "2021-02-16T23:44:07Z"))).toEqual(["p"]);
  });

  test("formats, what was not read, and files are those of all parts", () => {
    const one = result(
      "mlflow",
      { files: ["b"] },
      { format: "MLflow file store", unread: [{ path: "x", reason: "r" }] },
    );
    const two = result("hydra", { files: ["a", "b"] }, { format: "Hydra" });
    const { run, all } = merge(one, two);
    expect(run.files).toEqual(["a", "b"]);
    expect(all).toMatchObject({ format: "MLflow file store + Hydra", unread: [{ path: "x" }] });
  });
});
