import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import { buildExperiment, planExperiments } from "../../../src/experiments/group.ts";
import type { Experiment } from "../../../src/model/experiment.ts";
import type { Tree } from "../../../src/model/tree.ts";
import { detectSources, readSeries, readSource } from "../../../src/readers/index.ts";
import { cleanUp, project } from "./loose-project.ts";

afterAll(cleanUp);

const RULE = "=".repeat(100);
const CODE =
  "import os\nimport torch\n\nclass Hyperparameters:\n    num_iterations = 20\nprint(f'step:{step} loss = {loss}')\n";

/** A log as those of modded-nanogpt: the code, what it runs on, a line a step. */
function log(options: { code?: string; loss?: number; end?: number } = {}): string {
  const { code = CODE, loss = 3, end = 20 } = options;
  const steps = [0, 10, end].map((step) => `step:${step}/20 val_loss:${loss + (20 - step) / 10} train_time:${step}ms`);
  return `${code}${RULE}\nRunning Python 3.12.7\nMon Nov 4 10:00:00 2024\n${RULE}\n${steps.join("\n")}\npeak memory: 29226 MiB\n`;
}

const ID = (n: number) => `${String(n).padStart(8, "a")}-2191-4ba2-9ee4-4cdc94316943`;

function experiments(tree: Tree): Experiment[] {
  return planExperiments(detectSources(tree), tree).map((plan) => {
    const results = plan.sources.map((source) => readSource(source, tree.root));
    return buildExperiment({ plan, results, root: tree.root, tree, settings: {} });
  });
}

const found = (tree: Tree) => detectSources(tree).map(({ reader, id, experiment }) => [reader, experiment.id, id]);

describe("logs of a folder are runs", () => {
  test("of the experiment around it, named by folder and file; those with the same code repeat one another", () => {
    const tree = project({
      [`records/track/2024-10-10_Muon/${ID(1)}.txt`]: log(),
      [`records/track/2024-11-24_Warmup/${ID(2)}.txt`]: log({ loss: 2 }),
      [`records/track/2024-11-24_Warmup/${ID(3)}.txt`]: log({ loss: 2.5 }),
      [`records/track/2024-11-24_Warmup/${ID(4)}.txt`]: log({ code: CODE.replace("20", "30"), loss: 4 }),
      "records/track/2024-11-24_Warmup/README.md": "Two of them.\n",
    });
    const [track, ...others] = experiments(tree);
    expect(others).toEqual([]);
    expect(track).toMatchObject({ id: "records/track", name: "track", tracker: "textlog" });
    expect(track?.runs.map(({ name, group, status }) => [name, group, status.value])).toEqual([
      ["2024-10-10_Muon-aaaaaaa1", "2024-10-10_Muon", "finished"],
      ["2024-11-24_Warmup-aaaaaaa2", "2024-11-24_Warmup", "finished"],
      ["2024-11-24_Warmup-aaaaaaa3", "2024-11-24_Warmup", "finished"],
      ["2024-11-24_Warmup-aaaaaaa4", "2024-11-24_Warmup", "finished"],
    ]);
    const rows = compareExperiment(track as Experiment, {}).rows.map(({ name, runs }) => [name, runs.length]);
    expect(rows).toEqual([
      ["2024-10-10_Muon", 1],
      ["2024-11-24_Warmup", 2],
      ["2024-11-24_Warmup-2", 1],
    ]);
  });

  test("a value stands on its line, and the code is no metric", () => {
    const path = `records/a/b/${ID(1)}.txt`;
    const tree = project({ [path]: log() });
    const [run] = readSource(detectSources(tree)[0] as never, tree.root).runs;
    const line = log().split("\n").indexOf("step:20/20 val_loss:3 train_time:20ms") + 1;
    expect(run?.metrics.map(({ name }) => name)).toEqual(["val_loss", "train_time"]);
    expect(run?.metrics[0]?.last).toMatchObject({
      value: 3,
      step: 20,
      evidence: { file: path, locator: { kind: "line", line }, literal: "3" },
    });
    expect(run && readSeries(run, tree.root, ["val_loss"]).map(({ step, value }) => [[...step], [...value]])).toEqual([
      [
        [0, 10, 20],
        [5, 4, 3],
      ],
    ]);
    expect(run?.environment[0]).toMatchObject({ name: "code", evidence: { locator: { line: 1, endLine: 6 } } });
  });

  test("a log in logs/ is a run of the experiment around that, called as people call it", () => {
    const tree = project({
      "exp/wide/logs/lr1-seed0.log": log(),
      "exp/wide/logs/lr1-seed1.log": log({ loss: 2 }),
      "exp/wide/logs/lr2-seed0.log": log({ loss: 1 }),
      "logs/train.log": log(),
      "sweep/seed_0/stdout.txt": log(),
      "sweep/seed_0/stderr.txt": "warning: step 1/2 loss: 3\n".repeat(4),
    });
    const all = experiments(tree);
    expect(all.map(({ id, runs }) => [id, runs.map(({ name, seed }) => [name, seed])])).toEqual([
      [
        "exp/wide",
        [
          ["lr1-seed0", 0],
          ["lr1-seed1", 1],
          ["lr2-seed0", 0],
        ],
      ],
      ["logs", [["train", null]]],
      ["sweep", [["seed_0", 0]]],
    ]);
    const rows = compareExperiment(all[0] as Experiment, {}).rows.map(({ name, runs }) => [name, runs.length]);
    expect(rows).toEqual([
      ["lr1", 2],
      ["lr2", 1],
    ]);
  });

  test("a copy in another folder is counted once; a log that stops before its end is not called finished", () => {
    const tree = project({
      [`records/t/a/${ID(1)}.txt`]: log(),
      [`records/t/b/${ID(1)}.txt`]: log(),
      [`records/t/b/${ID(2)}.txt`]: log({ end: 15 }),
    });
    const [one] = experiments(tree);
    expect(one?.accounting).toMatchObject({ found: 3, used: 2, duplicate: 1 });
    expect(one?.runs.map(({ status }) => status.value)).toEqual(["finished", "finished", "unknown"]);
  });

  test("the dialects of other trainers", () => {
    const llmc =
      "s:0 tel:11.0092\ns:0 trl:11.0091 lr:0.000001 norm:15.37\ns:250 tel:6.3\ns:250 trl:6.2 lr:0.1 norm:1\ns:500 tel:5.5\ns:500 trl:5.4 lr:0.1 norm:1\n";
    const json = '{"step":1,"loss":0.5}\n{"step":2,"loss":0.4}\n{"step":3,"loss":0.3}\n';
    const tree = project({ "records/a/b/main.log": llmc, "records/a/c/train.log": json });
    const runs = detectSources(tree).flatMap((source) => readSource(source, tree.root).runs);
    expect(runs.map(({ metrics }) => metrics.map(({ name, last }) => `${name} ${last.step} ${last.value}`))).toEqual([
      ["tel 500 5.5", "trl 500 5.4", "lr 500 0.1", "norm 500 1"],
      ["loss 3 0.3"],
    ]);
  });
});

describe("what is no run", () => {
  test("texts that are about something else", () => {
    const lines = log();
    const tree = project({
      "README.txt": lines,
      "records/requirements.txt": lines,
      "records/a/LICENSE.txt": lines,
      "data/logs/train.log": lines,
      "wandb/debug.log": lines,
      "train.log": lines,
      "paper/chapter.txt": lines,
      "records/b/notes.log": "nothing to see\n",
      "records/c/x.log": "step 1 loss 0.5\nstep 2 loss 0.4\n",
      "records/d/x.log": Buffer.from([0, 1, 2, 3]),
    });
    expect(found(tree)).toEqual([]);
  });

  test("logs beside what a tracker holds: they are the console output of the same runs", () => {
    const tree = project({
      "e/runs/base/logs/train.log": log(),
      "e/runs/base/console/out.log": log(),
      "e/slurm/job.log": log(),
      "records/t/a/x.log": log(),
    });
    expect(found(tree)).toEqual([
      ["tree", "e", "e/runs/base"],
      ["textlog", "records/t", "records/t/a/x.log"],
    ]);
  });

  test("a log without metrics in a folder of logs is told, and is no run", () => {
    const tree = project({ "records/t/a/x.log": log(), "records/t/a/y.log": "killed\n" });
    const results = detectSources(tree).map((source) => readSource(source, tree.root));
    expect(results.map(({ runs, unread }) => [runs.length, unread?.[0]?.path])).toEqual([
      [1, undefined],
      [0, "records/t/a/y.log"],
    ]);
  });

  test("a set of data of many texts is not looked into", () => {
    const files = Object.fromEntries(
      Array.from({ length: 2001 }, (_, n) => [`results/all/${n}.txt`, "step 1 loss 2\n"]),
    );
    expect(found(project(files))).toEqual([]);
  });
});

test("hostile bytes never throw", () => {
  const part = fc.oneof(
    fc.string(),
    fc.constantFrom(
      "step:1/3 loss:2\n",
      `${RULE}\n`,
      "import a\n",
      "metric {",
      "\0",
      "\u001b[31m",
      "\r",
      "{'loss': nan}\n",
      "s:1 tel:nan\n",
    ),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 60 }), (parts) => {
      const tree = project({ "records/a/b/x.log": parts.join("") });
      for (const source of detectSources(tree))
        for (const run of readSource(source, tree.root).runs) readSeries(run, tree.root, null);
    }),
    { numRuns: 150 },
  );
});
