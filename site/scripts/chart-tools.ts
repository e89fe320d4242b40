import type { ChartState, LiveCurves } from "../../src/charts/live/index.ts";
import { sayExtent } from "../../src/charts/live/index.ts";
import { toolButton } from "./button.ts";
import type { Chart } from "./chart.ts";
import { changeState, pageState } from "./chart-page.ts";
import { zoomBy } from "./chart-zoom.ts";

/** What a tool does when the state changes. */
type Refresh = () => void;

interface Choice {
  name: string;
  options: [value: string, text: string][];
  value(): string;
  choose(value: string): void;
}

/** The tools of a section, and the figures that they are for. */
interface Toolbar {
  charts: Chart[];
  refresh: Refresh;
}

const toolbars = new WeakMap<HTMLElement, Toolbar>();

/** Makes the tools of a figure's section work for it too; the first figure puts them into the place that is kept for them. */
export function addTools(chart: Chart): void {
  addNote(chart);
  const place = chart.figure.closest("section, main")?.querySelector<HTMLElement>(".chart-tools");
  if (!place) return;
  const known = toolbars.get(place);
  const toolbar = known ?? { charts: [], refresh: () => {} };
  toolbar.charts.push(chart);
  if (known === undefined) {
    toolbars.set(place, toolbar);
    toolbar.refresh = fill(place, toolbar.charts);
  }
  chart.onShow.push(() => toolbar.refresh());
  toolbar.refresh();
}

/** Puts tools into their place and returns what brings them up to date. */
function fill(place: HTMLElement, charts: readonly Chart[]): Refresh {
  const isLog = () => charts.every(({ panel }) => panel.log);
  const row = [
    slider(),
    checkbox("Log y", isLog, (isOn) => ({ y: isOn ? "log" : "linear" })),
    select(() => axisChoice(charts)),
    select(() => spreadChoice(charts)),
  ];
  const more = moreTools(charts);
  place.replaceChildren(...row.map(({ element }) => element), more.element);
  return () => {
    for (const { refresh } of [...row, more]) refresh();
  };
}

/** What is needed less often lies behind one button. */
function moreTools(charts: readonly Chart[]): { element: HTMLElement; refresh: Refresh } {
  const more = document.createElement("details");
  const summary = document.createElement("summary");
  const box = document.createElement("div");
  const zoom = document.createElement("p");
  more.className = "more";
  summary.textContent = "More";
  const outliers = checkbox(
    "Leave outliers out of the axis",
    () => pageState().clip,
    (clip) => ({ clip }),
  );
  const zoomAll = (factor: number) => () => {
    const [first] = charts;
    if (first !== undefined) zoomBy(first, factor, null);
  };
  const all = toolButton("Show all", () => changeState({ zoom: null }));
  zoom.append(toolButton("Zoom in", zoomAll(0.5)), toolButton("Zoom out", zoomAll(2)), all);
  box.append(outliers.element, zoom);
  more.append(summary, box);
  closeOutside(more);
  const refresh = () => {
    outliers.refresh();
    all.disabled = pageState().zoom === null;
  };
  return { element: more, refresh };
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

/** Every axis that some figure has. */
function axisChoice(charts: readonly Chart[]): Choice {
  const names: Record<string, string> = { time: "time since start", wall: "clock time" };
  const axes = new Map(
    charts.flatMap(({ live }) => live.axes.map(({ id, title }) => [id, names[id] ?? title] as const)),
  );
  return {
    name: "Over",
    options: [...axes],
    value: () => (axes.has(pageState().x) ? pageState().x : "step"),
    // A part of one axis is no part of another.
    choose: (value) => changeState({ x: value as ChartState["x"], zoom: null }),
  };
}

function spreadChoice(charts: readonly Chart[]): Choice {
  const isThere = charts.some(({ live }) => live.lines.some(({ spread }) => spread !== undefined));
  const options: Choice["options"] = [
    ["runs", "each run"],
    ["deviation", "± std dev"],
    ["range", "min to max"],
    ["none", "nothing"],
  ];
  return {
    name: "Around a mean",
    options: isThere ? options : [],
    value: () => pageState().spread,
    choose: (value) => changeState({ spread: value as ChartState["spread"] }),
  };
}

/** A choice that is left out while there is nothing to choose. */
function select(choice: () => Choice): { element: HTMLElement; refresh: Refresh } {
  const label = document.createElement("label");
  const input = document.createElement("select");
  input.addEventListener("change", () => choice().choose(input.value));
  label.append(choice().name, input);
  // Without this some call it by its name and all of its options.
  input.setAttribute("aria-label", choice().name);
  const refresh = () => {
    const { options, value } = choice();
    if (input.options.length !== options.length) {
      input.replaceChildren(...options.map(([one, text]) => new Option(text, one)));
    }
    input.value = value();
    label.hidden = options.length < 2;
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

/** Says below a figure what the drawing does not show, and why. */
function addNote(chart: Chart): void {
  const note = document.createElement("p");
  note.className = "chart-note";
  chart.figure.querySelector("figcaption")?.before(note);
  const refresh = () => {
    note.textContent = notesOf(chart).filter(Boolean).join(" ");
    note.hidden = note.textContent === "";
  };
  refresh();
  chart.onShow.push(refresh);
}

function notesOf({ panel, live }: Chart): string[] {
  const hasMeans = live.lines.some(({ run }) => run === null);
  const isWithout = ({ x, run }: LiveCurves["lines"][number]) => run !== null && x[panel.axis.id] === undefined;
  return [
    panel.xDomain === panel.whole ? "" : `Shown: ${sayExtent(panel)}.`,
    panel.left === 0 ? "" : `${panel.left} drawn points are not above zero and have no place on a logarithmic axis.`,
    hasMeans && panel.axis.id !== "step" ? "A mean is one over steps: here each run stands for itself." : "",
    live.lines.some(isWithout) ? "Runs that did not log this are left out." : "",
  ];
}
