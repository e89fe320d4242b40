import { compareNatural } from "../../model/natural-order.ts";
import type { ExperimentFacts } from "../../model/progress.ts";

/** Experiments in the order in which they were made, and a sentence that says what that order is. */
export interface Ordered {
  facts: ExperimentFacts[];
  order: string;
}

/**
 * Orders experiments by the start of their first run that counts; where some have none, all by increment number and name,
 * since a time cannot be compared with a name. A time without an offset is taken as UTC.
 */
export function orderExperiments(facts: readonly ExperimentFacts[]): Ordered {
  const times = new Map(facts.map((one) => [one.id, one.startedAt === null ? null : instantOf(one.startedAt)]));
  const untimed = facts.filter((one) => times.get(one.id) === null).length;
  const byName = (a: ExperimentFacts, b: ExperimentFacts) =>
    compareNatural(nameOf(a), nameOf(b)) || compareNatural(a.id, b.id);
  if (untimed > 0) {
    const who = untimed === facts.length ? "none" : `only ${facts.length - untimed}`;
    return {
      facts: facts.toSorted(byName),
      order: `in the order of their names, since ${who} of them recorded when it began`,
    };
  }
  const sorted = facts.toSorted((a, b) => (times.get(a.id) ?? 0) - (times.get(b.id) ?? 0) || byName(a, b));
  return { facts: sorted, order: "in the order of their first runs" };
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d)[:-](\d\d)(?:[:-](\d\d)(\.\d+)?)?)?\s*(Z|[+-]\d\d:?\d\d)?$/i;

/** Milliseconds since 1970 of a time as ISO 8601 writes it; without an offset as if it were UTC. Null for other texts. */
export function instantOf(text: string): number | null {
  const match = ISO.exec(text.trim());
  if (match === null) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const offset = /^([+-])(\d\d):?(\d\d)$/.exec(match[8] ?? "");
  const minutes = offset === null ? 0 : (Number(offset[2]) * 60 + Number(offset[3])) * (offset[1] === "-" ? -1 : 1);
  const instant = Date.UTC(year, month - 1, day, hour, minute, second, Number(match[7] ?? 0) * 1000);
  return Number.isFinite(instant) ? instant - minutes * 60_000 : null;
}

function nameOf({ increment, name }: ExperimentFacts): string {
  return increment ?? name;
}
