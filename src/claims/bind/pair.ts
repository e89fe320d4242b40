import type { Judging } from "../judge/judging.ts";
import type { Numeral } from "../text/numeral.ts";
import type { Named } from "../value/scope.ts";
import { lookUpIn } from "../value/scope.ts";
import type { Sample } from "./meaning.ts";
import { sampleOf } from "./meaning.ts";
import type { NameMention } from "./mention.ts";
import type { Meant, Reading } from "./reading.ts";
import { SURE } from "./reading.ts";
import type { Surroundings } from "./surroundings.ts";
import { speaksOfChange } from "./wording.ts";

/** A number with what is known of the words around it. */
export interface Stated {
  around: Surroundings;
  reading: Reading;
  numeral: Numeral;
}

/**
 * The two samples that a change is between, the reference last: those that the sentence names, or a row and the baseline
 * of the comparison where a column says that it shows differences. Nothing where the words name others.
 */
export function pairsOf(judging: Judging, stated: Stated): [Sample, Sample][] {
  const { around, reading, numeral } = stated;
  const heads = around.heads.map(({ text }) => text).join(" ");
  const dimension = numeral.unit?.dimension;
  const isChange = dimension === "points" || dimension === "factor" || numeral.sign !== "";
  const words = `${reading.clause.before} ${reading.clause.after} ${heads}`;
  if (!isChange && !speaksOfChange(words) && !DIFFERENCE.test(heads)) return [];
  const runs = namedPair(stated) ?? againstBaseline(judging, stated, { heads, isSaid: isChange });
  if (runs === null) return [];
  return metricsOf(stated, heads).flatMap((metric): [Sample, Sample][] => {
    const [x, y] = runs.map((one) => sampleOf(judging, one, metric));
    return x == null || y == null ? [] : [[x, y]];
  });
}

/** Heads of columns that show differences. */
const DIFFERENCE = /[Δ∆]|\b(?:delta|diff(?:erence)?|gain|change|improvement|speed-?up|vs\.?|versus|relative)\b/i;

/** Words before a name that make it the reference of a comparison. */
const REFERENCE =
  /\b(?:than|over|vs\.?|versus|against|(?:relative|compared) (?:to|with)|from|below|above|behind|ahead of|minus|that of|those of|beats|outperforms)\s+(?:(?:the|that of|those of)\s+)?[`*_"']*$/i;

function namedPair({ around, reading }: Stated): [Meant<Named>, Meant<Named>] | null {
  const { said, heads } = around;
  const mentions = said.names;
  const inHeads = heads.flatMap(({ names }) => names);
  const all = [...new Map([...mentions, ...inHeads].map((mention) => [mention.key, mention])).values()];
  if (all.length > 2) return namedAfter(mentions, reading.own.end, said.text);
  const [a, b] = all;
  if (a === undefined || b === undefined) return null;
  const isReference = (mention: NameMention) => REFERENCE.test(said.text.slice(0, mention.start));
  // Of two names without a word that tells, the second one is the reference.
  const isTurned = mentions.includes(a) && isReference(a) && !(mentions.includes(b) && isReference(b));
  return isTurned ? [meant(b), meant(a)] : [meant(a), meant(b)];
}

/** Of more names: the one that the number is set against right behind it, and the first of the sentence. */
function namedAfter(mentions: readonly NameMention[], end: number, text: string): [Meant<Named>, Meant<Named>] | null {
  const next = mentions.find(({ start }) => start >= end);
  const [first] = mentions;
  if (next === undefined || first === undefined || next.key === first.key) return null;
  const isNear = REFERENCE.test(text.slice(end, next.start)) && !/[.,;:]/.test(text.slice(end, next.start));
  return isNear ? [meant(first), meant(next)] : null;
}

function meant({ named }: NameMention): Meant<Named> {
  return { what: named, sure: SURE.named, why: `the words name ${named.runs[0]?.name ?? ""}` };
}

/** A column of differences, or `A improves by 1.4 pp` where only A is named: the baseline of the comparison is the other. */
function againstBaseline(
  judging: Judging,
  { reading, around }: Stated,
  { heads, isSaid }: { heads: string; isSaid: boolean },
): [Meant<Named>, Meant<Named>] | null {
  const [run, ...others] = reading.runs;
  if (run === undefined || others.length > 0) return null;
  const isImplied = isSaid && around.said.names.length === 1 && speaksOfChange(reading.clause.before);
  if (!DIFFERENCE.test(heads) && !isImplied) return null;
  const { compiled } = run.what;
  const { baseline, rows } = compiled.comparison;
  const row = rows.find(({ id }) => id === baseline);
  const [named] = row === undefined ? [] : lookUpIn(judging.scope, compiled, row.id);
  if (named === undefined || named.runs[0] === run.what.runs[0]) return null;
  return [run, { what: named, sure: SURE.only, why: `${row?.name} is the baseline` }];
}

/** In a column of differences that names no metric, the metric that decides is meant. */
function metricsOf({ reading, around }: Stated, heads: string): Meant<string>[] {
  const [compiled] = around.experiments;
  const isSaid = reading.metrics.some(({ sure }) => sure > SURE.unsaid);
  if (isSaid || !DIFFERENCE.test(heads) || compiled === undefined) return reading.metrics;
  const primary = compiled.comparison.metrics.find((metric) => metric.primary);
  return primary === undefined ? [] : [{ what: primary.name, sure: SURE.partly, why: `${primary.name} decides` }];
}
