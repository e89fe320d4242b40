import { describe, expect, test } from "vitest";
import { citeDocument } from "../../../src/claims/cite.ts";
import { splice } from "../../../src/markdown/splice.ts";
import type { Logs } from "./project.ts";
import { logOf, makeProject } from "./project.ts";

const LOGS: Logs = {
  full: [
    {
      step: 2000,
      "test/accuracy": 0.8612,
      "train/loss": 0.00034567,
      time_ms: 12345.678,
      params: 124439808,
      gain: -0.5,
    },
  ],
  s0: [{ "test/accuracy": 0.84 }],
  s1: [{ "test/accuracy": 0.86 }],
  s2: [{ "test/accuracy": 0.87 }],
};
const project = makeProject(LOGS);
const log = logOf("full");

function accepted(text: string, accept?: string[]) {
  const document = project.document(text);
  const verdicts = project.check(text);
  const ids = accept ?? verdicts.map(({ claim }) => claim.id);
  const cited = citeDocument(document, verdicts, { catalog: project.catalog, near: "e", accept: ids });
  return { ...cited, verdicts, text: splice(text, cited.edits) };
}

const ACCURACY = `${log}#L1 "test/accuracy"`;
const LOSS = `${log}#L1 "train/loss"`;
const TIME = `${log}#L1 "time_ms"`;
const PARAMS = `${log}#L1 "params"`;
const MEAN = `${log}#L1 "mean(s*/test/accuracy)"`;
const PP = `${log}#L1 "pp(full/test/accuracy, s0/test/accuracy)"`;

describe("a difference that is the other way round", () => {
  const worse = `${log}#L1 "pp(s0/test/accuracy, full/test/accuracy)"`;

  test("is told by its size where the words say that it fell", () => {
    expect(accepted(`s0 falls behind by [3.5 pp](${worse}).`).text).toBe(`s0 falls behind by [2.1 pp](${worse}).`);
  });

  test.each(["beats full by", "improves on full by", "is higher than full by"])("is no number after “%s”", (words) => {
    const text = `s0 ${words} [3.5 pp](${worse}).`;
    expect(accepted(text).text).toBe(text);
  });
});

describe("an accepted value takes the form that its author gave the number", () => {
  test.each([
    ["0.87", ACCURACY, "0.86"],
    ["0.88000", ACCURACY, "0.86120"],
    [".87", ACCURACY, ".86"],
    ["87 %", ACCURACY, "86 %"],
    ["87.03%", ACCURACY, "86.12%"],
    ["~0.9123", ACCURACY, "~0.8612"],
    ["**0.871**", ACCURACY, "**0.861**"],
    ["_0.871_", ACCURACY, "_0.861_"],
    ["**_0.871_**", ACCURACY, "**_0.861_**"],
    ["`0.871`", ACCURACY, "`0.861`"],
    ["$0.871$", ACCURACY, "$0.861$"],
    ["$87.1\\%$", ACCURACY, "$86.1\\%$"],
    ["AUC of 0.871", ACCURACY, "AUC of 0.861"],
    ["<b>0.871</b>", ACCURACY, "<b>0.861</b>"],
    ["4.1e-4", LOSS, "3.5e-4"],
    ["4.12E-4", LOSS, "3.46E-4"],
    ["4.1 × 10⁻⁴", LOSS, "3.5 × 10⁻⁴"],
    ["$4.1 \\times 10^{-4}$", LOSS, "$3.5 \\times 10^{-4}$"],
    ["12,999 ms", TIME, "12,346 ms"],
    ["12\u2009999 ms", TIME, "12\u2009346 ms"],
    ["12_999.0 ms", TIME, "12_345.7 ms"],
    ["13.9 s", TIME, "12.3 s"],
    ["125,000,000", PARAMS, "124,439,808"],
    ["125M", PARAMS, "124M"],
    ["+3.5 pp", PP, "+2.1 pp"],
    ["3.5 percentage points", PP, "2.1 percentage points"],
    ["0.871 ± 0.020", MEAN, "0.857 ± 0.015"],
    ["87.1 ± 2.0 %", MEAN, "85.7 ± 1.5 %"],
    ["$0.871 \\pm 0.020$", MEAN, "$0.857 \\pm 0.015$"],
    ["(87.1 ± 2.0)%", MEAN, "(85.7 ± 1.5)%"],
  ])("%s", (before, target, after) => {
    const done = accepted(`It is [${before}](${target}).`);
    expect(done.verdicts.map(({ verdict }) => verdict)).toEqual(["contradicted"]);
    expect(done.text).toBe(`It is [${after}](${target}).`);
    expect(project.check(done.text).map(({ verdict }) => verdict)).toEqual([
      expect.stringMatching(/supported|derived/),
    ]);
  });

  test("a sign that is no longer true goes", () => {
    const back = `${log}#L1 "pp(s0/test/accuracy, full/test/accuracy)"`;
    expect(accepted(`Changed by [+3.5 pp](${back}).`).text).toBe(`Changed by [−2.1 pp](${back}).`);
  });

  test.each(["0.87–0.89", "12/14", "between 0.87 and 0.88"])("%s cannot be restated, which is said", (text) => {
    const done = accepted(`It is [${text}](${ACCURACY}).`);
    expect(done.text).toBe(`It is [${text}](${ACCURACY}).`);
    expect(done.changes).toEqual([]);
  });
});

describe("what is accepted", () => {
  const TWO = `A [0.87](${ACCURACY}), B [4.1e-4](${LOSS}), C [0.86](${ACCURACY}).`;

  test("only what is named", () => {
    const [, second] = project.check(TWO);
    expect(accepted(TWO, [second?.claim.id ?? ""]).text).toBe(TWO.replace("4.1e-4", "3.5e-4"));
  });

  test("all: everything that is contradicted", () => {
    expect(accepted(TWO, ["all"]).text).toBe(TWO.replace("4.1e-4", "3.5e-4").replace("0.87", "0.86"));
  });
});
