import type { ChartState } from "../../src/charts/live/index.ts";
import { readState, writeState } from "../../src/charts/live/index.ts";

/** What figures of a page share: how curves are shown, and the place that is pointed at. */
export interface PointedAt {
  axis: string;
  place: number;
}

let state: ChartState = readState(location.search);
const onState = new Set<() => void>();
const onPoint = new Set<(at: PointedAt | null) => void>();

addEventListener("popstate", () => {
  state = readState(location.search);
  for (const listener of onState) listener();
});

/** How the curves of the page are shown. */
export function pageState(): ChartState {
  return state;
}

/** Changes how all curves of the page are shown, and the address with it. */
export function changeState(change: Partial<ChartState>): void {
  state = { ...state, ...change };
  try {
    const { pathname, search, hash } = location;
    history.replaceState(history.state, "", `${pathname}${writeState(state, search)}${hash}`);
  } catch {
    // Some browsers keep the address of a page that was opened from a disk.
  }
  for (const listener of onState) listener();
}

/** Calls back whenever the state changes. */
export function followState(listener: () => void): void {
  onState.add(listener);
}

/** Points at a place on an axis in every figure that has this axis; null points at nothing. */
export function pointAt(at: PointedAt | null): void {
  for (const listener of onPoint) listener(at);
}

/** Calls back whenever another place is pointed at. */
export function followPointer(listener: (at: PointedAt | null) => void): void {
  onPoint.add(listener);
}
