import type { Reduction } from "../../model/reduction.ts";

/** The reductions that can be asked for, as selectors write them. */
export const REDUCTION_WORDS = "last, best, step=1000, mean5, area, steps-to-0.9, time-to-0.9, best(val/loss)";

/** Reads a reduction as a selector writes it behind its `@`: `best`, `mean5`, `best(val/accuracy)`; null for another text. */
export function readReduction(word: string): Reduction | null {
  if (word === "last" || word === "best" || word === "area") return word;
  const [, other] = /^best\((.+)\)$/.exec(word) ?? [];
  if (other !== undefined) return { atBestOf: other };
  const [, count] = /^mean([1-9]\d{0,8})$/.exec(word) ?? [];
  if (count !== undefined) return { meanOfLast: Number(count) };
  const [, name, text] = /^(step=|steps-to-|time-to-)([+-]?\d[\d.e+-]*)$/.exec(word) ?? [];
  const value = text === undefined ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) return null;
  if (name === "step=") return { at: value };
  return name === "steps-to-" ? { stepsTo: value } : { timeTo: value };
}
