import { metricWords } from "./metric-name.ts";

/**
 * The logged metric that a written name means: itself, else the only one of the same words (`val_loss` for `val/loss`),
 * else the preferred or only one that ends in them (`accuracy` for `test/accuracy`). Null when none or several fit.
 */
export function findMetric(wanted: string, names: readonly string[], preferred: string | null): string | null {
  if (names.includes(wanted)) return wanted;
  const words = wordsKey(wanted);
  const same = names.filter((name) => wordsKey(name) === words);
  if (same.length === 1) return same[0] ?? null;
  if (words === "") return null;
  const ending = names.filter((name) => wordsKey(name).endsWith(` ${words}`));
  if (preferred !== null && ending.includes(preferred)) return preferred;
  return ending.length === 1 ? (ending[0] ?? null) : null;
}

function wordsKey(name: string): string {
  return metricWords(name).join(" ");
}
