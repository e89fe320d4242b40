/** A suffix that tells repeats apart: `-seed0`, `_s3`, `-fold-2`, `.rep1`, `-run2`; or such a word as the whole name. */
const REPEAT = /(?:^|[-_. ]+)(?:seeds?|s|folds?|f|cv|reps?|repeats?|replicates?|runs?|trial|try|attempt)[-_=. ]?\d+$/i;

/** Names that trackers make up: `silly-sun-12`, `bittersweet-mole-415`, a hash, a number, `version_3`. */
const MADE_UP = /^(?:[a-z]+-[a-z]+-\d+|[0-9a-f]{8,64}|[0-9a-z]{8}|\d+|version_\d+)$/;

/**
 * A run's name without what tells repeats apart: `baseline-seed3` is `baseline`. A made-up name says nothing, nor does
 * one that only counts (`run-3`): both give an empty text. `isNamed` is whether people choose the names of the runs.
 */
export function stemOf(name: string, isNamed: boolean): string {
  if (!isNamed && MADE_UP.test(name)) return "";
  let stem = name;
  for (let next = stem.replace(REPEAT, ""); next !== stem; next = stem.replace(REPEAT, "")) stem = next;
  return stem;
}
