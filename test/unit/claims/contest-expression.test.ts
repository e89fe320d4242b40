import { describe, expect, test } from "vitest";
import { evaluate } from "../../../src/claims/value/evaluate.ts";
import { createScope } from "../../../src/claims/value/scope.ts";
import { parseExpression } from "../../../src/claims/value/selector.ts";
import type { Quantity } from "../../../src/model/quantity.ts";
import type { Run } from "../../../src/model/run.ts";
import type { Logs } from "./project.ts";
import { logOf, makeProject } from "./project.ts";

const VALUES: Record<string, number[]> = {
  baseline: [0.9759, 0.9799, 0.9598, 0.9718, 0.9658],
  shift: [0.9014, 0.89, 0.8712, 0.88, 0.9108],
  near: [0.9722, 0.9769, 0.9618, 0.9708, 0.9698],
  three: [0.9, 0.91, 0.92],
  trio: [0.91, 0.93, 0.93],
  one: [0.97],
};
const LOGS: Logs = Object.fromEntries(
  Object.entries(VALUES).flatMap(([arm, values]) =>
    values.map((value, seed) => [`${arm}-seed${seed}`, [{ step: 9, "test/accuracy": value }]]),
  ),
);
const project = makeProject(LOGS, (run: Run) => ({ ...run, seed: Number(run.name.slice(-1)) }));
const scope = createScope({ catalog: project.catalog, near: project.catalog.ids[0] ?? null });

function compute(text: string): number | string {
  const expression = parseExpression(text);
  if (expression === null) return "not parsed";
  const found = evaluate(expression, scope);
  return found.ok ? found.result.measured.value : found.problem.message;
}

const two = (name: string, a = "shift", b = "baseline") => `${name}(${a}/test/accuracy, ${b}/test/accuracy)`;

describe("expressions that set two rows against one another", () => {
  test("p is that of the exact permutation of 5 against 5, and of Welch’s t test of 3 against 3", () => {
    expect(compute(two("p"))).toBeCloseTo(2 / 252, 12);
    expect(compute(two("p", "three", "trio"))).toBe(compute(two("p_t", "three", "trio")));
    expect(compute(two("p_t"))).not.toBe(compute(two("p")));
  });

  test("every number of every contest of the comparison is computed again to the last bit", () => {
    const { contests } = project.catalog.all()[0]?.comparison ?? {};
    const shown = [...(contests?.contests ?? []), ...(contests?.leader?.contests ?? [])].flatMap((one) =>
      [
        one.difference,
        one.interval?.low,
        one.interval?.high,
        one.test?.p,
        one.test?.adjusted,
        one.effect?.size,
        one.expected?.low,
        one.expected?.high,
      ].filter((quantity): quantity is Quantity => quantity != null),
    );
    expect(shown.length).toBeGreaterThan(20);
    for (const { selector, value } of [...shown, contests?.noise?.std as Quantity]) {
      expect([selector, compute(selector)]).toEqual([selector, value]);
    }
  });

  test("where there is no test there is no p", () => {
    expect(compute(two("p", "one"))).toMatch(/1 against 5 runs allow no test/);
    expect(compute("p(mean(shift/test/accuracy), baseline/test/accuracy)")).toMatch(/takes rows/);
    expect(compute("p(shift/test/accuracy)")).toBe("not parsed");
    expect(compute(two("p_adjusted", "shift", "three"))).toMatch(/holds no such test/);
  });

  test.each([
    [`[p = 0.008](cite:${two("p").replace(" ", "%20")})`, "derived"],
    [`[p = 0.03](cite:${two("p").replace(" ", "%20")})`, "contradicted"],
    [`[p < 0.05](${logOf("shift-seed0")}#L1 "${two("p")}")`, "derived"],
    [`[−6.0 pp](${logOf("shift-seed0")}#L1 "${two("ci_high")}")`, "derived"],
    [`[−5.0 pp](${logOf("shift-seed0")}#L1 "${two("ci_high")}")`, "contradicted"],
  ])("%s is %s", (text, expected) => {
    const [verdict] = project.check(`# Results\n\nThe shift costs accuracy: ${text}.\n`);
    expect(verdict?.verdict).toBe(expected);
  });
});
