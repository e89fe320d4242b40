import { isOfOneRun } from "./own-text.ts";
import { isRepeatParam } from "./repeat-param.ts";

/** Whether two runs that differ in this param only still answer the same question. */
export function isIncidental(name: string): boolean {
  const known = incidental.get(name) ?? (isRepeatParam(name) || isOfOneRun(name));
  if (incidental.size < MOST_NAMES) incidental.set(name, known);
  return known;
}

/** What names mean is asked for every run, and there are few names. */
const incidental = new Map<string, boolean>();
const MOST_NAMES = 10_000;
