import type { Reading } from "../../src/charts/live/index.ts";
import type { Chart } from "./chart.ts";
import { swatch } from "./chart-legend.ts";
import { placeTip } from "./chart-place.ts";
import type { Tip } from "./chart-tip-box.ts";
import { tipText } from "./chart-tip-box.ts";
import { element } from "./element.ts";

/** More lines than this are counted. */
const MOST = 8;

/** What a tip shows. `at`: shares of the drawing's width and height. */
export interface TipContent {
  chart: Chart;
  head: string;
  readings: Reading[];
  at: { left: number; top: number };
}

/** Shows what the curves say at a place, the nearest first, beside that place and inside of the figure. */
export function showTip({ box }: Tip, { chart, head, readings, at }: TipContent): void {
  box.replaceChildren(tipText("p", "head", head), gridOf(chart, readings.slice(0, MOST)));
  if (readings.length > MOST) box.append(tipText("p", "", `and ${readings.length - MOST} more`));
  box.hidden = false;
  placeTip(box, { figure: chart.figure, stage: chart.stage, at });
}

/** A grid: the tip is for the eyes, the same is read out in a sentence. */
function gridOf(chart: Chart, readings: Reading[]): HTMLElement {
  const grid = element("div", "readings");
  for (const [index, reading] of readings.entries()) {
    const { label, value, beside, smooth, at, row } = reading;
    const name = tipText("span", index === 0 ? "label nearest" : "label", label);
    name.prepend(swatch(chart.live.rows[row]?.mark ?? 0));
    // Of a line that has no point just here it is said where its nearest one is.
    const extra = [beside, smooth === "" ? "" : `smoothed ${smooth}`, at === "" ? "" : `at ${at}`];
    grid.append(
      name,
      tipText("span", index === 0 ? "number nearest" : "number", value),
      tipText("span", "extra", extra.filter(Boolean).join(", ")),
    );
  }
  return grid;
}
