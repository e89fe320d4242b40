import { expect, test } from "vitest";
import { directionOf } from "../../../src/experiments/direction.ts";

test.each([
  ["val/top1_acc", "higher"],
  ["test/accuracy", "higher"],
  ["valLoss", "lower"],
  ["eval_f1", "higher"],
  ["metrics/mAP50(B)", "higher"],
  ["metrics/mAP50-95(B)", "higher"],
  ["train/box_loss", "lower"],
  ["error_rate", "lower"],
  ["train_time", "lower"],
  ["inference_ms", "lower"],
  ["epoch_s", "lower"],
  ["tokens/s", "higher"],
  ["samples_per_second", "higher"],
  ["eval/bleu", "higher"],
  ["model_size", "lower"],
  ["R2", "higher"],
  ["learning_rate", "unknown"],
  ["grad_norm", "unknown"],
  ["epoch", "unknown"],
  ["", "unknown"],
])("%s: %s is better", (metric, better) => {
  expect(directionOf(metric, null)).toEqual({ better, how: better === "unknown" ? "unknown" : "inferred" });
});

test("a declaration wins", () => {
  expect(directionOf("val/loss", "higher")).toEqual({ better: "higher", how: "declared" });
});
