import { changeZoom } from "../../src/charts/live/index.ts";
import type { Chart } from "./chart.ts";
import { changeState } from "./chart-page.ts";

/** Shows a part of the axis that is so many times as long, about a place or the middle. */
export function zoomBy({ panel }: Chart, factor: number, about: number | null): void {
  changeState({ zoom: changeZoom(panel, factor, about) });
}
