import { describe, expect, test } from "vitest";
import { findNumerals } from "../../../src/claims/text/numeral.ts";
import { settingAt } from "../../../src/claims/text/setting.ts";
import type { Param, Run } from "../../../src/model/run.ts";
import { makeProject } from "./project.ts";

const PARAMS: Record<string, Record<string, number | string>> = {
  full: { "optimizer.lr": 0.001, batch_size: 64, epochs: 8, dropout: 0.2, weight_decay: "1e-4", seed: 0, loss: "mse" },
  half: { "optimizer.lr": 0.001, batch_size: 32, epochs: 8, dropout: 0.2, weight_decay: "1e-4", seed: 1, loss: "mse" },
};

function withParams(run: Run): Run {
  const params = Object.entries(PARAMS[run.name] ?? {}).map(([name, value], index): Param => {
    const locator = { kind: "line" as const, line: index + 1 };
    return {
      name,
      value,
      evidence: { file: `experiments/e/runs/${run.name}/config.yaml`, locator, literal: String(value) },
    };
  });
  return { ...run, params };
}

const project = makeProject(
  { full: [{ step: 1, auc: 0.8712, loss: 0.31 }], half: [{ step: 1, auc: 0.7512, loss: 0.42 }] },
  withParams,
);

/** The verdicts on what a sentence of the results states, names and dates aside. */
function said(sentence: string): string[] {
  return project
    .check(`# Report\n## Results\n${sentence}\n`)
    .filter(({ claim }) => claim.kind === "bare")
    .map(({ claim, verdict }) => `${claim.text} ${verdict}`);
}

describe("which setting a number states", () => {
  test.each([
    ["lr = 1e-3", "lr", "equals"],
    ["a learning rate of 0.1", "lr", "words"],
    ["`learning_rate`: 0.1", "lr", "equals"],
    ["the batch size is 64", "batchsize", "words"],
    ["batch size 64", "batchsize", "words"],
    ["weight decay: 0.01", "weightdecay", "equals"],
    ["dropout 0.2", "dropout", "words"],
    ["trained for 8 epochs", "epochs", "noun"],
    ["2000 warmup steps", "warmupsteps", "noun"],
    ["optimizer.lr=0.1", "optimizerlr", "equals"],
    ["latency per batch 45.2", null, null],
    ["reaches 0.87", null, null],
  ])("%s", (text, key, form) => {
    const numeral = findNumerals(text).at(-1);
    if (numeral === undefined) throw new Error("no numeral");
    const found = settingAt(text, numeral);
    expect([found?.key ?? null, found?.form ?? null]).toEqual([key, form]);
  });
});

describe("settings are checked against params", () => {
  test.each([
    ["We use lr = 1e-3.", ["1e-3 supported"]],
    ["We use a learning rate of 0.001.", ["0.001 supported"]],
    ["With `learning_rate`: `0.001` it converges.", ["`0.001` supported"]],
    ["The batch size is 64.", ["64 supported"]],
    ["A batch size of 32 and a dropout of 20 % are used.", ["32 supported", "20 % supported"]],
    ["We trained for 8 epochs with weight decay 1e-4.", ["8 supported", "1e-4 supported"]],
    ["All runs use 2 seeds.", ["2 supported"]],
    ["In full the batch size is 64.", ["64 supported"]],
    ["| run | batch size | lr |\n|---|---|---|\n| full | 64 | 0.001 |", ["64 supported", "0.001 supported"]],
  ])("%s", (sentence, expected) => {
    expect(said(sentence)).toEqual(expected);
  });

  test.each([
    ["We use lr = 0.002.", ["0.002 contradicted"]],
    ["We use a learning rate of 0.003.", ["0.003 contradicted"]],
    ["The batch size is 128.", ["128 contradicted"]],
    ["In full the batch size is 32.", ["32 contradicted"]],
    ["We trained every model for 10 epochs.", ["10 exempt"]],
    ["We trained the models for 10 epochs.", ["10 contradicted"]],
    ["Dropout is 0.3.", ["0.3 contradicted"]],
    ["| run | batch size | lr |\n|---|---|---|\n| full | 32 | 0.001 |", ["32 contradicted", "0.001 supported"]],
  ])("%s", (sentence, expected) => {
    expect(said(sentence)).toEqual(expected);
  });

  test.each([
    "Smith et al. use a learning rate of 0.003.",
    "A batch size of 128 would need more memory.",
    "We tried a dropout of 0.3.",
    "The learning rate decays to 0.0005.",
    "After 5 epochs it is stable.",
    "We use a batch size of about 100.",
    "With 3 seeds.",
    "The momentum is 0.9.",
    "Learning rates of 0.002, 0.003 and 0.004 diverge.",
    "The loss is 0.35.",
    "Latency per batch 45.2 ms, dropout 45 s.",
    "The accuracy improves by 0.5 units.",
  ])("nothing is contradicted in: %s", (sentence) => {
    expect(said(sentence).filter((one) => /contradicted|supported/.test(one))).toEqual([]);
  });

  test("the value is shown with where it stands", () => {
    const [verdict] = project.check("# Report\n## Results\nWe use lr = 0.002.\n");
    expect(verdict).toMatchObject({
      value: 0.001,
      evidence: [{ file: "experiments/e/runs/full/config.yaml", locator: { line: 1 } }],
      reason: "no run has optimizer.lr = 0.002: it is 0.001",
    });
    const [held] = project.check("# Report\n## Results\nThe batch size is 64.\n");
    expect(held).toMatchObject({ value: 64, reason: "batch_size = 64 in 1 of 2 runs" });
  });
});

test("a setting that is said roughly is not supported by one run that lies within it", () => {
  expect(said("The batch size of both is 32-40.")).not.toContain("32-40 supported");
});
