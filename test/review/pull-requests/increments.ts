import type { PullRequest } from "../pull-request.ts";

const INCREMENTS = ".specweave/increments";

/** Increments and experiments as a whole. */
export const increments: PullRequest[] = [
  {
    name: "renamed-increment",
    says: "An increment's folder is renamed, and the links to it are",
    example: "recommender",
    make: async (repository) => {
      repository.move(`${INCREMENTS}/0042-purchase-propensity`, `${INCREMENTS}/0042-propensity-model`);
      repository.edit("README.md", "0042-purchase-propensity", "0042-propensity-model");
      repository.edit("docs.config.yaml", "0042-purchase-propensity", "0042-propensity-model");
      await repository.sync();
    },
  },
  {
    name: "archived-increment",
    says: "A finished increment moves to the archive; nobody followed the links",
    example: "recommender",
    make: async (repository) => {
      repository.move(`${INCREMENTS}/0042-purchase-propensity`, `${INCREMENTS}/_archive/0042-purchase-propensity`);
      await repository.sync();
    },
  },
  {
    name: "new-experiment",
    says: "A second experiment with two runs and a hypothesis",
    example: "recommender",
    make: async (repository) => {
      const folder = `${INCREMENTS}/0043-recency/experiments`;
      repository.write(
        `${INCREMENTS}/0043-recency/spec.md`,
        "# Recency\n\nDoes the last visit say more than all visits?\n",
      );
      repository.write(
        `${folder}/JOURNAL.md`,
        "# Journal: recency\n\n## Hypothesis\n\nIf only the last visit counts, then F1 rises (measured by f1).\n\n- Success criterion: f1 of last minus all >= 0.02\n- Primary metric: f1 (higher is better)\n- Baseline: all\n",
      );
      for (const [name, f1] of [
        ["all", 0.51612903],
        ["last", 0.54838709],
      ] as const) {
        repository.write(`${folder}/${name}/metrics.json`, `{\n  "f1": ${f1}\n}\n`);
        repository.write(`${folder}/${name}/params.json`, `{\n  "visits": "${name}"\n}\n`);
        repository.write(`${folder}/${name}/metadata.yaml`, `name: ${name}\nstatus: completed\nseed: 1\n`);
      }
      await repository.sync();
    },
  },
  {
    name: "worse-than-the-baseline",
    says: "The selected model is trained again and falls below the rule",
    example: "recommender",
    make: async (repository) => {
      const file = `${INCREMENTS}/0042-purchase-propensity/experiments/xgboost/metrics.json`;
      repository.edit(file, "0.540084388185654", "0.480084388185654");
      await repository.sync();
    },
  },
];
