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
    "2026/11/21, 3rd of March, Q3 2025, 2019–2021, summer 2025, at 10am, in 1:23.4 min, (Smith, 2020; Lee, 2021)",
    "arXiv:2301.12345, doi:10.1145/3292500, NeurIPS 2023, ICLR'24, \\cite{smith2020} and Eq. (5), Table~2",
    "ViT-B/16, Llama 3.1 8B, H100, RTX 5070 Ti, GeForce RTX 3090, MNIST-784, CIFAR-10, ImageNet 1k, COCO 2017",
    "p50/p99, mAP@[0.5:0.95], AP@.5, NDCG@10, recall at 20, top 5, x86, GPT 4, YOLO 11n, Mixtral 8x7B",
    "torch >= 2.1, numpy==1.26, CUDA 12.4, Apache 2.0, GPL-3.0, CC BY 4.0, BSD 3-Clause, ISO 8601, RFC 2119",
    "port 8080, localhost:8080, 127.0.0.1:8080, exit code 1, HTTP 404, +49 30 1234567",
    "lr=1e-3 bs=64, temperature 0.7, top-p 0.95, a dropout of 20 %, n = 1,024, t(14), 64 A100 80GB GPUs, Qwen2.5 7B",
    "a 95 % CI, 95% confidence intervals, at IoU 0.5, an 80/20 split, 70/15/15 train/val/test, 2^16, 224×224",
    "Python (3.10+), PyTorch (≥2.1), pass --resume_epoch 50 or --lr=1e-3, 1️⃣ first",
    "124M params, a 7B model, 10B tokens, 5-fold cross-validation, after 5 of 10 epochs, GPU 0, class 3, commit 1234567",
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
    ["val loss 2.31e-01, lr=1e-05", ["2.31e-01"]],
    ["Top-1/Top-5: 76.1/92.9", ["76.1", "92.9"]],
    ["in 5 epochs to 0.87 and over the layers to 0.5", ["0.87", "0.5"]],
    ["the latency of a batch of 64 is 12.5 ms; the temperature is 45 s", ["64", "12.5 ms", "45 s"]],
    ["the layers: 0.87", ["0.87"]],
    ["acc>=0.9 or acc==x", [">=0.9"]],
    ["top-1 71.3", ["71.3"]],
    ["top 1 71.3 and top 5 91 %", ["71.3", "91 %"]],
    ["F1 of 0.83", ["0.83"]],
    ["2 GPUs at 91 %", ["91 %"]],
    ["BERT 88.5, XGBoost 0.87 and YOLO 53.2 mAP", ["88.5", "0.87", "53.2"]],
    ["Llama 3.1 8B reaches 63.2 %", ["63.2 %"]],
    ["mAP@0.5 of 0.61, mAP 0.61, recall at 91 %", ["0.61", "0.61", "91 %"]],
    ["it costs $2.30 and 350 W", ["2.30", "350 W"]],
    ["in 1h 23m", ["1h 23m"]],
    ["4 of 5 seeds, 12/14 runs", ["4 of 5", "12/14"]],
    ["3-fold faster and 1.4x faster", ["3-fold", "1.4x"]],
    ["step 2000 has 0.5; 2019 ms; from 2010–2019 ms", ["0.5", "2019 ms", "2010–2019 ms"]],
    ["on RTX 3090 it is 12.5 ms; RTX 0.5", ["12.5 ms", "0.5"]],
    ["the split gave 0.8; an IoU of 0.72", ["0.8", "0.72"]],
    ["$0.871 \\pm 0.004$ and \\mathbf{0.87}", ["0.871 \\pm 0.004", "0.87"]],
    ["class 3 gets 0.5, model 2 gets 91 %", ["0.5", "91 %"]],
    ["F1 of 0.77, AUC=0.86", ["0.77", "0.86"]],
    ["p < 0.01 and +2.0 pp", ["< 0.01", "+2.0 pp"]],
  ])("%s", (text, expected) => {
    expect(claimed(text)).toEqual(expected);
  });
});
