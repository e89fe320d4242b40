import type { PageOf, Phrase } from "../contract/index.ts";
import type { Progress, ProgressEntry, ProgressSeries } from "../model/progress.ts";
import type { Quantity } from "../model/quantity.ts";
import { baseName } from "../model/tree.ts";
import type { Addresses } from "./address.ts";
import type { Tie, TiedExperiment } from "./tie.ts";

/** Experiments that an experiment has to do with, as its page names them. */
export type Lineage = Pick<PageOf<"experiment">, "earlier" | "later">;

/** An experiment in the order of increments. */
export interface IncrementPlace {
  id: string;
  name: string;
  title: string;
  increment: string;
}

/** More experiments than these are not named on either side. */
const MOST_TIED = 8;

type Relative = Lineage["earlier"][number];

/**
 * Where an experiment stands among the others: the best before it and what took the record from it, in each metric that several
 * experiments share, those that it speaks of and that speak of it, and the increments beside its own.
 */
export function lineageOf(
  id: string,
  of: { progress: Progress | null; increments: readonly IncrementPlace[]; ties?: readonly Tie[] },
  addresses: Addresses,
): Lineage {
  const earlier: Relative[] = [];
  const later: Relative[] = [];
  for (const series of of.progress?.series ?? []) {
    const at = series.entries.findIndex((entry) => entry.experiment.id === id);
    const entry = series.entries[at];
    if (entry === undefined) continue;
    const before = entry.step === null ? undefined : series.entries[entry.step.against];
    if (before !== undefined)
      earlier.push(relativeOf("The best before", { of: before, said: entry, series }, addresses));
    const after = successorOf(series, at);
    if (after !== null)
      later.push(
        relativeOf(after.isBest ? "New best after" : "Set against this", { of: after, said: after, series }, addresses),
      );
  }
  const ordered = [...of.increments].sort((a, b) => (a.increment < b.increment ? -1 : 1));
  const place = ordered.findIndex((one) => one.id === id);
  const neighbour = (step: number): Relative[] => {
    const other = place < 0 ? undefined : ordered[place + step];
    return other === undefined ? [] : [incrementOf(other, addresses)];
  };
  const tied = tiedTo(id, of.ties ?? [], addresses);
  return {
    earlier: [...earlier, ...tied.earlier, ...neighbour(-1)],
    later: [...later, ...tied.later, ...neighbour(1)],
  };
}

/** Those that it speaks of came before it, unless their increment is a later one; those that speak of it came after. */
function tiedTo(id: string, ties: readonly Tie[], addresses: Addresses): Lineage {
  const tied: Lineage = { earlier: [], later: [] };
  for (const { from, to, by } of ties) {
    if (from.id !== id && to.id !== id) continue;
    const isOwn = from.id === id;
    const other = isOwn ? to : from;
    const isLater = comesAfter(other, isOwn ? from : to) ?? !isOwn;
    const relation = isOwn
      ? by === null
        ? "Linked from its journal"
        : `Cited in its ${baseName(by)}`
      : by === null
        ? "Its journal links here"
        : `Cites this in its ${baseName(by)}`;
    const side = isLater ? tied.later : tied.earlier;
    if (side.length === MOST_TIED) continue;
    side.push({
      relation,
      experiment: { text: other.title, href: addresses.experiment({ experiment: other }) },
      sentence: [],
    });
  }
  return tied;
}

/** Whether an experiment's increment is a later one; null where one of the two has none. */
function comesAfter(one: TiedExperiment, other: TiedExperiment): boolean | null {
  if (one.increment === null || other.increment === null || one.increment === other.increment) return null;
  return one.increment > other.increment;
}

/** The experiment that took the record, else the next that was set against this one. */
function successorOf({ entries }: ProgressSeries, at: number): ProgressEntry | null {
  const set = entries.filter((entry) => entry.step?.against === at);
  return set.find((entry) => entry.isBest) ?? set[0] ?? null;
}

/** `of`: the other experiment; `said`: the entry whose step tells how the later one did against the earlier. */
function relativeOf(
  relation: string,
  { of, said, series }: { of: ProgressEntry; said: ProgressEntry; series: ProgressSeries },
  addresses: Addresses,
): Relative {
  const sentence = stepOf(said, series, addresses);
  const { title } = of.experiment;
  return { relation, experiment: { text: title, href: addresses.experiment({ experiment: of.experiment }) }, sentence };
}

/** `test/accuracy: +1.2 pp (+1.4 %) of wide against narrow, better`; its numbers open the runs of the row. */
function stepOf(entry: ProgressEntry, series: ProgressSeries, addresses: Addresses): Phrase {
  const { step, row, experiment } = entry;
  if (step === null) return [];
  const href = `${addresses.comparison({ experiment })}#${addresses.group(row.id)}`;
  const number = ({ text, selector }: Quantity): Phrase[number] => ({
    text,
    href,
    title: selector,
    verdict: "derived",
  });
  const before = series.entries[step.against];
  return [
    `${series.label}: `,
    number(step.delta),
    ...(step.relative === null ? [] : [" (", number(step.relative), ")"]),
    ` of ${row.name}${before === undefined ? "" : ` against ${before.row.name}`}, ${step.outcome}`,
  ];
}

function incrementOf(other: IncrementPlace, addresses: Addresses): Relative {
  const href = addresses.experiment({ experiment: other });
  return {
    relation: `Increment ${other.increment.slice(0, 4)}`,
    experiment: { text: other.title, href },
    sentence: [],
  };
}
