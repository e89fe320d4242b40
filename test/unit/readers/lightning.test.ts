import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { corpus, expectedOf, expectPoints, fixtureFolder, readFolder } from "./read-fixture.ts";
import { readProject } from "./scratch-project.ts";

type Calls = Record<string, [number, Record<string, number>][]>;
const expected = expectedOf<{ calls: Calls; params: Record<string, Record<string, unknown>> }>("lightning");
const reading = readFolder(fixtureFolder("lightning"));

describe("runs that Lightning wrote", () => {
  it("have every value that was logged", () => {
    let values = 0;
    for (const [run, calls] of Object.entries(expected.calls)) {
      const names = new Set(calls.flatMap(([, metrics]) => Object.keys(metrics)));
      names.delete("epoch");
      expect(
        reading.runs
          .get(run)
          ?.metrics.map(({ name }) => name)
          .sort(),
        run,
      ).toEqual([...names].sort());
      for (const metric of names) {
        const points = calls.flatMap(([step, metrics]): [number, number][] =>
          metric in metrics ? [[step, metrics[metric] as number]] : [],
        );
        values += expectPoints(reading, { run, metric }, points);
      }
    }
    expect(values).toBe(70);
  });

  it("have the params that load_hparams_from_yaml gives", () => {
    for (const [run, params] of Object.entries(expected.params)) {
      if (run.startsWith("numbers")) continue;
      const read = (reading.runs.get(run)?.params ?? []).map(({ name, value }) => [name, value] as const);
      expect(
        Object.fromEntries(read.map(([name, value]) => [name, `${value}`.replace("[8, 4]", "(8, 4)")])),
        run,
      ).toEqual(Object.fromEntries(Object.entries(params).map(([name, value]) => [name, `${value}`])));
    }
  });

  it("keep Python's kinds of values and what is written", () => {
    const run = reading.runs.get("numbers (a)/nan and inf");
    const params = Object.fromEntries(
      (run?.params ?? []).map(({ name, value, evidence }) => [name, [value, evidence.literal]]),
    );
    expect(params).toEqual({
      big: [2 ** 60, "1152921504606846976"],
      exp: [0.0001, "0.0001"],
      name: ["größe: 1e-4", "größe: 1e-4"],
      none: [null, "null"],
      path: ["/data/x", "/data/x"],
      tuple: ["[1, 2]", "[1, 2]"],
    });
    const metric = run?.metrics.find(({ name }) => name === "loss");
    expect(metric?.min?.evidence).toEqual({
      file: "numbers (a)/nan and inf/metrics.csv",
      locator: { kind: "cell", row: 5, column: "loss", line: 6 },
      literal: "1e-300",
    });
  });

  it("belong to the folder above, and their checkpoints are listed", () => {
    const places = reading.sources.map(({ id, experiment }) => `${id}: ${experiment.id}, ${experiment.outputDir}`);
    expect(places).toEqual([
      "fabric/version_0: fabric, docs/experiments/fabric",
      "killed/version_7: killed, docs/experiments/killed",
      "lightning_logs/version_0: lightning_logs, docs/experiments/lightning_logs",
      "lightning_logs/version_1: lightning_logs, docs/experiments/lightning_logs",
      "lightning_logs/version_2: lightning_logs, docs/experiments/lightning_logs",
      "numbers (a)/nan and inf: numbers (a), docs/experiments/numbers-a",
    ]);
    const [checkpoint] = reading.runs.get("lightning_logs/version_0")?.artifacts ?? [];
    expect([checkpoint?.kind, checkpoint?.path]).toEqual([
      "checkpoint",
      "lightning_logs/version_0/checkpoints/epoch=2-step=12.ckpt",
    ]);
    expect(reading.runs.get("lightning_logs/version_2")?.metrics).toEqual([]);
    expect(reading.runs.get("lightning_logs/version_0")?.status.value).toBe("unknown");
  });
});

describe("Lightning's files", () => {
  it("have a header that may come again, torn ends and other line ends", () => {
    const { results } = readProject({
      "a/lightning_logs/version_0/metrics.csv":
        "epoch,loss,step\r\n0,1.5,0\r\nepoch,late,loss,step\r\n1,2,0.5,1\r\n1,3",
    });
    const [result] = results;
    const metrics = result?.runs[0]?.metrics.map(({ name, last, points }) => [name, last.value, last.step, points]);
    expect(metrics).toEqual([
      ["loss", 0.5, 1, 2],
      ["late", 2, 1, 1],
    ]);
    expect(result?.findings.map(({ code }) => code)).toEqual(["source/torn-line"]);
  });

  it("count a run in a Hydra job once, with the job's settings", () => {
    const job = "outputs/2026-11-21/15-10-41";
    const { results, sources } = readProject({
      [`${job}/.hydra/config.yaml`]: "lr: 0.1\nwidth: 8\n",
      [`${job}/.hydra/hydra.yaml`]: "hydra:\n  job:\n    name: train\n",
      [`${job}/.hydra/overrides.yaml`]: "- lr=0.1\n",
      [`${job}/lightning_logs/version_0/metrics.csv`]: "epoch,loss,step\n0,1.5,0\n",
      [`${job}/lightning_logs/version_0/hparams.yaml`]: "depth: 3\n",
    });
    expect(sources.map(({ id, reader }) => [id, reader])).toEqual([[job, "lightning"]]);
    const run = results[0]?.runs[0];
    expect(run?.params.map(({ name }) => name)).toEqual(["depth", "lr", "width"]);
    expect([run?.name, run?.metrics.length, run?.startedAt, run?.trackers]).toEqual([
      "2026-11-21_15-10-41",
      1,
      "2026-11-21T15:10:41",
      ["lightning", "hydra"],
    ]);
  });

  it("that Git LFS has not fetched are said to be so", () => {
    const pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:ab\nsize 3\n";
    const { results } = readProject({ "a/version_0/metrics.csv": pointer, "a/version_0/hparams.yaml": pointer });
    const said = results[0]?.findings.map(({ code, file, help }) => [code, file, help]);
    expect(said).toEqual([
      ["source/unreadable", "a/version_0/hparams.yaml", "Fetch it: `git lfs pull`."],
      ["source/unreadable", "a/version_0/metrics.csv", "Fetch it: `git lfs pull`."],
    ]);
  });

  it("are left alone without a sign of Lightning", () => {
    const { sources } = readProject({ "data/metrics.csv": "a,b\n1,2\n", "x/hparams.yaml": "a: 1\n" });
    expect(sources.filter(({ reader }) => reader === "lightning")).toEqual([]);
  });
});

const real = corpus("manuel-rhdt+ml-pws");

describe.runIf(real !== null && existsSync(real))("a repository with 150 Lightning runs", () => {
  it("reads each, in two experiments, with its 20 NaN cells", () => {
    const all = readFolder(real ?? "");
    const own = [...all.runs.values()].filter(({ tracker }) => tracker === "lightning");
    // find . -name metrics.csv | wc -l; grep -o 'nan' in them.
    expect(own.length).toBe(150);
    expect(
      new Set(all.sources.filter(({ reader }) => reader === "lightning").map((one) => one.experiment.id)).size,
    ).toBe(2);
    const counts = own.flatMap(({ metrics }) => metrics.map(({ nonFinite }) => nonFinite));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(20);
  });
});
