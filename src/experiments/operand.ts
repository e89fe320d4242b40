import { metricWords } from "../model/metric-name.ts";
import { directionOf } from "./direction.ts";

/** One side of a comparison: a metric, a run or group, or both. */
export interface Operand {
  run: string | null;
  metric: string | null;
}

const SPLITS = new Set("train training val valid validation test eval evaluation dev holdout".split(" "));
const FILLER = /^(?:the|a|an|mean|average|final|last|best|difference|between|its|their|absolute|relative|is|are)$/i;

/**
 * Reads `test/accuracy of shift`, `shift/test/accuracy`, `shift test/accuracy`, `accuracy(shift)`, `shift's accuracy` or
 * a single word, which is a metric when it looks like one and a run otherwise.
 */
export function readOperand(text: string, known: { metric: string | null }): Operand {
  const trimmed = text.trim().replace(/^[([]+/, "");
  const call = /^([^\s(]+)\(([^()]+)\)$/.exec(trimmed);
  if (call !== null) return { metric: call[1] ?? null, run: (call[2] ?? "").trim() };
  const plain = trimmed.replace(/[)\]]+$/, "");
  const of = /^(.*?\S)\s+(?:of|for)\s+(?:the\s+)?(.+)$/i.exec(plain);
  if (of !== null) {
    const run = wordsOf(of[2] ?? "").find((word) => word !== known.metric) ?? null;
    return { metric: wordsOf(of[1] ?? "").at(-1) ?? null, run };
  }
  const words = wordsOf(plain.replace(/['’]s\b/g, ""));
  if (words.length === 1) return readWord(words[0] ?? "", known);
  const metric = words.find((word) => word === known.metric) ?? words.findLast(looksLikeMetric) ?? null;
  return { metric, run: words.find((word) => word !== metric && !SPLITS.has(word.toLowerCase())) ?? null };
}

/** Whether a word is a metric by its look: a split before a slash (`val/loss`), or a name with a known direction. */
export function looksLikeMetric(word: string): boolean {
  if (word.includes("/")) return SPLITS.has(word.split("/", 1)[0]?.toLowerCase() ?? "");
  return directionOf(word, null).better !== "unknown" && metricWords(word).length <= 4 && !/-/.test(word);
}

function readWord(word: string, known: { metric: string | null }): Operand {
  if (word === known.metric) return { run: null, metric: word };
  if (known.metric !== null && word.endsWith(`/${known.metric}`)) {
    return { run: word.slice(0, -known.metric.length - 1), metric: known.metric };
  }
  const [head, ...rest] = word.split("/");
  if (rest.length === 0) return looksLikeMetric(word) ? { run: null, metric: word } : { run: word, metric: null };
  if (SPLITS.has((head ?? "").toLowerCase())) return { run: null, metric: word };
  return { run: head ?? null, metric: rest.join("/") };
}

function wordsOf(text: string): string[] {
  return text
    .split(/\s+/)
    .map((word) => word.replace(/^[([]+|[)\],;:]+$/g, ""))
    .filter((word) => word !== "" && !FILLER.test(word));
}
