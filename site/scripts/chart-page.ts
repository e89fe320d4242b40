import type { ChartState } from "../../src/charts/live/index.ts";
import { readState, writeState } from "../../src/charts/live/index.ts";

/** What figures of a page share: how curves are shown, and the place that is pointed at. */
export interface PointedAt {
  axis: string;
  place: number;
}

let state: ChartState = readState(location.search);
const onState = new Map<() => void, Element>();
const onPoint = new Map<(at: PointedAt | null) => void, Element>();

addEventListener("popstate", () => {
  state = readState(location.search);
  tell(onState);
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
  tell(onState);
}

/** Calls back whenever the state changes, as long as an element is on the page. */
export function followState(listener: () => void, element: Element): void {
  onState.set(listener, element);
}

/** Points at a place on an axis in every figure that has this axis; null points at nothing. */
export function pointAt(at: PointedAt | null): void {
  tell(onPoint, at);
}

/** Calls back whenever another place is pointed at, as long as an element is on the page. */
export function followPointer(listener: (at: PointedAt | null) => void, element: Element): void {
  onPoint.set(listener, element);
}

function tell<Said extends unknown[]>(listeners: Map<(...said: Said) => void, Element>, ...said: Said): void {
  for (const [listener, element] of listeners) {
    if (element.isConnected) listener(...said);
    else listeners.delete(listener);
  }
}
