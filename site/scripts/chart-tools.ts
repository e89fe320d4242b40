import type { ChartState, LiveCurves } from "../../src/charts/live/index.ts";
import { sayExtent } from "../../src/charts/live/index.ts";
import { toolButton } from "./button.ts";
import type { Chart } from "./chart.ts";
import { changeState, followState, pageState } from "./chart-page.ts";
import { zoomBy } from "./chart-zoom.ts";

/** What a tool does when the state changes. */
type Refresh = () => void;

interface Choice {
  name: string;
  options: [value: string, text: string][];
  value(): string;
  choose(value: string): void;
}

/** Puts the tools of a figure into the place that is kept for them. */
export function addTools(chart: Chart): void {
  const place = chart.figure.querySelector<HTMLElement>(".chart-tools");
  if (place === null) return;
  const { live } = chart;
  const row: HTMLElement[] = [];
  const refreshes: Refresh[] = [];
  const add = ({ element, refresh }: { element: HTMLElement; refresh: Refresh }) => {
    row.push(element);
    refreshes.push(refresh);
  };
  add(slider());
  add(
    checkbox(
      "Log y",
      () => chart.panel.log,
      (isOn) => ({ y: isOn ? "log" : "linear" }),
    ),
  );
  if (live.axes.length > 1) add(select(axisChoice(live)));
  const more = moreTools(chart, refreshes);
  const note = noteLine(chart);
  place.replaceChildren(...row, more);
  chart.figure.querySelector("figcaption")?.before(note.element);
  refreshes.push(note.refresh);
  const refresh = () => {
    for (const one of refreshes) one();
  };
  refresh();
  followState(() => requestAnimationFrame(refresh));
}

/** What is needed less often lies behind one button. */
function moreTools(chart: Chart, refreshes: Refresh[]): HTMLElement {
  const more = document.createElement("details");
  more.className = "more";
  const summary = document.createElement("summary");
  summary.textContent = "More";
  const box = document.createElement("div");
  const hasSpread = chart.live.lines.some(({ spread }) => spread !== undefined);
  const tools = [
    ...(hasSpread ? [select(spreadChoice())] : []),
    checkbox(
      "Leave out outliers",
      () => pageState().clip,
      (clip) => ({ clip }),
    ),
  ];
  const zoom = document.createElement("p");
  const all = toolButton("Show all", () => changeState({ zoom: null }));
  zoom.append(
    toolButton("Zoom in", () => zoomBy(chart, 0.5, null)),
    toolButton("Zoom out", () => zoomBy(chart, 2, null)),
    all,
  );
  box.append(...tools.map(({ element }) => element), zoom);
  refreshes.push(...tools.map(({ refresh }) => refresh), () => {
    all.disabled = pageState().zoom === null;
  });
  more.append(summary, box);
  closeOutside(more);
  return more;
}

function closeOutside(more: HTMLDetailsElement): void {
  document.addEventListener("click", (event) => {
    if (event.target instanceof Node && !more.contains(event.target)) more.open = false;
  });
  more.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !more.open) return;
    more.open = false;
    more.querySelector("summary")?.focus();
  });
}

function slider(): { element: HTMLElement; refresh: Refresh } {
  const { label, input } = labelled("Smooth", "range");
  const shown = document.createElement("output");
  Object.assign(input, { min: "0", max: "0.99", step: "0.01" });
  input.addEventListener("input", () => changeState({ smooth: Number(input.value) }));
  label.append(input, shown);
  label.title = "Exponential moving average, weighted by the distance of points; the line as logged stays, fainter";
  const refresh = () => {
    input.value = String(pageState().smooth);
    shown.textContent = pageState().smooth === 0 ? "off" : input.value;
  };
  return { element: label, refresh };
}

function checkbox(text: string, isOn: () => boolean, change: (isOn: boolean) => Partial<ChartState>) {
  const { label, input } = labelled(text, "checkbox");
  input.addEventListener("change", () => changeState(change(input.checked)));
  label.prepend(input);
  const refresh = () => {
    input.checked = isOn();
  };
  return { element: label, refresh };
}

function axisChoice(live: LiveCurves): Choice {
  const names: Record<string, string> = { time: "time since start", wall: "clock time" };
  return {
    name: "Over",
    options: live.axes.map(({ id, title }) => [id, names[id] ?? title]),
    value: () => (live.axes.some(({ id }) => id === pageState().x) ? pageState().x : "step"),
    // A part of one axis is no part of another.
    choose: (value) => changeState({ x: value as ChartState["x"], zoom: null }),
  };
}

function spreadChoice(): Choice {
  return {
    name: "Around a mean",
    options: [
      ["runs", "each run"],
      ["deviation", "± standard deviation"],
      ["range", "lowest to highest"],
      ["none", "nothing"],
    ],
    value: () => pageState().spread,
    choose: (value) => changeState({ spread: value as ChartState["spread"] }),
  };
}

function select({ name, options, value, choose }: Choice): { element: HTMLElement; refresh: Refresh } {
  const label = document.createElement("label");
  const input = document.createElement("select");
  for (const [one, text] of options) input.add(new Option(text, one));
  input.addEventListener("change", () => choose(input.value));
  label.append(name, input);
  const refresh = () => {
    input.value = value();
  };
  return { element: label, refresh };
}

function labelled(text: string, type: string): { label: HTMLLabelElement; input: HTMLInputElement } {
  const label = document.createElement("label");
  const input = document.createElement("input");
  input.type = type;
  label.append(text);
  return { label, input };
}

/** What the drawing does not show, and why. */
function noteLine(chart: Chart): { element: HTMLElement; refresh: Refresh } {
  const note = document.createElement("p");
  note.className = "chart-note";
  const refresh = () => {
    const { panel, live } = chart;
    const means = live.lines.some(({ run }) => run === null) && panel.axis.id !== "step";
    const lost = live.lines.some(({ x, run }) => run !== null && x[panel.axis.id] === undefined);
    const words = [
      pageState().zoom === null ? "" : `Shown: ${sayExtent(panel)}.`,
      panel.left === 0 ? "" : `${panel.left} drawn points are not above zero and have no place on a logarithmic axis.`,
      means ? "A mean is one over steps: here each run stands for itself." : "",
      lost ? "Runs that did not log this are left out." : "",
    ];
    note.textContent = words.filter(Boolean).join(" ");
    note.hidden = note.textContent === "";
  };
  return { element: note, refresh };
}
