import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { metricOf } from "../../../src/model/run.ts";
import { makeProject } from "./scratch-project.ts";
import { copyFixture, expectedOf, fixturePath, pointsOf, readAll, said } from "./tracker-fixture.ts";

interface Expected {
  name: string;
  status: string;
  start: string | null;
  stop: string | null;
  result: number | Record<string, unknown> | null;
  config: Record<string, unknown>;
  metrics: Record<string, [number, number | string][]>;
}

const STATUS: Record<string, string> = {
  COMPLETED: "finished",
  FAILED: "failed",
  INTERRUPTED: "killed",
  OUT_OF_BUDGET: "killed",
  RUNNING: "running",
  QUEUED: "scheduled",
};
const expected = Object.entries(expectedOf<Record<string, Expected>>("sacred"));
const project = readAll(fixturePath("sacred"));

describe("every run as Sacred wrote it", () => {
  it("finds each once, in the experiment that run.json names", () => {
    expect(project.runs.map(({ id }) => id)).toEqual(expected.map(([number]) => `runs/${number}`));
    expect(project.sources.map(({ experiment }) => experiment.name)).toEqual(expected.map(([, { name }]) => name));
    expect(new Set(project.sources.map(({ experiment }) => experiment.id))).toEqual(
      new Set(["runs#size sweep", "runs#another"]),
    );
    expect(project.results.flatMap(({ findings }) => findings)).toEqual([]);
  });

  it.each(expected)("run %s", (number, told) => {
    const run = project.runs.find(({ id }) => id === `runs/${number}`);
    if (run === undefined) throw new Error("not found");
    expect(run.status).toMatchObject({ value: STATUS[told.status], how: "recorded" });
    expect([run.startedAt, run.endedAt, run.clock]).toEqual([told.start, told.stop, "utc"]);
    for (const [name, value] of Object.entries(told.config)) {
      if (name === "model") continue;
      const param = run.params.find((one) => one.name === name);
      if (name === "big") expect(param?.evidence.literal).toBe("1152921504606846976");
      else expect(param?.value).toEqual(Array.isArray(value) ? JSON.stringify(value).replaceAll(",", ", ") : value);
    }
    for (const [name, points] of Object.entries(told.metrics)) {
      expect(pointsOf(run, project.root, name)).toEqual(points);
      const metric = metricOf(run, name);
      expect([metric?.last.step, metric && said(metric.last.value)]).toEqual(points.at(-1));
    }
    if (typeof told.result === "number") expect(metricOf(run, "result")?.last.value).toBe(told.result);
  });

  it("points at the line of each value", () => {
    const run = project.runs[1];
    const metric = run && metricOf(run, "training.loss");
    if (run === undefined || metric === undefined) throw new Error("not found");
    for (const point of [metric.last, metric.min, metric.max]) {
      const { locator, file, literal } = point?.evidence ?? {};
      const line = locator !== undefined && "line" in locator ? locator.line : 0;
      expect(readFileSync(join(project.root, file ?? ""), "utf8").split("\n")[line - 1]).toContain(literal);
    }
    expect(metric.last.evidence).toMatchObject({
      literal: "Infinity",
      locator: { pointer: "/training.loss/values/6" },
    });
    expect(run.diverged?.evidence.literal).toBe("NaN");
  });

  it("keeps results, notes, resources and artifacts, and neither names of machines nor environment variables", () => {
    const [first] = project.runs;
    const sixth = project.runs[5];
    expect(first).toMatchObject({ name: "run-1", notes: "a comment", seed: 7 });
    expect(sixth && metricOf(sixth, "result.acc")?.last.value).toBe(0.875);
    expect(sixth && metricOf(sixth, "result.loss")?.last.value).toBe(0.75);
    expect(sixth && pointsOf(sixth, project.root, "result.pair")).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(sixth?.artifacts.map(({ path, kind }) => [path, kind])).toEqual([["runs/6/weights.pt", "checkpoint"]]);
    expect(sixth?.dataVersion).toBe("data.csv 34ff2335cbe2045ddc3b78993d1e971d");
    expect(first && pointsOf(first, project.root, "curve")).toEqual([
      [0, 0.5],
      [1, 0.25],
    ]);
    expect(JSON.stringify(project.runs)).not.toMatch(/a-host|hush/);
    expect(first?.environment.map(({ name }) => name)).toContain("python_version");
  });
});

describe("what goes wrong", () => {
  it("reads the rest of a run whose metrics.json was being written when it died", () => {
    const root = copyFixture("sacred");
    const path = join(root, "runs/7/metrics.json");
    writeFileSync(path, readFileSync(path).subarray(0, 100));
    const { runs, results } = readAll(root);
    expect(results.flatMap(({ findings }) => findings.map(({ code, file }) => [code, file]))).toEqual([
      ["source/bad-json", "runs/7/metrics.json"],
    ]);
    expect(runs.find(({ id }) => id === "runs/7")?.params.length).toBeGreaterThan(0);
  });

  it("keeps values that have no step or time", () => {
    const record = { status: "RUNNING", command: "main", experiment: { name: "e" }, heartbeat: "2026-11-21T10:00:00" };
    const metrics = { loss: { values: [3, 2, 1], steps: [0, 10], timestamps: [] } };
    const root = makeProject({
      "sacred/1/run.json": JSON.stringify(record),
      "sacred/1/config.json": "{}",
      "sacred/1/metrics.json": JSON.stringify(metrics),
    });
    const [run] = readAll(root).runs;
    expect(run && metricOf(run, "loss")).toMatchObject({ points: 3, lastStep: null, firstStep: 0 });
    expect(run?.status.because).toContain("the last heartbeat was at 2026-11-21T10:00:00 UTC");
  });

  it("is not fooled by another tool's run.json", () => {
    const root = makeProject({ "a/1/run.json": '{"name": "x"}', "a/1/config.json": "{}" });
    expect(readAll(root).sources).toEqual([]);
  });

  it("keeps a run whose run.json is broken with its siblings", () => {
    const root = copyFixture("sacred");
    writeFileSync(join(root, "runs/2/run.json"), "{");
    const { runs, sources } = readAll(root);
    expect(runs.find(({ id }) => id === "runs/2")?.status.value).toBe("unknown");
    expect(sources.find(({ id }) => id === "runs/2")?.experiment.name).toBe("size sweep");
  });

  it("survives any bytes", () => {
    const names = ["run.json", "config.json", "metrics.json", "info.json"];
    const root = copyFixture("sacred");
    fc.assert(
      fc.property(
        fc.constantFrom(...names),
        fc.nat(4000),
        fc.array(fc.tuple(fc.nat(4000), fc.nat(255))),
        (name, cut, flips) => {
          const bytes = readFileSync(join(fixturePath("sacred"), "runs/2", name));
          const copy = Buffer.from(bytes.subarray(0, cut));
          for (const [at, byte] of flips) if (at < copy.length) copy[at] = byte;
          writeFileSync(join(root, "runs/2", name), copy);
          for (const run of readAll(root).runs) pointsOf(run, root, "training.loss");
        },
      ),
      { numRuns: 60 },
    );
  });
});

const corpora = process.env.LABDOCS_CORPORA;
const folder = join(corpora ?? "", "manuel-rhdt+ml-pws/_at_463f477_sacred");

// Real runs of others are not copied into the project: read where LABDOCS_CORPORA says that they lie.
describe.skipIf(corpora === undefined || !existsSync(folder))("ml-pws", () => {
  // ls runs | wc -l; grep '"status"' */run.json; python3 -c 'len(json.load(open("metrics.json"))["training.loss"]["values"])'
  it("has four runs of one experiment with 400 points each", () => {
    const { runs, sources, results } = readAll(folder);
    expect(sources.map(({ experiment }) => experiment.name)).toEqual(Array(4).fill("model-size-sweep"));
    expect(runs.map(({ status }) => status.value)).toEqual(["finished", "finished", "failed", "finished"]);
    expect(runs.map((run) => metricOf(run, "training.loss")?.points)).toEqual([400, 400, 400, 400]);
    expect(runs.map(({ gitCommit }) => gitCommit?.slice(0, 7))).toEqual(Array(4).fill("34c5ea6"));
    expect(results.flatMap(({ findings }) => findings)).toEqual([]);
    expect(JSON.stringify(runs)).not.toContain("surf-hosted");
  });
});
