import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Run } from "../../../src/model/run.ts";
import { metricOf, paramOf } from "../../../src/model/run.ts";
import { fileOfPoint } from "../../../src/model/series.ts";
import { detectSources, readSeries, readSource, showRecord } from "../../../src/readers/index.ts";
import { readProject, treeOf } from "./scratch-project.ts";

interface Expected {
  scalars: Record<string, [number, number | string, number][]>;
  texts: Record<string, string[]>;
  hparams: Record<string, number | string | boolean>;
  first: number | null;
}

const root = join(import.meta.dirname, "../../fixtures/trackers/tensorboard");
const expected = JSON.parse(readFileSync(join(root, "expected.json"), "utf8")) as Record<string, Expected>;
const sources = detectSources(treeOf(root));
const results = sources.map((source) => readSource(source, root));
const runs = new Map(results.flatMap((one) => one.runs).map((run) => [run.id, run]));
/** Independent counts: of the points and hyperparameters in expected.json that are compared. */
const POINTS = 236;
const HPARAMS = 27;

/** Folders that are parts of a run, by hand: which run, and what a tag in them is called. */
const PARTS: [RegExp, (match: string[], tag: string) => { run: string; name: string }][] = [
  [
    /^(catboost\/catboost_info|keras\/logs\/fit\/[^/]+)\/(learn|test|train|validation)$/,
    ([, run = "", split], tag) => ({ run, name: `${split}/${tag}` }),
  ],
  [/^(torch\/scalars)\/(loss|eval_acc)_(.+)$/, ([, run = "", , key], tag) => ({ run, name: `${tag}/${key}` })],
  [/^(x\/[ab])\/data\/both\/(.+)$/, ([, run = "", key]) => ({ run, name: `data/both/${key}` })],
  [/^(x\/[ab])\/hp$/, ([, run = ""], tag) => ({ run, name: tag })],
  [/^(torch\/hparams-one)\/.+$/, ([, run = ""], tag) => ({ run, name: tag })],
];

function placeOf(folder: string, tag: string): { run: string; name: string } {
  for (const [pattern, say] of PARTS) {
    const match = pattern.exec(folder);
    if (match !== null) return say(match, tag);
  }
  return { run: folder, name: tag };
}

function numberOf(value: number | string): number {
  return typeof value === "number" ? value : Number(value.replace("inf", "Infinity"));
}

describe("what TensorBoard's own reader says of its files", () => {
  const whole = Object.entries(expected).filter(([folder]) => !folder.startsWith("damaged/"));

  it("is what is read: every point of every tag, in the same order", () => {
    let points = 0;
    for (const [folder, { scalars }] of whole) {
      for (const [tag, logged] of Object.entries(scalars)) {
        const { run: id, name } = placeOf(folder, tag);
        const run = runs.get(id);
        if (tag === "hp_metric" || (folder.startsWith("torch/hparams-one/") && tag === "hparam/acc")) continue;
        const metric = run && metricOf(run, name);
        const [series] = run === undefined ? [] : readSeries(run, root, [name]);
        expect(metric, `${folder} ${tag}`).toBeDefined();
        expect([...series!.step], `${folder} ${tag}`).toEqual(logged.map(([step]) => step));
        const isDouble = /exact|float64/.test(tag);
        const single = isDouble ? (value: number) => value : Math.fround;
        expect([...series!.value].map(single), `${folder} ${tag}`).toEqual(logged.map(([, value]) => numberOf(value)));
        expect([...series!.wall!]).toEqual(logged.map(([, , wall]) => wall));
        expect([metric!.points, metric!.last.step, metric!.firstStep]).toEqual([
          logged.length,
          logged.at(-1)![0],
          logged[0]![0],
        ]);
        expect(metric!.last.value).toEqual(series!.value.at(-1));
        const finite = [...series!.value].filter(Number.isFinite);
        if (finite.length > 0)
          expect([metric!.min!.value, metric!.max!.value]).toEqual([Math.min(...finite), Math.max(...finite)]);
        points += logged.length;
      }
    }
    expect(points).toBe(POINTS);
  });

  it("has no more metrics than that", () => {
    const known = whole.flatMap(([folder, { scalars }]) => Object.keys(scalars).map((tag) => placeOf(folder, tag)));
    for (const run of runs.values()) {
      if (run.id.startsWith("damaged/")) continue;
      const names = known.filter((one) => one.run === run.id && one.name !== "hp_metric").map(({ name }) => name);
      expect(run.metrics.map(({ name }) => name).sort(), run.id).toEqual(
        [...new Set([...names, ...(run.id === "tf/plain" ? ["as bfloat16"] : [])])].sort(),
      );
    }
  });

  it("has the same hyperparameters, and when a run began", () => {
    let values = 0;
    for (const [folder, { hparams, first }] of whole) {
      const { run: id } = placeOf(folder, "");
      const run = runs.get(id);
      for (const [name, value] of Object.entries(hparams)) {
        const param = run && (paramOf(run, name) ?? paramOf(run, name.replace("/", ".")));
        expect(param?.value, `${folder} ${name}`).toEqual(value);
        values += 1;
      }
      if (first !== null && id === folder) expect(Date.parse(run!.startedAt!)).toBe(Math.floor(first * 1000 + 1e-6));
    }
    expect(values).toBe(HPARAMS);
  });

  it("has the same texts", () => {
    const notes = (id: string) => runs.get(id)?.notes;
    expect(notes("torch/plain")).toContain(expected["torch/plain"]!.texts["note/text_summary"]![0]);
    expect(notes("tf/plain")).toContain("a\nb\nc\nd");
    expect(notes("x/a")).toBe("text (step 0): by X");
  });

  it("of damaged files is what is read before the damage", () => {
    for (const [folder, { scalars }] of Object.entries(expected).filter(([name]) => name.startsWith("damaged/"))) {
      const run = runs.get(folder)!;
      for (const [tag, logged] of Object.entries(scalars)) {
        const [series] = readSeries(run, root, [tag]);
        expect([...series!.step].slice(0, logged.length), folder).toEqual(logged.map(([step]) => step));
      }
    }
  });
});

describe("runs", () => {
  it("are the folders, with their parts folded in", () => {
    expect([...runs.keys()].sort()).toEqual([
      "catboost/catboost_info",
      "damaged/cut",
      "damaged/flipped",
      "damaged/length",
      "damaged/nothing",
      "damaged/zeros",
      "keras/logs/fit/20260101-101010",
      "keras/logs/fit/20260102-101010",
      "lit/lightning_logs/version_0",
      "lit/lightning_logs/version_1",
      "search/1795293586.5039625",
      "search/1795293586.5047345",
      "search/1795293586.5139072",
      "tf/one",
      "tf/plain",
      "tf/tuning/run-0",
      "tf/tuning/run-1",
      "torch/arguments",
      "torch/empty",
      "torch/hparams-one",
      "torch/killed",
      "torch/new-style",
      "torch/plain",
      "torch/restart",
      "torch/resumed",
      "torch/scalars",
      "x/a",
      "x/b",
    ]);
  });

  it("lie in the experiment of the nearest folder with several", () => {
    const places = sources.map(({ id, experiment }) => `${id} → ${experiment.id}, ${experiment.outputDir}`);
    expect(places).toContain("tf/tuning/run-0 → tf/tuning, tf/docs/experiments/tuning");
    expect(places).toContain("keras/logs/fit/20260101-101010 → keras/logs/fit, keras/docs/experiments/keras");
    expect(places).toContain("torch/plain → torch, docs/experiments/torch");
    expect(places).toContain("lit/lightning_logs/version_0 → lit/lightning_logs, lit/docs/experiments/lit");
  });

  it("are told by several calls of add_hparams; one call tells of the run around it", () => {
    const search = [...runs.values()].filter(({ id }) => id.startsWith("search/"));
    expect(search.map((run) => paramOf(run, "bsize")?.value)).toEqual([0, 1, 2]);
    const one = runs.get("torch/hparams-one")!;
    expect(sayMetrics(one)).toEqual(["hparam/acc 0.75@3", "loss 0.514112@3", "hparam/best 0.8@0"]);
    expect(one.params.map(({ name, value }) => [name, value])).toEqual([
      ["bias", 1],
      ["layers", 3],
      ["lr", 0.0001],
      ["name", "früh"],
      ["wd", 0],
    ]);
  });

  it("have no status, since torch says success at the start; what TensorFlow says at the end counts", () => {
    expect(runs.get("torch/hparams-one")!.status.value).toBe("unknown");
    expect(runs.get("keras/logs/fit/20260102-101010")!.status).toMatchObject({ value: "finished", how: "recorded" });
  });

  it("that were started again lose what they logged from that step on", () => {
    const run = runs.get("torch/restart")!;
    const [series] = readSeries(run, root, ["loss"]);
    expect([...series!.step]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(series!.value[5]).toBeGreaterThan(1);
    expect(series!.files!.map(({ from }) => from)).toEqual([0, 5]);
    const [old, young] = series!.files!.map(({ file }) => file);
    expect([fileOfPoint(series!, 4), fileOfPoint(series!, 5)]).toEqual([old, young]);
    expect(metricOf(run, "loss")!.last.evidence.file).toBe(young);
  });

  it("that were resumed without that keep all points, in the order of their files", () => {
    const [series] = readSeries(runs.get("torch/resumed")!, root, ["loss"]);
    expect([...series!.step]).toEqual([0, 1, 2, 3, 4, 3, 4, 5, 6, 7]);
  });

  it("of the Hugging Face Trainer have its arguments, without secrets", () => {
    const run = runs.get("torch/arguments")!;
    expect(run.params.map(({ name, evidence }) => `${name}=${evidence.literal}`)).toEqual([
      "learning_rate=5e-05",
      "seed=42",
      "nested.a=[1, 2]",
    ]);
    expect(run.seed).toBe(42);
  });

  it("of Lightning have each param once, and no placeholder for a metric", () => {
    const run = runs.get("lit/lightning_logs/version_0")!;
    expect(run.params.map(({ name }) => name)).toEqual(["lr", "opt.name"]);
    expect(run.metrics.map(({ name }) => name)).toEqual(["train_loss", "epoch"]);
    expect(run.artifacts).toEqual([]);
  });
});

describe("values", () => {
  it("are the shortest decimals that round back, and the same in a series", () => {
    const run = runs.get("torch/plain")!;
    const say = (name: string) => metricOf(run, name)!.last.evidence.literal;
    expect(say("train/acc")).toBe("0.9");
    expect([say("tiny"), say("huge"), say("same value"), say("broken")]).toEqual(["1e-40", "3e+38", "16777216", "nan"]);
    expect([...readSeries(run, root, ["train/acc"])[0]!.value]).toEqual(Array(12).fill(0.9));
    expect(metricOf(runs.get("torch/new-style")!, "exact")!.last.value).toBe(0.3243197504692072);
  });

  it("that are not finite are counted, and tell where a run diverged", () => {
    const run = runs.get("torch/plain")!;
    const broken = metricOf(run, "broken")!;
    expect([broken.points, broken.nonFinite, broken.min?.value, broken.max?.value]).toEqual([4, 3, 1, 1]);
    expect(run.diverged).toMatchObject({ metric: "broken", evidence: { literal: "inf" } });
  });

  it("are shown as their event", () => {
    const { evidence } = metricOf(runs.get("torch/plain")!, "train/acc")!.last;
    expect(showRecord(evidence, root)).toMatch(
      /^wall time: 2026-\S+Z \(\d+\.\d+\)\nstep: 11\ntag: train\/acc\nvalue: 0.9$/,
    );
    const { evidence: tensor } = metricOf(runs.get("tf/plain")!, "loss")!.last;
    expect(showRecord(tensor, root)).toContain(
      "step: 4\ntag: loss\nvalue: 0.32431975\nplugin: scalars\ndescription: the loss",
    );
    const lr = paramOf(runs.get("torch/hparams-one")!, "lr")!;
    expect(showRecord(lr.evidence, root)).toContain("plugin: hparams\nhyperparameter bias: 1\n");
    expect(showRecord({ ...evidence, locator: { kind: "record", record: 10_000 } }, root)).toBeNull();
    expect(showRecord({ ...evidence, file: "expected.json" }, root)).toBeNull();
  });

  it("that are no numbers are listed", () => {
    const plain = results.find(({ runs }) => runs[0]?.id === "tf/plain")!;
    expect(plain.unread!.map(({ reason }) => reason)).toEqual([
      "1 × images (samples) have no numbers to compare",
      "1 × histograms (weights) have no numbers to compare",
      "2 × tensors (vector, nobody's) have no numbers to compare",
    ]);
    expect(plain.format).toBe("TensorBoard event files, version 2, by TensorFlow");
  });
});

describe("damage", () => {
  const said = (id: string) =>
    results.find(({ runs }) => runs[0]?.id === id)!.findings.map(({ code, message }) => `${code}: ${message}`);

  it("is a finding with its place, and the rest is read", () => {
    expect(said("damaged/cut")).toEqual([
      "source/torn-line: the file ends inside a record that begins at byte 644; 10 records were read before it",
    ]);
    expect(said("damaged/flipped")).toEqual([
      "source/bad-record: 1 record is damaged and left out, the first at byte 346; the others were read",
    ]);
    expect(said("damaged/length")[0]).toContain("source/bad-record: the length of a record at byte 394 is damaged");
    expect(said("damaged/zeros")[0]).toContain(
      "source/torn-line: the file ends inside a record that begins at byte 709",
    );
    expect(said("damaged/nothing")).toEqual([]);
    expect(said("torch/killed")).toEqual([]);
  });
});

function sayMetrics(run: Run): string[] {
  return run.metrics.map(({ name, last }) => `${name} ${last.evidence.literal}@${last.step}`);
}

const corpora = process.env.LABDOCS_CORPORA ?? "";
const asset = "wandb+wandb/tests/assets/events.out.tfevents.1585769947.cvp";

// Real runs of others are not copied into the project: read where LABDOCS_CORPORA says that they lie.
describe.skipIf(!existsSync(join(corpora, asset)))("a file from the wild", () => {
  it("has the 102 points of six tags that EventAccumulator counts", () => {
    const { run } = readRunOf(readFileSync(join(corpora, asset)));
    expect(run.metrics.map(({ name, points }) => `${name} ${points}`).sort()).toEqual(
      ["batch_acc", "batch_loss", "epoch_acc", "epoch_loss", "epoch_val_acc", "epoch_val_loss"].map(
        (tag) => `${tag} 17`,
      ),
    );
    expect(Math.fround(metricOf(run, "batch_loss")!.last.value)).toBe(2.932505594799295e-5);
  });
});

function readRunOf(bytes: Uint8Array): { run: Run } {
  const { results: read } = readProject({ "logs/a/events.out.tfevents.1": bytes });
  return { run: read[0]!.runs[0]! };
}
