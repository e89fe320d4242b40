import type { Run } from "../model/run.ts";

/** Words before `folds` or `seeds` that make of it a setting: how many there are, and whether one is set. */
const SETTINGS = new Set("n num number max min total count use fix fixed set with has is same k per".split(" "));
const SEED =
  /(?:^|_)(?:seeds?|random_state|rng|prng|pythonhashseed|replicate|repeat_index)(?:_(?:\d+|value|id|idx|index))?$|^(?:seed|random_seed)_/;
const FOLD = /(?:^|_)fold(?:_(?:id|idx|index|i))?$/;
/** A seed that decides which data each fold gets: another one is another fold, not another initialisation. */
const SPLIT_SEED = /(?:^|_)(?:split|splits|splitter|partition|cv|kfold|fold)_(?:seed|random_state)$/;
/** Names that count repeats if their values do: a `repeat` of 20 is a setting, one that is 0, 1 and 2 counts. */
const COUNTER = /^(?:repeat|rep|repetition|trial|replica|attempt)(?:_(?:id|idx|index|i|no))?$/;
/** What tells repeats apart in a name: `-seed3`, `_s3`, `fold-2`. */
const SEED_IN_NAME = /(?:^|[-_. ,=+])s(?:eed)?[-_=. ]?(\d+)(?=$|[-_. ,+])/i;
const FOLD_IN_NAME = /(?:^|[-_. ,=+])fold[-_=. ]?(\d+)(?=$|[-_. ,+])/i;

/** Whether a param repeats a run (`seed`, `data_seed`, `random_state`, `fold`) instead of configuring it. */
export function isRepeatParam(name: string): boolean {
  const known = KNOWN.get(name);
  if (known !== undefined) return known;
  const words = wordsOf(name);
  const text = words.join("_");
  const isSetting = words.length > 1 && SETTINGS.has(words[0] ?? "");
  const found = !isSetting && (SEED.test(text) || FOLD.test(text));
  if (KNOWN.size >= MOST) KNOWN.clear();
  KNOWN.set(name, found);
  return found;
}

// Every run of an experiment has the same names.
const KNOWN = new Map<string, boolean>();
const MOST = 10_000;

/** Whether a param of this name counts repeats where its values are 0, 1, 2 … or 1, 2, 3 … */
export function mayCountRepeats(name: string): boolean {
  return COUNTER.test(wordsOf(name).join("_")) && !name.includes(".");
}

/** Whether whole numbers count from 0 or 1 without a gap. */
export function isCounting(values: readonly unknown[]): boolean {
  const distinct = new Set(values);
  const numbers = [...distinct].filter((value): value is number => Number.isInteger(value));
  const lowest = Math.min(...numbers);
  const hasNoGap = Math.max(...numbers) - lowest === numbers.length - 1;
  return numbers.length > 1 && numbers.length === distinct.size && (lowest === 0 || lowest === 1) && hasNoGap;
}

/** What tells a run from its repeats; null where nothing does. Values are texts, so that `3` and `"3"` are one seed. */
export interface Repeat {
  seed: string | null;
  fold: string | null;
}

/**
 * The seed and the fold of a run: what its reader found, else a param of such a name, else the environment, else its name.
 * A seed of the split counts as part of the fold, since it decides which data that is.
 */
export function repeatOf(run: Run): Repeat {
  let [seed, fold, split]: (string | null)[] = [textOf(run.seed), textOf(run.fold), null];
  for (const { name, value } of [...run.params, ...run.environment]) {
    if (typeof value === "boolean" || value === null || !isRepeatParam(name)) continue;
    const text = wordsOf(name).join("_");
    if (SPLIT_SEED.test(text)) split ??= String(value);
    else if (FOLD.test(text)) fold ??= String(value);
    else seed ??= String(value);
  }
  seed ??= numberIn(run, SEED_IN_NAME);
  fold ??= numberIn(run, FOLD_IN_NAME);
  const parts = [split === null ? null : `split ${split}`, fold].filter((part) => part !== null);
  return { seed, fold: parts.length === 0 ? null : parts.join(", fold ") };
}

/** A run that is called `s0` and nothing else says of what that is a seed only if a parent does. */
function numberIn({ name, parentName }: Run, pattern: RegExp): string | null {
  const match = pattern.exec(name);
  const isWhole = match !== null && match[0].length === name.length && parentName === undefined;
  return isWhole ? null : (match?.[1] ?? null);
}

function textOf(value: number | string | null): string | null {
  return value === null ? null : String(value);
}

/** The words of the last part of a param's name: `model.dataSeed` is `data`, `seed`. */
function wordsOf(name: string): string[] {
  const last = name.slice(Math.max(name.lastIndexOf("."), name.lastIndexOf("/")) + 1);
  return last
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, "$1_$2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
}
