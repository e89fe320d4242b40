import type { Experiment } from "../model/experiment.ts";
import type { Hypothesis, Journal } from "../model/journal.ts";
import { sayReduction } from "../model/reduction.ts";
import type { Declaration, DeclarationChange } from "../model/review.ts";
import { DECLARED } from "../model/review.ts";

/** What an experiment's journal declares that its runs are judged by, as it stands there. */
export function declaredIn({ hypothesis, journal }: Pick<Experiment, "hypothesis" | "journal">): Declaration[] {
  return [...(hypothesis === null ? [] : sought(hypothesis)), ...(journal === null ? [] : measuredBy(journal))];
}

function sought(hypothesis: Hypothesis): Declaration[] {
  const { success, failure, baseline, candidate, file, lines } = hypothesis;
  const stated: [Declaration["what"], string | null, number | undefined][] = [
    ["success criterion", success?.text ?? null, success?.line],
    ["failure criterion", failure?.text ?? null, failure?.line],
    ["primary metric", metricOf(hypothesis), lines?.metric],
    ["baseline", baseline, lines?.baseline],
    ["candidate", candidate, lines?.candidate],
  ];
  return stated.flatMap(([what, text, line]) =>
    text === null ? [] : [{ what, text: text.replace(/\s+/g, " ").trim(), file, line: line ?? hypothesis.line }],
  );
}

/** How runs are measured: differences that do not matter, which points of a series count, what is weighed against one another. */
function measuredBy({ file, margin, reductions = [], objectives }: Journal): Declaration[] {
  const [first] = reductions;
  const said = reductions.map(({ metric, reduction }) => `${metric ?? "primary metric"}: ${sayReduction(reduction)}`);
  return [
    ...(margin === undefined ? [] : [{ what: "margin" as const, text: String(margin.value), file, line: margin.line }]),
    ...(first === undefined ? [] : [{ what: "reduction" as const, text: said.join("; "), file, line: first.line }]),
    ...(objectives === undefined
      ? []
      : [{ what: "set of objectives" as const, text: objectives.names.join(", "), file, line: objectives.line }]),
  ];
}

/** Which declarations are others than in the base, were added or taken out, in their order. Where they stand is no matter. */
export function declarationChanges(was: readonly Declaration[], now: readonly Declaration[]): DeclarationChange[] {
  return DECLARED.flatMap((what) => {
    const [base, head] = [was, now].map((side) => side.find((one) => one.what === what));
    const stands = head ?? base;
    if (stands === undefined || base?.text === head?.text) return [];
    return [{ what, base: base?.text ?? null, head: head?.text ?? null, file: stands.file, line: stands.line }];
  });
}

/** `the success criterion and the baseline were changed`; what became of several is told by what it was. */
export function sayDeclarations(changes: readonly DeclarationChange[], of = ""): string {
  const became = Map.groupBy(changes, becameOf);
  const parts = [...became].map(([verb, some]) => {
    const names = some.map(({ what }) => `the ${what}`);
    const all = names.length > 2 ? [names.slice(0, -1).join(", "), names.at(-1)] : names;
    return `${all.join(" and ")}${of} ${names.length === 1 ? "was" : "were"} ${verb}`;
  });
  return parts.join(", ");
}

function becameOf({ base, head }: DeclarationChange): string {
  if (base === null) return "added";
  return head === null ? "taken out" : "changed";
}

/** With its direction where that is declared: the other one turns every comparison round. */
function metricOf({ primaryMetric, direction }: Hypothesis): string | null {
  if (primaryMetric === null || direction === null) return primaryMetric;
  return `${primaryMetric} (${direction} is better)`;
}
