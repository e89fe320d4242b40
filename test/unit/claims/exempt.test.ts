import { describe, expect, test } from "vitest";
import { exemptReason, findExempt } from "../../../src/claims/text/exempt.ts";
import { findNumerals } from "../../../src/claims/text/numeral.ts";

/** The numerals of a text that are claims. */
function claimed(text: string): string[] {
  const spans = findExempt(text);
  return findNumerals(text)
    .filter((one) => !spans.some((span) => one.start < span.end && span.start < one.end))
    .filter((one) => exemptReason(text, one) === null)
    .map((one) => one.text);
}

describe("what is no claim", () => {
  test.each([
    "2026-11-21, 2026-11-21T16:38:55Z, 21.11.2026, 21 November 2026, Nov 2026, 10:30 and 16:38:55",
    "v2, v1.2.3-rc1, 3.10.2, Python 3.11 and version 2.0",
    "ResNet-50, GPT-2, mAP@0.5, L2, top-5, F1, shift-seed0, 2026-11-21T16-39-46-shift-long-seed0",
    "Section 3.1, Figures 2 and 3, Table 4, Eq. 5, step 2000, epoch 26, seed 0, §3",
    "[12], [3, 4], #41, the 2nd, 1st and 33rd",
    "5 seeds, 50 epochs, 32 hidden units, 497 test images, 8xH100, 32-bit, 64-32-10, 8×8",
    "since 2024, in 2017, (2019), abcdef12 and https://example.org/a/12.5",
    "it diverged to NaN",
    "run 0002, exp #4, blocks 3 to 6, records 12 & 13, ReLU^2, PR 294 and the 0047 increment",
    "Zhou et al. 2024; Z. Angew. Math. Mech., 13:57–59; 4f52349c-9b56-488c-94bb-abf3759c6282.txt",
    "8 NVIDIA H100 GPUs with Flash Attention 3, inspired by Gemma 2",
  ])("%s", (text) => {
    expect(claimed(text)).toEqual([]);
  });

  test.each([
    ["accuracy 0.87 in 2024", ["0.87"]],
    ["loss is 324 at step 16", ["324"]],
    ["it runs 45 minutes; run 12 % longer; the best run 0.913", ["45 minutes", "12 %", "0.913"]],
    ["after block 3 and 0.5 more", ["0.5"]],
    ["0.0123 and 0 of 12", ["0.0123", "0 of 12"]],
    ["38 of 50 right, 12/14 wrong", ["38 of 50", "12/14"]],
    ["ResNet-50 reaches 76.1 % top-1", ["76.1 %"]],
    ["it took 45 ms instead of 2.5 s", ["45 ms", "2.5 s"]],
    ["F1 of 0.77, AUC=0.86", ["0.77", "0.86"]],
    ["p < 0.01 and +2.0 pp", ["< 0.01", "+2.0 pp"]],
  ])("%s", (text, expected) => {
    expect(claimed(text)).toEqual(expected);
  });
});
