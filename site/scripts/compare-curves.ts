import { drawn, element, section, tick, wideTable } from "./compare-element.ts";
import type { Line } from "./compare-model.ts";
import { curveText } from "./compare-number.ts";
import { plot, strokeOf } from "./compare-plot.ts";
import type { View } from "./compare-view.ts";
import { nameOf } from "./compare-view.ts";

/** More curves than these in one drawing cannot be told apart. */
export const MOST_CURVES = 28;

/** The metrics that are drawn when none are asked for. */
const AT_FIRST = 2;

interface Curve {
  line: Line;
  index: number;
  stepName: string | null;
  points: number;
  step: number[];
  value: (number | null)[];
}

/** The curves of the chosen runs, laid over one another: a drawing for each metric. */
export function curvesSection(view: View): HTMLElement | null {
  const known = metricsWithCurves(view);
  const missing = view.runs.filter((run) => !view.curves.has(run.id)).length;
  if (known.length === 0) return null;
  const chosen =
    view.state.curves === null ? known.slice(0, AT_FIRST) : known.filter((one) => view.state.curves?.includes(one));
  const boxes = known.map((name) =>
    tick(name, { key: `curve ${name}`, on: chosen.includes(name) }, (on) => {
      view.change({ curves: known.filter((one) => (one === name ? on : chosen.includes(one))) });
    }),
  );
  const drawings = chosen.map((name) => drawing(name, curvesOf(name, view), view));
  const notes = [
    missing === 0 ? "" : `Of ${missing} of the runs no curves are kept here; their own pages have them.`,
    view.within.length > MOST_CURVES ? `The first ${MOST_CURVES} of ${view.within.length} are drawn.` : "",
  ].filter(Boolean);
  return section("curves", "Curves", [
    element("div", { class: "plot-tools" }, [
      tick("Logarithmic", { key: "log", on: view.state.log }, (log) => view.change({ log })),
      element("details", { class: "options", "data-key": "curves" }, [
        element("summary", {}, [`Metrics: ${chosen.length} of ${known.length}`]),
        element("div", { class: "ticks" }, boxes),
      ]),
    ]),
    ...(notes.length === 0 ? [] : [element("p", { class: "note" }, [notes.join(" ")])]),
    element("div", { class: "plots" }, drawings),
  ]);
}

/** Those that decide or are shown in the table first: they are what the curves are looked at for. */
function metricsWithCurves(view: View): string[] {
  const names = new Set([...view.curves.values()].flatMap((curves) => curves.map((one) => one.metric)));
  const rank = new Map(view.metrics.map((head, index) => [head.name, index]));
  const last = view.metrics.length;
  return [...names].sort((a, b) => (rank.get(a) ?? last) - (rank.get(b) ?? last));
}

/** Runs of one line share its colour. */
function curvesOf(name: string, view: View): Curve[] {
  return view.within.slice(0, MOST_CURVES).flatMap((line, index) =>
    line.runs.flatMap((run) => {
      const curve = view.curves.get(run.id)?.find((one) => one.metric === name);
      return curve === undefined ? [] : [{ ...curve, line, index }];
    }),
  );
}

function drawing(name: string, curves: readonly Curve[], view: View): HTMLElement {
  const stepNames = new Set(curves.map((one) => one.stepName ?? "point"));
  const values = curves.flatMap((one) => one.value.filter((value) => value !== null));
  const x = { name: [...stepNames].join(" or "), values: curves.flatMap((one) => one.step), log: false };
  const y = { name, values, log: view.state.log };
  const skipsZero = view.state.log && values.some((value) => value <= 0);
  const summary = `${curves.length} ${curves.length === 1 ? "curve" : "curves"} of ${name}.`;
  const svg = plot({ x, y }, { title: name, summary }, (atX, atY) =>
    curves.flatMap((curve) => [
      drawn("path", { ...strokeOf(curve.index), d: pathOf(curve, atX, atY) }, [drawn("title", {}, [curve.line.name])]),
      ...gapsOf(curve).map(({ step, value }) =>
        drawn("path", { class: "gap", d: crossAt(atX(step), atY(value)) }, [
          drawn("title", {}, ["not finite from here"]),
        ]),
      ),
    ]),
  );
  const thinned = curves.filter((one) => one.points > one.step.length);
  const most = Math.max(...thinned.map((one) => one.points));
  const notes = [
    thinned.length === 0 ? "" : `Drawn with at most 300 points a curve, of up to ${most} that were logged; peaks stay.`,
    curves.some((one) => one.value.includes(null)) ? "× marks where values stop being finite." : "",
    skipsZero ? "A logarithmic axis cannot show what is not positive, so this one is linear." : "",
  ].filter(Boolean);
  return element("figure", { class: "plot" }, [
    element("h3", {}, [name]),
    svg,
    legend(curves, view),
    element("figcaption", {}, [notes.join(" ")]),
    dataOf(name, curves, view),
  ]);
}

function legend(curves: readonly Curve[], view: View): HTMLElement {
  const lines = new Map(curves.map((curve) => [curve.line, curve.index]));
  const items = [...lines].map(([line, index]) => element("li", {}, [swatch(index), nameOf(line, view)]));
  return element("ul", { class: "legend" }, items);
}

/** A piece of the line of that number. */
export function swatch(index: number): SVGElement {
  return drawn("svg", { viewBox: "0 0 24 10", width: 24, height: 10, "aria-hidden": "true" }, [
    drawn("path", { ...strokeOf(index), d: "M0 5H24" }),
  ]);
}

function dataOf(name: string, curves: readonly Curve[], view: View): HTMLElement {
  const all = curves.flatMap((one) => one.value.filter((value) => value !== null));
  const cell = (value: number | null | undefined) =>
    element("td", { class: "end" }, [value == null ? "not finite" : curveText(value, all)]);
  const rows = curves.map((curve) => {
    const finite = curve.value.filter((value) => value !== null);
    const [low, high] = [finite.toSorted((a, b) => a - b)[0], finite.toSorted((a, b) => b - a)[0]];
    return element("tr", {}, [
      element("th", { scope: "row" }, [nameOf(curve.line, view)]),
      cell(curve.value[0]),
      cell(low),
      cell(high),
      cell(curve.value.at(-1)),
      element("td", { class: "end" }, [String(curve.points)]),
    ]);
  });
  const head = element(
    "tr",
    {},
    ["Run", "First", "Lowest", "Highest", "Last", "Points logged"].map((text, index) =>
      element("th", { scope: "col", class: index === 0 ? null : "end" }, [text]),
    ),
  );
  return element("details", { class: "options", "data-key": `data ${name}` }, [
    element("summary", {}, ["As a table"]),
    wideTable(`Curves of ${name}`, head, rows),
  ]);
}

function pathOf({ step, value }: Curve, atX: (one: number) => number, atY: (one: number) => number): string {
  let isPen = false;
  let path = "";
  for (const [index, one] of value.entries()) {
    const y = one === null ? Number.NaN : atY(one);
    if (!Number.isFinite(y)) {
      isPen = false;
      continue;
    }
    path += `${isPen ? "L" : "M"}${atX(step[index] ?? 0)} ${y}`;
    isPen = true;
  }
  return path;
}

function gapsOf({ step, value }: Curve): { step: number; value: number }[] {
  return value.flatMap((one, index) => {
    const before = value[index - 1];
    return one === null && before != null ? [{ step: step[index - 1] ?? 0, value: before }] : [];
  });
}

function crossAt(x: number, y: number): string {
  return `M${x - 4} ${y - 4}L${x + 4} ${y + 4}M${x - 4} ${y + 4}L${x + 4} ${y - 4}`;
}
