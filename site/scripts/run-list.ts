import type { RunsData } from "../../src/contract/index.ts";

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
  const orders = new Map<Column, Uint32Array>();
  let texts: string[] | null = null;
  const orderOf = (column: Column): Uint32Array => {
    const order = orders.get(column) ?? sorted(data, column);
    orders.set(column, order);
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
    const order = wish.column === null ? null : orderOf(wish.column);
    const found = new Uint32Array(count);
    const counts = emptyCounts(data);
    let [shown, muted] = [0, 0];
    for (let place = 0; place < count; place += 1) {
      const at = order === null ? place : (order[wish.isDescending ? count - 1 - place : place] ?? 0);
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
    return { runs: withMissingLast(found.slice(0, shown), wish, { data, isMuted }), counts, muted };
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

function sorted(data: RunsData, column: Column): Uint32Array {
  const order = Uint32Array.from(data.name, (_, at) => at);
  if (column === "result") {
    const values = Float64Array.from(data.value, (value) => value ?? Number.NEGATIVE_INFINITY);
    return order.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0) || a - b);
  }
  const keys = keysOf(data, column);
  const ranks = new Map([...new Set(keys)].sort(inOrder).map((key, rank) => [key, rank]));
  const rank = Uint32Array.from(keys, (key) => ranks.get(key) ?? 0);
  return order.sort((a, b) => (rank[a] ?? 0) - (rank[b] ?? 0) || a - b);
}

function keysOf(data: RunsData, column: Exclude<Column, "result">): string[] {
  if (column === "name") return data.name;
  if (column === "started") return data.started;
  if (column === "apart") return data.apart;
  if (column === "experiment") return data.experiment.map((at) => data.experiments[at]?.text ?? "");
  return data.status.map((at) => data.statuses[at]?.text ?? "");
}

/** The same in every language of the browser. */
function inOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Runs without a value stand at the end whichever way the column is sorted; by result, before them those that do not count, which
 * are not the best of anything.
 */
function withMissingLast(runs: Uint32Array, { column }: Wish, { data, isMuted }: Marked): Uint32Array {
  if (column !== "result" && column !== "started" && column !== "apart") return runs;
  const placeOf = (at: number) => {
    const isMissing = column === "result" ? data.value[at] === null : data[column][at] === "";
    return isMissing ? 2 : column === "result" ? (isMuted[at] ?? 0) : 0;
  };
  const places = runs.map(placeOf);
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
