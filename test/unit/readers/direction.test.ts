import { describe, expect, test } from "vitest";
import type { Cursor } from "../../../src/readers/format/protobuf.ts";
import { openMessage } from "../../../src/readers/format/protobuf.ts";
import { addDefinition, noDefinitions } from "../../../src/readers/wandb/definition.ts";
import { isSweepDefinition, sweepDefinitions, sweepGoals } from "../../../src/readers/wandb/sweep-file.ts";
import { makeProject, readProject, treeOf } from "./scratch-project.ts";

const UUID = "0123456789abcdef0123456789abcdef";
const META = `experiment_id: '1'\nlifecycle_stage: active\nrun_id: ${UUID}\nrun_uuid: ${UUID}\nstatus: 3\n`;
const TAG = "mlruns/1/tags/mlflow.experiment.primaryMetric";

describe("the primary metric of an MLflow experiment", () => {
  /** A file store with one run, and the tags as MLflow's `set_experiment_tag` writes them. */
  const read = (tags: Record<string, string>) => {
    const { results, sources } = readProject({
      "mlruns/1/meta.yaml": "experiment_id: '1'\nlifecycle_stage: active\nname: mine\n",
      [`mlruns/1/${UUID}/meta.yaml`]: META,
      [`mlruns/1/${UUID}/metrics/wobble`]: "1760000000000 0.5 0\n",
      [`mlruns/1/${UUID}/tags/mlflow.runName`]: "first",
      ...tags,
    });
    return { ...results[0], files: sources[0]?.files };
  };

  test("says which way it is better, and where", () => {
    const { directions, runs, files } = read({ [`${TAG}.name`]: "wobble", [`${TAG}.greaterIsBetter`]: "False" });
    expect(directions).toEqual({
      wobble: {
        better: "lower",
        primary: true,
        evidence: { file: `${TAG}.greaterIsBetter`, locator: { kind: "line", line: 1 }, literal: "False" },
      },
    });
    expect(runs?.[0]).toMatchObject({ name: "first", artifacts: [] });
    expect(files).toContain(`${TAG}.name`);
  });

  test.each([
    [{ [`${TAG}.name`]: "wobble" }],
    [{ [`${TAG}.greaterIsBetter`]: "True" }],
    [{ [`${TAG}.name`]: "wobble", [`${TAG}.greaterIsBetter`]: "perhaps" }],
    [{ "mlruns/1/tags/mlflow.note.content": "a note" }],
    [{}],
  ])("is not guessed", (tags) => {
    expect(read(tags as Record<string, string>).directions).toEqual({});
  });
});

describe("goals of W&B", () => {
  /** A `MetricRecord`: name or glob, and a goal. */
  const record = (field: 1 | 2, name: string, goal: number): Cursor => {
    const text = Buffer.from(name);
    return openMessage(Buffer.concat([Buffer.from([(field << 3) | 2, text.length]), text, Buffer.from([0x40, goal])]));
  };

  test("a definition with a goal, of a metric or of all that begin so; the later one counts", () => {
    const definitions = noDefinitions();
    addDefinition(definitions, record(1, "wobble", 2), 4);
    addDefinition(definitions, record(1, "wobble", 1), 5);
    addDefinition(definitions, record(2, "val/*", 2), 7);
    addDefinition(definitions, record(1, "other", 0), 8);
    expect([...definitions.goals]).toEqual([
      ["wobble", { better: "lower", record: 5 }],
      ["val/*", { better: "higher", record: 7 }],
    ]);
  });

  const SWEEP = "method: bayes\nmetric:\n  name: val/wobble\n  goal: maximize\nparameters:\n  lr: {min: 0.1, max: 1}\n";

  test("the definition of a sweep, beside the store", () => {
    const root = makeProject({ "sweep.yaml": SWEEP, "sweeps/my-sweep.yml": SWEEP, "other.yaml": SWEEP });
    const paths = sweepDefinitions("", treeOf(root));
    expect(paths).toEqual(["sweep.yaml", "sweeps/my-sweep.yml"]);
    const locator = { kind: "pointer", pointer: "/metric/goal", line: 4 };
    expect(sweepGoals(root, paths)).toEqual({
      "val/wobble": {
        better: "higher",
        objective: true,
        evidence: { file: "sweep.yaml", locator, literal: "maximize" },
      },
    });
    expect(isSweepDefinition("wandb/sweep-ab12/config-cd34.yaml")).toBe(false);
  });

  test.each([
    ["no sweep", "metric:\n  name: m\n  goal: maximize\n"],
    ["no goal", SWEEP.replace("  goal: maximize\n", "")],
    ["a goal that is none", SWEEP.replace("maximize", "most")],
    ["broken YAML", "method: [\n"],
  ])("%s says nothing", (_, text) => {
    expect(sweepGoals(makeProject({ "sweep.yaml": text }), ["sweep.yaml", "gone.yaml"])).toEqual({});
  });

  test("two that contradict one another say nothing", () => {
    const root = makeProject({ "sweep.yaml": SWEEP, "sweep-2.yaml": SWEEP.replace("maximize", "minimize") });
    expect(sweepGoals(root, ["sweep.yaml", "sweep-2.yaml", "sweep.yaml"])).toEqual({});
  });
});
