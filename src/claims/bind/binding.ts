import type { Candidate } from "../../model/claim.ts";
import { bestExtreme } from "../../model/direction.ts";
import { usedRuns } from "../../model/experiment.ts";
import { compareText } from "../../model/finding.ts";
import { metricOf } from "../../model/run.ts";
import type { Judging } from "../judge/judging.ts";
import type { Numeral } from "../text/numeral.ts";
import { chanceOf, MOST_CHANCE } from "./chance.ts";
import { changesBetween } from "./change.ts";
import type { Meaning, Sample } from "./meaning.ts";
import { levelsOf, sampleOf, samplesOf } from "./meaning.ts";
import { pairsOf } from "./pair.ts";
import type { Meant, Reading } from "./reading.ts";
import { readingOf, SURE } from "./reading.ts";
import type { Repeats } from "./repeats.ts";
import { repeatsOf } from "./repeats.ts";
import { states } from "./stated.ts";
import type { Surroundings } from "./surroundings.ts";
import { surroundingsOf } from "./surroundings.ts";
import { speaksOfBest, stepIn } from "./wording.ts";

/**
 * How much each part weighs in a candidate's score: how surely the words lead to its metric and to its run, and how
 * little chance explains the agreement.
 */
export const WEIGHT = { metric: 0.45, run: 0.4, chance: 0.15 };

/** How surely words have to lead to a run and to a metric before an agreeing number is called supported. */
export const CLEAR = 0.65;

/**
 * What a bare number can mean.
 *
 * - `meanings`: every value that the words leave open; `levels`: those that are no differences.
 * - `bound`: the meanings that the number agrees with, as candidates, the likeliest first.
 * - `repeats`: the logs in the folder of the one that is linked, where that one does not agree.
 */
export interface Binding {
  around: Surroundings;
  reading: Reading;
  meanings: Meaning[];
  levels: Meaning[];
  samples: Sample[];
  bound: { meaning: Meaning; candidate: Candidate }[];
  repeats: Repeats | null;
}

/** Finds what a number can mean by the words around it, and what of that it agrees with. */
export function bindNumber(judging: Judging, numeral: Numeral): Binding {
  const around = surroundingsOf(judging);
  const read = readingOf(judging, around, numeral);
  const isSpread = numeral.kind === "spread" && (read.asked.kind === "std" || read.asked.kind === "se");
  // `0.90 ± 0.01 (standard error)` asks for what stands before the sign.
  const reading: Reading = isSpread ? { ...read, asked: { kind: "mean" } } : read;
  const samples = reading.runs.length > 0 ? samplesOf(judging, reading) : bestSamples(judging, around, reading);
  const levels = isChangeOnly(numeral, reading) ? [] : samples.flatMap((sample) => levelsOf(judging, sample, reading));
  const changes = pairsOf(judging, { around, reading, numeral }).flatMap((pair) =>
    changesBetween(judging, pair, numeral),
  );
  const meanings = [...levels, ...changes];
  const binding = { around, reading, meanings, levels, samples, bound: boundOf(numeral, meanings), repeats: null };
  return binding.bound.length > 0 || levels.length === 0 ? binding : withRepeats(judging, binding, numeral);
}

/** The meanings that a number agrees with, the likeliest first. */
function boundOf(numeral: Numeral, meanings: readonly Meaning[]): Binding["bound"] {
  return meanings
    .filter((meaning) => states(numeral, meaning))
    .map((meaning) => ({ meaning, candidate: candidateOf(numeral, meaning, meanings) }))
    .sort((a, b) => b.candidate.score - a.candidate.score || compareText(a.candidate.selector, b.candidate.selector));
}

/** A row may link one log of the several that its number is the mean of. */
function withRepeats(judging: Judging, binding: Binding, numeral: Numeral): Binding {
  const repeats = repeatsOf(judging, binding.reading);
  if (repeats === null || repeats.alike.operands.length < 2 || repeats.absent > 0) return { ...binding, repeats };
  const added = levelsOf(judging, repeats.alike, binding.reading);
  const meanings = [...binding.meanings, ...added];
  const bound = boundOf(numeral, meanings);
  return bound.length === 0
    ? { ...binding, repeats }
    : { ...binding, repeats, meanings, samples: [repeats.alike], bound };
}

/** Whether a candidate is sure enough in all that its words say, and not to be explained by chance. */
export function isClear({ runSure, metricSure }: Meaning): boolean {
  return runSure >= CLEAR && metricSure >= CLEAR;
}

function candidateOf(numeral: Numeral, meaning: Meaning, open: readonly Meaning[]): Candidate {
  const { operands, selector, measured, run, metric, runSure, metricSure } = meaning;
  const chance = chanceOf(numeral, meaning, open);
  const sure = 1 - Math.min(1, chance / (2 * MOST_CHANCE));
  const score = WEIGHT.metric * metricSure + WEIGHT.run * runSure + WEIGHT.chance * sure;
  const why = [...meaning.why];
  if (meaning.derived) why.push(`it is computed of ${operands.length} values`);
  const left = open.length === 1 ? "one value fits" : `${open.length} values fit`;
  why.push(`${left} the words, a random number agrees ${sayChance(chance)}`);
  const evidence = operands[0]?.point.evidence ?? { file: "", locator: { kind: "line", line: 0 }, literal: "" };
  const rounded = Math.round(score * 1000) / 1000;
  return { selector, value: measured.value, evidence, run, metric, score: rounded, chance, why };
}

function sayChance(chance: number): string {
  if (chance >= 1) return "always";
  return chance < 0.001 ? "less than once in 1000" : `once in ${Math.max(1, Math.round(1 / chance))}`;
}

/** `by 0.02`, `+2.1 pp` and `1.8×` state a difference and never a level. */
function isChangeOnly(numeral: Numeral, { clause }: Reading): boolean {
  const dimension = numeral.unit?.dimension;
  return dimension === "points" || dimension === "factor" || /\bby\s+(?:about\s+)?$/i.test(clause.before);
}

/** `the best accuracy is 0.93` names no run: the best of all that count is meant. */
function bestSamples(judging: Judging, around: Surroundings, reading: Reading): Sample[] {
  const { clause, asked } = reading;
  if (!speaksOfBest(`${clause.before} ${clause.after}`) || stepIn(clause.before + clause.after) !== null) return [];
  return around.experiments.flatMap((compiled) =>
    reading.metrics.flatMap((metric): Sample[] => {
      const extreme =
        asked.kind === "min" || asked.kind === "max"
          ? asked.kind
          : bestExtreme(compiled.experiment.directions[metric.what]);
      if (extreme === null) return [];
      const runs = usedRuns(compiled.experiment);
      const values = runs.flatMap((run) => {
        const value = metricOf(run, metric.what)?.[extreme]?.value;
        return value === undefined ? [] : [{ run, value }];
      });
      const [first] = values;
      if (first === undefined || around.experiments.length > 1) return [];
      const best = values.reduce(
        (a, b) => ((extreme === "max" ? b.value > a.value : b.value < a.value) ? b : a),
        first,
      );
      const what = { compiled, runs: [best.run], group: false };
      const why = `${best.run.name} is the best of ${runs.length} runs`;
      return [sampleOf(judging, { what, sure: SURE.only, why } satisfies Meant<typeof what>, metric)].filter(
        (one) => one !== null,
      );
    }),
  );
}
