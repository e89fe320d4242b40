import type { Condition } from "../model/journal.ts";
import { isFractionName } from "../model/metric-name.ts";
import { directionOf } from "./direction.ts";
import type { Operand } from "./operand.ts";
import { looksLikeMetric, readOperand } from "./operand.ts";

/** What the rest of the hypothesis says, for sentences that leave it out. */
export interface CriterionContext {
  metric: string | null;
  baseline: string | null;
  candidate: string | null;
  /** Which way the primary metric is better; null when unknown. */
  better: "higher" | "lower" | null;
}

/** A condition, or the problem in words that make sense after "cannot be computed: ". */
export type ParsedCriterion = { condition: Condition; problem: null } | { condition: null; problem: string };

type Op = Condition["op"];
type Unit = "pp" | "rel" | "none";

/** A comparison cut out of its sentence: what stands before and after `>= 0.5 pp`. */
interface Comparison {
  before: string;
  after: string;
  op: Op;
  threshold: number;
  unit: Unit;
}

const NUMBER = "([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+)(?:e[+-]?\\d+)?)";
const UNIT =
  "\\s*(pp\\b|p\\.p\\.|percentage[ -]points?|%[ -]points?|points?\\b|%|per ?cent\\b)?(\\s+(?:relative(?:ly)?|absolute(?:ly)?)\\b)?";
const OPS: [Op, string][] = [
  [">=", ">=|=>|at least|no less than|not less than|a minimum of"],
  ["<=", "<=|=<|at most|no more than|not more than|a maximum of|up to"],
  [">", ">|more than|greater than|higher than|larger than|above|over|exceeds|exceeding"],
  ["<", "<|less than|lower than|smaller than|fewer than|below|under"],
];
const ANY_OP = OPS.map(([, words]) => words).join("|");
const COMPARED = new RegExp(`(${ANY_OP})\\s*${NUMBER}${UNIT}`, "gi");
const BY = new RegExp(`\\bby\\s+(?:about\\s+)?${NUMBER}${UNIT}`, "i");
const OF = /\s+(?:of|for|in|on)\s+/;
const VERB =
  /\b(?:is|are|was|does|will be|must be|should be|gets|becomes)?\s*(improves?|improvement|gains?|rises?|increases?|grows?|higher|larger|greater|better|beats?|outperforms?|exceeds?|surpass(?:es)?|drops?|falls?|decreases?|reduce[sd]?|shrinks?|lower|smaller|worse)\b/i;
const NEGATION = /\b(?:not|never|neither|nor|without|cannot|\w+n['’]t)\b(?! (?:less|more) than)/i;
const UPWARD = /^(gain|rise|increase|grow|higher|larger|greater|exceed|surpass)/i;
const DOWNWARD = /^(drop|fall|decrease|reduce|shrink|lower|smaller)/i;

/**
 * Reads a sentence as a comparison of metrics: `test/accuracy of shift minus baseline >= 0.005`, `shift/acc - base/acc
 * >= 0.5 pp`, `val_loss < 0.3`, `accuracy improves by at least 0.5 pp`, `at least 2 % better accuracy than baseline`.
 * Thresholds of `pp` and `rel` are in points and percent. What could mean two things is not guessed.
 */
export function parseCriterion(text: string, context: CriterionContext): ParsedCriterion {
  const sentence = clean(text.slice(0, 500));
  if (/\b(?:std|median|max|min|sum|pp|rel|diff)\(/i.test(sentence))
    return cannot("it uses a function other than `mean`");
  if (NEGATION.test(sentence)) return cannot("it has a “not” in it: say what is asked for");
  const matches = [...sentence.matchAll(COMPARED)];
  if (matches.length > 1) return cannot("it has more than one comparison");
  const compared = matches[0] === undefined ? byForm(sentence) : comparisonOf(sentence, matches[0]);
  if (compared === null) return cannot("it compares nothing with a number");
  const minus = /^(.+?)\s+(?:minus|-)\s+(.+)$/i.exec(compared.before);
  if (minus !== null) return difference(minus[1] ?? "", minus[2] ?? "", { compared, context });
  const verb = VERB.exec(compared.before) ?? VERB.exec(compared.after);
  return verb === null ? plainValue(compared, context) : change(verb, compared, context);
}

function clean(text: string): string {
  return text
    .replace(/[`“”"*]/g, "")
    .replace(/[−‐‑]/g, "-")
    .replaceAll("≥", ">=")
    .replaceAll("≤", "<=")
    .replace(/\b(?:mean|average|avg)\(([^()]*)\)/gi, "$1")
    .replace(/\s+/g, " ")
    .replace(/^(?:if|when|that)\s+/i, "")
    .replace(/[.;\s]+$/, "");
}

function cannot(problem: string): ParsedCriterion {
  return { condition: null, problem };
}

function comparisonOf(sentence: string, match: RegExpExecArray): Comparison {
  const word = (match[1] ?? "").toLowerCase();
  const op = OPS.find(([, words]) => words.split("|").includes(word))?.[0] ?? ">=";
  return cut(sentence, { match, op, at: 2 });
}

/** `improves by 0.5 pp`, without an "at least": the stated change is asked for. */
function byForm(sentence: string): Comparison | null {
  const match = BY.exec(sentence);
  return match === null ? null : cut(sentence, { match, op: ">=", at: 1 });
}

function cut(sentence: string, found: { match: RegExpExecArray; op: Op; at: number }): Comparison {
  const { match, op, at } = found;
  const before = sentence
    .slice(0, match.index)
    .replace(/\s*\b(?:by|is|are|be|of|reaches|stays|a|an)\s*$/i, "")
    .trim();
  const after = sentence.slice(match.index + match[0].length).trim();
  return { before, after, op, threshold: Number(match[at]), unit: unitOf(match[at + 1], match[at + 2]) };
}

function unitOf(unit: string | undefined, kind: string | undefined): Unit {
  if (unit === undefined) return "none";
  if (!/^(%|per ?cent)$/i.test(unit)) return "pp";
  return kind !== undefined && /abs/i.test(kind) ? "pp" : "rel";
}

function difference(
  left: string,
  right: string,
  to: { compared: Comparison; context: CriterionContext },
): ParsedCriterion {
  const { compared, context } = to;
  if (compared.unit === "rel")
    return cannot("`%` of a difference may mean percentage points (`pp`) or relative percent");
  const [a, b] = [readOperand(left, context), readOperand(right, context)];
  if (a.metric !== null && b.metric !== null && a.metric !== b.metric)
    return cannot("it subtracts two different metrics");
  const metric = a.metric ?? b.metric ?? context.metric;
  if (metric === null) return cannot("it names no metric");
  const [candidate, baseline] = [a.run ?? context.candidate, b.run ?? context.baseline];
  if (baseline === null) return cannot("it does not say what is subtracted");
  const how = compared.unit === "pp" ? "pp" : "diff";
  return {
    condition: { metric, left: candidate, right: baseline, how, op: compared.op, threshold: compared.threshold },
    problem: null,
  };
}

/** A sentence with a verb or comparative: the difference to the baseline is compared, with the verb's sign. */
function change(verb: RegExpExecArray, compared: Comparison, context: CriterionContext): ParsedCriterion {
  const sides = sidesOf(verb, compared, context);
  const metric = sides.metric ?? context.metric;
  if (metric === null) return cannot("it names no metric");
  const word = (verb[1] ?? "").toLowerCase();
  const declared = metric === context.metric ? context.better : null;
  const better = directionOf(metric, declared).better;
  const up = UPWARD.test(word)
    ? true
    : DOWNWARD.test(word)
      ? false
      : better === "unknown"
        ? null
        : (better === "higher") !== /^worse/.test(word);
  if (up === null) return cannot(`whether a higher \`${metric}\` is better is not known: state the direction`);
  const how = compared.unit === "none" ? "diff" : compared.unit;
  const condition: Condition = {
    metric,
    left: sides.run,
    right: sides.other,
    how,
    op: compared.op,
    threshold: compared.threshold,
  };
  return { condition: up ? condition : mirrored(condition), problem: null };
}

/** A fall by at least 2 is a difference of at most −2. */
function mirrored(condition: Condition): Condition {
  const op: Record<Op, Op> = { ">": "<", ">=": "<=", "<": ">", "<=": ">=" };
  return { ...condition, op: op[condition.op], threshold: condition.threshold === 0 ? 0 : -condition.threshold };
}

/** Who is compared with whom in what, from the words around the verb and the number. */
function sidesOf(verb: RegExpExecArray, compared: Comparison, context: CriterionContext) {
  const inBefore = VERB.exec(compared.before)?.index === verb.index && compared.before.includes(verb[0]);
  const head = inBefore ? compared.before.slice(0, verb.index) : compared.before;
  const tail = `${inBefore ? compared.before.slice(verb.index + verb[0].length) : ""} ¦ ${inBefore ? compared.after : compared.after.replace(verb[0], " ")}`;
  const against =
    /\b(?:than|over|versus|vs\.?|compared (?:to|with)|against|relative to|from|to)\s+(?:the |that of |in )*([^\s¦,;]+)/i.exec(
      tail,
    );
  const where = /\b(?:in|on|of|for)\s+(?:the )?([^\s¦,;]+)/i.exec(tail.replace(against?.[0] ?? "", " "));
  const first: Operand = readOperand(head, context);
  const object = tail
    .replace(against?.[0] ?? "", " ")
    .replace(where?.[0] ?? "", " ")
    .replace(/[¦,;]|\b(?:by|the)\b/gi, " ")
    .trim();
  const second = /^(beat|outperform|exceed|surpass)/i.test(verb[1] ?? "")
    ? readOperand(object, context)
    : { run: null, metric: metricAmong(object) };
  const third = where === null ? { run: null, metric: null } : readOperand(where[1] ?? "", context);
  const rival = against === null ? { run: null, metric: null } : readOperand(against[1] ?? "", context);
  const metric =
    first.metric ??
    third.metric ??
    second.metric ??
    rival.metric ??
    (third.run !== null && OF.test(` ${where?.[0]} `) ? third.run : null);
  return { metric, run: first.run ?? context.candidate, other: rival.run ?? second.run ?? context.baseline };
}

function metricAmong(text: string): string | null {
  return text.split(" ").find(looksLikeMetric) ?? null;
}

function plainValue(compared: Comparison, context: CriterionContext): ParsedCriterion {
  const operand = readOperand(compared.before === "" ? compared.after : compared.before, context);
  const metric = operand.metric ?? (operand.run === null || OF.test(compared.before) ? context.metric : operand.run);
  const run = operand.metric === null && metric === operand.run ? null : operand.run;
  if (metric === null || /\s/.test(metric)) return cannot("it names no metric");
  if (compared.unit === "pp") return cannot("percentage points say a difference, and no second side is named");
  // `accuracy >= 95 %` of a metric that is logged between 0 and 1.
  const scale = compared.unit === "rel" && isFractionName(metric) ? 100 : 1;
  const threshold = compared.threshold / scale;
  const condition: Condition = {
    metric,
    left: run ?? context.candidate,
    right: null,
    how: "value",
    op: compared.op,
    threshold,
  };
  return { condition, problem: null };
}
