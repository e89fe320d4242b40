import type { RunsData } from "../../src/contract/index.ts";
import type { Asked } from "./list-address.ts";
import { RESULT } from "./list-address.ts";
import type { Column, Facet, Wish } from "./run-list.ts";
import { COLUMNS, FACETS } from "./run-list.ts";

/** The heads of the columns, which an address names, too. */
export const HEADS: Record<Column, { text: string; note?: string }> = {
  name: { text: "Run" },
  result: { text: RESULT, note: "metric that decides" },
  status: { text: "Status" },
  apart: { text: "Set apart by" },
  experiment: { text: "Experiment" },
  started: { text: "Started" },
};

const MUTED = "uncounted";
const HIDDEN = "hidden";

/** The values of each facet, in the order of the data. */
export function facetValues(data: RunsData): Record<Facet, readonly string[]> {
  return {
    experiment: data.experiments.map((one) => one.text),
    status: data.statuses.map((one) => one.text),
    tracker: data.trackers,
  };
}

/** What an address asks of the list. What the list does not have is left aside. */
export function wishOf({ words, sort, isDescending, chosen }: Asked, data: RunsData): Wish {
  const values = facetValues(data);
  const at = (facet: Facet) => values[facet].indexOf(chosen.get(facet)?.[0] ?? "");
  const column = COLUMNS.find((one) => HEADS[one].text === sort) ?? (isOneMetric(sort, data) ? "result" : null);
  return {
    words,
    chosen: { experiment: at("experiment"), status: at("status"), tracker: at("tracker") },
    hidesMuted: chosen.get(MUTED)?.includes(HIDDEN) === true,
    column,
    isDescending: column !== null && isDescending,
  };
}

/** In a short list the one metric of all runs is the head of their results. */
function isOneMetric(sort: string | null, { metrics }: RunsData): boolean {
  return metrics.length === 1 && metrics[0] === sort;
}

/** The same as an address says it. */
export function askedOf(wish: Wish, data: RunsData): Asked {
  const values = facetValues(data);
  const chosen = new Map<string, string[]>();
  for (const facet of FACETS) {
    const value = values[facet][wish.chosen[facet]];
    if (value !== undefined) chosen.set(facet, [value]);
  }
  if (wish.hidesMuted) chosen.set(MUTED, [HIDDEN]);
  const sort = wish.column === null ? null : HEADS[wish.column].text;
  return { words: wish.words, sort, isDescending: wish.isDescending, chosen };
}
