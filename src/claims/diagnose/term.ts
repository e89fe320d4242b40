import type { CompiledExperiment } from "../../model/project.ts";
import type { Metric, Run } from "../../model/run.ts";
import { evaluate } from "../value/evaluate.ts";
import type { Operand } from "../value/resolve.ts";
import { resolveSelector } from "../value/resolve.ts";
import type { Scope } from "../value/scope.ts";
import type { Call, Expression, Selector } from "../value/selector.ts";
import type { Alternative } from "./explanation.ts";

/** A selector inside an expression with what it means. `who`: the run or row as the selector names it, perhaps empty. */
export interface Term {
  selector: Selector;
  operands: Operand[];
  compiled: CompiledExperiment;
  run: Run;
  metric: Metric;
  who: string;
}

/** The selectors of an expression whose names are known, from left to right. */
export function termsOf(expression: Expression, scope: Scope): Term[] {
  if (expression.kind === "call") return expression.args.flatMap((one) => termsOf(one, scope));
  const found = resolveSelector(expression, scope);
  const [first] = found.ok ? found.operands : [];
  if (!found.ok || first === undefined) return [];
  const { compiled, run, metric } = first;
  const depth = metric.name.split("/").length;
  const who = expression.path.slice(0, -depth).join("/");
  return [{ selector: expression, operands: found.operands, compiled, run, metric, who }];
}

/** The calls inside an expression, itself too, that make one number of a list: `mean(shift/acc)`. */
export function aggregatesIn(expression: Expression): Call[] {
  if (expression.kind === "selector") return [];
  const inner = expression.args.flatMap(aggregatesIn);
  return AGGREGATES.has(expression.name) ? [expression, ...inner] : inner;
}

const AGGREGATES = new Set(["mean", "median", "std", "pstd", "se", "min", "max", "sum"]);

/** The expression with some of its parts replaced; `change` gives a part itself where it stays. */
export function rewritten(expression: Expression, change: (part: Expression) => Expression): Expression {
  const other = change(expression);
  if (other !== expression || expression.kind === "selector") return other;
  return { ...expression, args: expression.args.map((one) => rewritten(one, change)) };
}

/** The same selector for another run or row, or another metric. */
export function withNames(term: Term, names: { who?: string; metric?: string }): Selector {
  const who = names.who ?? term.who;
  const metric = (names.metric ?? term.metric.name).split("/");
  return { ...term.selector, path: who === "" ? metric : [...who.split("/"), ...metric] };
}

/** What an expression comes to, as an alternative of that name; none where it has no value. */
export function alternativeOf(name: string, expression: Expression, scope: Scope): Alternative[] {
  const computed = evaluate(expression, scope);
  if (!computed.ok || computed.result.name !== null || Number.isNaN(computed.result.measured.value)) return [];
  return [{ name, measured: computed.result.measured }];
}

/** Alternatives without those that come to the same as the truth or as one before them. */
export function distinct(truth: number, alternatives: readonly Alternative[]): Alternative[] {
  const seen = new Set([truth]);
  return alternatives.filter(({ measured }) => !seen.has(measured.value) && seen.add(measured.value));
}
