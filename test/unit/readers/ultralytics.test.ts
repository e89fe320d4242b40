import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { corpus, expectedOf, expectPoints, fixtureFolder, readFolder } from "./read-fixture.ts";
import { readProject } from "./scratch-project.ts";

const expected = expectedOf<Record<string, Record<string, number[]>>>("ultralytics");
const reading = readFolder(fixtureFolder("ultralytics"));

describe("results that Ultralytics wrote", () => {
  it("have every value that its own reader gives, padded or not", () => {
    let values = 0;
    for (const [run, { epoch = [], ...columns }] of Object.entries(expected)) {
      expect(
        reading.runs.get(run)?.metrics.map(({ name }) => name),
        run,
      ).toEqual(expect.arrayContaining(Object.keys(columns)));
      for (const [metric, column] of Object.entries(columns)) {
        const points = column.map((value, at): [number, number] => [epoch[at] ?? 0, value]);
        values += expectPoints(reading, { run, metric }, points);
      }
    }
    expect(values).toBe(168);
  });

  it("have their settings as params, and no places on a machine", () => {
    const run = reading.runs.get("runs/detect/train2");
    const params = new Map(run?.params.map(({ name, value }) => [name, value]));
    expect([params.get("model"), params.get("epochs"), params.get("lr0"), params.get("name")]).toEqual([
      "größe (x).pt",
      50,
      0.01,
      undefined,
    ]);
    expect([run?.seed, run?.dataVersion]).toEqual([7, "coins_v2/data.yaml"]);
    const old = reading.runs.get("runs/train/exp")?.params.map(({ name, value }) => `${name}=${value}`);
    expect(old).toEqual([
      ...["lr0=0.01", "lrf=0.01", "momentum=0.937", "weights=yolov5s.pt", "data=data/coco128.yaml"],
      ...["epochs=3", "batch_size=16", "seed=0"],
    ]);
  });

  it("tell whether all epochs are there, or it stopped early", () => {
    const said = [...reading.runs].map(([id, { status }]) => `${id.slice(5)}: ${status.value}, ${status.because}`);
    expect(said).toEqual([
      "detect/padded: finished, its results have all 4 epochs",
      "detect/train: finished, its results have all 3 epochs",
      "detect/train10: unknown, no epoch is in its results",
      "detect/train2: finished, it stopped early: nothing was better for 4 epochs",
      "detect/train3: unknown, its results end at epoch 6 of 10",
      "train/exp: finished, its results have all 3 epochs",
    ]);
  });

  it("belong to the task's folder, and list weights and plots", () => {
    const place = reading.sources.find(({ id }) => id === "runs/detect/train")?.experiment;
    expect([place?.id, place?.name, place?.outputDir]).toEqual(["runs/detect", "detect", "docs/experiments/detect"]);
    const artifacts = reading.runs.get("runs/detect/train")?.artifacts.map(({ path, kind }) => `${kind} ${path}`);
    expect(artifacts).toEqual(["plot runs/detect/train/results.png", "checkpoint runs/detect/train/weights/best.pt"]);
    const formats = reading.results.map(({ format }) => format);
    expect(new Set(formats)).toEqual(new Set(["Ultralytics results", "YOLOv5 results"]));
  });

  it("repeat an epoch when training was resumed", () => {
    const resumed = reading.results.find(({ runs }) => runs[0]?.id === "runs/detect/train3");
    expect(resumed?.runs[0]?.metrics[0]).toMatchObject({ points: 7, firstStep: 1, lastStep: 6 });
  });
});

describe("a folder with args.yaml", () => {
  it("is a run with results or weights only", () => {
    const { sources } = readProject({
      "a/args.yaml": "epochs: 1\n",
      "b/x/args.yaml": "epochs: 1\n",
      "b/x/results.csv": "epoch,loss\n1,2\n1,",
      "exp/runs/2026-11-21T16-50-00-yolo/args.yaml": "epochs: 1\n",
      "exp/runs/2026-11-21T16-50-00-yolo/results.csv": "epoch,loss\n1,2\n",
    });
    expect(sources.map(({ id, experiment }) => `${id} ${experiment.id}`)).toEqual([
      "b/x b",
      "exp/runs/2026-11-21T16-50-00-yolo exp",
    ]);
  });
});

const real = corpus("Air-Erik+ai-yolo-project");

describe.runIf(real !== null && existsSync(real))("a repository with 4 trainings", () => {
  it("reads each to its last row", () => {
    const all = readFolder(real ?? "");
    // wc -l runs/detect/*/results.csv, less the header.
    const rows = [...all.runs.values()].map(({ name, metrics }) => [name, metrics[0]?.points, metrics.length]);
    expect(rows).toEqual([
      ["train3", 221, 13],
      ["train4", 230, 13],
      ["train6", 120, 13],
      ["train7", 203, 13],
    ]);
    expect([...all.runs.values()].map(({ status }) => status.value)).toEqual([
      "finished",
      "finished",
      "finished",
      "finished",
    ]);
  });
});
