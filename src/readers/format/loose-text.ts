/** A number in free text, under a name that a metric may have. */
export interface LoosePair {
  name: string;
  value: number;
  literal: string;
}

/**
 * What a line of free text states. `series`: it names a step; `final`: it states one result by itself.
 * `keys` is the same for lines of the same form.
 */
export interface LooseLine {
  kind: "series" | "final";
  step: number | null;
  stepName: string | null;
  pairs: LoosePair[];
  keys: string;
}

const NUMBER = String.raw`[+-]?(?:\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|nan|inf)`;
const STEP =
  /(?:^|[^\w./-])(global_step|steps?|iteration|iter|epochs?|batch)\s*[:=#[]?\s*(\d+)(?:\s*(?:\/|of)\s*\d+)?(?![\w.])/gi;
const PAIR = new RegExp(
  String.raw`(?:^|[^\w./-])([A-Za-z_][\w./@-]*)['"]?\s*[=:]\s*['"]?(${NUMBER})(?:ms|us|s|m|h|%|[KMGT]i?B)?(?![\w.:/])`,
  "gi",
);
/** `epoch 3 loss 0.21`: without a sign between, only names that sound like a metric. */
const BARE_PAIR = new RegExp(
  String.raw`(?:^|[\s,|])([a-z_/]*(?:loss|acc|accuracy|auc|f1|mse|mae|rmse|r2|ppl|perplexity|bleu|iou|error|score|precision|recall|lr))\s+(${NUMBER})(?![\w.:/])`,
  "gi",
);
const FINAL = new RegExp(
  String.raw`^(?:(final|best|overall)\s+)?(?:(train|training|val|valid|validation|test|eval|evaluation|dev)[\s_/-]+)?([a-z][\w@.-]*(?: [a-z][\w@.-]*){0,2})\s*([:=])\s*(${NUMBER})\s*%?$`,
  "i",
);
const FINAL_NAME =
  /loss|acc|auc|f1|mse|mae|rmse|r2|ppl|perplexity|bleu|rouge|iou|error|score|precision|recall|map|ndcg|kappa|mcc/i;
/** Step keys, the preferred one first. */
const STEP_NAMES = ["step", "global_step", "iteration", "iter", "epoch", "batch"];
const SKIPPED = new Set([...STEP_NAMES, "steps", "epochs", "eta", "seed", "pid", "rank"]);
const KERAS_BAR = /\d[mu]?s\/(?:step|epoch)\b/;
/** llm.c: `s:250 trl:6.3097 lr:0.000001 norm:15.37`, `s:250 tel:6.3097` (`llmc/logger.h`, of train and test loss). */
const LLMC = /^s:(\d+) (?=(?:tel|trl|eval):)/;
const STEP_WORD = /step|epoch|iter|batch/i;
const MAX_LENGTH = 2000;
const MAX_FINAL = 80;

/**
 * Reads a line of free text such as `epoch 3 loss=0.21`, `step:120/6200 val_loss:3.28`, `Epoch 3/10 - loss: 0.21` or
 * `test accuracy: 0.93`; null for anything else. A reading is a guess, so what becomes of it is marked loose.
 *
 * @param epoch of the `Epoch 3/10` line before, which the progress bars of Keras belong to
 */
export function looseLine(message: string, epoch: number | null = null): LooseLine | null {
  if (message.length > MAX_LENGTH) return null;
  if (STEP_WORD.test(message)) {
    const steps = stepsOf(message);
    if (steps.size === 0 && epoch !== null && KERAS_BAR.test(message)) steps.set("epoch", epoch);
    if (steps.size > 0) return seriesLine(message, steps);
  }
  const llmc = message.startsWith("s:") ? LLMC.exec(message) : null;
  if (llmc !== null) return seriesLine(message.slice(llmc[0].length), new Map([["step", Number(llmc[1])]]));
  return message.length <= MAX_FINAL ? finalLine(message.trim()) : null;
}

/** A number in a line of a series: a step of that name, or the value of a pair. */
export interface LooseNumber {
  role: "step" | "pair";
  name: string;
  start: number;
  end: number;
}

/** Where the numbers stand that make a line a series, in their order; null for a line whose numbers are hard to tell apart. */
export function looseNumbers(message: string): LooseNumber[] | null {
  const numbers: LooseNumber[] = [];
  for (const match of message.matchAll(STEP)) {
    const start = match.index + match[0].search(/\d/);
    numbers.push({ role: "step", name: stepNameOf(match), start, end: start + (match[2] ?? "").length });
  }
  const pairs = [...message.matchAll(PAIR)];
  for (const match of pairs.length > 0 ? pairs : message.matchAll(BARE_PAIR)) {
    const [all, name = "", literal = ""] = match;
    const start = match.index + all.lastIndexOf(literal);
    const isStep = numbers.some((step) => step.role === "step" && step.start === start);
    if (!isStep) numbers.push({ role: "pair", name, start, end: start + literal.length });
  }
  numbers.sort((a, b) => a.start - b.start);
  return numbers.some(({ start }, index) => start < (numbers[index - 1]?.end ?? 0)) ? null : numbers;
}

function stepNameOf(match: RegExpExecArray): string {
  return (match[1] ?? "").toLowerCase().replace(/^(step|epoch)s$/, "$1");
}

function stepsOf(message: string): Map<string, number> {
  const steps = new Map<string, number>();
  STEP.lastIndex = 0;
  for (let match = STEP.exec(message); match !== null; match = STEP.exec(message)) {
    const name = stepNameOf(match);
    if (!steps.has(name)) steps.set(name, Number(match[2]));
  }
  return steps;
}

function seriesLine(message: string, steps: Map<string, number>): LooseLine | null {
  const stepName = STEP_NAMES.find((name) => steps.has(name)) ?? null;
  const pairs = new Map<string, LoosePair>();
  addPairs(pairs, message, PAIR);
  if (pairs.size === 0) addPairs(pairs, message, BARE_PAIR);
  if (pairs.size === 0 || stepName === null) return null;
  const keys = [stepName, ...pairs.keys()].join("\u0000");
  return { kind: "series", step: steps.get(stepName) ?? null, stepName, pairs: [...pairs.values()], keys };
}

function addPairs(pairs: Map<string, LoosePair>, message: string, pattern: RegExp): void {
  pattern.lastIndex = 0;
  for (let match = pattern.exec(message); match !== null; match = pattern.exec(message)) {
    const [, name = "", literal = ""] = match;
    if (!SKIPPED.has(name.toLowerCase()) && !pairs.has(name))
      pairs.set(name, { name, value: numberOf(literal), literal });
  }
}

function finalLine(message: string): LooseLine | null {
  const [, which, split, words = "", sign, literal = ""] = FINAL.exec(message) ?? [];
  // `val_loss = 0` is a line of a program that was printed, `val loss = 0.3` is not.
  const isCode = sign === "=" && !message.slice(0, message.indexOf("=")).trim().includes(" ");
  const isResult = (which !== undefined || split !== undefined) && FINAL_NAME.test(words) && !isCode;
  if (!isResult) return null;
  const metric = words.replaceAll(" ", "_");
  const name = [which === undefined ? metric : `${which.toLowerCase()}_${metric}`];
  if (split !== undefined) name.unshift(split.toLowerCase());
  const pair = { name: name.join("/"), value: numberOf(literal), literal };
  return { kind: "final", step: null, stepName: null, pairs: [pair], keys: pair.name };
}

function numberOf(literal: string): number {
  if (/nan$/i.test(literal)) return Number.NaN;
  if (/inf$/i.test(literal)) return literal.startsWith("-") ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return Number(literal);
}
