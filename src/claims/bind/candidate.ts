import type { Candidate } from "../../model/claim.ts";
import { compareText } from "../../model/finding.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import type { Judging } from "../judge/judging.ts";
import { namesMetric } from "../text/metric-word.ts";
import type { Numeral } from "../text/numeral.ts";
import type { Fact, Facts } from "../value/fact.ts";
import { factsFor, factsOf } from "../value/fact.ts";
import { chanceOfAny, MOST_CHANCE } from "./chance.ts";
import { isTooCoarse } from "./coarse.ts";
import type { Said, Surroundings } from "./surroundings.ts";
import { surroundingsOf } from "./surroundings.ts";
import { spoken } from "./vocabulary.ts";

/** From which score a candidate may be proposed, and how far it has to lead the next one. */
const PROPOSED = { score: 0.75, lead: 0.1, shown: 3, least: 0.4 };

/** The parts of a score; a run that the sentence does not name where it names another one weighs against. */
const WEIGHT = { metric: 0.45, run: 0.4, chance: 0.15, heading: 0.6, elsewhere: -0.5 };

/** The words around a number as one bag: what the sentence and the heads of a cell name, and what the heading names. */
interface Bag {
  words: ReadonlySet<string>;
  named: ReadonlySet<string>;
  headingWords: ReadonlySet<string>;
  headingNamed: ReadonlySet<string>;
}

/**
 * The values of an experiment that a bare number agrees with, wherever they stand: proposals for a number whose words
 * lead nowhere. One that merely occurs has a low score.
 */
export function candidatesFor(judging: Judging, compiled: CompiledExperiment, numeral: Numeral): Candidate[] {
  if (numeral.kind === "bound") return [];
  const facts = factsOf(compiled);
  const around = bagOf(surroundingsOf(judging));
  // Where the sentence names other runs, no fact of these can be likely enough.
  const isElsewhere = around.named.size > 0;
  if (isElsewhere && !namesAny(facts, around.named)) return [];
  return factsFor(facts, numeral)
    .filter(({ measured }) => !isTooCoarse(numeral, measured.value))
    .filter((fact) => !isElsewhere || spokenNames(fact).some((name) => around.named.has(name)))
    .map((fact) => candidateOf({ fact, facts, compiled }, numeral, around))
    .filter(({ score }) => score >= PROPOSED.least)
    .sort((a, b) => b.score - a.score || compareText(a.selector, b.selector))
    .slice(0, PROPOSED.shown);
}

/** The candidate that is likely enough and clearly ahead of the others, or null. */
export function clearlyBest(candidates: readonly Candidate[], least: number = PROPOSED.score): Candidate | null {
  const [first, second] = candidates;
  if (first === undefined || first.score < least) return null;
  return second === undefined || first.score - second.score >= PROPOSED.lead ? first : null;
}

function bagOf(around: Surroundings): Bag {
  const known = BAGS.get(around);
  if (known !== undefined) return known;
  const { said, heads, heading } = around;
  const near = [said, ...heads];
  const bag = {
    words: wordsOf(near),
    named: namedIn(near),
    headingWords: wordsOf([heading]),
    headingNamed: namedIn([heading]),
  };
  BAGS.set(around, bag);
  return bag;
}

// Made once for all numbers of a sentence and all experiments.
const BAGS = new WeakMap<Surroundings, Bag>();

function wordsOf(said: readonly Said[]): ReadonlySet<string> {
  return new Set(said.flatMap(({ metrics }) => metrics.flatMap(({ words }) => [...words])));
}

function namedIn(said: readonly Said[]): ReadonlySet<string> {
  return new Set(said.flatMap(({ text, names }) => names.map(({ start, end }) => spoken(text.slice(start, end)))));
}

interface Known {
  fact: Fact;
  facts: Facts;
  compiled: CompiledExperiment;
}

function candidateOf({ fact, facts, compiled }: Known, numeral: Numeral, around: Bag): Candidate {
  const why: string[] = [];
  const metric = metricScore(fact, around, why);
  const run = runScore(fact, around, why);
  const { selector, measured, evidence } = fact;
  // One value is left open where run and metric are named, else any that the metric has.
  const open = metric === 1 && run === 1 ? 2 : (facts.counts.get(fact.metric) ?? 1);
  const operands = compiled.experiment.runs
    .slice(0, 1)
    .flatMap((one) => one.metrics.slice(0, 1).map((own) => ({ compiled, run: one, metric: own, point: own.last })));
  const chance = chanceOfAny(numeral, { measured, metric: fact.metric, operands }, open);
  const sure = 1 - Math.min(1, chance / (2 * MOST_CHANCE));
  const score = WEIGHT.metric * metric + WEIGHT.run * run + WEIGHT.chance * sure;
  if (sure > 0.8) why.push("so many digits seldom agree by chance");
  if (sure === 0) why.push("so few digits often agree by chance");
  const rounded = Math.round(Math.min(1, Math.max(0, score)) * 1000) / 1000;
  return { selector, value: measured.value, evidence, run: fact.run, metric: fact.metric, score: rounded, chance, why };
}

/** Whether any run or row of the facts is among the names. */
function namesAny(facts: Facts, named: ReadonlySet<string>): boolean {
  const known = CALLED.get(facts) ?? new Set(facts.sorted.flatMap(spokenNames));
  CALLED.set(facts, known);
  for (const name of named) if (known.has(name)) return true;
  return false;
}

const CALLED = new WeakMap<Facts, ReadonlySet<string>>();

function spokenNames(fact: Fact): readonly string[] {
  const known = SPOKEN.get(fact) ?? fact.names.map(spoken);
  SPOKEN.set(fact, known);
  return known;
}

const SPOKEN = new WeakMap<Fact, readonly string[]>();

function metricScore(fact: Fact, around: Bag, why: string[]): number {
  const near = namesMetric(around.words, fact.metric);
  if (near !== 0) {
    why.push(near > 0 ? `the sentence names ${fact.metric}` : "the sentence names another split");
    return near;
  }
  const far = namesMetric(around.headingWords, fact.metric);
  if (far > 0) why.push(`the heading names ${fact.metric}`);
  return Math.max(0, far) * WEIGHT.heading;
}

function runScore(fact: Fact, around: Bag, why: string[]): number {
  const names = spokenNames(fact);
  const isIn = (named: ReadonlySet<string>) => names.some((name) => named.has(name));
  if (isIn(around.named)) {
    why.push(`the sentence names ${fact.run}`);
    return 1;
  }
  if (around.named.size > 0) {
    why.push("the sentence names another run");
    return WEIGHT.elsewhere;
  }
  if (isIn(around.headingNamed)) {
    why.push(`the heading names ${fact.run}`);
    return WEIGHT.heading;
  }
  return 0;
}
