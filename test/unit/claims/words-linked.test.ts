import { describe, expect, test } from "vitest";
import { logOf, makeProject } from "./project.ts";

function record(accuracy: number, loss: number, latency: number, val: number): Record<string, number>[] {
  const test = { "test/accuracy": accuracy, "test/loss": loss, "test/latency_ms": latency };
  return [{ step: 9, ...test, "val/accuracy": val, "val/loss": loss + 0.05, "train/accuracy": val + 0.03 }];
}

const project = makeProject({
  "base-seed0": record(0.97, 0.1, 40, 0.95),
  "base-seed1": record(0.96, 0.12, 41, 0.94),
  "wide-seed0": record(0.93, 0.2, 80, 0.94),
  "wide-seed1": record(0.92, 0.21, 81, 0.93),
});
const WRONG = ["contradicted", "wrong-run", "ignored-run"];

function isWrong(text: string): boolean {
  const verdicts = project.check(`# Results\n\n${text}\n`, { bareSections: "none" });
  return verdicts.some(({ verdict }) => WRONG.includes(verdict));
}

const link = (value: string, title: string, run = "base-seed0") => `[${value}](${logOf(run)}#L1 "${title}")`;
const TEST = link("0.970", "test/accuracy");
const VALIDATION = link("0.950", "val/accuracy");
const TRAINING = link("0.980", "train/accuracy");
const VALUES = { test: TEST, validation: VALIDATION, training: TRAINING };

const SPLITS: [keyof typeof VALUES, string][] = [
  ["test", "On the test set, base-seed0 reaches N."],
  ["test", "On the test set it has an accuracy of N."],
  ["test", "On the held-out test set, base-seed0 reaches N."],
  ["test", "On held-out data base-seed0 reaches N."],
  ["test", "On the held-out images it gets N right."],
  ["test", "On the test split the accuracy is N."],
  ["test", "On test, base-seed0 has N."],
  ["test", "base-seed0 scores N on test."],
  ["test", "base-seed0 scores N on the test set."],
  ["test", "base-seed0 scores N on the test images."],
  ["test", "base-seed0 has N at test time."],
  ["test", "At test time base-seed0 has an accuracy of N."],
  ["test", "In testing, base-seed0 has N."],
  ["test", "The accuracy is N on the test split."],
  ["test", "The accuracy measured on the test set is N."],
  ["test", "Measured on the test set, it is N."],
  ["test", "Evaluated on the test data, it has N."],
  ["test", "It has N on the 1000 test images."],
  ["test", "Its test score is N."],
  ["test", "Its test-set accuracy is N."],
  ["test", "The test performance of base-seed0 is N."],
  ["test", "For the test set we get N."],
  ["test", "It classifies N of the test images correctly."],
  ["test", "N of the test examples are right."],
  ["test", "Test: N."],
  ["test", "Test set: N."],
  ["test", "Accuracy (test): N."],
  ["test", "Accuracy: N (test)."],
  ["test", "Trained to the end, base-seed0 has N on the test set."],
  ["test", "After training, base-seed0 has N on the test set."],
  ["test", "We look at the test set. There, base-seed0 reaches N."],
  ["test", "On the test set the two differ. Its accuracy is N."],
  ["validation", "On the validation set, base-seed0 reaches N."],
  ["validation", "On validation data base-seed0 reaches N."],
  ["validation", "On dev, base-seed0 has N."],
  ["validation", "On the dev set base-seed0 has N."],
  ["validation", "On the development set, base-seed0 has N."],
  ["validation", "base-seed0 scores N on val."],
  ["validation", "At validation time base-seed0 has N."],
  ["validation", "At validation, base-seed0 has N."],
  ["validation", "In validation, base-seed0 has N."],
  ["validation", "During validation it has N."],
  ["validation", "The validation score is N."],
  ["validation", "Validation: N."],
  ["validation", "Accuracy on val: N."],
  ["validation", "N is what base-seed0 reaches on the validation set."],
  ["validation", "With N on the validation images, base-seed0 is fine."],
  ["validation", "base-seed0 gets N of the validation images right."],
  ["validation", "On the held-out validation set base-seed0 has N."],
  ["training", "On the training set, base-seed0 reaches N."],
  ["training", "On training data base-seed0 reaches N."],
  ["training", "In sample, base-seed0 has N."],
  ["training", "The in-sample accuracy is N."],
  ["training", "On the data it was trained on, it has N."],
  ["training", "Its training accuracy is N."],
  ["training", "base-seed0 gets N of the training images right."],
];
const UNSEEN = [
  "Out of sample, base-seed0 has N.",
  "The out-of-sample accuracy is N.",
  "On unseen data base-seed0 has N.",
  "On images it has never seen, base-seed0 has N.",
  "base-seed0 has N on data it has not seen.",
];

describe("the data that words say a number is of", () => {
  test.each(SPLITS)("%s: %s", (split, phrase) => {
    for (const [name, value] of Object.entries(VALUES)) {
      const text = phrase.replace(/\bN\b/, value);
      expect(`${name} ${isWrong(text)}`).toBe(`${name} ${name !== split}`);
    }
  });

  test.each(UNSEEN)("%s", (phrase) => {
    const answers = Object.values(VALUES).map((value) => isWrong(phrase.replace(/\bN\b/, value)));
    expect(answers).toEqual([false, false, true]);
  });

  test.each([
    `Trained on the training set, it has ${TEST}.`,
    `Selected by validation accuracy, it has ${TEST}.`,
    `Selected on the validation set, base-seed0 has ${TEST}.`,
    `Tuned on validation data, base-seed0 has ${TEST}.`,
    `It overfits the training set and has ${TEST}.`,
    `The training set is small, but it reaches ${TEST}.`,
    `Without the validation set it reaches ${TEST}.`,
    `We test base-seed0 and get ${VALIDATION}.`,
    `During training, it reaches ${VALIDATION}.`,
    `After training it reaches ${VALIDATION}.`,
    `In training, validation accuracy reaches ${VALIDATION}.`,
    `The test set has other digits. The wide model reaches ${link("0.940", "val/accuracy", "wide-seed0")}.`,
    `On the test set it has ${TEST}, on the validation set ${VALIDATION}.`,
    `It has ${TEST} on test and ${VALIDATION} on validation.`,
    `On validation it has ${VALIDATION}; on test, ${TEST}.`,
    `It has ${VALIDATION} at validation time, and ${TEST} on the test set.`,
    `Validation and test accuracy are ${VALIDATION} and ${TEST}.`,
    `The images are split into training, validation and test sets. It has ${TEST}.`,
    `A test of the code. It has ${VALIDATION}.`,
    `The unit tests pass, and it has ${VALIDATION}.`,
    `More training data would help: it has ${TEST}.`,
    `The gap to training is small: ${TEST}.`,
  ])("nothing against %s", (text) => {
    expect(isWrong(text)).toBe(false);
  });
});

const MEAN = (row: string, metric: string) => `mean(${row}/${metric})`;
const UP = link("4.0 pp", `pp(${MEAN("base", "test/accuracy")}, ${MEAN("wide", "test/accuracy")})`);
const LOSS = link("0.095", `diff(${MEAN("wide", "test/loss")}, ${MEAN("base", "test/loss")})`);
const SPEED = link("1.99×", `ratio(${MEAN("wide", "test/latency_ms")}, ${MEAN("base", "test/latency_ms")})`);

/** True where A is base and B wide; a lie the other way round. */
const CHANGES: string[] = [
  `A is ${UP} better than B.`,
  `A is better than B by ${UP}.`,
  `A beats B by ${UP}.`,
  `A edges out B by ${UP}.`,
  `A surpasses B by ${UP}.`,
  `A outdoes B by ${UP}.`,
  `A tops B by ${UP}.`,
  `A exceeds B by ${UP} in test accuracy.`,
  `A leads B by ${UP}.`,
  `A is ${UP} ahead of B.`,
  `A is ahead of B by ${UP}.`,
  `A is ${UP} above B.`,
  `A is ${UP} more accurate than B.`,
  `A is more accurate than B by ${UP}.`,
  `A has a lead of ${UP} over B.`,
  `A has a ${UP} lead over B.`,
  `A has an advantage of ${UP} over B.`,
  `A has a ${UP} advantage over B.`,
  `A has a ${UP} higher test accuracy than B.`,
  `A has ${UP} higher accuracy than B.`,
  `A wins by ${UP} against B.`,
  `A wins against B by ${UP}.`,
  `A gains ${UP} over B.`,
  `A adds ${UP} over B.`,
  `A shows a gain of ${UP} over B.`,
  `A brings an improvement of ${UP} over B.`,
  `A brings a ${UP} improvement over B.`,
  `A improves on B by ${UP}.`,
  `A improves test accuracy by ${UP} over B.`,
  `A raises test accuracy by ${UP} compared to B.`,
  `A's test accuracy is ${UP} higher than B's.`,
  `Test accuracy is ${UP} higher for A than for B.`,
  `The test accuracy of A exceeds that of B by ${UP}.`,
  `Compared with B, A is ${UP} better.`,
  `Compared to B, A gains ${UP}.`,
  `Relative to B, A is up ${UP}.`,
  `Going from B to A improves test accuracy by ${UP}.`,
  `Going from A to B costs ${UP} of test accuracy.`,
  `From A to B test accuracy drops by ${UP}.`,
  `From A to B test accuracy slips by ${UP}.`,
  `From B to A test accuracy climbs by ${UP}.`,
  `Switching from B to A adds ${UP}.`,
  `B is outperformed by A by ${UP}.`,
  `B trails A by ${UP}.`,
  `B lags A by ${UP}.`,
  `B lags behind A by ${UP}.`,
  `B lags ${UP} behind A.`,
  `B falls short of A by ${UP}.`,
  `B falls ${UP} short of A.`,
  `B is ${UP} behind A.`,
  `B is ${UP} below A.`,
  `B is ${UP} worse than A.`,
  `B loses to A by ${UP}.`,
  `B loses ${UP} against A.`,
  `B loses ${UP} relative to A.`,
  `B underperforms A by ${UP}.`,
  `B gives up ${UP} against A.`,
  `B has a deficit of ${UP} to A.`,
  `B shows a drop of ${UP} against A.`,
  `B shows a ${UP} drop compared to A.`,
  `A has a ${LOSS} lower test loss than B.`,
  `A lowers the test loss by ${LOSS} compared to B.`,
  `A cuts the test loss by ${LOSS} relative to B.`,
  `A shaves ${LOSS} off the test loss of B.`,
  `The test loss of A is ${LOSS} lower than that of B.`,
  `The test loss of A is ${LOSS} below that of B.`,
  `B has a ${LOSS} higher test loss than A.`,
  `A is ${SPEED} faster than B.`,
  `A runs ${SPEED} faster than B.`,
  `A is faster than B by a factor of ${SPEED}.`,
  `A is ${SPEED} as fast as B.`,
  `A gives a speed-up of ${SPEED} over B.`,
  `A gives a ${SPEED} speedup over B.`,
  `B is ${SPEED} slower than A.`,
  `B takes ${SPEED} longer than A.`,
  `B takes ${SPEED} as long as A.`,
];

describe("the direction of a linked change", () => {
  test.each(CHANGES)("%s", (phrase) => {
    const fill = (a: string, b: string) => phrase.replace(/(?<!\[[^\]]*)\b[AB]\b/g, (one) => (one === "A" ? a : b));
    const [told, lie] = [fill("base", "wide"), fill("wide", "base")];
    expect(isWrong(told), told).toBe(false);
    expect(isWrong(lie), lie).toBe(true);
    for (const unsaid of [`If ${lie.replace(/\.$/, "")}, we stop.`, `We expect that ${lie}`, lie.replace(/\.$/, "?")])
      expect(isWrong(unsaid), unsaid).toBe(false);
  });

  test.each([
    `A higher learning rate changes test accuracy from base to wide by ${UP}.`,
    `The larger network and base differ by ${UP}.`,
    `Between base and wide lie ${UP}.`,
    `base and wide are ${UP} apart.`,
    `wide has fewer steps, and the difference to base is ${UP}.`,
    `wide, the better documented of the two, differs from base by ${UP}.`,
    `wide is not ${UP} better than base.`,
    `wide never beats base by ${UP}.`,
    `The gap between base and wide is ${UP}.`,
    `The spread widens by ${UP}.`,
  ])("nothing against %s", (text) => {
    expect(isWrong(text)).toBe(false);
  });
});

/** True of base-seed0; a lie with another run's name. */
const OWNERS = [
  "R reaches a test accuracy of N.",
  "R: N.",
  "R – N.",
  "R has N.",
  "R gets N on the test set.",
  "R scores N.",
  "R comes to N.",
  "R ends at N.",
  "R ends up at N.",
  "R finishes at N.",
  "R finished with N.",
  "R lands at N.",
  "R stands at N.",
  "R comes in at N.",
  "R tops out at N.",
  "R peaks at N.",
  "R achieves N.",
  "R, N on the test set, is fine.",
  "R (N) is fine.",
  "R, with N, is fine.",
  "R's test accuracy is N.",
  "The test accuracy of R is N.",
  "The test accuracy of R comes to N.",
  "The test accuracy in R was N.",
  "The test accuracy for R stands at N.",
  "For R the test accuracy is N.",
  "For R, we get N.",
  "For R we measured N.",
  "In R, test accuracy is N.",
  "In R the final test accuracy was N.",
  "With R we get N.",
  "With R, test accuracy is N.",
  "Run R reached N in the end.",
  "Our run R reached N in the end.",
  "A test accuracy of N for R.",
  "A test accuracy of N was reached by R.",
  "N was reached by R.",
  "N is the test accuracy of R.",
  "N is what R reaches.",
  "N (R).",
  "We measured N for R.",
  "We see N in R.",
  "We got N with R.",
  "The final test accuracy is N in R.",
  "The log of R says N.",
  "According to the log of R, test accuracy is N.",
  "R, whose test accuracy is N, is fine.",
  "R, which reaches N, is fine.",
  "At the end of R, test accuracy is N.",
  "At its end, R has N.",
  "Look at R: it reaches N.",
  "We trained R. It reaches N.",
  "R is done. Its test accuracy is N.",
];

describe("the run that words give a linked number to", () => {
  test.each(OWNERS)("%s", (phrase) => {
    const fill = (name: string) => phrase.replace(/\bN\b/, TEST).replace(/\bR\b/, name);
    expect(isWrong(fill("base-seed0"))).toBe(false);
    expect(isWrong(fill("base-seed1")), fill("base-seed1")).toBe(true);
    expect(isWrong(fill("wide-seed0")), fill("wide-seed0")).toBe(true);
  });

  test.each(["Run R", "R, 20 epochs", "`R` (final)", "the run R"])("a row %s", (head) => {
    const table = (name: string) =>
      `| run | accuracy (test) |\n| --- | --- |\n| ${head.replace(/\bR\b/, name)} | ${TEST} |`;
    expect([table("base-seed0"), table("wide-seed0")].map(isWrong)).toEqual([false, true]);
  });

  test.each(["wide-seed0 vs ours", "Δ to wide-seed0", "like wide-seed0", "after wide-seed0 and more"])(
    "nothing against a row %s",
    (head) => {
      expect(isWrong(`| run | test accuracy |\n| --- | --- |\n| ${head} | ${TEST} |`)).toBe(false);
    },
  );

  test.each([
    `Unlike wide-seed0, it reaches ${TEST}.`,
    `Started from wide-seed0, it reaches ${TEST}.`,
    `wide-seed0 failed to reach ${TEST}.`,
    `wide-seed0 does not reach ${TEST}.`,
    `wide-seed0 stays below ${TEST}.`,
    `wide-seed0 misses ${TEST} by far.`,
    `wide-seed0 comes close to ${TEST}.`,
    `wide-seed0 never gets to ${TEST}.`,
    `wide-seed0 should reach ${TEST}.`,
    `Would wide-seed0 reach ${TEST}?`,
    `We trained wide-seed0 first. The other one reaches ${TEST}.`,
    `We trained wide-seed0 and another one. It reaches ${TEST}.`,
    `Neither wide-seed0 nor wide-seed1 reaches ${TEST}.`,
    `wide-seed0 loses to the ${TEST} of the other.`,
    `Compared with wide-seed0, ${TEST} is a lot.`,
    `After wide-seed0 we got ${TEST}.`,
    `wide-seed0 was aimed at ${TEST}.`,
    `wide-seed0 ends at less than ${TEST}.`,
  ])("nothing against %s", (text) => {
    expect(isWrong(text)).toBe(false);
  });
});

test("what a number is of belongs to it, and not to the next number", () => {
  const latency = link("40 ms", "test/latency_ms");
  const loss = link("0.100", "test/loss");
  expect(isWrong(`base-seed0 comes with ${latency} of latency per batch, and the model ends at ${loss}.`)).toBe(false);
  expect(isWrong(`base-seed0 comes with ${loss} of accuracy per batch.`)).toBe(true);
});
