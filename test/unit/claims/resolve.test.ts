import { describe, expect, test } from "vitest";
import { parseNumeral } from "../../../src/claims/text/numeral.ts";
import { evaluate } from "../../../src/claims/value/evaluate.ts";
import { agrees } from "../../../src/claims/value/interval.ts";
import { resolveSelector } from "../../../src/claims/value/resolve.ts";
import { createScope } from "../../../src/claims/value/scope.ts";
import { parseExpression, parseSelector } from "../../../src/claims/value/selector.ts";
import type { Quantity } from "../../../src/model/quantity.ts";
import type { Run } from "../../../src/model/run.ts";
import type { Logs } from "./project.ts";
import { makeProject } from "./project.ts";

const LOGS: Logs = {
  "a-seed0": [
    { step: 1, "val/acc": 0.5, loss: 2 },
    { step: 2, "val/acc": 0.81, loss: Number.NaN },
    { step: 3, "val/acc": 0.8, loss: 1.5 },
  ],
  "a-seed1": [{ step: 3, "val/acc": 0.84, loss: 1.25 }],
  "b-seed0": [{ step: 3, "val/acc": 0.7, loss: 1.75 }],
  "b-seed1": [{ step: 3, "val/acc": 0.76, loss: 1.625 }],
  val: [{ acc: 0.1, "val/acc": 0.2 }],
};

function seeded(run: Run): Run {
  const [arm = "", seed] = run.name.split("-seed");
  const evidence = { file: run.files[0] ?? "", locator: { kind: "line" as const, line: 1 }, literal: arm };
  return { ...run, seed: seed === undefined ? null : Number(seed), params: [{ name: "arm", value: arm, evidence }] };
}

const project = makeProject(LOGS, seeded);
const scope = createScope({ catalog: project.catalog, near: "experiments/e" });

function values(text: string): number[] | string {
  const selector = parseSelector(text);
  if (selector === null) return "unreadable";
  const found = resolveSelector(selector, scope);
  return found.ok
    ? found.operands.map(({ point }) => point.value)
    : `${found.problem.kind}: ${found.problem.suggestions.join(", ")}`;
}

describe("resolveSelector", () => {
  test.each([
    ["a-seed0/val/acc", [0.8]],
    ["a-seed0/val/acc@best", [0.81]],
    ["a-seed0/val/acc@first", [0.5]],
    ["a-seed0/val/acc@step=1", [0.5]],
    ["a-seed0/loss@min", [1.5]],
    ["a/val/acc", [0.8, 0.84]],
    ["*-seed1/val/acc", [0.84, 0.76]],
    ["experiments/e/runs/b-seed0/val/acc", [0.7]],
    ["e/b-seed0/val/acc", [0.7]],
    ["val/acc", [0.1]],
    ["val/val/acc", [0.2]],
    ["a-seed9/val/acc", "no-run: a-seed0, a-seed1, b-seed0"],
    ["a-seed0/val/ac", "no-metric: val/acc"],
    ["a-seed0/val/acc@step=9", "no-point: "],
    ["loss", "ambiguous: a-seed0/loss, a-seed1/loss, b-seed0/loss"],
  ])("%s", (text, expected) => {
    expect(values(text)).toEqual(expected);
  });

  test("a run that is ignored leaves its row", () => {
    const spoiled = makeProject(LOGS, (run) =>
      run.name === "a-seed1" ? { ...seeded(run), ignored: { reason: "bug", file: "f", line: 1 } } : seeded(run),
    );
    const own = createScope({ catalog: spoiled.catalog, near: "experiments/e" });
    const mean = evaluate(parseExpression("mean(a-seed*/val/acc)") ?? neverNull(), own);
    expect(mean).toMatchObject({ ok: true, result: { measured: { value: 0.8 } } });
  });

  test("what is not finite is left out of statistics, as in the comparison", () => {
    const found = evaluate(parseExpression("mean(a-seed0/loss@step=2, a-seed0/loss)") ?? neverNull(), scope);
    expect(found).toMatchObject({ ok: true, result: { measured: { value: 1.5 } } });
  });
});

function neverNull(): never {
  throw new Error("the expression cannot be read");
}

/** Every quantity inside a value. */
function quantitiesIn(value: unknown): Quantity[] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.values(value).flatMap(quantitiesIn);
  return "selector" in value && "evidence" in value ? [value as Quantity, ...inside] : inside;
}

test("every number of the comparison is computed again from its selector, and is printed as we read it", () => {
  const [compiled] = project.catalog.all();
  const quantities = quantitiesIn(compiled?.comparison).filter(({ selector }) => selector !== "");
  expect(quantities.length).toBeGreaterThan(20);
  for (const { selector, text, value } of quantities) {
    const computed = evaluate(parseExpression(selector) ?? neverNull(), scope);
    if (!computed.ok) throw new Error(`${selector}: ${computed.problem.message}`);
    const { measured } = computed.result;
    expect(measured.value, selector).toBeCloseTo(value, 10);
    const numeral = parseNumeral(text);
    expect(numeral !== null && agrees(numeral, measured), `${selector} printed as ${text}`).toBe(true);
  }
});
