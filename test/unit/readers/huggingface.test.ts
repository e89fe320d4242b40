import { describe, expect, it } from "vitest";
import { expectedOf, expectPoints, fixtureFolder, readFolder } from "./read-fixture.ts";
import { readProject } from "./scratch-project.ts";

interface State {
  log: Record<string, number>[];
  step: number;
  max: number;
  best: number | null;
  best_step: number | null;
  trial: Record<string, unknown> | null;
}
const expected = expectedOf<Record<string, State>>("huggingface");
const reading = readFolder(fixtureFolder("huggingface"));

/** The state that counts for each run: the furthest, the folder's own before a checkpoint of the same step. */
const states: Record<string, string> = {
  "models/broken": "models/broken/checkpoint-4/trainer_state.json",
  "models/limited": "models/limited/trainer_state.json",
  "models/nan": "models/nan/trainer_state.json",
  "models/resumed": "models/resumed/trainer_state.json",
  "models/stopped": "models/stopped/checkpoint-6/trainer_state.json",
  "models/whole": "models/whole/trainer_state.json",
  "search/run-0": "search/run-0/checkpoint-4/trainer_state.json",
  "search/run-1": "search/run-1/checkpoint-4/trainer_state.json",
};

describe("what the Hugging Face Trainer wrote", () => {
  it("is one run for each output folder, however many checkpoints it has", () => {
    expect([...reading.runs.keys()]).toEqual(Object.keys(states));
    expect(reading.results.flatMap(({ findings }) => findings)).toEqual([]);
  });

  it("has every value of the log that TrainerState.load_from_json gives", () => {
    let values = 0;
    for (const [run, file] of Object.entries(states)) {
      const log = expected[file]?.log ?? [];
      const names = new Set(log.flatMap((entry) => Object.keys(entry)));
      for (const metric of names) {
        if (metric === "step" || metric === "epoch") continue;
        const entries = log.filter((entry) => metric in entry);
        const points = entries.map((entry): [number, number] => [entry.step as number, entry[metric] as number]);
        values += expectPoints(reading, { run, metric }, points);
      }
    }
    expect(values).toBe(270);
  });

  it("has the results files' values that the log has not, and the best value", () => {
    const whole = reading.runs.get("models/whole");
    const last = (name: string) => whole?.metrics.find((metric) => metric.name === name)?.last;
    expect(last("perplexity")?.value).toBe(1.5);
    expect(last("train_samples")?.evidence.file).toBe("models/whole/all_results.json");
    const state = expected[states["models/whole"] ?? ""];
    expect([last("best_metric")?.value, last("best_metric")?.step]).toEqual([state?.best, state?.best_step]);
    expect(last("eval_loss")?.evidence.locator).toMatchObject({
      kind: "pointer",
      pointer: "/log_history/13/eval_loss",
    });
  });

  it("tells how it ended", () => {
    const said = [...reading.runs].map(([id, { status }]) => `${id}: ${status.value}, ${status.because}`);
    expect(said).toEqual([
      "models/broken: unknown, its last state is at step 4 of 8",
      "models/limited: finished, the Trainer logged how long the training took",
      "models/nan: finished, the Trainer logged how long the training took",
      "models/resumed: finished, the Trainer logged how long the training took",
      "models/stopped: finished, its last state says that training was to stop",
      "models/whole: finished, the Trainer logged how long the training took",
      "search/run-0: finished, its last state is at step 4 of 4",
      "search/run-1: finished, its last state is at step 4 of 4",
    ]);
    expect(reading.runs.get("models/nan")?.diverged?.metric).toBe("grad_norm");
  });

  it("has the params of trials, and of the state", () => {
    const params = (id: string) => reading.runs.get(id)?.params.map(({ name, value }) => `${name}=${value}`) ?? [];
    expect(params("search/run-1").slice(0, 2)).toEqual(["learning_rate=0.0001", "optim=größe"]);
    expect(params("models/stopped")).toContain("early_stopping_patience=2");
    expect(params("models/whole")).toContain("train_batch_size=4");
  });

  it("names what was not read", () => {
    const whole = reading.results.find(({ runs }) => runs[0]?.id === "models/whole");
    expect(whole?.unread?.map(({ path }) => path)).toEqual(
      [8, 6, 4, 2].map((step) => `models/whole/checkpoint-${step}/trainer_state.json`),
    );
  });
});

const state = (step: number, loss: number[], more = "") =>
  `{"global_step": ${step}, "max_steps": 9, ${more} "log_history": [${loss.map((value, at) => `{"step": ${at + 1}, "loss": ${value}}`).join(", ")}]}`;

describe("an output folder", () => {
  it("takes checkpoints by their number, and a broken one not at all", () => {
    const { results } = readProject({
      "out/checkpoint-9/trainer_state.json": state(2, [3, 2]),
      "out/checkpoint-10/trainer_state.json": state(3, [3, 2, 1]),
      "out/checkpoint-11/trainer_state.json": '{"global_step": 4, "log_history": [{"step": 1, "lo',
    });
    const [result] = results;
    expect(result?.runs[0]?.metrics[0]).toMatchObject({ points: 3, file: "out/checkpoint-10/trainer_state.json" });
    expect(result?.findings.map(({ code }) => code)).toEqual(["source/bad-json"]);
  });

  it("may have checkpoints of an older training, which are told of", () => {
    const { results } = readProject({
      "out/trainer_state.json": state(2, [5, 4]),
      "out/checkpoint-3/trainer_state.json": state(3, [3, 2, 1]),
    });
    expect(results[0]?.runs[0]?.metrics[0]?.last.value).toBe(4);
    expect(results[0]?.findings.map(({ code }) => code)).toEqual(["source/not-of-this-run"]);
  });

  it("has hyperparameters in its model card, and those of its adapter", () => {
    const card =
      "---\nlicense: mit\n---\n# x\n\n### Training hyperparameters\n\nThe following:\n- learning_rate: 2e-05\n- seed: 42\n- optimizer: Adam with betas=(0.9,0.999)\n\n### Framework versions\n\n- Transformers 5.0\n- lr: 3\n";
    const { results } = readProject({
      "m/out/README.md": card,
      "m/out/trainer_state.json": state(9, [1]),
      "m/out/adapter_config.json": '{"r": 8, "base_model_name_or_path": "gpt2", "auto_mapping": null}',
      "m/out/config.json": '{"model_type": "gpt2", "n_embd": 768, "hub_token": "hf_x"}',
      "m/out/training_args.bin": "x",
    });
    const run = results[0]?.runs[0];
    expect(run?.params.slice(0, 6).map(({ name, value }) => `${name}=${value}`)).toEqual([
      "learning_rate=0.00002",
      "seed=42",
      "optimizer=Adam with betas=(0.9,0.999)",
      "adapter.r=8",
      "adapter.base_model_name_or_path=gpt2",
      "model_type=gpt2",
    ]);
    expect(run?.params[0]?.evidence).toEqual({
      file: "m/out/README.md",
      locator: { kind: "line", line: 9 },
      literal: "2e-05",
    });
    expect(run?.seed).toBe(42);
    expect(results[0]?.unread?.map(({ path }) => path)).toEqual(["m/out/training_args.bin"]);
  });

  it("may be the project itself, or have results only", () => {
    const { sources, results } = readProject({
      "trainer_state.json": state(9, [1]),
      "model.safetensors": "x",
      "r/x/all_results.json": '{"epoch": 1.0, "eval_loss": NaN}',
    });
    expect(sources.map(({ id }) => id)).toEqual([".", "r/x"]);
    const [own, only] = results.map(({ runs }) => runs[0]);
    expect(own?.artifacts.map(({ path, kind }) => `${kind} ${path}`)).toEqual([
      "checkpoint model.safetensors",
      "data r/x/all_results.json",
    ]);
    expect(only?.metrics.map(({ name, last }) => [name, last.value])).toEqual([["eval_loss", Number.NaN]]);
  });

  it("that is the project itself makes its checkpoints one run for each training", () => {
    const { sources, results } = readProject({
      "checkpoint-1/trainer_state.json": state(1, [3]),
      "checkpoint-2/trainer_state.json": state(2, [3, 2]),
      "checkpoint-3/trainer_state.json": state(3, [3, 2, 1]),
      "checkpoint-10/trainer_state.json": state(2, [5, 4]),
    });
    expect(sources.map(({ id }) => id)).toEqual(["checkpoint-10", "checkpoint-3"]);
    expect(results[1]?.unread?.map(({ path }) => path)).toEqual([
      "checkpoint-2/trainer_state.json",
      "checkpoint-1/trainer_state.json",
    ]);
    const whole = readProject({
      "trainer_state.json": state(3, [3, 2, 1]),
      "checkpoint-2/trainer_state.json": state(2, [3, 2]),
    });
    expect(whole.sources.map(({ id }) => id)).toEqual(["."]);
  });

  it("has values on the lines where they stand, and a broken entry is passed over", () => {
    const text =
      '{\n"log_history": [\n{"step": 1,\n"loss": 2.5},\n7,\n{"step": 2, "loss": x},\n{"a]}": "\\"[{", "step": 3,\n"loss": NaN}\n],\n"best_metric": 0.5}';
    const { results } = readProject({ "m/out/trainer_state.json": text });
    const metrics = results[0]?.runs[0]?.metrics ?? [];
    const said = metrics.map(({ name, points, last }) => [name, points, last.value, last.evidence.locator]);
    expect(said).toEqual([
      ["loss", 2, Number.NaN, { kind: "pointer", pointer: "/log_history/3/loss", line: 8 }],
      ["best_metric", 1, 0.5, { kind: "pointer", pointer: "/best_metric", line: 10 }],
    ]);
    expect(results[0]?.findings.map(({ code, line }) => [code, line])).toEqual([["source/bad-json", 6]]);
  });

  it("is never the end of the program", () => {
    for (const text of [
      "",
      "[]",
      "{}",
      '{"log_history": 3}',
      '{"log_history": [1, null, {"step": "x", "loss": []}]}',
      "\0",
      "{",
    ]) {
      const { results } = readProject({ "out/trainer_state.json": text, "out/checkpoint-x/trainer_state.json": text });
      expect(results.length).toBeGreaterThan(0);
    }
  });
});
