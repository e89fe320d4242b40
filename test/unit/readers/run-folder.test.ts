import { chmodSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metricOf, paramOf } from "../../../src/model/run.ts";
import { detectSources, readSeries, readSource } from "../../../src/readers/index.ts";
import { makeProject, readRun, sayMetrics, treeOf } from "./scratch-project.ts";

const log = (...lines: string[]) =>
  lines.map((text, index) => `2026-11-21 16:50:0${index} | INFO | ${text}\n`).join("");

describe("params", () => {
  it("are dotted, keep literals and say where they stand", () => {
    const { run } = readRun({ "params.yaml": "lr: 1e-4\nopt:\n  betas: [0.9, 0.990]\n", "metrics.json": "{}" });
    expect(run.params).toEqual([
      {
        name: "lr",
        value: 1e-4,
        evidence: {
          file: `${run.dir}/params.yaml`,
          locator: { kind: "pointer", pointer: "/lr", line: 1 },
          literal: "1e-4",
        },
      },
      {
        name: "opt.betas",
        value: "[0.9, 0.990]",
        evidence: {
          file: `${run.dir}/params.yaml`,
          locator: { kind: "pointer", pointer: "/opt/betas", line: 3 },
          literal: "[0.9, 0.990]",
        },
      },
    ]);
  });

  it("come from params first, then config, hparams and the log", () => {
    const { run } = readRun({
      "hparams.yaml": "a: 3\nb: 3\nc: 3\n",
      "config.json": '{"a": 2, "b": 2}',
      "params.json": '{"a": 1}',
      "train.log": log('params {"a": 4, "d": 4}'),
    });
    expect(run.params.map((param) => [param.name, param.value])).toEqual([
      ["a", 1],
      ["b", 2],
      ["c", 3],
      ["d", 4],
    ]);
  });

  it("give seed and fold where metadata does not", () => {
    expect(readRun({ "params.json": '{"train": {"random_state": 7}, "fold": "b"}' }).run).toMatchObject({
      seed: 7,
      fold: "b",
    });
    expect(readRun({ "params.json": '{"seed": 7}', "metadata.yaml": "seed: 0\n" }).run.seed).toBe(0);
    expect(readRun({ "train.log": log('metric {"step":1,"loss":1,"seed":5}') }).run.seed).toBe(5);
  });
});

describe("metrics.json", () => {
  const metrics = (text: string) => sayMetrics(readRun({ "metrics.json": text }).run);

  it.each([
    ['{"accuracy": 0.870}', ["accuracy: 0.870@- #1"]],
    ['{"accuracy": {"value": 0.87, "step": 1200}}', ["accuracy: 0.87@1200 #1"]],
    ['{"loss": [{"step": 0, "value": 0.7},\n{"step": 5, "value": 0.6}]}', ["loss: 0.6@5 #2"]],
    ['{"loss": [0.7, 0.6, 0.5]}', ["loss: 0.5@- #1"]],
    ['{"test": {"accuracy": 0.9, "per/class": {"a": 1}}}', ["test/accuracy: 0.9@- #1", "test/per/class/a: 1@- #1"]],
    ['{"metrics": {"auc": 0.5}, "step": 30, "seed": 3}', ["auc: 0.5@30 #1"]],
    ['[{"epoch": 0, "loss": 2}, {"epoch": 1, "loss": 1, "split": "val"}]', ["loss: 2@0 #1", "val/loss: 1@1 #1"]],
    [
      '{"folds": [{"accuracy": 0.9}, {"accuracy": 0.8}], "accuracy": 0.85}',
      ["fold0/accuracy: 0.9@- #1", "fold1/accuracy: 0.8@- #1", "accuracy: 0.85@- #1"],
    ],
    ['{"folds": {"accuracy": [0.9, 0.8]}}', ["fold0/accuracy: 0.9@- #1", "fold1/accuracy: 0.8@- #1"]],
    ['{"folds": {"1": {"auc": 0.5}, "holdout": {"auc": 0.4}}}', ["fold1/auc: 0.5@- #1", "holdout/auc: 0.4@- #1"]],
    [
      '{"stages": [{"name": "pretrain", "metrics": {"loss": 1}}, {"name": "tune", "loss": 2}]}',
      ["pretrain/loss: 1@- #1", "tune/loss: 2@- #1"],
    ],
    [
      '{"loss": NaN, "auc": "Infinity", "note": "x", "ok": true, "none": null}',
      ["loss: NaN@- #1", "auc: Infinity@- #1"],
    ],
  ])("%s", (text, expected) => {
    expect(metrics(text)).toEqual(expected);
  });

  it("points at values", () => {
    const { run } = readRun({ "metrics.json": '{"folds": [{"a/b": {"value": 1, "step": 2}}]}' });
    expect(run.metrics[0]?.last.evidence.locator).toEqual({ kind: "pointer", pointer: "/folds/0/a~1b/value", line: 1 });
  });

  it("fills in what no log has, and is never counted twice", () => {
    const { run, root } = readRun({
      "metrics.json": '{"loss": 9, "f1": 0.5, "test/accuracy": 0.7}',
      "logs/train.log": log('metric {"step":1,"loss":0.5}', 'metric {"step":2,"loss":0.25}'),
      "logs/old.txt": "test accuracy: 0.1\n",
    });
    expect(sayMetrics(run)).toEqual(["loss: 0.25@2 #2", "f1: 0.5@- #1", "test/accuracy: 0.7@- #1"]);
    const series = readSeries(run, root, null);
    expect(series.map((one) => [one.metric, [...one.value]])).toEqual([
      ["loss", [0.5, 0.25]],
      ["f1", [0.5]],
      ["test/accuracy", [0.7]],
    ]);
  });

  it("says where it is broken, and the rest is read", () => {
    const { run, result } = readRun({
      "metrics.json": '{\n  "loss": }\n',
      "train.log": log('metric {"step":1,"loss":0.5}'),
    });
    expect(result.findings).toMatchObject([{ code: "source/bad-json", line: 2, column: 11, severity: "error" }]);
    expect(sayMetrics(run)).toEqual(["loss: 0.5@1 #1"]);
  });
});

describe("metadata", () => {
  it("gives all its fields, dates and hashes as they are written", () => {
    const { run, codes } = readRun({
      "metadata.yaml": `name: Wide baseline
description: "Wider layers"
status: completed
tags: [wide, 2]
notes:
  - first
  - second
git_commit: 12345e7
data_version: 2026-01-01
author: Ada
started: 2026-11-21T16:38:55
ended: "2026-11-21T16:39:55"
environment: {python: "3.11.7", gpu: {name: A100}}
parent: run-0
seed: 3
fold: 1
unknown: ignored
stages: [{name: a}]
`,
    });
    expect(codes).toEqual([]);
    expect(run).toMatchObject({
      name: "one",
      description: "Wider layers",
      status: {
        value: "finished",
        how: "recorded",
        evidence: { locator: { pointer: "/status", line: 3 }, literal: "completed" },
      },
      tags: ["wide", "2"],
      notes: "first\nsecond",
      gitCommit: "12345e7",
      dataVersion: "2026-01-01",
      author: "Ada",
      startedAt: "2026-11-21T16:38:55",
      endedAt: "2026-11-21T16:39:55",
      parent: "run-0",
      seed: 3,
      fold: 1,
    });
    expect(run.environment.map((one) => [one.name, one.value])).toEqual([
      ["python", "3.11.7"],
      ["gpu.name", "A100"],
    ]);
  });

  it("with wrong kinds is a finding each, and the rest is read", () => {
    const { run, result } = readRun({
      "metadata.yaml": "name: [a]\nstatus: fine\ntags: {a: 1}\nenvironment: x\nseed: [1]\nstages: x\nauthor: Ada\n",
    });
    expect(result.findings.map((one) => [one.code, one.line])).toEqual(
      [6, 1, 2, 3, 4, 5].map((line) => ["source/bad-field", line]),
    );
    expect(run).toMatchObject({ author: "Ada", seed: null, tags: [], status: { value: "unknown", how: "inferred" } });
  });

  it.each([
    ["done", "finished"],
    ["SUCCESS", "finished"],
    ["crashed", "failed"],
    ["aborted", "killed"],
    ["in-progress", "running"],
    ["pending", "scheduled"],
  ])("says %s", (word, status) => {
    expect(readRun({ "metadata.json": JSON.stringify({ status: word }) }).run.status.value).toBe(status);
  });
});

describe("status and times", () => {
  const status = (...lines: string[]) => readRun({ "logs/train.log": log(...lines) }).run.status;

  it("are inferred from how the log ends", () => {
    expect(status('metric {"step":1,"loss":1}', "Training finished after 3 epochs")).toMatchObject({
      value: "finished",
      how: "inferred",
      evidence: { locator: { line: 2 } },
    });
    expect(status("done: best val accuracy 0.9").value).toBe("finished");
    expect(status('metric {"step":1,"loss":1}').value).toBe("unknown");
    expect(status("epoch 3 done", "saved checkpoints/last.npz after epoch 3").value).toBe("unknown");
  });

  it("are failed after a traceback or an error at the end, unless it went on to finish", () => {
    const crash = "Traceback (most recent call last):\n  File x\nValueError: bad\n";
    const read = (text: string) => readRun({ "train.log": text }).run.status;
    expect(read(log("start") + crash)).toMatchObject({
      value: "failed",
      because: "the log says “ValueError: bad”",
      evidence: { locator: { line: 4 } },
    });
    expect(read(log("start") + crash.replace("ValueError: bad", "KeyboardInterrupt")).value).toBe("killed");
    expect(read("2026-11-21 16:50:00 | ERROR | out of memory\n").value).toBe("failed");
    expect(read(crash + log("training finished")).value).toBe("finished");
  });

  it("take the log's clock, else the folder's name; the end only of a finished run", () => {
    const finished = readRun({ "logs/a.log": log("start", "x", "training done") }).run;
    expect([finished.startedAt, finished.endedAt]).toEqual(["2026-11-21 16:50:00", "2026-11-21 16:50:02"]);
    const open = readRun({ "logs/a.log": log("start", "x") }).run;
    expect([open.startedAt, open.endedAt]).toEqual(["2026-11-21 16:50:00", null]);
    expect(readRun({ "metrics.json": "{}" }).run.startedAt).toBe("2026-11-21T16:50:00");
  });

  it("diverged where a metric stops being finite for good", () => {
    const { run } = readRun({
      "logs/train.log": log(
        'metric {"step":1,"loss":1,"acc":NaN}',
        'metric {"step":2,"loss":NaN,"acc":0.5}',
        'metric {"step":3,"loss":NaN,"acc":0.5}',
      ),
    });
    expect(run.diverged).toMatchObject({ metric: "loss", evidence: { literal: "NaN", locator: { line: 2 } } });
    expect(readRun({ "metrics.json": '{"f1": NaN}' }).run.diverged).toBeNull();
    expect(readRun({ "metrics.json": '{"test/loss": NaN}' }).run.diverged?.metric).toBe("test/loss");
  });
});

describe("a run folder", () => {
  it("lists what is no log as artifacts, and dependencies of its scripts", () => {
    const { run } = readRun({
      "logs/train.log": "x\n",
      "plots/loss.svg": "<svg/>",
      "checkpoints/last.npz": "abc",
      "data/x.csv": "a\n",
      "train.py": '# /// script\n# dependencies = ["numpy"]\n# ///\n',
    });
    expect(run.artifacts.map((one) => [one.path.slice(run.dir.length + 1), one.kind, one.bytes])).toEqual([
      ["train.py", "other", 46],
      ["checkpoints/last.npz", "checkpoint", 3],
      ["data/x.csv", "data", 2],
      ["plots/loss.svg", "plot", 6],
    ]);
    expect(run.dependencies).toEqual(["numpy"]);
    expect(run.files).toEqual([`${run.dir}/logs/train.log`]);
  });

  it("that cannot be read is counted, and never thrown", () => {
    const files = {
      "exp/runs/2026-11-21T16-50-00-a/train.log": "x\n",
      "exp/runs/2026-11-21T16-50-00-b/train.log": "x\n",
    };
    const root = makeProject(files);
    const sources = detectSources(treeOf(root));
    const gone = sources.map((source) => ({
      ...source,
      files: source.files.map((file) => file.replace("train", "gone")),
    }));
    const result = readSource(gone[0] ?? (sources[0] as never), root);
    expect(result).toMatchObject({
      runs: [],
      findings: [{ code: "source/unreadable" }],
      unreadable: [{ path: "exp/runs/2026-11-21T16-50-00-a" }],
    });
    if (process.getuid?.() === 0) return;
    chmodSync(join(root, "exp/runs/2026-11-21T16-50-00-a/train.log"), 0);
    expect(readSource(sources[0] as never, root).unreadable).toHaveLength(1);
  });

  it("says once that steps repeat", () => {
    const { codes, run } = readRun({
      "train.log": log(
        'metric {"step":1,"loss":1}',
        'metric {"step":2,"loss":2}',
        'metric {"step":1,"loss":3}',
        'metric {"step":1,"loss":4}',
      ),
    });
    expect(codes).toEqual(["series/step-decreases", "series/duplicate-step"]);
    expect(metricOf(run, "loss")?.last.value).toBe(4);
    expect(paramOf(run, "x")).toBeUndefined();
  });

  it("takes the log with the most points where several have a metric", () => {
    const { run, root } = readRun({
      "logs/a.log": log('metric {"step":9,"loss":9}'),
      "logs/b.log": log('metric {"step":1,"loss":1}', 'metric {"step":2,"loss":2}'),
    });
    expect(sayMetrics(run)).toEqual(["loss: 2@2 #2"]);
    expect(readSeries(run, root, ["loss", "nothing"]).map((one) => [one.file.slice(-5), [...one.value]])).toEqual([
      ["b.log", [1, 2]],
    ]);
  });

  it("of any bytes whatever is read without throwing", () => {
    const name = fc.constantFrom(
      "train.log",
      "logs/m.jsonl",
      "logs/m.csv",
      "params.json",
      "params.yaml",
      "metrics.json",
      "metadata.yaml",
      "x.py",
    );
    const words = fc.constantFrom(
      "metric {",
      "params {",
      '{"step":1,"loss":',
      "NaN",
      "}\n",
      "\r",
      "\n",
      "\u001b[0m",
      '"',
      ",",
      "step,loss\n1,2\n",
      "Traceback (most recent call last):",
      ": ",
      "- ",
      "[",
      "]",
      "\t",
      "&a *a",
      "\0",
      "é",
      "# /// script\n",
    );
    const text = fc.array(words, { maxLength: 30 }).map((parts) => Buffer.from(parts.join("")));
    const bytes = fc.oneof(text, fc.uint8Array({ maxLength: 200 }));
    const files = fc.dictionary(name, bytes, { minKeys: 1 });
    const check = (content: Record<string, Uint8Array>) => {
      const { run, root } = readRun({ "logs/x.log": "x\n", ...content });
      readSeries(run, root, null);
      JSON.stringify(run);
    };
    fc.assert(fc.property(files, check), { numRuns: 300 });
  });
});
