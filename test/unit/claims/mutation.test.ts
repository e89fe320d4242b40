import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeDocumentProject } from "../../../bench/generated-documents.ts";
import { alarmsOf, resultOf, sayTable } from "../../../bench/kill-table.ts";
import { neighbours, printedLike, roundsTo } from "../../../bench/printed-number.ts";
import { randomOf } from "../../../bench/random.ts";
import type { Outcome, Patient } from "../../../bench/trial.ts";
import { admit, chooseMutations, tryMutation } from "../../../bench/trial.ts";
import { parseNumeral } from "../../../src/claims/text/numeral.ts";
import { agrees, logged } from "../../../src/claims/value/interval.ts";
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

describe("the benchmark of corrupted prose", () => {
  const folder = mkdtempSync(join(tmpdir(), "labdocs-mutation-"));
  const outcomes: Outcome[] = [];
  let patient: Patient;
  beforeAll(async () => {
    const { root, ...generated } = makeDocumentProject(folder, 3, { as: "linked", isHeldOut: false });
    patient = await admit(root, { ...generated, as: "linked" });
    for (const mutation of chooseMutations(patient, randomOf(3), 1))
      outcomes.push(await tryMutation(patient, mutation));
  }, 60_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const of = (kind: string) => outcomes.filter(({ mutation }) => mutation.kind === kind);

  test("every claim of a generated document is right before it is corrupted, and again after", async () => {
    for (const compiled of [patient.compiled, await patient.again()]) {
      const { claims, wrong } = alarmsOf({ ...patient, compiled });
      expect(claims).toBeGreaterThan(30);
      expect(wrong).toBe(0);
    }
  });

  const killed = [
    "digit flip",
    "transposition",
    "rounding: cut off",
    "rounding: up instead of down",
    "sign flip",
    "run swap, logged",
    "run swap, derived",
    "metric swap, logged",
    "metric swap, derived",
    "split swap, logged",
    "split swap, derived",
    "pp/%: unit",
    "pp/%: value",
    "population std",
    "SE for SD",
    "SD for SE",
    "best for last, logged",
    "best for last, derived",
    "dropped seed",
    "unit change",
    "stale value",
    "split swap, number and link",
    "row off by one",
    "ignored run cited, logged",
    "ignored run cited, derived",
    "wrong rank, linked",
    "wrong winner, linked",
  ];
  test.each(killed)("%s is made and killed", (kind) => {
    const seen = of(kind).filter(({ mutation }) => mutation.visible);
    expect(of(kind)).not.toHaveLength(0);
    expect(seen.filter((one) => !one.killed)).toEqual([]);
  });

  test("what only words say is tried as well", () => {
    const kinds = new Set(outcomes.map(({ mutation }) => mutation.kind));
    for (const what of [
      "comparative reversed",
      "wrong rank",
      "wrong winner",
      "run swap",
      "metric swap",
      "split swap",
    ]) {
      expect(kinds).toContain(`${what}, words only`);
    }
  });

  test("a mutation that rounding hides is not killed", () => {
    expect(outcomes.filter(({ mutation, killed }) => !mutation.visible && killed)).toEqual([]);
  });

  test("the table has a row for each kind and the false alarms", () => {
    const table = sayTable(outcomes.map(resultOf), [alarmsOf(patient)]);
    for (const { mutation } of outcomes) expect(table).toContain(`| ${mutation.kind} |`);
    expect(table).toContain("False alarms on the untouched documents: 0 of ");
  });
});

describe("the benchmark of prose without links", () => {
  const folder = mkdtempSync(join(tmpdir(), "labdocs-bare-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("no number of an untouched document is called wrong, most are proven, and another run's name is noticed", async () => {
    const { root, ...generated } = makeDocumentProject(folder, 5, { as: "bare", isHeldOut: false });
    const patient = await admit(root, { ...generated, as: "bare" });
    const { claims, right, stories } = alarmsOf(patient);
    expect(stories).toEqual([]);
    expect(right / claims).toBeGreaterThan(0.6);
    const named = chooseMutations(patient, randomOf(5), 2).filter(({ kind }) => kind === "run swap, words only");
    expect(named).not.toHaveLength(0);
    for (const mutation of named) expect((await tryMutation(patient, mutation)).killed).toBe(true);
  }, 60_000);
});

describe("exact rounding of the benchmark", () => {
  test.each([
    ["0.87", 0.875, true],
    ["0.88", 0.875, true],
    ["0.87", 0.8750001, false],
    ["−0.08", -0.0797, true],
    ["0.08", -0.0797, false],
    ["40", 40.5, true],
    ["1.0", 1e-7, false],
  ])("does %s state %d: %s", (literal, value, expected) => {
    expect(roundsTo(literal, value, 0)).toBe(expected);
  });

  test("the neighbours of a value lie on both sides of it, and are one number where it needs no rounding", () => {
    expect(neighbours(0.8674, { literal: "0.87", decimals: 2 })).toEqual(["0.86", "0.87"]);
    expect(neighbours(-7.26, { literal: "−7.3", decimals: 1 })).toEqual(["−7.2", "−7.3"]);
    expect(neighbours(0.5, { literal: "0.50", decimals: 2 })).toEqual(["0.50", "0.50"]);
    expect(printedLike(-0.5, { literal: "+0.25", decimals: 2 })).toBe("−0.50");
  });
});
