import type { Reading } from "../../src/charts/live/index.ts";
import type { Chart } from "./chart.ts";
import { swatch } from "./chart-legend.ts";
import { placeTip } from "./chart-place.ts";

/** More lines than this are counted. */
const MOST = 8;

/** The box beside the pointer; `said` is read out. */
export interface Tip {
  box: HTMLElement;
  said: HTMLElement;
}

/** What a tip shows. `at`: shares of the drawing's width and height. */
export interface TipContent {
  chart: Chart;
  head: string;
  readings: Reading[];
  at: { left: number; top: number };
}

/** Adds an empty tip to a figure. */
export function addTip(figure: HTMLElement): Tip {
  const box = document.createElement("div");
  box.className = "chart-tip";
  box.hidden = true;
  box.setAttribute("aria-hidden", "true");
  const said = document.createElement("p");
  said.className = "unseen";
  said.setAttribute("role", "status");
  figure.append(box, said);
  return { box, said };
}

/** Shows what the curves say at a place, the nearest first, beside that place and inside of the figure. */
export function showTip({ box }: Tip, { chart, head, readings, at }: TipContent): void {
  box.replaceChildren(headLine(head), gridOf(chart, readings.slice(0, MOST)));
  if (readings.length > MOST) box.append(line(`and ${readings.length - MOST} more`));
  box.hidden = false;
  placeTip(box, { figure: chart.figure, stage: chart.stage, at });
}

/** Takes a tip away. */
export function hideTip({ box, said }: Tip): void {
  box.hidden = true;
  said.textContent = "";
}

/** A grid: the tip is for the eyes, the same is read out in a sentence. */
function gridOf(chart: Chart, readings: Reading[]): HTMLElement {
  const grid = document.createElement("div");
  grid.className = "readings";
  for (const [index, reading] of readings.entries()) {
    const { label, value, beside, smooth, at, row } = reading;
    const name = cell(label, index === 0 ? "label nearest" : "label");
    name.prepend(swatch(chart.live.rows[row]?.mark ?? 0));
    // Of a line that has no point just here it is said where its nearest one is.
    const extra = [beside, smooth === "" ? "" : `smoothed ${smooth}`, at === "" ? "" : `at ${at}`];
    grid.append(
      name,
      cell(value, index === 0 ? "number nearest" : "number"),
      cell(extra.filter(Boolean).join(", "), "extra"),
    );
  }
  return grid;
}

function cell(text: string, name: string): HTMLElement {
  const made = document.createElement("span");
  made.className = name;
  made.textContent = text;
  return made;
}

function headLine(text: string): HTMLElement {
  const made = line(text);
  made.className = "head";
  return made;
}

function line(text: string): HTMLElement {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
}
