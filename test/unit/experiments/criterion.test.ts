import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CriterionContext } from "../../../src/experiments/criterion.ts";
import { parseCriterion } from "../../../src/experiments/criterion.ts";

const nothing: CriterionContext = { metric: null, baseline: null, candidate: null, better: null };
const stated: CriterionContext = {
  metric: "test/accuracy",
  baseline: "baseline",
  candidate: "shift",
  better: "higher",
};

/** A condition in one line: `accuracy of shift − baseline pp >= 0.5`. */
function say(text: string, context = nothing): string {
  const { condition, problem } = parseCriterion(text, context);
  if (condition === null) return `problem: ${problem}`;
  const { metric, left, right, how, op, threshold } = condition;
  return `${metric} of ${left}${how === "value" ? "" : ` − ${right}`} ${how} ${op} ${threshold}`;
}

describe("a criterion", () => {
  test.each([
    ["test/accuracy of shift minus baseline >= 0.005", "test/accuracy of shift − baseline diff >= 0.005"],
    ["`test/accuracy` of `shift` minus `baseline` ≥ 0.005.", "test/accuracy of shift − baseline diff >= 0.005"],
    ["shift/test/accuracy - baseline/test/accuracy >= 0.5 pp", "test/accuracy of shift − baseline pp >= 0.5"],
    ["mean(shift/test/accuracy) − mean(baseline/test/accuracy) > 0", "test/accuracy of shift − baseline diff > 0"],
    ["val_loss < 0.3", "val_loss of null value < 0.3"],
    ["Precision@10 > 0.25", "Precision@10 of null value > 0.25"],
    ["accuracy above 95 %", "accuracy of null value > 0.95"],
    ["accuracy improves by at least 0.5 pp", "accuracy of null − null pp >= 0.5"],
    ["at least 2 % better accuracy than baseline", "accuracy of null − baseline rel >= 2"],
    [
      "accuracy of shift is at least 0.5 percentage points higher than baseline",
      "accuracy of shift − baseline pp >= 0.5",
    ],
    ["shift beats baseline by at least 0.5 pp in test/accuracy", "test/accuracy of shift − baseline pp >= 0.5"],
    ["val/loss drops by at least 5 % compared to baseline", "val/loss of null − baseline rel <= -5"],
    ["val_loss improves by at least 0.1", "val_loss of null − null diff <= -0.1"],
    ["latency increases by more than 10", "latency of null − null diff > 10"],
  ])("%s", (text, expected) => {
    expect(say(text)).toBe(expected);
  });

  test("takes what it leaves out from the hypothesis", () => {
    expect(say("shift minus baseline > 0", stated)).toBe("test/accuracy of shift − baseline diff > 0");
    expect(say("improvement of at least 0.5 pp", stated)).toBe("test/accuracy of shift − baseline pp >= 0.5");
  });

  test.each([
    ["no improvement", "it compares nothing with a number"],
    ["accuracy >= 0.9 and loss < 0.1", "it has more than one comparison"],
    ["accuracy does not fall by more than 0.5 pp", "it has a “not” in it: say what is asked for"],
    ["shift minus baseline >= 0.1", "it names no metric"],
    ["val/wobble improves by 3", "whether a higher"],
    ["accuracy of a minus b >= 2 %", "`%` of a difference may mean"],
  ])("that is unclear is not guessed: %s", (text, problem) => {
    expect(say(text)).toContain(problem);
  });

  test("never throws, and gives either a condition or a problem", () => {
    const words = fc.constantFrom(
      "accuracy",
      "of",
      "shift",
      "minus",
      "-",
      ">=",
      "0.5",
      "pp",
      "%",
      "at least",
      "by",
      "not",
      "(",
      ")",
      "than",
    );
    const sentence = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.array(words, { maxLength: 20 }).map((all) => all.join(" ")),
    );
    fc.assert(
      fc.property(sentence, (text) => {
        const { condition, problem } = parseCriterion(text, stated);
        expect((condition === null) !== (problem === null)).toBe(true);
        if (condition !== null) expect(Number.isFinite(condition.threshold)).toBe(true);
      }),
    );
  });
});
