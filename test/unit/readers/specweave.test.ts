import { describe, expect, it } from "vitest";
import { readProject, sayMetrics } from "./scratch-project.ts";

const increments = ".specweave/increments";

describe("SpecWeave increments", () => {
  it("hold runs in experiments/, wherever they are in their life", () => {
    const folders = [
      "0042-purchase-propensity",
      "_archive/0007-old",
      "_abandoned/0008E-imported",
      "_paused/0009-p",
      "_backlog/0010-b",
    ];
    const { sources } = readProject(
      Object.fromEntries(
        folders.map((folder) => [`${increments}/${folder}/experiments/exp-001/metrics.json`, '{"auc": 0.5}']),
      ),
    );
    expect(sources.map((source) => [source.reader, source.experiment.id, source.experiment.increment])).toEqual([
      ["specweave", "increment:0042", "0042-purchase-propensity"],
      ["specweave", "increment:0008E", "0008E-imported"],
      ["specweave", "increment:0007", "0007-old"],
      ["specweave", "increment:0010", "0010-b"],
      ["specweave", "increment:0009", "0009-p"],
    ]);
    expect(sources[0]?.experiment).toMatchObject({
      name: "0042-purchase-propensity",
      dir: `${increments}/0042-purchase-propensity`,
      runsDir: `${increments}/0042-purchase-propensity/experiments`,
      tracker: "specweave",
    });
  });

  it("keep their number when archived, and their name besides when a number was given twice", () => {
    const { sources } = readProject({
      [`${increments}/0042-a/experiments/x/metrics.json`]: "{}",
      [`${increments}/_archive/0042-b/experiments/x/metrics.json`]: "{}",
      [`${increments}/0043-c/experiments/x/metrics.json`]: "{}",
      [`${increments}/_archive/0043-d/spec.md`]: "",
    });
    expect(sources.map((source) => source.experiment.id)).toEqual([
      "increment:0042-a",
      "increment:0043",
      "increment:0042-b",
    ]);
  });

  it("are read like any run folder", () => {
    const dir = `${increments}/0042-a/experiments`;
    const { results } = readProject({
      [`${dir}/exp-001-baseline/params.json`]: '{"lr": 1e-3}',
      [`${dir}/exp-001-baseline/metrics.json`]: '{"accuracy": 0.26}',
      [`${dir}/exp-001-baseline/metadata.yaml`]: "status: completed\nname: Baseline\n",
      [`${dir}/ignored/exp-002/metrics.json`]: '{"accuracy": 0.9}',
      [`${dir}/optuna-study/study.db`]: "x",
      [`${dir}/sweep/runs/2026-11-21T16-50-00-a/train.log`]: 'metric {"step":1,"loss":0.5}\n',
      [`${increments}/0044-none/spec.md`]: "# none",
    });
    const runs = results.flatMap((result) => result.runs);
    expect(runs.map((run) => [run.name, run.tracker, run.ignored?.reason ?? null, sayMetrics(run)])).toEqual([
      ["exp-001-baseline", "specweave", null, ["accuracy: 0.26@- #1"]],
      ["exp-002", "specweave", "moved to ignored/", ["accuracy: 0.9@- #1"]],
      ["a", "specweave", null, ["loss: 0.5@1 #1"]],
    ]);
    expect(runs[0]?.description).toBe("Baseline");
  });
});
