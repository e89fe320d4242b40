import type { RunsData } from "../../src/contract/index.ts";
import type { Key } from "./sorting.ts";
import { orderOf } from "./sorting.ts";

/** What the list can be sorted by, in the order of its columns. */
export const COLUMNS = ["name", "result", "status", "apart", "experiment", "started"] as const;
export type Column = (typeof COLUMNS)[number];

/** By what the list can be narrowed to some of few values. */
export const FACETS = ["experiment", "status", "tracker"] as const;
export type Facet = (typeof FACETS)[number];

/** How the list is narrowed and sorted. `chosen`: the index of a value, −1 for all; `hidesMuted`: without runs that do not count. */
export interface Wish {
  words: string;
  chosen: Record<Facet, number>;
  hidesMuted: boolean;
  column: Column | null;
  isDescending: boolean;
}

/** The indices of the runs that are shown, in order; `counts`: how many there would be for each value of each facet. */
export interface Shown {
  runs: Uint32Array;
  counts: Record<Facet, Uint32Array>;
  muted: number;
}

/** Sorts and narrows a list of runs; ten thousand take some milliseconds. */
export function openRunList(data: RunsData): (wish: Wish) => Shown {
  const count = data.name.length;
  const isMuted = new Uint8Array(count);
  for (const at of data.muted) isMuted[at] = 1;
  const orders = new Map<string, Uint32Array>();
  let texts: string[] | null = null;
  const sorted = ({ column, isDescending }: Wish): Uint32Array | null => {
    if (column === null) return null;
    const name = `${column} ${isDescending}`;
    const order = orders.get(name) ?? orderOf(keysOf(data, column), isDescending);
    orders.set(name, order);
    return order;
  };
  const passing = (words: string): Uint8Array | null => {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    if (wanted.length === 0) return null;
    texts ??= textsOf(data);
    return Uint8Array.from(texts, (text) => (wanted.every((word) => text.includes(word)) ? 1 : 0));
  };
  return (wish) => {
    const passes = passing(wish.words);
    const order = sorted(wish);
    const found = new Uint32Array(count);
    const counts = emptyCounts(data);
    let [shown, muted] = [0, 0];
    for (let place = 0; place < count; place += 1) {
      const at = order === null ? place : (order[place] ?? 0);
      if (passes !== null && passes[at] === 0) continue;
      const misses = FACETS.filter((facet) => wish.chosen[facet] >= 0 && data[facet][at] !== wish.chosen[facet]);
      const isLeftOut = wish.hidesMuted && isMuted[at] === 1;
      if (misses.length === 0 && isMuted[at] === 1) muted += 1;
      if (isLeftOut) continue;
      for (const facet of FACETS) {
        const others = misses.length - (misses.includes(facet) ? 1 : 0);
        if (others === 0) add(counts[facet], data[facet][at]);
      }
      if (misses.length === 0) found[shown++] = at;
    }
    return {
      runs: wish.column === "result" ? withMutedLast(found.slice(0, shown), { data, isMuted }) : found.slice(0, shown),
      counts,
      muted,
    };
  };
}

function add(counts: Uint32Array, at: number | undefined): void {
  if (at !== undefined) counts[at] = (counts[at] ?? 0) + 1;
}

function emptyCounts({ experiments, statuses, trackers }: RunsData): Shown["counts"] {
  return {
    experiment: new Uint32Array(experiments.length),
    status: new Uint32Array(statuses.length),
    tracker: new Uint32Array(trackers.length),
  };
}

/** What the words of the filter are looked for in. */
function textsOf(data: RunsData): string[] {
  return data.name.map((name, at) => {
    const parts = [
      name,
      data.experiments[data.experiment[at] ?? -1]?.text,
      data.statuses[data.status[at] ?? -1]?.text,
      data.trackers[data.tracker[at] ?? -1],
      data.metrics[data.metric[at] ?? -1],
      data.result[at],
      data.apart[at],
      data.started[at],
      data.note[String(at)],
    ];
    return parts.filter(Boolean).join("\n").toLowerCase();
  });
}

/** What the runs are sorted by, by a column. */
export function keysOf(data: RunsData, column: Column): readonly Key[] {
  if (column === "result") return data.value;
  if (column === "name") return data.name;
  if (column === "started") return data.started;
  if (column === "apart") return data.apart;
  if (column === "experiment") return data.experiment.map((at) => data.experiments[at]?.text ?? "");
  return data.status.map((at) => data.statuses[at]?.text ?? "");
}

/** By result, runs that do not count stand behind those that do: they are not the best of anything. Those without one stay last. */
function withMutedLast(runs: Uint32Array, { data, isMuted }: Marked): Uint32Array {
  const places = runs.map((at) => (data.value[at] === null ? 2 : (isMuted[at] ?? 0)));
  if (!places.some((place) => place > 0)) return runs;
  const all = new Uint32Array(runs.length);
  let end = 0;
  for (const wanted of [0, 1, 2]) {
    for (const [index, at] of runs.entries()) if (places[index] === wanted) all[end++] = at;
  }
  return all;
}

interface Marked {
  data: RunsData;
  isMuted: Uint8Array;
}
