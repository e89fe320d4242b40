import type { Repository } from "./repository.ts";

export const EXPERIMENT = "experiments/augment-shift";
export const RUNS = `${EXPERIMENT}/runs`;

/** A run of the example digits: its folder is `<RUNS>/<time>-<name>`. */
export interface DigitsRun {
  name: string;
  time: string;
  seed: number;
  accuracy: number;
  hidden?: number;
  dataVersion?: string;
}

const TEMPLATE = `${RUNS}/2026-11-21T16-38-52-baseline-seed0`;

/** Adds a run whose logs are those of `baseline-seed0` but for its name, seed, width and test accuracy. Returns its folder. */
export function addRun(repository: Repository, run: DigitsRun): string {
  const { name, time, seed, accuracy, hidden = 32, dataVersion = "sklearn-digits-1.9.1" } = run;
  const folder = `${RUNS}/${time}-${name}`;
  const [day = "", clock = ""] = time.split("T");
  const stamp = `${day} ${clock.replaceAll("-", ":")}`;
  const dated = (text: string) => text.replaceAll(/2026-11-21 16:38:5[23]/g, stamp);
  const train = dated(repository.read(`${TEMPLATE}/logs/train.log`))
    .replace('"seed":0', `"seed":${seed}`)
    .replace('"hidden":32', `"hidden":${hidden}`);
  const evaluated = dated(repository.read(`${TEMPLATE}/logs/eval.log`)).replaceAll(
    "0.9758551307847082",
    String(accuracy),
  );
  const about = repository
    .read(`${TEMPLATE}/metadata.yaml`)
    .replace("baseline-seed0", name)
    .replace("seed: 0", `seed: ${seed}`)
    .replace("sklearn-digits-1.9.1", dataVersion)
    .replaceAll(/"2026-11-21T16:38:5[23]"/g, `"${day}T${clock.replaceAll("-", ":")}"`);
  repository.write(`${folder}/logs/train.log`, train);
  repository.write(`${folder}/logs/eval.log`, evaluated);
  repository.write(`${folder}/metadata.yaml`, about);
  return folder;
}

/** A row of runs: one a seed, with these test accuracies. */
export interface DigitsRow extends Pick<DigitsRun, "name" | "hidden" | "dataVersion"> {
  accuracies: readonly number[];
}

/** Adds the runs of a row. */
export function addRow(repository: Repository, { name, accuracies, ...settings }: DigitsRow): void {
  accuracies.forEach((accuracy, seed) => {
    const time = `2026-12-01T09-${String(seed).padStart(2, "0")}-00`;
    addRun(repository, { ...settings, name: `${name}-seed${seed}`, time, seed, accuracy });
  });
}
