import type { Reduction } from "../../model/cited-reduction.ts";
import { nearestNames } from "../../model/nearest.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import type { ReducedPoint } from "../../model/reduction.ts";
import type { Metric, Run } from "../../model/run.ts";
import { metricOf } from "../../model/run.ts";
import { pickPoint } from "./point.ts";
import type { Named, Scope } from "./scope.ts";
import { knownNames, lookUpIn, otherExperiments } from "./scope.ts";
import type { Selector } from "./selector.ts";
import { formatExpression } from "./selector.ts";
import { unreadOf } from "./unread.ts";

/** A logged value that a selector names. */
export interface Operand {
  compiled: CompiledExperiment;
  run: Run;
  metric: Metric;
  point: ReducedPoint;
}

/**
 * Why a selector or expression has no value, in a sentence, with names that were perhaps meant. `unread`: what could not be read of
 * the runs that are named, which may hold the value.
 */
export interface Problem {
  kind: "no-run" | "no-metric" | "no-point" | "ambiguous" | "not-computable";
  message: string;
  suggestions: string[];
  unread?: string;
}

/** The values of a selector. `group`: it names a row or glob and may have several. */
export type Resolution = { ok: true; operands: Operand[]; group: boolean } | { ok: false; problem: Problem };

/**
 * Looks up a selector. The run part is the longest prefix of the path that names something in scope; without one it is
 * the run at hand. A name that means several runs gives all of them for a row or glob, and is ambiguous otherwise.
 */
export function resolveSelector(selector: Selector, scope: Scope): Resolution {
  if (selector.place !== null) {
    return failed("not-computable", `${formatExpression(selector)} is a place in a file, not a metric`);
  }
  let failure: Resolution | null = null;
  for (const { named, metric, last } of splits(selector, scope)) {
    if (failure !== null && last) break;
    const tried = valuesOf({ named, metric, selector, scope });
    if (tried.ok) return tried;
    failure ??= tried;
  }
  return failure ?? nothingNamed(selector, scope);
}

/** A failed resolution. */
export function failed(
  kind: Problem["kind"],
  message: string,
  suggestions: string[] = [],
): { ok: false; problem: Problem } {
  return { ok: false, problem: { kind, message, suggestions } };
}

/** A way to part a path. `last`: not in the experiment at hand, so it counts only where that knows no part of the path. */
interface Split {
  named: Named[];
  metric: string;
  last: boolean;
}

/**
 * Every way to part the path into run and metric, the longest run first: in the experiment at hand, then for the run at
 * hand, then in the rest of the project.
 */
function* splits(selector: Selector, scope: Scope): Generator<Split> {
  const { path } = selector;
  if (scope.near !== null) for (const split of splitsIn([scope.near], path, scope)) yield { ...split, last: false };
  if (scope.atHand.length > 0) yield { named: scope.atHand, metric: path.join("/"), last: false };
  if (path.length < 2) return;
  for (const split of splitsIn(otherExperiments(scope), path, scope)) yield { ...split, last: true };
}

function* splitsIn(experiments: CompiledExperiment[], path: string[], scope: Scope): Generator<Omit<Split, "last">> {
  for (let length = path.length - 1; length > 0; length -= 1) {
    const head = path.slice(0, length).join("/");
    const named = experiments.flatMap((one) => lookUpIn(scope, one, head));
    if (named.length > 0) yield { named, metric: path.slice(length).join("/") };
    for (const compiled of experiments.filter((one) => isNamed(one, head))) {
      for (let more = path.length - 1; more > length; more -= 1) {
        const within = lookUpIn(scope, compiled, path.slice(length, more).join("/"));
        if (within.length > 0) yield { named: within, metric: path.slice(more).join("/") };
      }
    }
  }
}

function isNamed({ experiment }: CompiledExperiment, name: string): boolean {
  const { id, dir, increment } = experiment;
  return name === id || name === experiment.name || name === dir || name === increment;
}

function valuesOf(from: Omit<Split, "last"> & { selector: Selector; scope: Scope }): Resolution {
  const { named, metric, selector, scope } = from;
  const having = named.filter(({ runs }) => runs.some((run) => metricOf(run, metric) !== undefined));
  const [one, ...others] = having;
  if (one === undefined) return noMetric(named, metric);
  if (others.length > 0) {
    const names = having.map(({ runs }) => `${runs[0]?.id ?? ""}/${metric}`);
    return failed("ambiguous", `${formatExpression(selector)} names ${names.length} runs`, names.slice(0, 5));
  }
  return pointsOf({ named: one, metric, reduction: selector.reduction, scope });
}

function pointsOf(from: { named: Named; metric: string; reduction: Reduction | null; scope: Scope }): Resolution {
  const { named, reduction, scope } = from;
  const operands: Operand[] = [];
  let reason: string | null = null;
  for (const run of named.runs) {
    const metric = metricOf(run, from.metric);
    if (metric === undefined) continue;
    const picked = pickPoint({ scope, compiled: named.compiled, run, metric }, reduction);
    if ("reason" in picked) reason ??= picked.reason;
    else operands.push({ compiled: named.compiled, run, metric, point: picked.point });
  }
  // A row is of the runs that have the number, as the comparison says beside it. A run alone has to have it; and how long some
  // runs took says nothing of a row in which others never got there.
  const mayLack = named.group && operands.length > 0 && reduction?.kind !== "stepsTo" && reduction?.kind !== "timeTo";
  if (reason !== null && !mayLack) return failed("no-point", reason);
  return { ok: true, operands, group: named.group };
}

function noMetric(named: readonly Named[], metric: string): Resolution {
  const known = [...new Set(named.flatMap(({ runs }) => runs.flatMap((run) => run.metrics.map((m) => m.name))))];
  const runs = [...new Set(named.flatMap((one) => one.runs.map((run) => run.name)))];
  const who = runs.length === 1 ? `${runs[0]} has no` : `none of ${runs.length} runs has a`;
  const missing = failed("no-metric", `${who} metric ${metric}`, nearestNames(metric, known));
  const unread = unreadOf(named, null);
  return unread === null ? missing : { ok: false, problem: { ...missing.problem, unread } };
}

function nothingNamed(selector: Selector, scope: Scope): Resolution {
  const { path } = selector;
  const metric = path.join("/");
  const runs = scope.near?.experiment.runs ?? [];
  const having = runs.filter((run) => metricOf(run, metric) !== undefined).map((run) => `${run.name}/${metric}`);
  if (having.length > 0) return failed("ambiguous", `${metric} does not say of which run`, having.slice(0, 3));
  if (path.length < 2) return failed("no-run", `no run is at hand for ${metric}`);
  const head = path[0] ?? "";
  return failed("no-run", `no run or group is called ${head}`, nearestNames(head, knownNames(scope)));
}
