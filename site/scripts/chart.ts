import template from "curve-template";
import type { LiveCurves, LiveView, Panel } from "../../src/charts/live/index.ts";
import { fitBox, openView, panelOf, viewSpec } from "../../src/charts/live/index.ts";
import { addCursor } from "./chart-cursor.ts";
import { addLegend } from "./chart-legend.ts";
import { followState, pageState } from "./chart-page.ts";
import { addTools } from "./chart-tools.ts";

/**
 * A figure of curves that lives. `panel`: what it shows now; `stage`: the box of the drawing; `onShow`: called when it shows another;
 * `natural`: the size of the static drawing, of which `live` has the one that there is room for.
 */
export interface Chart {
  figure: HTMLElement;
  live: LiveCurves;
  natural: LiveCurves["box"];
  stage: HTMLElement;
  panel: Panel;
  view: LiveView;
  onShow: (() => void)[];
}

/** A drawing that is wider is no easier to read. */
const MOST_WIDTH = 900;

/** From where on axes are labelled in thousands. */
const FORMAT_CHANGES = [1000, 10_000];

/**
 * Puts a living drawing in the place of the static one, in the same box, and its tools around it. When it cannot be drawn the static
 * one stays. Null where the figure has no drawing.
 */
export async function openChart(figure: HTMLElement, live: LiveCurves): Promise<Chart | null> {
  const still = figure.querySelector<SVGElement>(".drawing > svg");
  if (still === null) return null;
  const stage = document.createElement("div");
  const host = document.createElement("div");
  stage.className = "live";
  host.className = "marks-host";
  stage.append(host);
  const fitted = { ...live, box: boxBeside(still, live) };
  const panel = panelOf(fitted, pageState());
  const view = await draw(fitted, panel, host);
  const chart: Chart = { figure, live: fitted, natural: live.box, stage, panel, view, onShow: [] };
  takePlace(chart, still);
  addTools(chart);
  addLegend(chart);
  const cursor = addCursor(chart);
  const update = inTurn(async () => {
    await show(chart, host);
    cursor.redraw();
    for (const listener of chart.onShow) listener();
  });
  followState(update, figure);
  followWidth(chart, update);
  return chart;
}

/** As high as the static drawing, so that nothing moves, and as wide as there is room: letters keep their size. */
function boxBeside(still: SVGElement, { box }: LiveCurves): LiveCurves["box"] {
  const { height } = still.getBoundingClientRect();
  return fitBox(box, { width: widthFor(still.parentElement, box), height: height > 0 ? height : box.height });
}

function widthFor(frame: HTMLElement | null, box: LiveCurves["box"]): number {
  return Math.min(frame === null || frame.clientWidth === 0 ? box.width : frame.clientWidth, MOST_WIDTH);
}

function followWidth(chart: Chart, update: () => void): void {
  const frame = chart.stage.parentElement;
  if (frame === null) return;
  new ResizeObserver(() => {
    const { box } = chart.live;
    const fitted = fitBox(chart.natural, { width: widthFor(frame, box), height: box.height });
    if (fitted.width === box.width) return;
    chart.live = { ...chart.live, box: fitted };
    sizeStage(chart);
    update();
  }).observe(frame);
}

function sizeStage({ stage, live }: Chart): void {
  stage.style.setProperty("--width", `${live.box.width}px`);
  stage.style.setProperty("--height", `${live.box.height}px`);
}

/** The same box before and after: nothing moves. */
function takePlace(chart: Chart, still: SVGElement): void {
  const { stage } = chart;
  sizeStage(chart);
  nameDrawing(stage, still);
  still.classList.add("replaced");
  still.setAttribute("aria-hidden", "true");
  still.after(stage);
}

/** The living drawing is called what the static one is. */
function nameDrawing(stage: HTMLElement, still: SVGElement): void {
  const drawing = stage.querySelector("svg");
  const name = still.getAttribute("aria-label") ?? still.querySelector("title")?.textContent ?? "";
  const words = still.querySelector("desc")?.textContent ?? "";
  drawing?.setAttribute("role", "img");
  drawing?.setAttribute("aria-label", [name, words].filter(Boolean).join(". "));
}

async function draw(live: LiveCurves, panel: Panel, host: HTMLElement): Promise<LiveView> {
  const view = await openView(viewSpec(template, live, panel), host);
  // The drawing itself says what it is.
  for (const name of ["role", "aria-label", "aria-roledescription"]) host.removeAttribute(name);
  await view.show({ ...panel.tuples }, {});
  return view;
}

/** Other points and ends of axes are put in; for another kind of axis the drawing is made anew. */
async function show(chart: Chart, host: HTMLElement): Promise<void> {
  const before = chart.panel;
  const panel = panelOf(chart.live, pageState());
  const isSameKind = before.log === panel.log && before.axis.id === panel.axis.id;
  const isSameFormat = FORMAT_CHANGES.every((edge) => before.xDomain[1] >= edge === panel.xDomain[1] >= edge);
  const isSameSize = before.plotWidth === chart.live.box.plotWidth;
  chart.panel = panel;
  if (isSameKind && isSameFormat && isSameSize) {
    await chart.view.show(
      { ...panel.tuples },
      { xDomain: panel.xDomain, yDomain: panel.yDomain, yTicks: panel.yTicks },
    );
    return;
  }
  const fresh = document.createElement("div");
  const view = await draw(chart.live, panel, fresh);
  const name = host.querySelector("svg")?.getAttribute("aria-label") ?? "";
  chart.view.remove();
  chart.view = view;
  host.replaceChildren(...fresh.childNodes);
  const drawing = host.querySelector("svg");
  drawing?.setAttribute("role", "img");
  drawing?.setAttribute("aria-label", name);
}

/** Runs one after another; calls that come meanwhile become one. */
function inTurn(action: () => Promise<void>): () => void {
  let isRunning = false;
  let isAsked = false;
  const run = async () => {
    isAsked = true;
    if (isRunning) return;
    isRunning = true;
    while (isAsked) {
      isAsked = false;
      await action().catch(() => {});
    }
    isRunning = false;
  };
  return () => void run();
}
