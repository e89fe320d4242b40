import type { Chart } from "./chart.ts";
import { changeState } from "./chart-page.ts";
import { zoomBy } from "./chart-zoom.ts";

/** What the keyboard does with a figure's cursor. `places`: where the curves have points, ascending. */
export interface KeyTarget {
  places(): number[];
  place(): number | null;
  read(place: number): void;
  leave(): void;
}

/** How many points an arrow key goes with Shift. */
const FAR = 10;

/** Arrow keys read the curves point by point; plus and minus zoom, zero shows all. */
export function addKeys(chart: Chart, target: KeyTarget): void {
  const frame = chart.stage.closest<HTMLElement>(".drawing");
  if (frame === null) return;
  describe(chart.figure, frame);
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== frame) return;
    if (event.key === "+" || event.key === "=") zoomBy(chart, 0.5, target.place());
    else if (event.key === "-") zoomBy(chart, 2, target.place());
    else if (event.key === "0") changeState({ zoom: null });
    else if (!goTo(event, target)) return;
    event.preventDefault();
  });
  frame.addEventListener("focusout", () => target.leave());
}

function goTo({ key, shiftKey }: KeyboardEvent, target: KeyTarget): boolean {
  const places = target.places();
  const last = places.length - 1;
  const place = target.place();
  const next = place === null ? -1 : places.findIndex((one) => one >= place);
  const far = shiftKey ? FAR : 1;
  const goals: Record<string, number> = {
    ArrowRight: place === null ? 0 : places[next] === place ? next + far : next,
    ArrowLeft: place === null ? last : (next < 0 ? last : next) - far,
    Home: 0,
    End: last,
  };
  const goal = goals[key];
  const at = goal === undefined ? undefined : places[Math.max(0, Math.min(last, goal))];
  if (at !== undefined) target.read(at);
  return goal !== undefined;
}

function describe(figure: HTMLElement, frame: HTMLElement): void {
  const hint = document.createElement("p");
  hint.className = "unseen";
  hint.id = `${figure.id}-keys`;
  hint.textContent =
    "Arrow keys read the curves point by point, with Shift ten at a time. Plus and minus zoom, zero shows all.";
  figure.append(hint);
  frame.setAttribute("aria-describedby", hint.id);
}
