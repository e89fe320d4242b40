import type { Candidate } from "../../model/claim.ts";
import { compareText } from "../../model/finding.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import type { Judging } from "../judge/judging.ts";
import { namesMetric, wordsOfText } from "../text/metric-word.ts";
import type { Numeral } from "../text/numeral.ts";
import { headingOf, sentenceOf } from "../text/sentence.ts";
import type { Fact } from "../value/fact.ts";
import { factsFor, factsOf } from "../value/fact.ts";

/** From which score a candidate may be proposed, and how far it has to lead the next one. */
const PROPOSED = { score: 0.75, lead: 0.1, shown: 3, least: 0.4 };

const WEIGHT = { metric: 0.45, run: 0.4, precision: 0.15, heading: 0.6, elsewhere: -0.5 };

/** The words around a bare number: its sentence, the heads of its column and row, and the heading above. */
export interface Surroundings {
  words: Set<string>;
  named: Set<string>;
  headingWords: Set<string>;
  headingNamed: Set<string>;
}

/** Reads the surroundings of a claim; `names` are what runs and rows of the experiment are called, in lower case. */
export function surroundingsOf({ document, found }: Judging, names: ReadonlyMap<string, string>): Surroundings {
  const { claim, prose } = found;
  const cell = [prose?.columnHead, prose?.rowHead].filter((head) => typeof head === "string").join(" ");
  const text = `${sentenceOf(document, claim.span.start)} ${cell}`;
  const heading = headingOf(document, claim.span.start);
  return {
    words: wordsOfText(text),
    named: namesIn(text, names),
    headingWords: wordsOfText(heading),
    headingNamed: namesIn(heading, names),
  };
}

/** The values that a bare number can mean, the likeliest first. One that merely occurs has a low score. */
export function candidatesFor(judging: Judging, compiled: CompiledExperiment, numeral: Numeral): Candidate[] {
  if (numeral.kind === "bound") return [];
  const facts = factsOf(compiled);
  const around = surroundingsOf(judging, facts.names);
  return factsFor(facts, numeral)
    .map((fact) => candidateOf(fact, numeral, around))
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

function candidateOf(fact: Fact, numeral: Numeral, around: Surroundings): Candidate {
  const why: string[] = [];
  const metric = metricScore(fact, around, why);
  const run = runScore(fact, around, why);
  const precision = Math.min(1, Math.max(0, numeral.significant - 1) / 3);
  if (precision === 1) why.push(`${numeral.significant} digits agree`);
  const score = WEIGHT.metric * metric + WEIGHT.run * run + WEIGHT.precision * precision;
  const { selector, measured, evidence } = fact;
  const rounded = Math.round(Math.min(1, Math.max(0, score)) * 1000) / 1000;
  return {
    selector,
    value: measured.value,
    evidence,
    run: fact.run,
    metric: fact.metric,
    score: rounded,
    chance: 1,
    why,
  };
}

function metricScore(fact: Fact, around: Surroundings, why: string[]): number {
  const near = namesMetric(around.words, fact.metric);
  if (near !== 0) {
    why.push(near > 0 ? `the sentence names ${fact.metric}` : "the sentence names another split");
    return near;
  }
  const far = namesMetric(around.headingWords, fact.metric);
  if (far > 0) why.push(`the heading names ${fact.metric}`);
  return Math.max(0, far) * WEIGHT.heading;
}

function runScore(fact: Fact, around: Surroundings, why: string[]): number {
  const isIn = (named: ReadonlySet<string>) => fact.names.some((name) => named.has(name.toLowerCase()));
  if (isIn(around.named)) {
    why.push(`the sentence names ${fact.run}`);
    return 1;
  }
  if (around.named.size > 0) return WEIGHT.elsewhere;
  if (isIn(around.headingNamed)) {
    why.push(`the heading names ${fact.run}`);
    return WEIGHT.heading;
  }
  return 0;
}

/** The names that occur in a text as words of their own; `shift` is not found in `shift-seed0`. */
function namesIn(text: string, names: ReadonlyMap<string, string>): Set<string> {
  const lower = text.toLowerCase();
  const found = new Set<string>();
  for (const match of lower.matchAll(/[\p{L}\p{N}_](?:[\p{L}\p{N}_.+=:@/-]*[\p{L}\p{N}_])?/gu)) {
    if (names.has(match[0])) found.add(match[0]);
  }
  for (const name of names.keys()) if (name.includes(" ") && lower.includes(name)) found.add(name);
  return found;
}
