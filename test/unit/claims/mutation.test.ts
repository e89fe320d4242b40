import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { agrees, logged } from "../../../src/claims/interval.ts";
import { parseNumeral } from "../../../src/claims/numeral.ts";
import type { Logs } from "./project.ts";
import { logOf, makeProject } from "./project.ts";

const value = fc.double({ min: 0.01, max: 0.99, noNaN: true, noDefaultInfinity: true });
const series = fc.array(fc.record({ acc: value, loss: value }), { minLength: 3, maxLength: 12 });

/** Changes one digit of a text to another one. */
function changeDigit(text: string, at: number, by: number): string {
  const digits = [...text.matchAll(/\d/g)];
  const digit = digits[at % digits.length];
  if (digit === undefined) return text;
  const other = (Number(digit[0]) + 1 + (by % 9)) % 10;
  return text.slice(0, digit.index) + other + text.slice(digit.index + 1);
}

describe("one digit changed", () => {
  test("a supported claim is never supported with another number, unless that rounds the same", () => {
    const cases = fc.record({
      a: series,
      b: series,
      line: fc.nat(),
      decimals: fc.integer({ min: 2, max: 6 }),
      at: fc.nat(),
      by: fc.nat(),
    });
    fc.assert(
      fc.property(cases, fc.constantFrom("acc", "b/acc", "", "acc step", "mean(b/acc, a/acc)"), (input, form) => {
        const { a, b, decimals } = input;
        const logs: Logs = { a: a.map((one, step) => ({ step, ...one })), b: b.map((one, step) => ({ step, ...one })) };
        const project = makeProject(logs);
        const line = input.line % b.length;
        const isMean = form.startsWith("mean");
        const truth = isMean ? ((b.at(-1)?.acc ?? 0) + (a.at(-1)?.acc ?? 0)) / 2 : (b[line]?.acc ?? 0);
        const title = form === "" ? "" : ` "${form.replace("step", `step=${line}`)}"`;
        const write = (text: string) => `The acc is [${text}](${logOf("b")}#L${line + 1}${title}).`;
        const printed = truth.toFixed(decimals);
        const changed = changeDigit(printed, input.at, input.by);
        const before = project.check(write(printed))[0];
        expect(["supported", "derived"]).toContain(before?.verdict);
        const numeral = parseNumeral(changed);
        if (numeral !== null && agrees(numeral, logged(truth, null))) return;
        const after = project.check(write(changed))[0];
        expect(["supported", "derived", "attested", "exempt"], write(changed)).not.toContain(after?.verdict);
      }),
      { numRuns: 150 },
    );
  });
});
