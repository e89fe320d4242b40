import type { CompiledExperiment } from "../../model/project.ts";
import type { MetricWords } from "../text/metric-word.ts";
import { wordsOfMetric, wordsOfText } from "../text/metric-word.ts";

/**
 * A metric's word in a text.
 *
 * - `metrics`: the logged metrics that it can mean. `splits`: those that are said with it (`test and validation accuracy`).
 */
export interface MetricMention {
  start: number;
  end: number;
  word: string;
  metrics: ReadonlySet<string>;
  splits: ReadonlySet<string>;
}

/** A word of a text with the forms in which metrics may have it. */
export interface Token {
  start: number;
  end: number;
  word: string;
  forms: string[];
}

/** The words of metrics that were logged in an experiment, from left to right, with the splits that are said with them. */
export function metricsIn(text: string, compiled: CompiledExperiment): MetricMention[] {
  const { byWord } = vocabularyOf(compiled);
  const tokens = tokensOf(text);
  return tokens.flatMap((token, index) => {
    const metrics = new Set(token.forms.flatMap((form) => (MEASURES.has(form) ? (byWord.get(form) ?? []) : [])));
    if (metrics.size === 0 || isOrdinary(text, token)) return [];
    const { start, end, word } = token;
    return [{ start, end, word, metrics, splits: new Set(splitsAround(text, tokens, index)) }];
  });
}

/** Whether a text has any word of one of these metrics, also one that means too much to name it alone (`its size is`). */
export function hasWordOf(text: string, metrics: ReadonlySet<string>): boolean {
  const words = new Set([...metrics].flatMap((name) => wordsOf(name).words));
  return tokensOf(text).some(({ forms }) => forms.some((form) => words.has(form)));
}

/** Every metric that the words of a table's head can mean, and the splits in it. A head is about nothing else. */
export function metricsOfHead(
  text: string,
  compiled: CompiledExperiment,
): { metrics: Set<string>; splits: Set<string>; words: string[] } {
  const { byWord } = vocabularyOf(compiled);
  const tokens = tokensOf(text.replace(/\([^)]*\)/g, " "));
  const naming = tokens.filter(({ forms }) => forms.some((form) => byWord.has(form) && !GENERIC.has(form)));
  const metrics = new Set(naming.flatMap(({ forms }) => forms.flatMap((form) => byWord.get(form) ?? [])));
  const splits = new Set(tokensOf(text).flatMap(({ forms }) => splitOf(forms) ?? []));
  return { metrics, splits, words: naming.map(({ word }) => word) };
}

/** The split and the words of a metric's name; kept, since every number asks. */
export function wordsOf(metric: string): MetricWords {
  const known = WORDS.get(metric);
  if (known !== undefined) return known;
  const words = wordsOfMetric(metric);
  if (WORDS.size > 10_000) WORDS.clear();
  WORDS.set(metric, words);
  return words;
}

/** The split that a word names, or null. */
export function splitOf(forms: readonly string[]): string | null {
  return forms.find((form) => SPLITS.has(form)) ?? null;
}

/** The words of a text with all the forms in which metrics may have them. */
export function tokensOf(text: string): Token[] {
  return [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    word: match[0],
    forms: formsOf(match[0]),
  }));
}

function formsOf(word: string): string[] {
  const known = FORMS.get(word);
  if (known !== undefined) return known;
  const forms = [...wordsOfText(word)];
  if (FORMS.size > 10_000) FORMS.clear();
  FORMS.set(word, forms);
  return forms;
}

const FORMS = new Map<string, string[]>();

const WORDS = new Map<string, MetricWords>();
const SPLITS = new Set(["training", "validation", "test"]);

/** Words that are a measure wherever they stand in a sentence; others (`time`, `size`, `step`) mean too much. */
const MEASURES = new Set(
  "accuracy loss f1 fscore auc auprc precision recall perplexity bpb bpc bleu rouge latency throughput mae rmse mse r2 iou miou dice wer cer error ndcg mrr mcc fid psnr ssim top5 map map50 reward nll runtime fps".split(
    " ",
  ),
);

/** Words of heads that say nothing of what is measured. */
const GENERIC = new Set(
  "run runs name value mean std avg average final last best min max step steps epoch epochs iteration n count seed id".split(
    " ",
  ),
);

/** The logged metrics by the words of their names. */
interface Vocabulary {
  byWord: Map<string, string[]>;
}

// The experiment is the key, so what is made for it goes when it goes.
const MADE = new WeakMap<CompiledExperiment, Vocabulary>();

function vocabularyOf(compiled: CompiledExperiment): Vocabulary {
  const made = MADE.get(compiled);
  if (made !== undefined) return made;
  const byWord = new Map<string, string[]>();
  const names = new Set(compiled.experiment.runs.flatMap(({ metrics }) => metrics.map(({ name }) => name)));
  for (const name of names) {
    for (const word of new Set(wordsOf(name).words)) byWord.set(word, [...(byWord.get(word) ?? []), name]);
  }
  const vocabulary = { byWord };
  MADE.set(compiled, vocabulary);
  return vocabulary;
}

/** What something was chosen by is not what a number is of: `selected by validation accuracy`. */
const SELECTING =
  /\b(?:select\w*|chos\w+|pick(?:ed|ing)|tun(?:ed|ing)|early stopping|stopped) (?:by|on|for|with|using|according to) (?:the |its )?(?:(?:best|highest|lowest|mean|final|test|validation|val|dev|training) )*$/i;

/** `a loss of 2 pp`, `standard error`, `we recall that`: no metrics. */
function isOrdinary(text: string, { start, end, forms }: Token): boolean {
  const before = text.slice(Math.max(0, start - 24), start);
  const after = text.slice(end, end + 30);
  if (SELECTING.test(text.slice(Math.max(0, start - 60), start))) return true;
  if (forms.includes("error")) return /\b(?:standard|measurement|rounding|sampling|relative)[ -]$/i.test(before);
  if (forms.includes("loss"))
    return (
      /^ (?:in\b|function|of (?:about |some )?[+−-]?[\d.]+ ?(?:pp|%|p\S*nt|points))/.test(after) ||
      /\bat (?:a|the) $/i.test(before)
    );
  if (forms.includes("recall")) return /\b(?:we|to|I|you|also) $/i.test(before) || /^ (?:that|how|from)\b/.test(after);
  if (forms.includes("precision")) return /\b(?:mixed|half|full|single|double|printed|this|a) $/i.test(before);
  return false;
}

/** Splits right before a metric's word (`validation and test accuracy`), or right after (`accuracy on the test set`). */
function splitsAround(text: string, tokens: readonly Token[], index: number): string[] {
  const found: string[] = [];
  let until = tokens[index]?.start ?? 0;
  for (let at = index - 1; at >= 0 && at >= index - 5; at -= 1) {
    const token = tokens[at];
    if (token === undefined || /[;:.()]/.test(text.slice(token.end, until))) break;
    const split = splitOf(token.forms);
    // “After training, accuracy …” and “after training accuracy …” name no split.
    const isComma = found.length === 0 && text.slice(token.end, until).includes(",");
    if (
      isComma ||
      (split === "training" && /\b(?:after|when|before|while|without|for) $/i.test(text.slice(0, token.start)))
    )
      break;
    if (split !== null) found.push(split);
    else if (!BETWEEN.test(token.word)) break;
    until = token.start;
  }
  const own = tokens[index]?.end ?? 0;
  const behind = /^ \(([\p{L}-]+)\)/u.exec(text.slice(own, own + 20))?.[1];
  const split = behind === undefined ? null : splitOf(tokensOf(behind).flatMap(({ forms }) => forms));
  if (split !== null) return [...found, split];
  return found.length > 0 ? found : splitsAfter(tokens.slice(index + 1, index + 5));
}

const BETWEEN = /^(?:and|or|set|the|mean|average|median|final|best|last|clean|split|an?)$/i;

function splitsAfter([first, ...rest]: readonly Token[]): string[] {
  if (first === undefined || !/^(?:on|for|over)$/i.test(first.word)) return [];
  const at = rest.findIndex(({ forms }) => splitOf(forms) !== null);
  const isNear = at >= 0 && rest.slice(0, at).every(({ word }) => /^(?:the|all|our|clean|whole|full)$/i.test(word));
  return isNear ? [splitOf(rest[at]?.forms ?? []) ?? ""] : [];
}
