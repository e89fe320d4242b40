import type { Quality } from "./phrase.ts";

/*
 * The held-out phrasings: only ever measured, never shown by --verbose. Whoever writes rules of the checker does not read this
 * file; once that has happened, its phrasings belong to the open ones, and new ones are to be written here.
 */

/** What the numbers are called in words. */
const WORDS: Record<Quality, string> = { accuracy: "accuracy", f1: "F1" };

/** A test metric of one run. */
export function heldOutLogged(of: { name: string; stated: string; quality: Quality }): string[] {
  const { name, stated } = of;
  const Q = WORDS[of.quality];
  return [
    `Test-set ${Q} for ${name} came out at ${stated}.`,
    `At test time, ${name} scores ${stated} ${Q}.`,
    `${stated} is the ${Q} that ${name} reaches on the test split.`,
    `Final evaluation of ${name} on the test data: ${Q} = ${stated}.`,
    `* \`${name}\` — test ${Q}: ${stated}`,
    `Test ${Q}: ${stated} (run \`${name}\`).`,
    `The model from ${name} gives ${stated} ${Q} when evaluated on the test set.`,
  ];
}

/** Both validation metrics of one run after its last epoch. */
export function heldOutValidation(of: { name: string; good: string; loss: string; quality: Quality }): string[] {
  const { name, good, loss } = of;
  const Q = WORDS[of.quality];
  return [
    `By its final epoch, ${name} had reached ${good} ${Q} on the validation set, with the validation loss at ${loss}.`,
    `Final validation metrics for ${name}: ${Q} ${good} / loss ${loss}.`,
    `When ${name} stops training, validation ${Q} stands at ${good} and validation loss at ${loss}.`,
    `The last checkpoint of ${name} gives ${good} val ${Q} (${loss} val loss).`,
  ];
}

/** Latency and size of one run. */
export function heldOutCost({ name, latency, size }: { name: string; latency: string; size: string }): string[] {
  return [
    `Serving ${name} comes with ${latency} of latency per batch, and the model takes up ${size}.`,
    `Inference latency for ${name}: ${latency}; model size: ${size}.`,
    `At a size of ${size}, ${name} answers a test batch with a latency of ${latency}.`,
    `Latency (${name}): ${latency}. Size (${name}): ${size}.`,
  ];
}

/** The numbers of `means` by what they state; `A` is the candidate, `B` the baseline. */
export interface MeanParts {
  A: string;
  B: string;
  quality: Quality;
  spread: string;
  mean: string;
  std: string;
  error: string;
  median: string;
  lossStd: string;
  val: string;
}

/** Means, medians and spreads over seeds. */
export function heldOutMeans(parts: MeanParts): string[] {
  const { A, B, spread, mean, std, error, median, lossStd, val } = parts;
  const Q = WORDS[parts.quality];
  return [
    `Averaging test ${Q} over the five seeds of each arm (± is the sample SD) yields ${spread} for ${A} and ${mean} for ${B}.\nFor ${B}, the SD of test ${Q} over seeds is ${std}, hence a standard error of the mean of ${error}.\n${A} has a test loss with a median of ${median} and an SD of ${lossStd} over seeds.\nAveraged over seeds, ${A} has ${val} validation ${Q}.`,
    `Seed statistics (n = 5 per arm, sample SD):\n\n* ${A}: test ${Q} averages ${spread}; test loss has median ${median} and SD ${lossStd}; validation ${Q} averages ${val}.\n* ${B}: test ${Q} averages ${mean} (SD ${std}, SEM ${error}).`,
    `We report means over seeds. ${B} obtains ${mean} ${Q} on test (s.d. ${std}, s.e. ${error}), ${A} obtains ${spread}.\nThe median of the test loss of ${A} over its seeds equals ${median}, with an s.d. of ${lossStd}.\nMean ${Q} of ${A} on the validation split: ${val}.`,
    `Across seeds, ${A} is at ${spread} mean test ${Q}; for ${B} the mean test ${Q} is ${mean}, the seed-to-seed standard deviation ${std} and the standard error ${error}.\nTypical test loss of ${A} (median over seeds): ${median}; standard deviation over seeds: ${lossStd}.\nIf one averages the validation ${Q} of ${A} over seeds, the result is ${val}.`,
  ];
}

/** The numbers of `changes` by what they state, and its words that can be reversed: the right one and its opposite. */
export interface ChangeParts {
  A: string;
  B: string;
  quality: Quality;
  points: string;
  size: string;
  relative: string;
  loss: string;
  cut: string;
  times: string;
  either(up: string, down: string): string;
  faster(right: string, wrong: string): string;
}

/** Differences, relative changes and ratios of the two arms. */
export function heldOutChanges(parts: ChangeParts): string[] {
  const { A, B, points, size, relative, loss, cut, times, either, faster } = parts;
  const Q = WORDS[parts.quality];
  return [
    `Replacing ${B} by ${A} ${either("raises", "lowers")} mean test ${Q} by ${size} (${points} absolute, ${relative} relative) and shifts mean test loss by ${loss}.\nMean latency ${faster("drops", "grows")} by ${cut}, which makes ${A} ${times} as ${faster("fast", "slow")} as ${B}.`,
    `Relative to ${B}, ${A} ${either("gains", "loses")} ${size} of test ${Q}; in relative terms that is ${relative}.\nThe change in test ${Q} from ${B} to ${A} is therefore ${points}, and that in test loss is ${loss}.\nThe latency of ${A} is ${cut} ${faster("below", "above")} that of ${B} – a ${faster("speed-up", "slow-down")} of ${times}.`,
    `Δ test ${Q} (${A} − ${B}): ${points}, i.e. ${relative} relative.\nΔ test loss (${A} − ${B}): ${loss}.\nSo ${A} ${either("beats", "trails")} ${B} by ${size} in test ${Q}; with latency ${faster("down", "up")} ${cut} from ${B}, it is ${times} ${faster("quicker", "slower")}.`,
    `We see a ${either("gain", "drop")} of ${size} in test ${Q} for ${A} over ${B}; with its sign this is ${points} in absolute and ${relative} in relative terms.\nTest loss moves by ${loss} from ${B} to ${A}.\n${A} has ${cut} ${faster("less", "more")} latency than ${B} and is thus ${times} ${faster("faster", "slower")} per batch.`,
  ];
}

/** The names and words of `places`: `win` and `last` can be replaced by what is wrong. */
export interface PlaceParts {
  first: string;
  second: string;
  quality: Quality;
  winner: string;
  rank: string;
  win: string;
  last: string;
  compared(right: string, wrong: string): string;
  placed(right: string, wrong: string): string;
}

/** Ranks and winners. */
export function heldOutPlaces(parts: PlaceParts): string[] {
  const { first, second, winner, rank, win, last, compared, placed } = parts;
  const Q = WORDS[parts.quality];
  return [
    `The best arm by test ${Q} is ${winner}, and ${second} is at rank ${rank}.\n${win} tops the ranking by mean test ${Q}; ${second} finishes ${last}.\nOn test ${Q}, ${first} is ${compared("stronger", "weaker")} than ${second}.`,
    `Ranking by test ${Q}: ${winner} is best, ${second} is number ${rank}.\nWe recommend ${win}, which has the best test ${Q} on average. In terms of test ${Q}, ${second} lands in ${last} place.\n${first} ${compared("surpasses", "trails")} ${second} in mean test ${Q}.`,
    `Winner on test ${Q}: ${winner} (${second}: place ${rank}).\nOn average no arm has a higher test ${Q} than ${win}. ${second} is the ${placed("runner-up", "winner")} by test ${Q}.\n${second} ${compared("lags behind", "is ahead of")} ${first} in test ${Q}.`,
    `${winner} is the best by test ${Q}, ${second} has rank ${rank}.\n**${win}** wins on test ${Q}, with ${second} in ${last} place.\nMean test ${Q} is ${compared("higher", "lower")} for ${first} than for ${second}.`,
  ];
}
