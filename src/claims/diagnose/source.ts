import { bucketOf } from "../../model/accounting.ts";
import type { Metric, Run } from "../../model/run.ts";
import { metricOf } from "../../model/run.ts";
import { unitOfName } from "../text/unit.ts";
import { logged } from "../value/interval.ts";
import type { Operand } from "../value/resolve.ts";
import { otherExperiments } from "../value/scope.ts";
import type { Alternative, Explanation, Transformation, Wrong } from "./explanation.ts";
import { ELSEWHERE, explain, NEIGHBOUR, RARE, TWOFOLD } from "./explanation.ts";
import { sameOtherSplit } from "./split.ts";

/** How many experiments are searched for a run of the same name. */
const SEARCHED = 20;

/** A logged number is right for another split, run or metric. */
export function ofSource(wrong: Wrong): Explanation[] {
  const { operand, expression } = wrong;
  if (operand === null || expression?.kind === "call") return [];
  const { compiled, run, metric } = operand;
  const splits = sameOtherSplit(run, metric);
  const metrics = run.metrics.filter((other) => other !== metric && !splits.includes(other));
  const runs = compiled.experiment.runs.filter((other) => other.id !== run.id);
  const say = (name: string) => `${name} of ${run.name} instead of ${metric.name}`;
  const copied = (name: string) => `copied from ${name}, whose ${metric.name} it is`;
  return [
    ...ofMetrics(wrong, { cost: NEIGHBOUR, source: true, say }, splits),
    ...ofMetrics(wrong, { cost: ELSEWHERE, source: true, say }, metrics),
    ...ofRuns(wrong, { cost: ELSEWHERE, source: true, say: copied }, runs),
    ...ofNamesake(wrong, operand),
  ];
}

/** The value next to the wrong one, in a table or on the line above or below. */
export function ofBeside(wrong: Wrong): Explanation[] {
  const { beside = [] } = wrong;
  return explain(wrong, { cost: NEIGHBOUR, source: true, say: (name) => name }, beside);
}

/** Their last values; at a higher price the extremes. */
function ofMetrics(wrong: Wrong, as: Transformation, metrics: readonly Metric[]): Explanation[] {
  const last = metrics.map((metric) => lastOf(metric, metric.name));
  const extremes = metrics.flatMap((metric) => extremesOf(metric, metric.name));
  const found = explain(wrong, as, last);
  return found.length > 0 ? found : explain(wrong, { ...as, cost: TWOFOLD }, extremes);
}

function ofRuns(wrong: Wrong, as: Transformation, runs: readonly Run[]): Explanation[] {
  const name = wrong.operand?.metric.name ?? "";
  const having = runs.flatMap((run) => {
    const metric = metricOf(run, name);
    return metric === undefined ? [] : [{ metric, who: nameOf(run) }];
  });
  const found = explain(
    wrong,
    as,
    having.map(({ metric, who }) => lastOf(metric, who)),
  );
  if (found.length > 0) return found;
  const extremes = having.flatMap(({ metric, who }) => extremesOf(metric, who));
  return explain(wrong, { ...as, cost: TWOFOLD }, extremes);
}

/** A run of the same name in another experiment. */
function ofNamesake(wrong: Wrong, { compiled, run, metric }: Operand): Explanation[] {
  const { scope } = wrong;
  if (scope.catalog.ids.length > SEARCHED || wrong.numeral.significant < 3) return [];
  const others = otherExperiments({ ...scope, near: compiled });
  const alternatives = others.flatMap(({ experiment }) =>
    experiment.runs.flatMap((other) => {
      const found = other.name === run.name ? metricOf(other, metric.name) : undefined;
      return found === undefined ? [] : [lastOf(found, experiment.name)];
    }),
  );
  const say = (name: string) => `${metric.name} of ${run.name} in ${name}, another experiment`;
  return explain(wrong, { cost: RARE, source: true, say }, alternatives);
}

function nameOf(run: Run): string {
  return bucketOf(run) === "ignored" ? `${run.name} (ignored)` : run.name;
}

function lastOf(metric: Metric, name: string): Alternative {
  return { name, measured: logged(metric.last.value, unitOfName(metric.name)) };
}

function extremesOf(metric: Metric, name: string): Alternative[] {
  return [metric.min, metric.max].flatMap((point) =>
    point === null || point.value === metric.last.value
      ? []
      : [{ name, measured: logged(point.value, unitOfName(metric.name)) }],
  );
}
