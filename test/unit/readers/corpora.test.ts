import { existsSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, test } from "vitest";
import { walk } from "../../../src/disk/walk.ts";
import { detectSources, readSeries, readSource } from "../../../src/readers/index.ts";

/** A folder of public repositories with real runs, called `<owner>+<name>`. */
const corpora = process.env.LABDOCS_CORPORA;

/**
 * Runs by their trackers, counted with find and grep and not with the readers:
 *
 * - `results.csv` beside an `args.yaml`; `metrics.csv` beside an `hparams.yaml`; `run.json`; `dvclive/metrics.json`;
 * - texts with three lines or more of a step and a loss (`grep -cE '^s(tep)?:? ?[0-9]+.*(loss|tel:)'`), of which there are 115; in the
 *   116th (`tail_phase_readout_2850_seed4.txt`) only its lines `phase_readout step:…` are so many;
 * - `meta.yaml` with a `run_id`; of the 30, 11 say `lifecycle_stage: deleted` and 2 others lie in `.trash`;
 * - folders `.hydra` (16), in 8 of which there is a folder `wandb/run-*`, of which 5 have a `.wandb` file;
 * - one `.wandb` of 2021 below a folder with an event file of 2020.
 */
const COUNTS: Record<string, Record<string, number>> = {
  "Air-Erik+ai-yolo-project": { ultralytics: 4 },
  "KellerJordan+modded-nanogpt": { textlog: 116 },
  "LostPetInitiative+TextIntelligenceResearch": { mlflow: 30 },
  "anton-abyzov+specweave": {},
  "chris-santiago+vime": { hydra: 8, "wandb + hydra": 8 },
  "dkuehlwein+animal_tracker": {},
  "manuel-rhdt+ml-pws": { lightning: 150, sacred: 4 },
  "msh2481+DenseGPT": { dvclive: 1 },
  "wandb+wandb": { tensorboard: 1, wandb: 1 },
};

// Real runs of others are not copied into the project: read where LABDOCS_CORPORA says that they lie.
describe.skipIf(corpora === undefined)("every run of the corpora is read", () => {
  test.each(Object.entries(COUNTS))("%s", { timeout: 120_000 }, (name, counts) => {
    const root = join(corpora ?? "", name);
    if (!existsSync(root)) return;
    const { tree } = walk(root, { key: "test", skip: new Set(), previous: null });
    const results = detectSources(tree).map((source) => readSource(source, root));
    const runs = results.flatMap((result) => result.runs);
    const trackers = runs.map((run) => (run.trackers ?? [run.tracker]).join(" + "));
    const found = [...Map.groupBy(trackers, (one) => one)].map(([tracker, group]) => [tracker, group.length]);
    expect(Object.fromEntries(found)).toEqual(counts);
    expect(results.flatMap(({ unreadable }) => unreadable)).toEqual([]);
    expect(results.flatMap(({ findings }) => findings.filter(({ code }) => code === "source/unreadable"))).toEqual([]);
    expect(new Set(runs.map(({ id }) => id)).size).toBe(runs.length);
    // Every series can be read again, and has as many points as its metric says.
    for (const run of runs) {
      const series = new Map(readSeries(run, root, null).map((one) => [one.metric, one.value.length]));
      // What only a summary has is one value and no series.
      for (const metric of run.metrics.filter(({ points }) => points > 1))
        expect([run.id, metric.name, series.get(metric.name)]).toEqual([run.id, metric.name, metric.points]);
    }
  });

  test("of the runs of MLflow those are deleted that say so or lie in the trash", () => {
    const root = join(corpora ?? "", "LostPetInitiative+TextIntelligenceResearch");
    if (!existsSync(root)) return;
    const { tree } = walk(root, { key: "test", skip: new Set(), previous: null });
    const runs = detectSources(tree).flatMap((source) => readSource(source, root).runs);
    expect(runs.filter(({ deleted }) => deleted)).toHaveLength(13);
  });
});
