import type { Claim, Verdict } from "../../model/claim.ts";
import { lineOf } from "../../model/evidence.ts";
import type { CompiledExperiment } from "../../model/project.ts";
import type { Address } from "../text/address.ts";
import { parseAddress } from "../text/address.ts";
import { isContest } from "../value/contest.ts";
import { evaluate } from "../value/evaluate.ts";
import { pointsOnLines } from "../value/point.ts";
import type { Operand } from "../value/resolve.ts";
import type { Scope } from "../value/scope.ts";
import { runsOfFile, withRuns } from "../value/scope.ts";
import type { Expression } from "../value/selector.ts";
import { formatExpression, parseExpression } from "../value/selector.ts";

/** One operand of an expression: a logged value, or a statistic of several. `key`: the expression as text. */
export interface Side {
  key: string;
  operands: Operand[];
  value: number;
}

/**
 * What a link's title (or the line it cites) says, apart from all words.
 *
 * - `change`: how the two `sides` are set against each other; null for a level, which has one side.
 * - `metrics`, `runs`: the names of the metrics and the ids of the runs of all operands.
 */
export interface Meaning {
  compiled: CompiledExperiment;
  change: "pp" | "rel" | "diff" | "ratio" | null;
  sides: Side[];
  metrics: Set<string>;
  runs: Set<string>;
  operands: Operand[];
}

/** The meaning of a link's claim; null where it cannot be told. `verdict`: what it was found to state, for a link without a title. */
export function meaningOf(
  { file, target, selector }: Pick<Claim, "file" | "target" | "selector">,
  verdict: Pick<Verdict, "value" | "evidence"> | null,
  scope: Scope,
): Meaning | null {
  const expression = selector === null ? null : parseExpression(selector);
  // A p value or the end of an interval is no level and no change that words could get wrong.
  if (expression?.kind === "call" && isContest(expression)) return null;
  const address = parseAddress(file, target ?? "");
  const owners = address === null ? [] : runsOfFile(scope, address.file);
  const within = owners.length > 0 ? withRuns(scope, owners) : scope;
  if (expression !== null) {
    const sides = sidesOf(expression, expression.kind === "call" ? scope : within);
    const [side] = sides ?? [];
    if (sides !== null && side !== undefined && expression.kind === "selector") {
      const value = verdict === null ? valueOnLine(side, address, scope) : (verdict.value ?? side.value);
      return meaning([{ ...side, value }], null);
    }
    if (sides !== null) return meaning(sides, changeOf(expression));
  }
  const operands = verdict === null ? [] : operandsAt(verdict, scope);
  return operands.length === 0 ? null : meaning([{ key: "", operands, value: verdict?.value ?? Number.NaN }], null);
}

/** A link may cite another point of a series than the one that its title alone means. */
function valueOnLine({ operands, value }: Side, address: Address | null, scope: Scope): number {
  const [operand, ...others] = operands;
  if (operand === undefined || others.length > 0 || address === null || address.line === null) return value;
  const lines: [number, number] = [address.line, address.endLine ?? address.line];
  const points = pointsOnLines({ scope, ...operand }, address.file, lines);
  return points.find(({ value: one }) => one === value)?.value ?? points[0]?.value ?? value;
}

function meaning(sides: Side[], change: Meaning["change"]): Meaning | null {
  const operands = sides.flatMap((side) => side.operands);
  const [first] = operands;
  if (first === undefined || operands.some(({ compiled }) => compiled !== first.compiled)) return null;
  const metrics = new Set(operands.map(({ metric }) => metric.name));
  const runs = new Set(operands.map(({ run }) => run.id));
  return { compiled: first.compiled, change, sides, metrics, runs, operands };
}

function changeOf(expression: Expression): Meaning["change"] {
  if (expression.kind !== "call") return null;
  const { name } = expression;
  return name === "pp" || name === "rel" || name === "diff" || name === "ratio" ? name : null;
}

/** The operands of a difference or ratio, each by itself; an expression of another kind is one. */
function sidesOf(expression: Expression, scope: Scope): Side[] | null {
  const parts = changeOf(expression) !== null && expression.kind === "call" ? expression.args : [expression];
  const sides: Side[] = [];
  for (const part of parts) {
    const computed = evaluate(part, scope);
    if (!computed.ok) return null;
    const { operands, measured } = computed.result;
    sides.push({ key: formatExpression(part), operands, value: measured.value });
  }
  return sides;
}

/** Every metric whose value is the one that was found on the cited line. */
function operandsAt({ value, evidence }: Pick<Verdict, "value" | "evidence">, scope: Scope): Operand[] {
  const [at] = evidence;
  const line = at === undefined ? null : lineOf(at);
  if (at === undefined || line === null) return [];
  return runsOfFile(scope, at.file).flatMap(({ compiled, runs }) =>
    runs.flatMap((run) =>
      run.metrics.flatMap((metric) => {
        const points = pointsOnLines({ scope, compiled, run, metric }, at.file, [line, line]);
        const point = points.find((one) => Object.is(one.value, value));
        return point === undefined ? [] : [{ compiled, run, metric, point }];
      }),
    ),
  );
}
