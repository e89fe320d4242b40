import type { CompiledExperiment } from "../../model/project.ts";
import type { Judging } from "../judge/judging.ts";
import { namesMetric } from "../text/metric-word.ts";
import type { Numeral } from "../text/numeral.ts";
import type { Unit } from "../text/unit.ts";
import { unitOfName } from "../text/unit.ts";
import type { Named } from "../value/scope.ts";
import { assign } from "./assignment.ts";
import type { Said, Surroundings } from "./surroundings.ts";
import { UNIT_WORDS, vocabularyOf } from "./vocabulary.ts";
import type { Asked, Clause } from "./wording.ts";
import { askedIn, clauseAround } from "./wording.ts";

/**
 * Runs or a metric that words lead to: how surely, between 0 and 1, and by what. `loosely`: what stands there may be made
 * of more than that, as a row's number of more runs than the one log that the row links.
 */
export interface Meant<T> {
  what: T;
  sure: number;
  why: string;
  loosely?: boolean;
}

/**
 * What the words around a number say it is.
 *
 * - `own`: where the number stands in its sentence; `clause`: the words around it up to where another number takes over.
 * - `runs`: the runs or rows that are meant; several where the words leave it open or set two against each other.
 * - `runsClean`, `metricsClean`: do the words leave no doubt?
 * - `metrics`: names of metrics, the surest first; all are equally sure.
 */
export interface Reading {
  own: { start: number; end: number };
  clause: Clause;
  runs: Meant<Named>[];
  runsClean: boolean;
  metrics: Meant<string>[];
  metricsClean: boolean;
  asked: Asked;
}

/** How surely words lead to a run or metric, by where they stand. */
export const SURE = { named: 1, partly: 0.7, heading: 0.7, frontMatter: 0.8, only: 0.8, unit: 0.65, unsaid: 0.3 };

/** Reads what the words say of a number. `numeral` has offsets in its claim's text. */
export function readingOf(judging: Judging, around: Surroundings, numeral: Numeral): Reading {
  const start = judging.found.claim.span.start - around.sentence.start;
  const own = { start, end: start + numeral.text.length };
  const clause = clauseAround(around.said.text, own, around.numbers);
  const { runs, clean: runsClean } = runsMeant(judging, around, own.start);
  const { metrics, clean: metricsClean } = metricsMeant(around, { at: own.start, runs, unit: numeral.unit });
  const heads = around.heads.map(({ text }) => text);
  const near = askedIn([clause.before, clause.after, ...heads]);
  const asked = near.kind === "any" ? askedOfAll(around) : near;
  return { own, clause, runs, runsClean, metrics, metricsClean, asked };
}

/** `After the last epoch A has an accuracy of 0.91 and a loss of 0.3`: what stands before the first number is said of all. */
function askedOfAll({ said, numbers }: Surroundings): Asked {
  const lead = askedIn([said.text.slice(0, numbers[0]?.start ?? 0)]);
  return lead.kind === "last" ? lead : { kind: "any" };
}

function runsMeant({ scope }: Judging, around: Surroundings, at: number): { runs: Meant<Named>[]; clean: boolean } {
  const { said, numbers, heads, heading, linked } = around;
  const inText = linked.filter(({ start }) => start >= 0);
  const mentions = [...said.names, ...inText].sort((a, b) => a.start - b.start);
  const own = assign(mentions, numbers, { at, text: said.text });
  if (own.mentions.length > 0) {
    const { runs, clean } = meant(own, SURE.named, "the sentence names");
    const isLone = (named: Named) => !scope.catalog.ids.includes(named.compiled.experiment.id);
    return { runs: runs.map((one) => (isLone(one.what) ? { ...one, loosely: true } : one)), clean };
  }
  const inHeads = heads.flatMap(({ names }) => names);
  const inRow = linked.filter(({ start }) => start < 0);
  if (inRow.length > 0) {
    const named = distinct(inRow);
    const { runs, clean } = meant({ mentions: named, clean: named.length === 1 }, SURE.named, "its row links");
    return { runs: runs.map((one) => ({ ...one, loosely: true })), clean };
  }
  if (inHeads.length > 0) {
    const named = distinct(inHeads);
    return meant({ mentions: named, clean: named.length === 1 }, SURE.named, "the heads of its row and column name");
  }
  if (scope.atHand.length > 0) {
    const isOnly = scope.near?.experiment.runs.length === 1;
    const why = isOnly ? "the only run is" : "the front matter names";
    const runs = scope.atHand.map((what) => ({
      what,
      sure: isOnly ? SURE.only : SURE.frontMatter,
      why: sayRuns(why, what),
    }));
    return { runs, clean: runs.length === 1 };
  }
  const above = distinct(heading.names);
  return meant({ mentions: above, clean: above.length === 1 }, SURE.heading, "the heading names");
}

function distinct<M extends { key: string }>(mentions: readonly M[]): M[] {
  return [...new Map(mentions.map((mention) => [mention.key, mention])).values()];
}

function meant(
  { mentions, clean }: { mentions: readonly { named: Named }[]; clean: boolean },
  sure: number,
  why: string,
): { runs: Meant<Named>[]; clean: boolean } {
  // A name that several runs share leaves open which of them is meant.
  const isShared = mentions.some(({ named }) => named.runs.length > 1 && !named.group);
  const runs = mentions.map(({ named }) => ({ what: named, sure, why: sayRuns(why, named) }));
  return { runs, clean: clean && !isShared };
}

function sayRuns(why: string, { compiled, runs, group }: Named): string {
  const [first, ...others] = runs;
  if (!group && others.length === 0) return `${why} ${first?.name}`;
  const row = compiled.comparison.rows.find(({ runs: ids }) => first !== undefined && ids.includes(first.id));
  const name = group && row?.n === runs.length ? row.name : `${first?.name}, …`;
  return `${why} ${name} (${runs.length} runs)`;
}

interface MetricQuestion {
  at: number;
  runs: readonly Meant<Named>[];
  unit: Unit | null;
}

function metricsMeant(around: Surroundings, of: MetricQuestion): { metrics: Meant<string>[]; clean: boolean } {
  const { said, numbers, heads, heading } = around;
  const known = knownMetrics(around, of.runs);
  // A split that stands by itself is no metric that a number could belong to.
  const measured = said.metrics.filter(({ words }) => [...words].some((word) => !SPLIT.test(word)));
  const own = assign(measured, numbers, { at: of.at, text: said.text });
  const words = new Set(own.mentions.flatMap((mention) => [...mention.words]));
  const inText = named(known, withSplits(words, said), "the sentence names");
  if (inText.length > 0) return { metrics: inText, clean: own.clean && inText.length === 1 };
  for (const head of [...heads].reverse()) {
    const inHead = named(known, wordsOf(head), "the head of its column or row names");
    if (inHead.length > 0) return { metrics: inHead, clean: inHead.length === 1 };
  }
  const above = named(known, wordsOf(heading), "the heading names").map((one) => ({
    ...one,
    sure: one.sure * SURE.heading,
  }));
  if (above.length > 0) return { metrics: above, clean: false };
  const byUnit = of.unit === null ? [] : known.filter((metric) => unitOfName(metric)?.dimension === of.unit?.dimension);
  const [only, ...others] = byUnit;
  if (only === undefined || others.length > 0) return { metrics: unnamed(known, of.runs), clean: false };
  return { metrics: [{ what: only, sure: SURE.unit, why: `only ${only} is measured in such units` }], clean: false };
}

/** Where a run is meant and no metric is said, any of its metrics may be; that is enough to propose one and for no more. */
function unnamed(known: readonly string[], runs: readonly Meant<Named>[]): Meant<string>[] {
  if (runs.length !== 1 || known.length > MOST_METRICS) return [];
  return known.map((what) => ({ what, sure: SURE.unsaid, why: `no word names ${what}` }));
}

const MOST_METRICS = 40;

/** The metrics of the runs that are meant; of all runs where none is. */
function knownMetrics({ experiments }: Surroundings, runs: readonly Meant<Named>[]): string[] {
  const names = runs.flatMap(({ what }) => what.runs.flatMap((run) => run.metrics.map(({ name }) => name)));
  if (names.length > 0) return [...new Set(names)];
  return [
    ...new Set(
      experiments.flatMap((compiled: CompiledExperiment) => vocabularyOf(compiled).metrics.map(({ name }) => name)),
    ),
  ];
}

/** A split that stands apart from what is measured (`on the test set accuracy is …`) counts for it. */
function withSplits(words: ReadonlySet<string>, said: Said): ReadonlySet<string> {
  const splits = said.metrics.flatMap((mention) => {
    const isAlone = [...mention.words].every((word) => SPLIT.test(word));
    return isAlone ? [...mention.words] : [];
  });
  const hasOwn = [...words].some((word) => SPLIT.test(word));
  return hasOwn ? words : new Set([...words, ...splits]);
}

const SPLIT = /^(?:train(?:ing|ed)?|val(?:id|idation)?|dev|test(?:ing)?|held)$/;

function wordsOf({ metrics }: Said): ReadonlySet<string> {
  return new Set(metrics.flatMap((mention) => [...mention.words]));
}

/** The metrics that words name best; none where they name nothing, or only another split. */
function named(known: readonly string[], words: ReadonlySet<string>, why: string): Meant<string>[] {
  if (words.size === 0) return [];
  const withUnits = new Set([...words, ...UNIT_WORDS]);
  const scored = known.map((what) => ({
    what,
    score: namesMetric(words, what) > 0 ? namesMetric(withUnits, what) : 0,
  }));
  const best = scored.reduce((most, { score }) => Math.max(most, score), 0);
  if (best <= 0) return [];
  const equal = scored.filter(({ score }) => score === best);
  // Where no other metric has these words, a split that is not said is no doubt.
  const sure = equal.length === 1 && best >= SURE.partly ? Math.max(best, SURE.partly) : best;
  return equal.map(({ what }) => ({ what, sure, why: `${why} ${what}` }));
}
