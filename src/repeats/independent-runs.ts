import { isFractionName } from "../model/metric-name.ts";
import type { Run } from "../model/run.ts";
import type { Tolerances } from "./agreement.ts";
import { agreementOf, isResult } from "./agreement.ts";
import type { SameSettings } from "./same-settings.ts";
import { sameSettings } from "./same-settings.ts";

/** As many digits as two runs hardly share by chance. */
const TELLING_DIGITS = 6;

/** Up to this many runs of the same settings are compared by tolerance. */
const MOST_CLOSE = 100;

/**
 * Runs as independent pieces of evidence: each set counts as one. The same seed run again with the same result says nothing
 * new, so such runs share a set; the same settings with another result stay apart, since something differed that nobody
 * recorded. Sets and the runs in them keep the order given.
 *
 *     independentRuns([a seed 0, a seed 1, a seed 0 again]) → [[seed 0, seed 0 again], [seed 1]]
 */
export function independentRuns(runs: readonly Run[], declared: Tolerances = {}): Run[][] {
  const sets = new Map<Run, Run[]>(runs.map((run) => [run, [run]]));
  for (const same of sameSettings(runs)) {
    for (const [first, ...copies] of agreeing(same, declared)) {
      if (first === undefined) continue;
      sets.set(first, [first, ...copies]);
      for (const copy of copies) sets.delete(copy);
    }
  }
  return [...sets.values()];
}

/**
 * A set of runs with the same settings, parted into those that came out the same. Without a seed only what is equal to the
 * last digit, in a value with many, counts as that: an accuracy of a few hundred items is often equal by chance.
 */
export function agreeing({ runs, seeded }: SameSettings, declared: Tolerances): Run[][] {
  // Each against each would be slow for very many, so they are compared only where all their values are equal.
  const isClose = seeded && runs.length <= MOST_CLOSE;
  const rough = isClose ? [runs] : [...Map.groupBy(runs, valuesOf).values()];
  return rough.flatMap((some) => partsOf(some, { seeded, declared }));
}

function partsOf(runs: readonly Run[], how: { seeded: boolean; declared: Tolerances }): Run[][] {
  const parts: Run[][] = [];
  for (const run of runs) {
    const part = parts.find(([first]) => first !== undefined && isSame(first, run, how));
    if (part === undefined) parts.push([run]);
    else part.push(run);
  }
  return parts;
}

function valuesOf(run: Run): string {
  const results = run.metrics.filter(({ name }) => isResult(name));
  return results.map(({ name, last }) => `${name}\u0001${last.value}`).join("\0");
}

function isSame(a: Run, b: Run, how: { seeded: boolean; declared: Tolerances }): boolean {
  const { verdict, compared } = agreementOf(a, b, how.declared);
  if (how.seeded) return verdict === "identical" || verdict === "agrees";
  return verdict === "identical" && compared.some((name) => isTelling(a, name));
}

/** Whether the value of a metric has so many digits that two runs do not share it by chance. */
function isTelling(run: Run, name: string): boolean {
  const last = run.metrics.find((metric) => metric.name === name)?.last;
  if (last === undefined || !Number.isFinite(last.value) || Number.isInteger(last.value)) return false;
  const digits = last.evidence.literal.replace(/e.*$/i, "").replace(/\D/g, "").replace(/^0+/, "");
  return digits.length >= TELLING_DIGITS && !isFractionName(name);
}
