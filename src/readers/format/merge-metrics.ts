import type { Metric, Run } from "../../model/run.ts";
import type { ReadMetric } from "./table-metrics.ts";

const LOSS = /loss|nll|perplexity|ppl|error|mse|mae|cost|objective|grad|elbo|energy|bpb|bpc/i;

/**
 * The metrics of a run from all its files, each name once. This is the precedence, best first:
 *
 * 1. records in logs and tables, since they hold the series;
 * 2. metrics.json, which fills in what no log has;
 * 3. free text.
 *
 * Among several files of the same rank the one with the most points counts, then the one that comes first.
 */
export function mergeMetrics(read: { records: ReadMetric[]; stated: ReadMetric[]; loose: ReadMetric[] }): ReadMetric[] {
  const merged = new Map<string, ReadMetric>();
  for (const found of read.records) {
    const { name, points } = found.metric;
    const known = merged.get(name);
    if (known === undefined || points > known.metric.points) merged.set(name, found);
  }
  for (const found of [...read.stated, ...read.loose]) {
    if (!merged.has(found.metric.name)) merged.set(found.metric.name, found);
  }
  return [...merged.values()];
}

/**
 * The first value at which the run diverged: the first non-finite point of a metric that is still not finite at its end.
 * One that was never finite is a diverged run only for a loss or an error: a score may be undefined.
 */
export function findDivergence(metrics: readonly ReadMetric[]): Run["diverged"] {
  let first: Run["diverged"] = null;
  let firstLine = Number.POSITIVE_INFINITY;
  for (const { metric, bad } of metrics) {
    if (bad === null || Number.isFinite(metric.last.value) || !isTelling(metric)) continue;
    const { locator, file } = bad.evidence;
    const line = "line" in locator ? locator.line : Number.POSITIVE_INFINITY;
    const isEarlier = first === null || (file === first.evidence.file && line < firstLine);
    if (!isEarlier) continue;
    first = { metric: metric.name, evidence: bad.evidence };
    firstLine = line;
  }
  return first;
}

function isTelling(metric: Metric): boolean {
  return LOSS.test(metric.name) || (metric.points > 1 && metric.min !== null);
}
