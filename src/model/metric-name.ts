/** Words of metrics that are fractions of something: between 0 and 1, their differences are percentage points. */
const FRACTIONS = new Set(
  "acc accuracy f1 fscore precision recall auc auroc auprc ap map iou miou dice top1 top5 sensitivity specificity tpr fpr tnr fnr ndcg mrr".split(
    " ",
  ),
);

/**
 * The parts of a metric's name, in lower case: `val/top1_acc` is `val`, `top1`, `acc`; `valLoss` is `val`, `loss`.
 * A part that is a known word as a whole (`mAP50`) is not cut at its capitals.
 */
export function metricWords(name: string): readonly string[] {
  const known = PARTS.get(name);
  if (known !== undefined) return known;
  const parts = partsOf(name);
  if (PARTS.size >= MOST) PARTS.clear();
  PARTS.set(name, parts);
  return parts;
}

/** The parts of names that were asked for: a project has few names, and each is asked for at every number of a document. */
const PARTS = new Map<string, readonly string[]>();
const MOST = 10_000;

function partsOf(name: string): string[] {
  return name
    .replace(/\([^)]*\)/g, "")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== "")
    .flatMap((part) => (isFractionWord(part.toLowerCase()) ? [part.toLowerCase()] : camelParts(part)));
}

/** Tells whether a metric is by its name a fraction (`test/accuracy`), which its values may still contradict. */
export function isFractionName(name: string): boolean {
  return metricWords(name).some(isFractionWord);
}

/** Tells whether a metric only counts how far a run has come (`epoch`, `trainer/global_step`): an axis, and no result. */
export function isCounterName(name: string): boolean {
  return /^(?:(?:train(?:er|ing)?|val|eval|system)[/_])?(?:global_step|epochs?|steps?|iterations?|iter)$/i.test(name);
}

function isFractionWord(word: string): boolean {
  return FRACTIONS.has(word) || FRACTIONS.has(word.replace(/\d+$/, ""));
}

function camelParts(part: string): string[] {
  return part
    .replace(/(\p{Ll}|\p{N})(\p{Lu})/gu, "$1 $2")
    .toLowerCase()
    .split(" ");
}
