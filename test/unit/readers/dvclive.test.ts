import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { corpus, expectedOf, expectPoints, fixtureFolder, readFolder } from "./read-fixture.ts";
import { readProject } from "./scratch-project.ts";

interface Expected {
  logged: Record<string, Record<string, [number, number][]>>;
  pipeline: { metrics: Record<string, unknown>; params: { train: { lr: number; seed: number } } };
}
const expected = expectedOf<Expected>("dvclive");
const reading = readFolder(fixtureFolder("dvclive"));
const find = (id: string) => reading.runs.get(id);

describe("folders that DVCLive wrote", () => {
  it("have every value that was logged", () => {
    let values = 0;
    for (const [run, metrics] of Object.entries(expected.logged)) {
      expect(
        find(run)
          ?.metrics.map(({ name }) => name)
          .sort(),
        run,
      ).toEqual(Object.keys(metrics).sort());
      for (const [metric, points] of Object.entries(metrics)) {
        // Of what is not plotted only the last value is kept, with the last step that was ended.
        const isKept = metric !== "only/summary";
        const last = points.slice(-1).map(([step, value]): [number, number] => [step - 1, value]);
        values += expectPoints(reading, { run, metric }, isKept ? points : last);
      }
    }
    expect(values).toBe(57);
  });

  it("have their params but no token, and times where they were asked for", () => {
    const run = find("sweep/first");
    expect(run?.params.map(({ name, value }) => `${name}=${value}`)).toEqual([
      "lr=0.0001",
      "model.depth=3",
      "model.name=größe",
      "seed=5",
    ]);
    expect(run?.seed).toBe(5);
    expect([run?.startedAt, run?.clock]).toEqual(["2026-11-21T20:40:29.105Z", "utc"]);
    expect(find("sweep/second")?.startedAt).toBeNull();
  });

  it("are runs of the folder above, called by what tells them apart", () => {
    const said = reading.sources.map(({ id, experiment }) => `${id}: ${experiment.id} ${find(id)?.name}`);
    expect(said).toEqual([
      "broken/dvclive: . broken",
      "empty/dvclive: . empty",
      "pipeline/dvc.yaml: pipeline workspace",
      "plain/dvclive: . plain",
      "resumed/dvclive: . resumed",
      "sweep/first: sweep first",
      "sweep/second: sweep second",
    ]);
  });
});

describe("a pipeline that DVC ran", () => {
  it("has the metrics and params of dvc.api, and the version of its data", () => {
    const run = find("pipeline/dvc.yaml");
    const metrics = Object.fromEntries((run?.metrics ?? []).map(({ name, last }) => [name, last.value]));
    expect(metrics).toEqual({ accuracy: 0.6, "test/f1": 0.25, loss: 0.5 });
    expect(expected.pipeline.metrics).toMatchObject({
      "lab-dvclive/metrics.json:accuracy": 0.6,
      "lab-dvclive/metrics.json:test": { f1: 0.25 },
    });
    const { lr, seed } = expected.pipeline.params.train;
    expect(run?.params.map(({ name, value }) => [name, value])).toEqual([
      ["train.lr", lr],
      ["train.seed", seed],
    ]);
    expect(run?.dataVersion).toBe("data/raw.csv@3ecfad755fa825f7a17c5526ec44e651");
    expect(run?.params[0]?.evidence).toMatchObject({
      file: "pipeline/dvc.lock",
      locator: { pointer: "/stages/train/params/params.yaml/train.lr" },
    });
    expectPoints(reading, { run: "pipeline/dvc.yaml", metric: "loss" }, [
      [0, 0.7],
      [1, 0.5],
    ]);
  });

  it("has a run for each item of a repeated stage", () => {
    const items = ["a", "b"].map((item) => find(`pipeline/dvc.yaml#each@${item}`));
    expect(items.map((run) => [run?.name, run?.group, run?.metrics[0]?.last.value, run?.metrics[0]?.file])).toEqual([
      ["each@a", "each", 0.6, "pipeline/a.json"],
      ["each@b", "each", 0.6, "pipeline/b.json"],
    ]);
  });

  it("tells of params that were changed since", () => {
    const [result] = reading.results.filter(({ runs }) => runs[0]?.name === "workspace");
    expect(result?.findings.map(({ code, file, line, message }) => [code, file, line, message])[0]).toEqual([
      "source/not-of-this-run",
      "pipeline/params.yaml",
      2,
      "train.lr is 0.2 here and was 0.1 when the pipeline last ran",
    ]);
  });
});

describe("what DVC and DVCLive may also look like", () => {
  it("a lock with a merge conflict, an older schema, an import", () => {
    const yaml = "stages:\n  train:\n    cmd: x\n    metrics: [m.json]\n";
    const { results } = readProject({
      "a/dvc.yaml": yaml,
      "a/m.json": '{"acc": 0.5}',
      "a/dvc.lock": "schema: '2.0'\n<<<<<<< HEAD\nstages: {}\n=======\n>>>>>>> b\n",
      "b/dvc.yaml": yaml,
      "b/m.json": '{"acc": 0.5}',
      "b/dvc.lock":
        "train:\n  cmd: x\n  deps:\n  - path: data\n    md5: abc.dir\n  - path: s3://x\n    etag: e1\n  params:\n    params.yaml:\n      lr: 1e-4\n",
    });
    expect(results[0]?.findings.map(({ code }) => code)).toEqual(["source/bad-yaml"]);
    expect(results[0]?.runs[0]?.metrics.length).toBe(1);
    expect(results[1]?.runs[0]?.dataVersion).toBe("data@abc.dir, s3://x@e1");
    expect(results[1]?.runs[0]?.params[0]).toMatchObject({ name: "lr", value: 0.0001, evidence: { literal: "1e-4" } });
  });

  it("DVCLive 0 and 1, names with a nested twin, a torn row", () => {
    const { results } = readProject({
      "a/dvclive/loss.tsv": "timestamp\tstep\tloss\n1600000000000\t0\t0.5\n1600000001000\t1\t0.25\n",
      "b/x/dvclive/scalars/train/loss.tsv": "step\tloss\n0\t0.5\n1",
      "c/dvclive/plots/metrics/a.tsv": "step\ta\n0\t1\n",
      "c/dvclive/plots/metrics/a/b.tsv": "step\tb\n0\t2\n",
      "c/dvclive/metrics.json": '{"a": {"b": 2}, "step": 0}',
    });
    const said = results.map(({ runs }) => runs[0]?.metrics.map(({ name, last }) => `${name}=${last.value}`));
    expect(said).toEqual([["loss=0.25"], ["train/loss=0.5"], ["a=1", "a/b=2"]]);
    expect(results[0]?.runs[0]?.startedAt).toBe("2020-09-13T12:26:40.000Z");
    expect(results[1]?.findings.map(({ code }) => code)).toEqual(["source/torn-line"]);
  });

  it("DVCLive in a pipeline is one run, with what was locked and the data of .dvc files", () => {
    const { sources, results } = readProject({
      "dvc.yaml":
        "stages:\n  train:\n    cmd: x\n    metrics: [dvclive/metrics.json]\nartifacts:\n  net:\n    path: net.pt\n    type: model\n",
      "dvc.lock": "schema: '2.0'\nstages:\n  train:\n    params:\n      params.yaml:\n        lr: 0.1\n",
      "params.yaml": "lr: 0.1\nunused: 1\n",
      "data/raw.dvc": "outs:\n- md5: 1234\n  path: raw\n  hash: md5\n",
      "net.pt.dvc": "outs:\n- md5: 9999\n  path: net.pt\n",
      "dvclive/metrics.json": '{"acc": 0.5, "step": 3}',
      "dvclive/params.yaml": "depth: 2\n",
    });
    expect(sources.map(({ id, experiment }) => `${id}: ${experiment.id} ${experiment.name}`)).toEqual([
      "dvclive: . dvclive",
    ]);
    const run = results[0]?.runs[0];
    expect(run?.params.map(({ name }) => name)).toEqual(["depth", "lr"]);
    expect(run?.dataVersion).toBe("data/raw@1234");
    expect(results[0]?.findings).toEqual([]);
  });

  it("copies of the project that DVC keeps are no runs, and .dvcignore marks a repository", () => {
    const { sources } = readProject({
      "a/.dvcignore": "",
      "a/.dvc/tmp/exps/standalone/x/dvclive/metrics.json": '{"acc": 1}',
      "a/.dvc/tmp/exps/standalone/x/lightning_logs/version_0/metrics.csv": "step,loss\n0,1\n",
      "a/train/dvclive/metrics.json": '{"acc": 1}',
      "a/dvclive/metrics.json": '{"acc": 1}',
    });
    expect(sources.map(({ id, experiment }) => `${id} ${experiment.id}`)).toEqual(["a/dvclive a", "a/train/dvclive a"]);
  });

  it("broken files never end the program", () => {
    for (const text of [
      "",
      "stages: 3\n",
      "a: [",
      "\0",
      "metrics: [{a: b}, 3, null]\nplots: x\n",
      "stages: {a: {metrics: {}}}\n",
    ]) {
      const files = { "p/dvc.yaml": text, "p/dvc.lock": text, "p/dvclive/metrics.json": text, "p/params.yaml": text };
      expect(readProject({ ...files, "p/x.dvc": text }).sources.length).toBeGreaterThan(0);
    }
  });
});

const real = corpus("msh2481+DenseGPT");

describe.runIf(real !== null && existsSync(real))("a repository with DVCLive", () => {
  it("is one run with 14 points of each metric", () => {
    const all = readFolder(real ?? "");
    const run = all.runs.get("dvclive");
    // wc -l dvclive/plots/metrics/*.tsv, less the header and one line without an end.
    expect(run?.metrics.map(({ name, points }) => [name, points])).toEqual([
      ["epoch", 14],
      ["learning_rate", 14],
      ["loss", 14],
    ]);
    expect(run?.params.some(({ name }) => name === "hub_token")).toBe(false);
  });
});
