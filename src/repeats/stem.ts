import type { Run, Tracker } from "../model/run.ts";
import { isRepeatParam } from "./repeat-param.ts";

/** A suffix that tells repeats apart: `-seed0`, `_s3`, `-fold-2`, `.rep1`, `-run2`; or such a word as the whole name. */
const REPEAT = /(?:^|[-_. ]+)(?:seeds?|s|folds?|f|cv|reps?|repeats?|replicates?|runs?|trial|try|attempt)[-_=. ]?\d+$/i;

/** Names that trackers make up: `silly-sun-12`, `bittersweet-mole-415`, a hash, a number, `version_3`, a time. */
const MADE_UP =
  /^(?:[a-z]+-[a-z]+-\d+|[0-9a-f]{8,64}|[0-9a-z]{8}|\d+|version_\d+|\d{4}-?\d{2}-?\d{2}[T_ -]\d{2}[-:_.]?\d{2}(?:[-:_.]?\d{2})?)$/;

/** What Ray Tune calls a trial's folder: `train_fn_a1b2c_00003_3_lr=0.1,seed=2_2024-01-01_10-00-00`. The params are logged too. */
const TRIAL_FOLDER = /^(.*?)_?[0-9a-f]{5,8}_\d{5}(?:_.*)?$/;

/** Formats whose runs lie in folders that people name. */
const NAMED: ReadonlySet<Tracker> = new Set(["tree", "specweave", "ledger", "textlog"]);
/** The rest of a random id behind the name of a log's folder. */
const LOG_ID = /[-_][0-9a-f]{8}$/;

/**
 * A run's name without what tells repeats apart: `baseline-seed3` is `baseline`. A made-up name says nothing, nor does
 * one that only counts (`run-3`): both give an empty text. `isNamed` is whether people choose the names of the runs.
 */
export function stemOf(name: string, isNamed: boolean): string {
  if (!isNamed && MADE_UP.test(name)) return "";
  let stem = withoutOverrides(TRIAL_FOLDER.exec(name)?.[1] ?? name);
  for (let next = stem.replace(REPEAT, ""); next !== stem; next = stem.replace(REPEAT, "")) stem = next;
  return stem;
}

/** A run's name without what tells repeats apart and what its tracker made up; empty when nothing is left. */
export function stemOfRun({ name, tracker }: Pick<Run, "name" | "tracker">): string {
  return stemOf(tracker === "textlog" ? name.replace(LOG_ID, "") : name, NAMED.has(tracker));
}

/** A job that is called by what it overrides, without its seed: `lr=0.1,seed=3` is `lr=0.1`. */
function withoutOverrides(name: string): string {
  if (!name.includes("=")) return name;
  const parts = name.split(",");
  const kept = parts.filter((part) => !isRepeatParam(part.split("=")[0]?.replace(/^\+/, "") ?? ""));
  return kept.length === parts.length ? name : kept.join(",");
}
