import type { ExperimentCard, PageOf } from "../contract/index.ts";
import { compareText } from "../model/finding.ts";
import { experimentCard } from "./experiment-page.ts";
import { sayCount } from "./say.ts";
import { slugOf } from "./slug.ts";
import { trailOf } from "./trail.ts";
import type { View } from "./view.ts";

/** An experiment of an increment: `increment` is its number and name, `first` and `last` when its runs began, as recorded. */
export interface IncrementEntry {
  increment: string;
  first: string | null;
  last: string | null;
  card: ExperimentCard;
}

/** An experiment's part of that timeline; null for one of no increment. */
export function incrementEntry(view: View): IncrementEntry | null {
  const { increment, runs } = view.compiled.experiment;
  if (increment === null) return null;
  const times = runs.flatMap((run) => run.startedAt ?? []).sort(compareText);
  return { increment, first: times[0] ?? null, last: times.at(-1) ?? null, card: experimentCard(view) };
}

/** The timeline of increments in which something was tried, the latest first; null where there is none. */
export function incrementsPage(entries: readonly IncrementEntry[]): PageOf<"increments"> | null {
  if (entries.length === 0) return null;
  const byIncrement = [...Map.groupBy(entries, (entry) => entry.increment)].sort(([a], [b]) => compareText(b, a));
  return {
    kind: "increments",
    address: "increments/",
    title: "Increments",
    description: "What each increment tried, and what came out.",
    trail: trailOf(),
    summary: `${sayCount(byIncrement.length, "increment")} with experiments, the latest first`,
    increments: byIncrement.map(([increment, some]) => {
      const [, number = increment, name = ""] = /^(\d+[A-Z]?)-(.*)$/s.exec(increment) ?? [];
      return {
        id: slugOf(`increment-${number}`),
        number,
        name: name.replaceAll("-", " "),
        period: periodOf(some),
        cards: some.map((entry) => entry.card),
      };
    }),
  };
}

/** `2026-11-20 to 2026-11-21`, one day alone, or that none is recorded. */
function periodOf(entries: readonly IncrementEntry[]): string {
  const days = entries.flatMap(({ first, last }) => [first, last]).flatMap((time) => time?.slice(0, 10) ?? []);
  if (days.length === 0) return "no run says when it began";
  const [from = "", to = ""] = [days.reduce((a, b) => (a < b ? a : b)), days.reduce((a, b) => (a > b ? a : b))];
  return from === to ? from : `${from} to ${to}`;
}
