import type { DigitsRow } from "../digits-run.ts";
import { addRow, addRun, EXPERIMENT, RUNS } from "../digits-run.ts";
import type { PullRequest } from "../pull-request.ts";

const NEW = { name: "baseline-seed5", time: "2026-12-01T09-00-00", seed: 5, accuracy: 0.9698189134808853 };

/** Better than every row of the example, whatever its noise. */
const BETTER = [0.9939637826, 0.9919517103, 0.9959758551, 0.9939637826, 0.9919517103];

/** Five seeds of another network, and the documents synced. */
function newRow(name: string, says: string, row: DigitsRow): PullRequest {
  return {
    name,
    says,
    example: "digits",
    make: async (repository) => {
      addRow(repository, row);
      await repository.sync();
    },
  };
}

/** A line in a list of ignored runs, which there need not be yet, and the documents synced. */
function ignoredRun(
  request: Pick<PullRequest, "name" | "says" | "example">,
  { folder, line }: { folder: string; line: string },
): PullRequest {
  return {
    ...request,
    make: async (repository) => {
      const file = `${folder}/IGNORED_RUNS.md`;
      const text = repository.list(folder).includes("IGNORED_RUNS.md")
        ? repository.read(file).trimEnd()
        : "# IGNORED_RUNS.md\n";
      repository.write(file, `${text}\n${line}\n`);
      await repository.sync();
    },
  };
}

/** Runs that are new, gone, or counted otherwise. */
export const runs: PullRequest[] = [
  {
    name: "new-run",
    says: "One more seed of the baseline, and the documents synced",
    example: "digits",
    make: async (repository) => {
      addRun(repository, NEW);
      await repository.sync();
    },
  },
  {
    name: "new-run-not-synced",
    says: "One more seed of the baseline, and nobody ran docs sync",
    example: "digits",
    make: (repository) => void addRun(repository, NEW),
  },
  newRow("better-run", "A wider network with five seeds that is better beyond noise", {
    name: "wider",
    hidden: 256,
    accuracies: BETTER,
  }),
  newRow("worse-run", "A narrow network with five seeds that is worse beyond noise", {
    name: "narrow",
    hidden: 8,
    accuracies: [0.9014084507, 0.8973843058, 0.9054325955, 0.8993963783, 0.8933601609],
  }),
  newRow("within-noise", "A slightly wider network with five seeds, no better than noise", {
    name: "plus",
    hidden: 36,
    accuracies: [0.9718309859, 0.9738430583, 0.9698189134, 0.9798792756, 0.9637826961],
  }),
  {
    name: "one-lucky-run",
    says: "A single run with a value above all others",
    example: "digits",
    make: async (repository) => {
      addRun(repository, {
        name: "lucky-seed0",
        time: "2026-12-01T09-00-00",
        seed: 0,
        accuracy: 0.9979879275653923,
        hidden: 48,
      });
      await repository.sync();
    },
  },
  {
    name: "diverged-run",
    says: "A run whose loss became NaN",
    example: "digits",
    make: async (repository) => {
      const from = `${RUNS}/2026-11-21T16-40-21-nan-lr-seed0`;
      const to = `${RUNS}/2026-12-01T09-00-00-nan-lr2-seed0`;
      for (const file of ["metadata.yaml", "logs/train.log"])
        repository.write(
          `${to}/${file}`,
          repository
            .read(`${from}/${file}`)
            .replaceAll("nan-lr-seed0", "nan-lr2-seed0")
            .replace(/"lr":[^,]+/, '"lr":2e2'),
        );
      await repository.sync();
    },
  },
  ignoredRun(
    { name: "ignored-winner", says: "The selected model is put on the list of ignored runs", example: "recommender" },
    {
      folder: ".specweave/increments/0042-purchase-propensity/experiments",
      line: "xgboost   # trained on the days it is tested on",
    },
  ),
  ignoredRun(
    { name: "ignored-run", says: "One of five seeds is ignored after its result was known", example: "digits" },
    { folder: EXPERIMENT, line: "runs/2026-11-21T16-38-55-shift-seed0   # looks odd" },
  ),
  {
    name: "renamed-run",
    says: "A run's folder is renamed",
    example: "digits",
    make: async (repository) => {
      repository.move(`${RUNS}/2026-11-21T16-40-19-high-lr-seed0`, `${RUNS}/2026-11-21T16-40-19-hot-seed0`);
      await repository.sync();
    },
  },
  {
    name: "deleted-evidence",
    says: "A run that the README cites is deleted",
    example: "digits",
    make: async (repository) => {
      repository.remove(`${RUNS}/2026-11-21T16-39-50-shift-wide-seed0`);
      await repository.sync();
    },
  },
  {
    name: "three-hundred-runs",
    says: "Three hundred runs of a search",
    example: "digits",
    make: async (repository) => {
      for (let index = 0; index < 300; index += 1) {
        const time = `2026-12-01T${String(10 + Math.floor(index / 60)).padStart(2, "0")}-${String(index % 60).padStart(2, "0")}-00`;
        const accuracy = 0.94 + ((index * 7919) % 300) / 10_000;
        addRun(repository, { name: `search-h${8 + index}`, time, seed: 0, accuracy, hidden: 8 + index });
      }
      await repository.sync();
    },
  },
  newRow("changed-data-version", "A wider network, better, but trained on another version of the data", {
    name: "cleaned",
    hidden: 64,
    dataVersion: "sklearn-digits-cleaned-2",
    accuracies: BETTER,
  }),
];
