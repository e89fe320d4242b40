import type { Direction } from "../model/direction.ts";
import { metricWords } from "../model/metric-name.ts";

const LOWER = words(
  "loss logloss nll bce ce error errors err mse mae rmse mape perplexity ppl bpb bpc wer cer latency time duration " +
    "elapsed runtime seconds secs sec ms size mb gb kb bytes memory cost flops fid fpr fnr regret",
);

const HIGHER = words(
  "acc accuracy f1 fscore precision recall auc auroc auprc ap map r2 bleu rouge rougel score reward return iou miou " +
    "dice throughput psnr ssim top1 top5 fps ndcg mrr mcc kappa tpr tnr sensitivity specificity correlation pearson spearman",
);

/** What is counted a second in a rate: `tokens/s`, `samples_per_second`. */
const COUNTED = words(
  "it its iter iters iterations token tokens sample samples image images step steps frame frames examples",
);

/**
 * Which way a metric is better. A declaration wins; else the name tells, word by word from its last part
 * (`val/top1_acc`: `acc`); else it is unknown.
 */
export function directionOf(metric: string, declared: "higher" | "lower" | null | undefined): Direction {
  if (declared === "higher" || declared === "lower") return { better: declared, how: "declared" };
  const better = betterByName(metricWords(metric));
  return better === null ? { better: "unknown", how: "unknown" } : { better, how: "inferred" };
}

function betterByName(parts: readonly string[]): "higher" | "lower" | null {
  const last = parts.at(-1);
  if (isRate(parts)) return "higher";
  if (last === "s" && parts.length > 1) return "lower";
  for (const part of parts.toReversed()) {
    const better = betterByWord(part) ?? betterByWord(part.replace(/\d+$/, ""));
    if (better !== null) return better;
  }
  return null;
}

function isRate(parts: readonly string[]): boolean {
  const [before, last] = parts.slice(-2);
  if (last === undefined || !/^(s|sec|second|ms|minute|hour)$/.test(last)) return false;
  return before === "per" || (before !== undefined && COUNTED.has(before));
}

function betterByWord(word: string): "higher" | "lower" | null {
  return HIGHER.has(word) ? "higher" : LOWER.has(word) ? "lower" : null;
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "));
}
