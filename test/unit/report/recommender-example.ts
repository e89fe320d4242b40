import type { CompiledExperiment } from "../../../src/model/project.ts";
import type { RunSpec } from "./compiled-example.ts";
import { compiledOf } from "./compiled-example.ts";

/** A SpecWeave increment: four models, one run each. */
export function recommenderExample(): CompiledExperiment {
  const model = (name: string, accuracy: number, latency: number): RunSpec => ({
    name,
    arm: name,
    seed: 0,
    values: { accuracy, inference_latency_ms: latency },
    overrides: { description: `${name} on the January interactions.` },
  });
  const crashed: RunSpec = {
    ...model("neural-net", 0.2, 9),
    overrides: { status: { value: "failed", how: "recorded", because: "metadata.yaml says failed", evidence: null } },
  };
  const compiled = compiledOf({
    dir: ".specweave/increments/0042-purchase-propensity/experiments",
    title: "Purchase propensity",
    increment: "0042-purchase-propensity",
    primary: "accuracy",
    lower: ["inference_latency_ms"],
    baseline: "popularity",
    selected: "lightgbm",
    runs: [model("popularity", 0.18, 1), model("xgboost", 0.25, 4), model("lightgbm", 0.26, 3), crashed],
  });
  const cell = compiled.comparison.rows[2]?.cells.accuracy;
  if (cell?.quantity && cell.relative) {
    const selection = compiled.comparison.selection;
    if (selection) selection.reasons.push(["accuracy is ", cell.relative, " against the baseline popularity."]);
  }
  return compiled;
}
