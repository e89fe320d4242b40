import { describe, expect, test } from "vitest";
import type { Run } from "../../../src/model/run.ts";
import type { Logs } from "./project.ts";
import { logOf, makeProject } from "./project.ts";

function record(accuracy: number, loss: number, latency: number, val: number): Record<string, number>[] {
  const test = { "test/accuracy": accuracy, "test/loss": loss, "test/latency_ms": latency };
  return [{ step: 9, ...test, "val/accuracy": val, "val/loss": loss + 0.01, "train/accuracy": 0.99 }];
}

const LOGS: Logs = {
  "baseline-seed0": record(0.97, 0.1, 40, 0.95),
  "baseline-seed1": record(0.96, 0.12, 41, 0.94),
  "shift-seed0": record(0.9, 0.3, 30, 0.91),
  "shift-seed1": record(0.89, 0.31, 31, 0.905),
  "wide-seed0": record(0.93, 0.2, 80, 0.94),
  "leak-seed0": record(0.995, 0.01, 40, 0.99),
  "nan-seed0": record(0.1, 0.9, 40, 0.1),
};

function spoil(run: Run): Run {
  const seed = Number(run.name.slice(-1));
  if (run.name === "leak-seed0") {
    return { ...run, seed, ignored: { reason: "trained on the test images", file: "IGNORED_RUNS.md", line: 1 } };
  }
  const [metric] = run.metrics;
  if (run.name === "nan-seed0" && metric !== undefined)
    return { ...run, seed, diverged: { metric: "test/loss", evidence: metric.last.evidence } };
  return { ...run, seed };
}

const project = makeProject(LOGS, spoil);
const WRONG = ["contradicted", "wrong-run", "ignored-run"];

function check(text: string) {
  return project.check(`# Results\n\n${text}\n`, { bareSections: "all" });
}

/** `verdict: reason` of everything that is found wrong. */
function wrongIn(text: string): string[] {
  return check(text)
    .filter(({ verdict }) => WRONG.includes(verdict))
    .map(({ verdict, reason }) => `${verdict}: ${reason}`);
}

function said(text: string): string | undefined {
  const found = check(text).find(({ claim }) => claim.kind === "words");
  return found === undefined ? undefined : [found.verdict, found.reason].filter(Boolean).join(": ");
}

const link = (value: string, run: string, title: string) => `[${value}](${logOf(run)}#L1 "${title}")`;
const acc = (value: string, run: string) => link(value, run, "test/accuracy");
const change = (text: string, title: string) => link(text, "shift-seed0", title);
const pp = "pp(mean(shift/test/accuracy), mean(baseline/test/accuracy))";
const less = "pp(mean(baseline/test/accuracy), mean(shift/test/accuracy))";
const faster = "ratio(mean(baseline/test/latency_ms), mean(shift/test/latency_ms))";
const table = (head: string, row: string, cell: string) => `| run | ${head} |\n| --- | --: |\n| ${row} | ${cell} |`;

describe("the words around a linked number", () => {
  test.each([
    [`shift-seed0 has a test loss of ${acc("0.900", "shift-seed0")}.`, "contradicted: the words say loss"],
    [`shift-seed0 has a validation accuracy of ${acc("0.900", "shift-seed0")}.`, "wrong-run: the words say validation"],
    [`The accuracy on the validation set is ${acc("0.900", "shift-seed0")}.`, "wrong-run: the words say validation"],
    [`wide-seed0 ends at a test accuracy of ${acc("0.900", "shift-seed0")}.`, "wrong-run: the words say wide-seed0"],
    [`A test accuracy of ${acc("0.900", "shift-seed0")} for wide-seed0.`, "wrong-run: the words say wide-seed0"],
    [`It reaches ${acc("0.900", "shift-seed0")} on the validation set.`, "wrong-run: the words say validation"],
    [`On the validation set, shift-seed0 has ${acc("0.900", "shift-seed0")}.`, "wrong-run: the words say validation"],
    [`Its accuracy (validation) is ${acc("0.900", "shift-seed0")}.`, "wrong-run: the words say validation"],
    [
      `A test accuracy of ${acc("0.900", "shift-seed0")} was reached by wide-seed0.`,
      "wrong-run: the words say wide-seed0",
    ],
    [`The best accuracy is ${acc("0.900", "shift-seed0")} (wide-seed0).`, "wrong-run: the words say wide-seed0"],
    [`With wide-seed0 we get ${acc("0.900", "shift-seed0")}.`, "wrong-run: the words say wide-seed0"],
    [`It has ${acc("0.900", "shift-seed0")} on seed 1.`, "wrong-run: the words say seed 1"],
    [
      `It gets ${link("0.30", "shift-seed0", "test/loss")} of the images right.`,
      "contradicted: the words say how many",
    ],
    [table("test loss", "shift-seed0", acc("0.900", "shift-seed0")), "contradicted: the words say loss"],
    [table("val accuracy", "shift-seed0", acc("0.900", "shift-seed0")), "wrong-run: the words say validation"],
    [table("test accuracy", "`wide-seed0`", acc("0.900", "shift-seed0")), "wrong-run: the words say wide-seed0"],
    [table("test accuracy", "baseline (n = 2)", acc("0.900", "shift-seed0")), "wrong-run: the words say baseline"],
    [
      `shift-seed0 has ${acc("0.930", "wide-seed0")}, wide-seed0 ${acc("0.900", "shift-seed0")}.`,
      "wrong-run: the words say shift-seed0",
    ],
  ])("%s", (text, expected) => {
    expect(wrongIn(text)[0]).toContain(expected);
  });

  test.each([
    [`In test accuracy shift is ${change("−7.0 pp", pp)} better than baseline.`],
    [`shift is ${change("7.0 pp", less)} higher than baseline in test accuracy.`],
    [`Compared with baseline, shift is ${change("7.0 pp", less)} higher in test accuracy.`],
    [`The test accuracy of baseline falls behind shift by ${change("7.0 pp", less)}.`],
    [`The test accuracy of shift improves by ${change("7.0 pp", less)}.`],
    [`So shift is ${change("1.33×", faster)} slower than baseline.`],
    [
      `With shift it is ${link("0.895", "shift-seed0", "mean(shift/test/accuracy)")}, about ${change("7.0 pp", less)} higher.`,
    ],
    [`shift-seed0 (${acc("0.900", "shift-seed0")}) is better than wide-seed0 (${acc("0.930", "wide-seed0")}).`],
    [`Test accuracy rises from ${acc("0.930", "wide-seed0")} to ${acc("0.900", "shift-seed0")}.`],
    [`The shift beats it, with ${acc("0.900", "shift-seed0")} against ${acc("0.930", "wide-seed0")}.`],
  ])("the direction: %s", (text) => {
    expect(wrongIn(text)[0]).toMatch(/^contradicted: the words say .* has test\/\w+ [\d.]+, .* [\d.]+$/);
  });

  test.each([
    [`In test accuracy shift is ${change("−7.0 pp", pp)} worse than baseline.`],
    [`shift is ${change("7.0 pp", less)} lower than baseline in test accuracy.`],
    [`baseline is ${change("7.0 pp", less)} better than shift in test accuracy.`],
    [`Compared with baseline, shift is ${change("7.0 pp", less)} lower in test accuracy.`],
    [`shift falls behind baseline by ${change("7.0 pp", less)} in test accuracy.`],
    [`Shifting costs accuracy, a loss of ${change("7.0 pp", less)}.`],
    [`It is not ${change("7.0 pp", less)} better than baseline.`],
    [`Without shifting, test accuracy is ${change("7.0 pp", less)} higher.`],
    [`So shift is ${change("1.33×", faster)} faster than baseline.`],
    [`baseline-seed0 (${acc("0.970", "baseline-seed0")}) beats wide-seed0 (${acc("0.930", "wide-seed0")}).`],
    [`Test accuracy falls from ${acc("0.930", "wide-seed0")} to ${acc("0.900", "shift-seed0")}.`],
    [`wide-seed0 reaches ${acc("0.930", "wide-seed0")}, up from ${acc("0.900", "shift-seed0")}.`],
    [`Unlike wide-seed0, it reaches a test accuracy of ${acc("0.900", "shift-seed0")}.`],
    [`It starts from the weights of wide-seed0 and ends at ${acc("0.900", "shift-seed0")}.`],
    [`wide-seed0 was slow, so we halved it and got ${acc("0.900", "shift-seed0")}.`],
    [`With a shift of one pixel the accuracy is ${acc("0.970", "baseline-seed0")} at first.`],
    [`After training the test accuracy is ${acc("0.900", "shift-seed0")}.`],
    [`Trained on the training images, its accuracy is ${acc("0.900", "shift-seed0")}.`],
    [`wide-seed0 and shift-seed0 reach ${acc("0.930", "wide-seed0")} and ${acc("0.900", "shift-seed0")}.`],
    [`Accuracy and loss are ${acc("0.900", "shift-seed0")} and ${link("0.30", "shift-seed0", "test/loss")}.`],
    [
      `With ${acc("0.900", "shift-seed0")} accuracy and a loss of ${link("0.30", "shift-seed0", "test/loss")} it is done.`,
    ],
    [`The standard error aside, it has ${acc("0.900", "shift-seed0")}.`],
    [`Tuned on the validation set, it has ${acc("0.900", "shift-seed0")}.`],
    [`The shift was chosen on validation data; shift-seed0 has ${acc("0.900", "shift-seed0")} on the test set.`],
    [`It reaches ${acc("0.900", "shift-seed0")}, which is lower than the accuracy of wide-seed0.`],
    [`It reaches ${acc("0.900", "shift-seed0")}, the same as in wide-seed0.`],
    [`The latency of shift-seed0 is fine, and its accuracy is ${acc("0.900", "shift-seed0")}.`],
    [`From baseline to shift test accuracy falls by ${change("7.0 pp", less)}.`],
    [`The test accuracy of shift is ${change("7.0 pp", less)} lower than that of baseline.`],
    [table("accuracy (test)", "shift-seed0", acc("0.900", "shift-seed0"))],
    [table("Δ to baseline", "shift", change("−7.0 pp", pp))],
    [table("value", "accuracy", acc("0.900", "shift-seed0"))],
    [table("baseline + shift", "accuracy", acc("0.900", "shift-seed0"))],
  ])("says nothing against %s", (text) => {
    expect(wrongIn(text)).toEqual([]);
  });
});

describe("comparisons, ranks and winners in words alone", () => {
  test.each([
    ["baseline outperforms shift.", "supported"],
    ["shift outperforms baseline.", "contradicted: shift has test/accuracy 0.895, baseline 0.965"],
    ["Overall, shift is clearly better than baseline.", "contradicted: shift has test/accuracy 0.895, baseline 0.965"],
    ["shift is worse than baseline; wide is better than baseline.", "supported"],
    ["shift is faster than baseline.", "supported"],
    ["shift is slower than baseline.", "contradicted: shift has test/latency_ms 30.5, baseline 40.5"],
    ["shift has a lower test loss than baseline.", "contradicted: shift has test/loss 0.305, baseline 0.11"],
    ["In test loss `wide` beats `baseline`.", "contradicted: wide has test/loss 0.2, baseline 0.11"],
    [
      "The validation accuracy of shift is higher than that of baseline.",
      "contradicted: shift has val/accuracy 0.9075, baseline 0.945",
    ],
    ["shift improves the test loss over baseline.", "contradicted: shift has test/loss 0.305, baseline 0.11"],
    ["baseline has the highest test accuracy.", "supported"],
    ["wide has the highest test accuracy.", "contradicted: wide has test/accuracy 0.93, baseline 0.965"],
    ["The lowest test loss belongs to wide.", "contradicted: wide has test/loss 0.2, baseline 0.11"],
    ["The winner is **shift**.", "contradicted: shift has test/accuracy 0.895, baseline 0.965"],
    ["The best run is baseline-seed0.", "supported"],
    ["baseline is the best of the three.", "supported"],
    ["wide ranks second.", "supported"],
    ["Of the three, wide ranks first.", "contradicted: wide has test/accuracy 0.93, baseline 0.965"],
    ["shift takes second place.", "contradicted: shift has test/accuracy 0.895, baseline 0.965"],
    ["shift ranks last.", "supported"],
    ["shift comes second.", "contradicted: shift has test/accuracy 0.895, baseline 0.965"],
    ["The runner-up is wide.", "supported"],
    ["Second place goes to shift.", "contradicted: shift has test/accuracy 0.895, baseline 0.965"],
    ["shift comes out on top.", "contradicted: shift has test/accuracy 0.895, baseline 0.965"],
    ["shift is outperformed by baseline.", "supported"],
    ["baseline is beaten by shift.", "contradicted: shift has test/accuracy 0.895, baseline 0.965"],
    ["shift is not better than baseline.", "supported"],
    [
      "baseline is significantly better than wide.",
      "contradicted: wide is one run: no test is possible (baseline has test/accuracy 0.965, wide 0.93)",
    ],
    [
      "There is no significant difference between shift and baseline.",
      "unbound: no test of so few runs can show it (shift has test/accuracy 0.895, baseline 0.965)",
    ],
    ["leak-seed0 has the highest test accuracy.", "ignored-run: leak-seed0 is ignored: trained on the test images"],
    ["Training of nan-seed0 diverged.", "supported"],
  ])("%s", (text, expected) => {
    expect(said(text)).toBe(expected);
  });

  test("a claim has the clause as its text, its place and an id that other sentences do not change", () => {
    const [first] = check("shift outperforms baseline.").filter(({ claim }) => claim.kind === "words");
    const again = check("One more sentence.\n\nshift outperforms\nbaseline.").find(
      ({ claim }) => claim.kind === "words",
    );
    expect(first?.claim).toMatchObject({
      text: "shift outperforms baseline.",
      span: { line: 3, column: 1 },
      target: null,
    });
    expect(again?.claim.span.line).toBe(5);
    expect(again?.claim.id).toBe(first?.claim.id);
    expect(first?.evidence).toHaveLength(4);
  });

  test("a document that nobody named is read where it states results or cites evidence", () => {
    const lie = "shift outperforms baseline.";
    const kinds = (text: string, bareSections: "report" | "none") =>
      project.check(text, { bareSections }).filter(({ claim }) => claim.kind === "words").length;
    expect(kinds(`# T\n\n## Notes\n\n${lie}\n`, "report")).toBe(0);
    expect(kinds(`# T\n\n## Results\n\n${lie}\n`, "report")).toBe(1);
    expect(kinds(`# T\n\n## Notes\n\n${lie}\n`, "none")).toBe(0);
    expect(kinds(`# T\n\n## Notes\n\n${lie} It has ${acc("0.900", "shift-seed0")}.\n`, "none")).toBe(1);
  });
});

describe("words that state no result of these runs", () => {
  test.each([
    "Does shift outperform baseline?",
    "If shift outperforms baseline, we keep it.",
    "We expect that shift is better than baseline.",
    "shift would be better than baseline.",
    "shift could outperform baseline.",
    "shift should be better than baseline.",
    "shift might be faster than wide.",
    "We hoped that shift is better than baseline.",
    "Hypothesis: shift outperforms baseline.",
    "The goal is that shift outperforms baseline.",
    "The question is whether shift is better than baseline.",
    "shift will be better than baseline.",
    "Until shift is better than baseline, we go on.",
    "Zhou et al. show that shift is better than baseline.",
    "According to the authors, shift outperforms baseline.",
    "In the paper shift outperforms baseline.",
    "Published work says that shift beats baseline.",
    "“shift outperforms baseline” is what one reads.",
    '"shift outperforms baseline" is what one reads.',
    "> shift outperforms baseline.",
    "~~shift outperforms baseline.~~",
    "`shift outperforms baseline`",
    "It is not true that shift outperforms baseline.",
    "Nobody says that shift outperforms baseline.",
    "shift does not outperform baseline.",
    "shift is no better than baseline.",
    "shift never outperforms baseline.",
    "shift fails to outperform baseline.",
    "shift is not the winner.",
    "The winner is not shift.",
    "shift is better than baseline on seed 1.",
    "shift is better than baseline for small images.",
    "shift is better than baseline in the first epochs.",
    "At first shift is better than baseline.",
    "Early on, shift outperforms baseline.",
    "shift is better than baseline at step 3.",
    "shift sometimes outperforms baseline.",
    "On some digits shift outperforms baseline.",
    "With more data shift outperforms baseline.",
    "shift is better than baseline when the noise is high.",
    "Given the same budget, shift outperforms baseline.",
    "shift is better than baseline, except that it is worse.",
    "shift, which is better than baseline in memory, was dropped.",
    "shift is better than baseline in memory.",
    "shift is better documented than baseline.",
    "shift is higher than baseline.",
    "The shift is better than nothing.",
    "This is better than baseline.",
    "A better baseline.",
    "It shifts the images faster than before.",
    "shift comes first in the list, then baseline.",
    "Run baseline first, then shift.",
    "First shift, second baseline.",
    "The best is the enemy of the good shift.",
    "The best way is to start with baseline.",
    "Last, shift was started.",
    "shift-seed7 outperforms baseline.",
    "rightshift outperforms baseline.",
    "In an earlier version shift outperformed baseline.",
    "shift outperformed baseline last week.",
    "shift ist besser als baseline.",
    "shift est meilleur que baseline.",
    "shift 比 baseline 更好。",
    "- shift: better than baseline?\n- baseline: better than shift?",
    "Of the two, wide ranks first.",
    "For example, shift outperforms baseline.",
    "Suppose shift outperforms baseline.",
    "It seems that shift is better than baseline.",
    "[TODO] shift outperforms baseline.",
    "I guess shift is better than baseline.",
    "We wanted to show that shift is better than baseline.",
    "shift is better than baseline per parameter.",
    "Apart from accuracy, shift is better than baseline.",
    "Ignoring leaks, shift is better than baseline.",
    "There is no difference between shift and baseline in how they are started.",
    "## shift outperforms baseline",
    "| shift outperforms baseline |\n| --- |\n| yes |",
    "<p>shift outperforms baseline.</p>",
    "```\nshift outperforms baseline.\n```",
  ])("%s", (text) => {
    expect(wrongIn(text)).toEqual([]);
  });
});
