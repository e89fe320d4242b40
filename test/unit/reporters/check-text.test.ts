import { expect, test } from "vitest";
import { account } from "../../../src/model/accounting.ts";
import { sayRuns } from "../../../src/reporters/check-text.ts";
import { makeRun } from "../run-factory.ts";

test("experiments in one store are counted each, and their folder is said once", () => {
  const accounting = account([makeRun("a")], 0);
  expect(
    sayRuns([
      { dir: "wandb", accounting },
      { dir: "wandb", accounting },
      { dir: "", accounting },
    ]),
  ).toBe("3 runs found in 3 experiments (wandb, .): 3 used");
});
