import { metricWords } from "./metric-name.ts";

/** The place of a metric's split in a table: 0 test, 1 validation, 2 none named, 3 training, 4 the machine. */
export function splitRank(metric: string): number {
  const words = metricWords(metric);
  if (words.some((word) => word === "test" || word === "holdout")) return 0;
  if (words.some((word) => /^(?:val|valid|validation|dev|eval|evaluation)$/.test(word))) return 1;
  if (words.some((word) => /^(?:train|training)$/.test(word))) return 3;
  return /^(?:system|sys|perf|gpu|cpu)$/.test(words[0] ?? "") ? 4 : 2;
}
