import { afterAll, describe, expect, test } from "vitest";
import type { Run } from "../../../src/model/run.ts";
import { logText, makeFolder } from "./experiment-folder.ts";
import { makeProject } from "./project.ts";

const folder = makeFolder();
afterAll(() => folder.remove("."));

const LOGS = {
  alpha: [{ "test/acc": 0.8712, "test/loss": 0.4127, "test/f1": 0.7713 }],
  beta: [{ "test/acc": 0.8433, "test/loss": 0.5633, "test/f1": 0.7012 }],
  "shift-seed0": [{ "test/acc": 0.9014 }],
  "shift-seed1": [{ "test/acc": 0.8934 }],
  "shift-seed2": [{ "test/acc": 0.9034 }],
};

function withSeed(run: Run): Run {
  const [augment = "", seed] = run.name.split("-seed");
  const evidence = { file: run.files[0] ?? "", locator: { kind: "line" as const, line: 1 }, literal: augment };
  return {
    ...run,
    seed: seed === undefined ? null : Number(seed),
    params: [{ name: "augment", value: augment, evidence }],
  };
}

const project = makeProject(LOGS, withSeed);

function verdictsOf(text: string, of = project): string[] {
  const all = of.check(`# N\n\n## Results\n\n${text}\n`, { bareSections: "all" });
  return all
    .filter(({ claim, verdict }) => claim.kind === "bare" && verdict !== "exempt")
    .map(({ claim, verdict }) => `${claim.text} ${verdict}`);
}

describe("a name or metric behind a number need not be the number's own", () => {
  test.each([
    ["alpha gets 93.2 % of them right and has a test loss of 0.413.", ["93.2 % unbound", "0.413 supported"]],
    ["The library's own classifier (test acc 0.862) is worse than that, alpha is better.", ["0.862 unbound"]],
    ["Compared to 0.862 test acc of the library, alpha is better.", ["0.862 unbound"]],
    ["It is 0.862 test acc for alpha.", ["0.862 contradicted"]],
    ["With a test loss of 0.413, alpha is better.", ["0.413 supported"]],
  ])("%s", (sentence, verdicts) => {
    expect(verdictsOf(sentence)).toEqual(verdicts);
  });
});

test.each([
  "We want alpha to have a test acc of 0.95.",
  "alpha needs to reach a test acc of 0.95.",
  "alpha has to have a test acc of 0.95.",
])("a wish is no result: %s", (sentence) => {
  expect(verdictsOf(sentence)).toEqual(["0.95 unbound"]);
});

test.each([
  ["Averaged over three seeds, shift has a test acc of 0.8994.", ["0.8994 derived"]],
  ["Averaged over three seeds, shift has a test acc of 0.8894.", ["0.8894 contradicted"]],
  ["shift has a test acc of over 0.8894.", ["0.8894 unbound"]],
])("what a mean is taken over makes no limit of it: %s", (sentence, verdicts) => {
  expect(verdictsOf(sentence)).toEqual(verdicts);
});

describe("words that say which of two has more", () => {
  test.each([
    ["beta improves test f1 over alpha by 7.01 pp.", "contradicted"],
    ["alpha improves test f1 over beta by 7.01 pp.", "derived"],
    ["alpha loses 7.01 pp of test f1 with beta.", "derived"],
    ["beta loses 7.01 pp of test f1 with alpha.", "contradicted"],
  ])("%s", (sentence, verdict) => {
    expect(verdictsOf(sentence)).toEqual([`7.01 pp ${verdict}`]);
  });
});

describe("what a run is called", () => {
  const only = (run: Run): Run => ({ ...run, dir: "experiments/e/0cf91274-eda8-49cd-9a97-9369f730f271.txt" });
  const table = (head: string) => `| run | test/acc |\n|---|---|\n| ${head} | 0.8712 |`;

  test.each([
    ["0cf91274", "supported"],
    ["14564bfb", "unbound"],
  ])("the beginning of a UUID names its run: %s", (head, verdict) => {
    expect(verdictsOf(table(head), makeProject({ alpha: LOGS.alpha }, only))).toEqual([`0.8712 ${verdict}`]);
  });

  test.each([
    ["8rqyqhe9", "supported"],
    ["2khrg16e", "unbound"],
  ])("the id at the end of a tracker's folder names its run: %s", (head, verdict) => {
    const tracked = (run: Run): Run => ({
      ...run,
      files: [...run.files, "experiments/e/x/wandb/run-20230529_233100-8rqyqhe9/files/config.yaml"],
    });
    const project = makeProject({ alpha: LOGS.alpha }, tracked);
    expect(verdictsOf(table(head), project)).toEqual([`0.8712 ${verdict}`]);
  });

  test.each([
    ["The test acc of 2023-05-26_10-32-51 is 0.8712.", ["0.8712 supported"]],
    ["The test acc of 2023-05-26_10-32-51 is 0.8812.", ["0.8812 contradicted"]],
  ])("a date with a time of day is a name: %s", (sentence, verdicts) => {
    const logs = { "2023-05-26_10-32-51": LOGS.alpha, "2023-05-27_10-32-51": LOGS.beta };
    expect(verdictsOf(sentence, makeProject(logs))).toEqual(verdicts);
  });

  test("a column of records is not about a run that is called so", () => {
    const project = makeProject({ record: LOGS.alpha, beta: LOGS.beta });
    const text = "| # | Record test acc |\n|---|---|\n| 4 | 0.9123 |";
    expect(verdictsOf(text, project).filter((one) => one.includes("contradicted"))).toEqual([]);
  });
});

test("a lowest value beside a mean is that of several runs", () => {
  const project = makeProject({ alpha: LOGS.alpha });
  const summary = "| metric | mean | std | min |\n|---|---|---|---|\n| test/acc | 0.8734 | 0.0011 | 0.8701 |";
  expect(verdictsOf(summary, project).filter((one) => one.includes("contradicted"))).toEqual([]);
  const alone = "| metric | min |\n|---|---|\n| test/acc | 0.8701 |";
  expect(verdictsOf(alone, project)).toEqual(["0.8701 contradicted"]);
});

test.each(["The test accuracy of full is 0.8812.", "The test accuracy of full is 0.8612."])(
  "of experiments whose runs share a name none is contradicted: %s",
  async (sentence) => {
    folder.write("experiments/f/runs/full/logs/eval.log", logText(0.5512, 0.6012));
    folder.write("NOTES.md", `# Notes\n\n## Results\n\n${sentence}\n`);
    const claims = await folder.claims("NOTES.md");
    expect(claims.map(({ verdict }) => verdict).filter((verdict) => verdict === "contradicted")).toEqual([]);
  },
);

describe("a number that holds under a condition of its own is not that of the log", () => {
  test.each([
    ["On weekends alpha has a test acc of 0.812.", "unbound"],
    ["For new visitors only, alpha has a test acc of 0.812.", "unbound"],
    ["The test acc of alpha for the digit 8 is 0.812.", "unbound"],
    ["Quantised to 8 bits, alpha has a test acc of 0.868.", "unbound"],
    ["An ensemble with alpha has a test acc of 0.881.", "unbound"],
    ["A random ranking has a test acc of 0.501; alpha is better.", "unbound"],
    ["The vendor claims a test acc of 0.912 for alpha.", "unbound"],
    ["On the held-out test images alpha has a test acc of 0.812.", "contradicted"],
    ["On average alpha has a test acc of 0.812.", "unbound"],
    ["For alpha the test acc is 0.812.", "contradicted"],
    ["On one GPU, alpha has a test acc of 0.812.", "contradicted"],
    ["After deployment, the test acc of alpha is 0.812.", "unbound"],
    ["The balanced test acc of alpha is 0.812.", "unbound"],
    ["In fold 1, alpha has a test acc of 0.812.", "unbound"],
    ["I reran alpha and got 0.868 test acc.", "unbound"],
    ["Averaged over seeds 0 and 1, shift has a test acc of 0.8974.", "unbound"],
    ["Averaged over its two best seeds, shift has a test acc of 0.8824.", "unbound"],
    ["Without seed 1, shift has a mean test acc of 0.8824.", "unbound"],
    ["On e, alpha has a test acc of 0.812.", "contradicted"],
  ])("%s", (sentence, verdict) => {
    expect(verdictsOf(sentence).at(-1)).toMatch(new RegExp(`^0\\.\\d+ ${verdict}$`));
  });

  test.each([
    ["| model | test acc |\n|---|---|\n| alpha + TTA | 0.882 |", "unbound"],
    ["| model | test acc |\n|---|---|\n| alpha (library) | 0.882 |", "unbound"],
    ["| model | test acc (TTA) |\n|---|---|\n| alpha | 0.882 |", "unbound"],
    ["| model | acc (test) |\n|---|---|\n| alpha | 0.882 |", "contradicted"],
    ["| model | test acc (%) |\n|---|---|\n| alpha | 88.2 |", "contradicted"],
  ])("a head that says more than a name: %s", (table, verdict) => {
    expect(verdictsOf(table)).toEqual([expect.stringMatching(` ${verdict}$`)]);
  });

  test("a setting that the run does not have", () => {
    const withBatch = (run: Run): Run => {
      const evidence = { file: run.files[0] ?? "", locator: { kind: "line" as const, line: 1 }, literal: "32" };
      return { ...run, params: [{ name: "batch_size", value: 32, evidence }] };
    };
    const project = makeProject({ alpha: LOGS.alpha, beta: LOGS.beta }, withBatch);
    const last = (size: number) =>
      verdictsOf(`With a batch size of ${size} alpha has a test acc of 0.812.`, project).at(-1);
    expect([last(64), last(32)]).toEqual(["0.812 unbound", "0.812 contradicted"]);
  });
});

test("a seed is a whole number", () => {
  const project = makeProject({ "shift-seed0": [{ "test/acc": 0.9014 }], "shift-seed1": [{ "test/acc": 0.8934 }] });
  expect(verdictsOf("shift-seed1 is the weaker seed: 0.893 test acc.", project)).toEqual(["0.893 supported"]);
});

test("of two values of a line that are printed alike the one is meant that stands before the number", () => {
  const project = makeProject({ alpha: [{ accuracy: 0.92958, f1: 0.92962, loss: 0.284 }] });
  const link = "runs/alpha/logs/train.log#L1";
  const all = project.check(
    `# N\n\nThe loss [0.284](${link}), the F1 [92.96%](${link}), the accuracy [92.96%](${link}).\n`,
  );
  expect(all.filter(({ claim }) => claim.kind === "evidence").map(({ verdict }) => verdict)).toEqual([
    "supported",
    "supported",
    "supported",
  ]);
});
