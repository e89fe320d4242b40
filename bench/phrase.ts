import type { GeneratedRun } from "./generated-documents.ts";
import { number } from "./marked-text.ts";
import type { Random } from "./random.ts";

/** The key of what the runs are compared by. */
export type Quality = "accuracy" | "f1";

/**
 * How a document is written. `base`: the way from it to the experiment's folder. `isHeldOut`: the phrasings that are only ever
 * measured, and by which no rule of the checker was written.
 */
export interface Setting {
  random: Random;
  base: string;
  quality: Quality;
  isHeldOut: boolean;
}

/** One of the phrasings of the setting's set. */
export function phrase(setting: Setting, open: readonly string[], heldOut: readonly string[]): string {
  return setting.random.pick(setting.isHeldOut ? heldOut : open);
}

/** A logged test metric of a run, printed, with its link. */
export function testValue(run: GeneratedRun, metric: string, as: { setting: Setting; text: string }): string {
  const url = `${as.setting.base}${run.dir}/logs/eval.log#L${run.testLine}`;
  return number(as.text, { url, title: `test/${metric}`, truth: `${run.name}/test/${metric}` });
}

/** A validation metric of a run's last epoch, printed, with its link. */
export function validationValue(
  run: GeneratedRun,
  metric: string,
  as: { setting: Setting; text: string; title: string },
): string {
  const url = `${as.setting.base}${run.dir}/logs/train.log#L${run.valLine}`;
  return number(as.text, { url, title: as.title, truth: `${run.name}/val/${metric}` });
}

/** The values of an arm's runs. */
export function valuesOf(runs: readonly GeneratedRun[], metric: string, split: "test" | "val" = "test"): number[] {
  return runs.map((run) => run[split][metric] ?? Number.NaN);
}

/** A number that an expression gives, with a link to the first run's log. */
export function computed(text: string, title: string, of: { setting: Setting; runs: readonly GeneratedRun[] }): string {
  return number(text, { url: `${of.setting.base}${of.runs[0]?.dir}/logs/eval.log#L3`, title, truth: title });
}
