import { meanOf, medianOf, populationStd, sampleStd, standardError } from "./statistic.ts";

/** A value's name in a title. `name`: of a run or row, empty for the run whose file is linked. */
export interface Term {
  kind: "term";
  name: string;
  metric: string;
  reduction: "last" | "min" | "max";
}

/** What a link's title computes. */
export type Expression = Term | { kind: "call"; call: string; args: Expression[] };

/** The values of a term: one for a run, several for a row. */
export type Look = (term: Term) => number[];

/** Reads a title; `names` are those of runs and rows. Written apart from `src/claims`, and only for what the documents hold. */
export function parseTitle(title: string, names: ReadonlySet<string>): Expression {
  const [, call, inside = ""] = /^([a-z]+)\((.*)\)$/.exec(title) ?? [];
  if (call !== undefined) return { kind: "call", call, args: split(inside).map((part) => parseTitle(part, names)) };
  const path = title.replace(/(?:@last| step=\d+)$/, "").split("/");
  const isNamed = path.length > 1 && names.has(path[0] ?? "");
  const [name = "", ...rest] = isNamed ? path : ["", ...path];
  return { kind: "term", name, metric: rest.join("/"), reduction: "last" };
}

/** Computes an expression; NaN for what has no number. Changes are in percent and percentage points. */
export function compute(expression: Expression, look: Look): number {
  if (expression.kind === "term") return look(expression)[0] ?? Number.NaN;
  const values = expression.args.flatMap((one) => (one.kind === "term" ? look(one) : [compute(one, look)]));
  const [a = Number.NaN, b = Number.NaN] = values;
  if (expression.call === "mean") return meanOf(values);
  if (expression.call === "median") return medianOf(values);
  if (expression.call === "std") return sampleStd(values);
  if (expression.call === "pstd") return populationStd(values);
  if (expression.call === "se") return standardError(values);
  if (expression.call === "diff") return a - b;
  if (expression.call === "pp") return (a - b) * 100;
  if (expression.call === "rel") return ((a - b) / Math.abs(b)) * 100;
  return expression.call === "ratio" ? a / b : Number.NaN;
}

/** Its terms, from left to right. */
export function termsOf(expression: Expression): Term[] {
  return expression.kind === "term" ? [expression] : expression.args.flatMap(termsOf);
}

/** The same with other terms. */
export function withTerms(expression: Expression, change: (term: Term) => Term): Expression {
  if (expression.kind === "term") return change(expression);
  return { ...expression, args: expression.args.map((one) => withTerms(one, change)) };
}

function split(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const character of text) {
    if (character === "(") depth += 1;
    if (character === ")") depth -= 1;
    if (character === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += character;
  }
  return parts.map((part) => part.trim());
}
