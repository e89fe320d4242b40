import { describe, expect, test } from "vitest";
import { evaluate } from "../../../src/claims/value/evaluate.ts";
import { createScope } from "../../../src/claims/value/scope.ts";
import { parseExpression } from "../../../src/claims/value/selector.ts";
import { compareExperiment } from "../../../src/compare/comparison.ts";
import type { Catalog } from "../../../src/model/project.ts";
import type { Quantity } from "../../../src/model/quantity.ts";
import type { Reduction } from "../../../src/model/reduction.ts";
import { logOf, makeProject } from "./project.ts";

const LOGS = {
  "a-seed0": points([0.5, 0.8, 0.9, 0.85], [0.4, 0.7, 0.75, 0.8]),
  "a-seed1": points([0.5, 0.7, 0.85, 0.91], [0.4, 0.7, 0.72, 0.74]),
  b: points([0.3, 0.4, 0.5, 0.6], [0.3, 0.4, 0.5, 0.55]),
};
const project = makeProject(LOGS, (run) => ({ ...run, seed: run.name.startsWith("a-") ? run.name.slice(-1) : null }));

function points(val: number[], own: number[]): Record<string, number>[] {
  return val.map((value, index) => ({ step: 100 * (index + 1), "val/acc": value, "test/acc": own[index] ?? 0 }));
}

/** The project with its experiment compared under these reductions. */
function comparedBy(reductions: Record<string, Reduction>): Catalog {
  const [compiled] = project.catalog.all();
  if (compiled === undefined) throw new Error("no experiment");
  const { experiment } = compiled;
  const series = (run: string, metrics: readonly string[]) => project.catalog.series(experiment, run, metrics);
  const comparison = compareExperiment(experiment, { reductions }, { series, history: null });
  const made = { experiment, comparison, figures: [] };
  return { ...project.catalog, at: () => made, get: () => made, all: () => [made] };
}

function evaluated(text: string, catalog: Catalog = project.catalog): unknown {
  const expression = parseExpression(text);
  if (expression === null) return "unreadable";
  const computed = evaluate(expression, createScope({ catalog, near: "experiments/e" }));
  return computed.ok ? computed.result.measured.value : computed.problem.message;
}

function quantitiesIn(value: unknown): Quantity[] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.values(value).flatMap(quantitiesIn);
  return "selector" in value && "evidence" in value ? [value as Quantity, ...inside] : inside;
}

describe("selectors of reductions", () => {
  test.each([
    ["a-seed0/val/acc@mean2", 0.875],
    ["a-seed0/val/acc@area", (0.65 + 0.85 + 0.875) / 3],
    ["a-seed0/val/acc@steps-to-0.8", 200],
    ["a-seed0/test/acc@best(val/acc)", 0.75],
    ["mean(a/val/acc@steps-to-0.9)", 350],
    ["diff(a-seed1/val/acc@steps-to-0.9, a-seed0/val/acc@steps-to-0.9)", 100],
  ])("%s", (text, expected) => {
    expect(evaluated(text)).toBeCloseTo(expected, 12);
  });

  test.each([
    ["b/val/acc@steps-to-0.9", "val/acc of b has no “steps to 0.9”: not reached"],
    ["b/val/acc@time-to-0.5", "val/acc of b has no “seconds to 0.5”: no wall times logged"],
    ["b/val/acc@mean5", "val/acc of b has no “mean of last 5”: only 4 points"],
    ["mean(a/val/acc@steps-to-0.91)", "val/acc of a-seed0 has no “steps to 0.91”: not reached"],
  ])("%s has no value, and says why", (text, expected) => {
    expect(evaluated(text)).toBe(expected);
  });

  test.each<Reduction>(["best", "area", { at: 200 }, { meanOfLast: 3 }, { stepsTo: 0.5 }, { atBestOf: "val/acc" }])(
    "every number of a comparison by %j is computed again from its selector",
    (reduction) => {
      const catalog = comparedBy({ "val/acc": reduction, "test/acc": reduction });
      const cells = catalog.all()[0]?.comparison.rows.map(({ cells: own }) => own);
      const quantities = quantitiesIn(cells);
      expect(quantities.length).toBeGreaterThan(8);
      for (const { selector, value } of quantities)
        expect(evaluated(selector, catalog), selector).toBeCloseTo(value, 10);
    },
  );
});

describe("claims that cite reductions", () => {
  const log = logOf("a-seed0");
  const verdicts = (text: string) => project.check(text).map(({ verdict }) => verdict);

  test("at the line that the value stands on, or begins with", () => {
    expect(verdicts(`Acc [0.75](${log}#L3 "a-seed0/test/acc@best(val/acc)").\n`)).toEqual(["supported"]);
    expect(verdicts(`Acc [0.875](${log}#L4 "a-seed0/val/acc@mean2").\n`)).toEqual(["supported"]);
    expect(verdicts(`Reached after [200](${log}#L2 "a-seed0/val/acc@steps-to-0.8") steps.\n`)).toEqual(["supported"]);
  });

  test("a number that does not exist is none that stands on the line", () => {
    expect(verdicts(`Acc [0.6](${logOf("b")}#L4 "b/val/acc@steps-to-0.9").\n`)).not.toContain("supported");
  });

  test("another number is contradicted", () => {
    expect(verdicts(`Acc [0.885](${log}#L4 "a-seed0/val/acc@mean2").\n`)).toEqual(["contradicted"]);
    expect(verdicts(`Acc [0.80](${log}#L4 "a-seed0/test/acc@best(val/acc)").\n`)).toEqual(["contradicted"]);
  });
});
