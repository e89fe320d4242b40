import { metricWords } from "../../model/metric-name.ts";

/** Words that mean the same in a metric's name and in prose; the first of a line is the one they are compared as. */
const SAME = [
  ["accuracy", "acc", "top1", "accuracies"],
  ["validation", "val", "valid", "dev"],
  ["training", "train", "trained"],
  ["test", "testing", "held"],
  ["perplexity", "ppl"],
  ["loss", "losses"],
  ["auc", "auroc", "rocauc"],
  ["f1", "fscore", "f1score"],
  ["latency", "latencies"],
  ["memory", "mem"],
  ["seconds", "sec", "secs"],
  ["error", "err", "errors"],
  ["size", "sizes"],
  ["time", "duration", "times"],
];

const CANONICAL = new Map(SAME.flatMap(([first = "", ...rest]) => [first, ...rest].map((word) => [word, first])));
const SPLITS = new Set(["training", "validation", "test"]);

/** A metric's name as words of prose: the split apart from what is measured. */
export interface MetricWords {
  split: string | null;
  words: string[];
}

/** `val/top1_acc` measures `accuracy` on `validation`. */
export function wordsOfMetric(name: string): MetricWords {
  const known = KNOWN.get(name);
  if (known !== undefined) return known;
  const made = read(name);
  if (KNOWN.size >= MOST) KNOWN.clear();
  KNOWN.set(name, made);
  return made;
}

/** The names that were read: a project has few, and each is asked for at every number of a document. */
const KNOWN = new Map<string, MetricWords>();
const MOST = 10_000;

function read(name: string): MetricWords {
  const words = metricWords(name).map(canonical);
  const split = words.find((word) => SPLITS.has(word)) ?? null;
  return { split, words: words.filter((word) => !SPLITS.has(word)) };
}

/** The words of a sentence, in the form that metric words have. */
export function wordsOfText(text: string): Set<string> {
  const words = text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  return new Set(words.flatMap((word) => [word, canonical(word)]));
}

/** How well words of prose name a metric: 1 all of it, 0 nothing, −1 another split of it. */
export function namesMetric(words: ReadonlySet<string>, metric: string): number {
  const { split, words: own } = wordsOfMetric(metric);
  const named = own.filter((word) => words.has(word)).length;
  if (own.length === 0 || named === 0) return 0;
  const splits = [...SPLITS].filter((one) => words.has(one));
  if (split !== null && splits.length > 0 && !splits.includes(split)) return -1;
  const complete = named / own.length;
  return split === null || splits.includes(split) ? complete : 0.7 * complete;
}

function canonical(word: string): string {
  return CANONICAL.get(word) ?? word;
}
