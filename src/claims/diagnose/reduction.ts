import type { Reduction } from "../../model/cited-reduction.ts";
import { bestExtreme } from "../../model/direction.ts";
import { wordsOfMetric } from "../text/metric-word.ts";
import { unitOfName } from "../text/unit.ts";
import { logged } from "../value/interval.ts";
import { pointsWith } from "../value/point.ts";
import type { Operand } from "../value/resolve.ts";
import type { Expression } from "../value/selector.ts";
import type { Alternative, Explanation, Wrong } from "./explanation.ts";
import { explain, isPrinted, NEIGHBOUR, RARE } from "./explanation.ts";
import { alternativeOf, distinct, rewritten, termsOf } from "./term.ts";

/** The number is made of other points of the same series. */
export function ofReduction(wrong: Wrong): Explanation[] {
  const { operand, expression } = wrong;
  if (expression?.kind === "call") return ofAllOperands(wrong, expression);
  return operand === null ? [] : [...ofExtreme(wrong, operand), ...ofEarlier(wrong, operand)];
}

/** Last, best, first or the worst values of every operand, instead of those named. */
function ofAllOperands(wrong: Wrong, expression: Expression): Explanation[] {
  const terms = termsOf(expression, wrong.scope);
  const kinds: [Reduction["kind"] & ("last" | "best" | "min" | "max" | "first"), string][] = [
    ["best", "best"],
    ["last", "last"],
    ["min", "lowest"],
    ["max", "highest"],
    ["first", "first"],
  ];
  const alternatives = kinds.flatMap(([kind, name]) => {
    const change = (part: Expression): Expression =>
      part.kind === "selector" ? { ...part, reduction: { kind } } : part;
    return alternativeOf(name, rewritten(expression, change), wrong.scope);
  });
  const isLast = terms.every(({ selector: { reduction } }) => reduction === null || reduction.kind === "last");
  const named = isLast ? "last ones" : "those named";
  const say = (name: string) => `${name} values instead of ${name === "last" ? "those named" : named}`;
  return explain(wrong, { cost: NEIGHBOUR, say }, distinct(wrong.measured.value, alternatives));
}

function ofExtreme(wrong: Wrong, { compiled, metric, point }: Operand): Explanation[] {
  const best = bestExtreme(compiled.experiment.directions[metric.name]);
  const points = [
    ["last", metric.last],
    ["lowest", metric.min],
    ["highest", metric.max],
  ] as const;
  const unit = unitOfName(metric.name);
  const alternatives = points.flatMap(([name, other]): Alternative[] =>
    other === null ? [] : [{ name, measured: logged(other.value, unit) }],
  );
  const isTest = wordsOfMetric(metric.name).split === "test" && point.value === metric.last.value;
  const say = (name: string) => {
    const isBest = isTest && name === (best === "min" ? "lowest" : best === "max" ? "highest" : "");
    const note = isBest ? ": the step is chosen on the reported split" : "";
    return `the ${name} value of ${metric.name} instead of the cited one${note}`;
  };
  return explain(wrong, { cost: NEIGHBOUR, say }, distinct(point.value, alternatives));
}

/** A point in the middle of the series, when only one has that value. Two digits occur too often to tell. */
function ofEarlier(wrong: Wrong, { compiled, run, metric, point }: Operand): Explanation[] {
  if (wrong.numeral.significant < 3 || metric.points < 3) return [];
  const unit = unitOfName(metric.name);
  const isEnd = (value: number) => [metric.last, metric.min, metric.max, point].some((end) => end?.value === value);
  const isWanted = (value: number) => !isEnd(value) && isPrinted(wrong, logged(value, unit));
  const [only, ...others] = pointsWith({ scope: wrong.scope, compiled, run, metric }, isWanted);
  if (only === undefined || others.length > 0) return [];
  const where = only.step === null ? "an earlier point" : `${metric.stepName ?? "step"} ${only.step}`;
  const text = `the value of ${metric.name} at ${where} instead of the cited one`;
  return [{ text, source: false, cost: RARE, alternatives: metric.points, hits: [logged(only.value, unit)] }];
}
