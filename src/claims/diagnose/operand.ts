import { metricOf } from "../../model/run.ts";
import type { Call, Expression, Selector } from "../value/selector.ts";
import type { Alternative, Explanation, Wrong } from "./explanation.ts";
import { ELSEWHERE, explain, NEIGHBOUR, RARE } from "./explanation.ts";
import { sameOtherSplit } from "./split.ts";
import type { Term } from "./term.ts";
import { alternativeOf, rewritten, termsOf, withNames } from "./term.ts";

/** The number is the same computation over other operands: another split, metric, run or row. */
export function ofOperands(wrong: Wrong): Explanation[] {
  const { expression, scope } = wrong;
  if (expression?.kind !== "call") return [];
  const terms = termsOf(expression, scope);
  const [term] = terms;
  return term === undefined
    ? []
    : [...ofMetric(wrong, { expression, terms, term }), ...ofWho(wrong, { expression, terms, term })];
}

interface Operands {
  expression: Call;
  terms: Term[];
  term: Term;
}

/** Another metric or split in all operands, or in one of several. */
function ofMetric(wrong: Wrong, { expression, terms, term }: Operands): Explanation[] {
  const own = term.metric.name;
  if (terms.some(({ metric }) => metric.name !== own)) return [];
  const splits = new Set(sameOtherSplit(term.run, term.metric).map(({ name }) => name));
  const others = term.run.metrics.map(({ name }) => name).filter((name) => name !== own && !splits.has(name));
  const inAll = (name: string) =>
    changed(wrong, expression, { name, of: terms, to: (one) => withNames(one, { metric: name }) });
  const inOne = (name: string) =>
    terms.length < 2
      ? []
      : terms.flatMap((only) =>
          changed(wrong, expression, { name, of: [only], to: (one) => withNames(one, { metric: name }) }),
        );
  const say = (name: string) => `${name} instead of ${own}`;
  const sayOne = (name: string) => `${name} instead of ${own} in one operand`;
  const names = [...splits];
  return [
    ...explain(wrong, { cost: NEIGHBOUR, source: true, say }, names.flatMap(inAll)),
    ...explain(wrong, { cost: ELSEWHERE, source: true, say }, others.flatMap(inAll)),
    ...explain(wrong, { cost: RARE, source: true, say: sayOne }, [...names, ...others].flatMap(inOne)),
  ];
}

/** Another row (or, for a single run, another run) in the place of one that is named. */
function ofWho(wrong: Wrong, { expression, terms }: Operands): Explanation[] {
  const cost = terms.length > 1 ? RARE : ELSEWHERE;
  return terms.flatMap((term) => {
    const own = term.who === "" ? term.run.name : term.who;
    const alternatives = namesBeside(term).flatMap(({ id, name }) =>
      changed(wrong, expression, { name, of: [term], to: (one) => withNames(one, { who: id }) }),
    );
    const what = expression.args.length === 1 && terms.length === 1 ? `${expression.name} of ` : "";
    return explain(wrong, { cost, source: true, say: (name) => `${what}${name} instead of ${own}` }, alternatives);
  });
}

/** Rows for a row, runs for a run, that have the metric. */
function namesBeside({ compiled, operands, run, metric }: Term): { id: string; name: string }[] {
  const { rows } = compiled.comparison;
  const { runs } = compiled.experiment;
  const own = rows.find((row) => row.runs.includes(run.id));
  if (operands.length > 1) return rows.filter((row) => row !== own && row.cells[metric.name]?.quantity != null);
  return runs.filter((other) => other !== run && metricOf(other, metric.name) !== undefined);
}

function changed(
  { scope }: Wrong,
  expression: Expression,
  change: { name: string; of: readonly Term[]; to(term: Term): Selector },
): Alternative[] {
  const to = (part: Expression) => {
    const term = change.of.find(({ selector }) => selector === part);
    return term === undefined ? part : change.to(term);
  };
  return alternativeOf(change.name, rewritten(expression, to), scope);
}
