import type { Metric, Run } from "../../model/run.ts";
import { wordsOfMetric } from "../text/metric-word.ts";

/**
 * The run's metrics that measure the same on another split: `val/accuracy` and `train_clean/accuracy` beside
 * `test/accuracy`.
 */
export function sameOtherSplit(run: Run, metric: Metric): Metric[] {
  const own = partsOf(metric.name);
  return run.metrics.filter((other) => {
    const parts = partsOf(other.name);
    return parts.split !== own.split && parts.what === own.what;
  });
}

/** What is measured, and on which split. A prefix that names a split is one as a whole. */
function partsOf(name: string): { split: string | null; what: string } {
  const at = name.lastIndexOf("/");
  const isSplit = at > 0 && wordsOfMetric(name.slice(0, at)).split !== null;
  const { split, words } = wordsOfMetric(isSplit ? name.slice(at + 1) : name);
  return { split: isSplit ? name.slice(0, at) : split, what: words.join(" ") };
}
