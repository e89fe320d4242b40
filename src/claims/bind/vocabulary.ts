import type { CompiledExperiment } from "../../model/project.ts";
import type { Run } from "../../model/run.ts";
import { baseName } from "../../model/tree.ts";
import { wordsOfMetric, wordsOfText } from "../text/metric-word.ts";
import { hashesOf } from "../value/scope.ts";

/** A metric of an experiment as words of prose. */
export interface MetricEntry {
  name: string;
  split: string | null;
  words: string[];
}

/**
 * What the runs, rows and metrics of an experiment are called.
 *
 * - `names`: by their words in lower case (`shift seed0` for `shift-seed0`), the name that a lookup knows.
 * - `longest`: of how many words the longest name is made; `firsts`: the words that names begin with.
 * - `words`: every word of a metric's name, splits included, and which metrics have it.
 */
export interface Vocabulary {
  names: ReadonlyMap<string, string>;
  longest: number;
  firsts: ReadonlySet<string>;
  metrics: readonly MetricEntry[];
  words: ReadonlyMap<string, readonly MetricEntry[]>;
}

/** The vocabulary of an experiment; made once for one that does not change. */
export function vocabularyOf(compiled: CompiledExperiment): Vocabulary {
  const made = MADE.get(compiled);
  if (made !== undefined) return made;
  const names = namesOf(compiled);
  const metrics = metricsOf(compiled.experiment.runs);
  const words = new Map<string, MetricEntry[]>();
  for (const metric of metrics) {
    const own = metric.split === null ? metric.words : [metric.split, ...metric.words];
    for (const word of new Set(own)) words.set(word, [...(words.get(word) ?? []), metric]);
  }
  const longest = [...names.keys()].reduce((most, name) => Math.max(most, name.split(" ").length), 0);
  const firsts = new Set([...names.keys()].map((name) => name.split(" ", 1)[0] ?? ""));
  const vocabulary = { names, longest, firsts, metrics, words };
  MADE.set(compiled, vocabulary);
  return vocabulary;
}

/** The unit in a metric's name (`latency_ms`) need not be said as a word. */
export const UNIT_WORDS = [
  "ns",
  "us",
  "ms",
  "s",
  "sec",
  "seconds",
  "min",
  "minutes",
  "h",
  "hours",
  "kb",
  "mb",
  "gb",
  "pct",
  "percent",
];

/** The words of a name, in lower case, with one space between them. */
export function spoken(name: string): string {
  return name
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(" ");
}

/** The words as metrics and prose share them: `val` is `validation`. */
export function canonicalWord(word: string): string {
  const known = CANONICAL.get(word);
  if (known !== undefined) return known;
  const made = [...wordsOfText(word)].at(-1) ?? word;
  if (CANONICAL.size >= MOST) CANONICAL.clear();
  CANONICAL.set(word, made);
  return made;
}

/** The words that were asked for: a document says the same ones again and again. */
const CANONICAL = new Map<string, string>();
const MOST = 10_000;

// The experiment is the key, so what is made for it goes when it goes.
const MADE = new WeakMap<CompiledExperiment, Vocabulary>();

/** Words that prose uses for other things than a run that happens to be called so. */
const COMMON = new Set(
  (
    "train training val valid validation dev test testing eval evaluation best last final first mean average median max " +
    "min std run runs log logs model models data epoch epochs step steps result results experiment experiments seed " +
    "seeds record records loss accuracy time the a an and or new old default main we our it this that"
  ).split(" "),
);

function namesOf({ experiment, comparison }: CompiledExperiment): Map<string, string> {
  const names = new Map<string, string>();
  const add = (name: string) => {
    const key = spoken(name);
    if (key.length > 1 && !COMMON.has(key) && !isMereNumber(key) && !names.has(key)) names.set(key, name);
  };
  for (const row of comparison.rows) add(row.name);
  for (const run of experiment.runs) {
    add(run.name);
    add(baseName(run.dir));
    add(run.id.slice(run.id.lastIndexOf("#") + 1));
    for (const hash of hashesOf(run)) add(hash);
  }
  const baseline = comparison.rows.find((row) => row.id === comparison.baseline);
  if (baseline !== undefined && !names.has("baseline")) names.set("baseline", baseline.name);
  return names;
}

/** Digits that prose has for other things too; those of a date with a time of day name a run. */
function isMereNumber(key: string): boolean {
  return /^[\d ]+$/.test(key) && key.replaceAll(" ", "").length < 12;
}

function metricsOf(runs: readonly Run[]): MetricEntry[] {
  const names = new Set(runs.flatMap((run) => run.metrics.map(({ name }) => name)));
  return [...names].map((name) => ({ name, ...wordsOfMetric(name) }));
}
