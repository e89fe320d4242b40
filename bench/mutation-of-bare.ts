import { compute, termsOf } from "./expression.ts";
import type { Mutation } from "./mutation.ts";
import { ignoredRuns, reprinted, saying } from "./mutation.ts";
import { printedLike, roundsTo } from "./printed-number.ts";
import type { Random } from "./random.ts";
import type { Subject } from "./subject.ts";
import { lookIn, runsOf, scaled } from "./subject.ts";

/** The words for a metric and split that stand in for one another. */
const METRICS: [RegExp, string][] = [
  [/\b(?:accuracy|acc|F1)\b/i, "loss"],
  [/\bloss\b/i, "accuracy"],
];
const SPLITS: [RegExp, string][] = [
  [/\btest\b/i, "validation"],
  [/\b(?:validation|val)\b/i, "test"],
];

/** Corruptions of a sentence without links that leave its number: it names another run, metric or split. */
export function nameMutations(subject: Subject, text: string, random: Random): Mutation[] {
  const { expression, run, stated, file } = subject;
  const line = lineAt(text, subject.start);
  const [only, ...more] = stated;
  if (expression.kind !== "term" || run === null || only === undefined || more.length > 0) return [];
  // A row or a sentence of several numbers would be wrong in more than one way.
  if (line.text.startsWith("|") || numbersIn(line.text, run.name) !== 1) return [];
  const swap = (kind: string, pattern: RegExp, by: { text: string; name?: string; metric?: string }): Mutation[] => {
    const match = pattern.exec(line.text);
    if (match === null) return [];
    const name = by.name ?? expression.name;
    const metric = by.metric ?? expression.metric;
    const value = compute({ ...expression, name, metric }, lookIn(subject));
    const start = line.start + match.index;
    const visible = !Number.isFinite(value) || !roundsTo(only.literal, scaled(value, only.scale), 0);
    const edit = { file, start, end: start + match[0].length, text: by.text };
    return [{ kind, ...edit, subject, visible, expected: null }];
  };
  const other = random.pick(subject.runs.filter((one) => one !== run && one.ignored === null));
  const key = expression.metric.slice(expression.metric.indexOf("/") + 1);
  const split = expression.metric.slice(0, expression.metric.indexOf("/"));
  return [
    ...(other === undefined
      ? []
      : swap("run swap, words only", saying(run.name), { text: other.name, name: other.name })),
    ...METRICS.filter(([is]) => is.test(key)).flatMap(([is, to]) =>
      swap("metric swap, words only", is, { text: to, metric: `${split}/${to}` }),
    ),
    ...SPLITS.filter(([is]) => is.test(split)).flatMap(([is, to]) =>
      swap("split swap, words only", is, { text: to, metric: `${to === "test" ? "test" : "val"}/${key}` }),
    ),
  ];
}

/** A number of the same format that means nothing: all its decimals are drawn anew. */
export function randomMutations(subject: Subject, random: Random): Mutation[] {
  const [stated] = subject.stated;
  if (stated === undefined || stated.decimals === 0) return [];
  const literal = stated.literal.replace(
    /\.\d+$/,
    (digits) => `.${[...digits.slice(1)].map(() => random.below(10)).join("")}`,
  );
  return reprinted(subject, stated, { kind: "random decimals", literal, expected: null });
}

/** How the kinds end that a reader of bare text cannot tell: it does not say what follows its ±. */
export const NOT_NAMED = ", ± not named";

/** A corruption of a number as it is seen where no link says what the number is meant to be. */
export function seenBare(mutation: Mutation, text: string): Mutation {
  const { kind, subject } = mutation;
  const [main, spread] = subject?.stated ?? [];
  if (subject === null || main === undefined) return mutation;
  const isSpread = spread !== undefined && mutation.start === subject.textAt + spread.start;
  const isNamed = /standard deviation|\bSD\b|\bs\.d\./.test(
    text.slice(Math.max(0, mutation.start - 400), mutation.start),
  );
  if (isSpread && !isNamed && /^(?:SE for SD|population std)$/.test(kind))
    return { ...mutation, kind: kind + NOT_NAMED };
  const { expression } = subject;
  if (kind !== "pp/%: unit" || expression.kind !== "call" || !["pp", "rel"].includes(expression.call)) return mutation;
  const call = expression.call === "pp" ? "rel" : "pp";
  const value = scaled(compute({ ...expression, call }, lookIn(subject)), main.scale);
  return { ...mutation, visible: !roundsTo(main.literal, value, main.noise) };
}

/** The number of the ignored run with its name, or a statistic that counts it. */
export function ignoredInWords(subject: Subject, text: string): Mutation[] {
  const { expression, run, file } = subject;
  const [ignored] = ignoredRuns(subject);
  const [stated, ...others] = subject.stated;
  const [term, ...more] = termsOf(expression);
  const value = ignored?.metrics.find(({ name }) => name === term?.metric)?.last.value;
  if (ignored === undefined || stated === undefined || term === undefined || value === undefined) return [];
  if (expression.kind === "call") {
    if (others.length > 0 || more.length > 0) return [];
    const values = [...runsOf(term, subject), ignored].flatMap((one) => lookIn(subject)({ ...term, name: one.name }));
    const wrong = scaled(
      compute({ ...expression, args: [term] }, () => values),
      stated.scale,
    );
    const change = { kind: "ignored run cited, derived", literal: printedLike(wrong, stated), expected: null };
    return reprinted(subject, stated, change);
  }
  const line = lineAt(text, subject.start);
  if (run === null || line.text.startsWith("|") || numbersIn(line.text, run.name) !== 1) return [];
  const literal = printedLike(scaled(value, stated.scale), stated);
  const changed = line.text.replace(stated.literal, literal).replace(run.name, ignored.name);
  const edit = { file, start: line.start, end: line.start + line.text.length, text: changed };
  return [{ kind: "ignored run cited, logged", ...edit, subject, visible: true, expected: /^ignored-run/ }];
}

function lineAt(text: string, offset: number): { start: number; text: string } {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const end = text.indexOf("\n", offset);
  return { start, text: text.slice(start, end < 0 ? text.length : end) };
}

/** How many numbers a line states besides those in a run's name. */
function numbersIn(line: string, name: string): number {
  return [...line.replaceAll(name, "").matchAll(/(?<![A-Za-z\d])\d+(?:\.\d+)?/g)].length;
}
