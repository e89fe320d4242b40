import type { LiveOverlay } from "../../src/charts/live/live-figure.ts";
import { rowMean } from "../../src/charts/live/row-mean.ts";
import type { CompareCurves } from "../../src/contract/index.ts";
import { enlivenWhenNear } from "./chart-loader.ts";
import { drawn, element, section, tick, wideTable } from "./compare-element.ts";
import type { Line } from "./compare-model.ts";
import { curveText } from "./compare-number.ts";
import { FRAME, plot, strokeOf } from "./compare-plot.ts";
import type { View } from "./compare-view.ts";
import { nameOf } from "./compare-view.ts";

/** More curves than these in one drawing cannot be told apart. */
export const MOST_CURVES = 28;
/** So many lines without a mean are named. */
const MOST_CUT = 3;

/** The metrics that are drawn when none are asked for. */
const AT_FIRST = 2;
/** So many lines are named at their ends. */
const MOST_NAMED = 12;
const WIDEST_NAME = 150;

type Kept = CompareCurves["runs"][number]["curves"][number];

interface Curve extends Kept {
  line: Line;
  index: number;
  name: string;
}

/** The section as it was made last: as long as it would be the same its living drawings stay. */
let last: { key: string; made: HTMLElement } | null = null;

/** The curves of the chosen runs, laid over one another: a drawing for each metric. */
export function curvesSection(view: View): HTMLElement | null {
  const known = metricsWithCurves(view);
  if (known.length === 0) return null;
  const asked = known.filter((one) => view.state.curves?.includes(one));
  const chosen = view.state.curves === null ? known.slice(0, AT_FIRST) : asked;
  const lines = inOrder(view.within, view).map((line) => [line.name, line.runs.map((run) => run.id)]);
  const key = JSON.stringify([known, chosen, lines, view.lines.length]);
  if (last?.key !== key) last = { key, made: makeSection(view, { known, chosen }) };
  return last.made;
}

function makeSection(view: View, { known, chosen }: { known: string[]; chosen: string[] }): HTMLElement {
  const missing = view.runs.filter((run) => !view.curves.has(run.id)).length;
  const boxes = known.map((name) =>
    tick(name, { key: `curve ${name}`, on: chosen.includes(name) }, (on) => {
      view.change({ curves: known.filter((one) => (one === name ? on : chosen.includes(one))) });
    }),
  );
  const drawings = chosen.map((name) => drawing(name, curvesOf(name, view), view));
  const isMany = view.within.length > MOST_CURVES;
  const notes = [
    missing === 0 ? "" : `Of ${missing} of the runs no curves are kept here; their own pages have them.`,
    isMany ? `The first ${MOST_CURVES} of ${view.within.length} lines are drawn.` : "",
  ].filter(Boolean);
  const hasMeans = view.within.some((line) => line.runs.length > 1);
  return section("curves", "Curves", [
    element("details", { class: "options", "data-key": "curves" }, [
      element("summary", {}, [`Metrics: ${chosen.length} of ${known.length}`]),
      element("div", { class: "ticks" }, boxes),
    ]),
    element("div", {
      class: hasMeans ? "chart-tools means" : "chart-tools",
      role: "group",
      "aria-label": "How curves are shown",
    }),
    ...(notes.length === 0 ? [] : [element("p", { class: "note" }, [notes.join(" ")])]),
    element("div", { class: "plots" }, drawings),
  ]);
}

/** Those that decide or are shown in the table first: they are what the curves are looked at for. */
function metricsWithCurves(view: View): string[] {
  const names = new Set([...view.curves.values()].flatMap((curves) => curves.map((one) => one.metric)));
  const rank = new Map(view.metrics.map((head, index) => [head.name, index]));
  const end = view.metrics.length;
  return [...names].sort((a, b) => (rank.get(a) ?? end) - (rank.get(b) ?? end));
}

/** Runs of one line share its mark. */
function curvesOf(name: string, view: View): Curve[] {
  const marks = marksOf(view);
  return inOrder(view.within, view)
    .slice(0, MOST_CURVES)
    .flatMap((line) =>
      line.runs.flatMap((run) => {
        const curve = view.curves.get(run.id)?.find((one) => one.metric === name);
        return curve === undefined ? [] : [{ ...curve, line, index: marks.get(line) ?? 0, name: run.name }];
      }),
    );
}

/** A line keeps its colour when others go, or are sorted. */
function marksOf(view: View): Map<Line, number> {
  return new Map(inOrder(view.lines, view).map((line, index) => [line, index]));
}

/** Lines in the order in which their runs were chosen. */
function inOrder(lines: readonly Line[], { runs }: View): Line[] {
  const at = new Map(runs.map((run, index) => [run.id, index]));
  const first = (line: Line) => at.get(line.runs[0]?.id ?? "") ?? 0;
  return lines.toSorted((a, b) => first(a) - first(b));
}

function drawing(name: string, curves: readonly Curve[], view: View): HTMLElement {
  const frame = element("div", { class: "drawing", role: "group", "aria-label": `Figure: ${name}`, tabindex: 0 }, [
    still(name, curves),
  ]);
  const figure = element("figure", { class: "chart", id: `curves-${name.replaceAll(/[^\w-]+/g, "-")}` }, [
    frame,
    legend(curves, view),
    element("figcaption", {}, [notesOf(curves), ...meansNote(curves, view)]),
    dataOf(name, curves, view),
  ]);
  const root = new URL(view.link(""), location.href);
  enlivenWhenNear(figure, { live: () => overlayOf(name, curves), root });
  return figure;
}

/** What a browser makes living curves of. */
function overlayOf(metric: string, curves: readonly Curve[]): LiveOverlay {
  const lines = Map.groupBy(curves, (curve) => curve.line);
  const widest = Math.min(WIDEST_NAME, Math.max(...[...lines.keys()].map((line) => line.name.length * 6.4)));
  const names = lines.size > MOST_NAMED ? FRAME.right : widest + 46;
  const { width, height, left, top, bottom } = FRAME;
  const box = {
    width,
    height,
    left,
    top,
    plotWidth: width - left - names,
    plotHeight: height - top - bottom,
    named: true,
  };
  const rows = [...lines].map(([line, own]) => {
    return { label: line.name, mark: own[0]?.index ?? 0, runs: own.map((curve) => ({ name: curve.name, curve })) };
  });
  return { kind: "overlay", title: metric, metric, box, rows };
}

/** The drawing that is there until the living one is, and where that cannot be had. */
function still(name: string, curves: readonly Curve[]): SVGSVGElement {
  const values = curves.flatMap((one) => one.value.filter((value) => typeof value === "number"));
  const stepNames = new Set(curves.map((one) => one.stepName ?? "point"));
  const x = { name: [...stepNames].join(" or "), values: curves.flatMap((one) => one.step), log: false };
  const lines = new Set(curves.map((one) => one.line)).size;
  const summary = `${curves.length} ${curves.length === 1 ? "curve" : "curves"} of ${lines} lines over ${x.name}.`;
  return plot({ x, y: { name, values, log: false } }, { title: name, summary, isTitled: true }, (atX, atY) =>
    curves.map((curve) =>
      drawn("path", { ...strokeOf(curve.index), d: pathOf(curve, atX, atY) }, [drawn("title", {}, [curve.line.name])]),
    ),
  );
}

function notesOf(curves: readonly Curve[]): string {
  const thinned = curves.filter((one) => one.even !== undefined);
  const most = Math.max(...thinned.map((one) => one.points));
  const broken = curves.filter((one) => one.value.some((value) => typeof value !== "number"));
  return [
    thinned.length === 0
      ? ""
      : `Showing at most 300 of up to ${most.toLocaleString("en-US")} points a curve; peaks stay.`,
    broken.length === 0 ? "" : "Marks at the edge: values that are not finite.",
  ]
    .filter(Boolean)
    .join(" ");
}

/** Which lines of several runs have a mean, what it is made of, and where that of the others is. */
function meansNote(curves: readonly Curve[], view: View): (string | HTMLElement)[] {
  const groups = [...Map.groupBy(curves, (one) => one.line)].filter(([line]) => line.runs.length > 1);
  const cut = groups.filter(([, own]) => own.length > 1 && rowMean(own) === null);
  const means = groups.flatMap(([, own]) => rowMean(own)?.each ?? []);
  const there = means.length > 0 ? [" Thick: mean of the runs of a line; thin: each run.", ...ofMeans(means)] : [];
  if (cut.length === 0) return there;
  const names = cut.slice(0, MOST_CUT).map(([line]) => line.name);
  const others = cut.length > MOST_CUT ? [`${cut.length - MOST_CUT} more`] : [];
  const slugs = new Set(cut.flatMap(([line]) => line.runs.map((run) => run.id.slice(0, run.id.indexOf("/")))));
  const links = [...slugs].slice(0, MOST_CUT).flatMap((slug, at) => {
    return [at > 0 ? ", " : "", element("a", { href: view.link(`experiments/${slug}/`) }, [slug])];
  });
  const said = ` No mean is drawn of ${[...names, ...others].join(", ")}: it needs all points, or runs that logged as many at the same places; 300 points of each run are here. Means of all points, by configuration: `;
  return [...there, said, ...links, "."];
}

/** What a mean is made of where points were left out, and so its spread. `all`: of how many points a run's values are. */
function ofMeans(all: readonly number[]): string[] {
  const each = all.filter((one) => one > 1);
  if (each.length === 0) return [];
  const [least, most] = [Math.min(...each), Math.max(...each)];
  const count = least === most ? `about ${most}` : `about ${least} to ${most}`;
  return [` Where points are left out, mean and spread are of each run's means over ${count} neighbouring points.`];
}

/** Of each line a piece, which switches it on and off where the drawing lives, and its name, which leads to it. */
function legend(curves: readonly Curve[], view: View): HTMLElement {
  const lines = new Map(curves.map((curve) => [curve.line, curve.index]));
  const items = [...lines].map(([line, index]) => {
    const note = line.runs.length > 1 ? [element("small", {}, [`${line.runs.length} runs`])] : [];
    return element("li", {}, [swatch(index), nameOf(line, view), ...note]);
  });
  return element("ul", { class: "legend" }, items);
}

/** A piece of the line of that number. */
export function swatch(index: number): SVGElement {
  return drawn("svg", { viewBox: "0 0 24 8", class: "swatch drawn", "aria-hidden": "true" }, [
    drawn("path", { ...strokeOf(index), d: "M0 4H24" }),
  ]);
}

function dataOf(name: string, curves: readonly Curve[], view: View): HTMLElement {
  const finite = curves.map((one) => one.value.filter((value) => typeof value === "number"));
  const all = finite.flat();
  const cell = (value: number | string | undefined) =>
    element("td", { class: "end" }, [typeof value === "number" ? curveText(value, all) : (value ?? "none")]);
  const rows = curves.map((curve, at) => {
    const own = finite[at] ?? [];
    const [low, high] = [own.toSorted((a, b) => a - b)[0], own.toSorted((a, b) => b - a)[0]];
    const broken = curve.value.findIndex((value) => typeof value !== "number");
    return element("tr", {}, [
      element("th", { scope: "row" }, [curve.line.runs.length === 1 ? nameOf(curve.line, view) : curve.name]),
      cell(curve.value[0]),
      cell(low),
      cell(high),
      cell(curve.value.at(-1)),
      element("td", { class: "end" }, [String(curve.points)]),
      element("td", { class: "end" }, [broken < 0 ? "–" : `${curve.value[broken]} at ${curve.step[broken]}`]),
    ]);
  });
  const head = element(
    "tr",
    {},
    ["Run", "First", "Lowest", "Highest", "Last", "Points logged", "First not finite"].map((text, index) =>
      element("th", { scope: "col", class: index === 0 ? null : "end" }, [text]),
    ),
  );
  return element("details", { class: "options", "data-key": `data ${name}` }, [
    element("summary", {}, ["As a table"]),
    wideTable(`Curves of ${name}`, head, rows),
    element("p", { class: "downloads" }),
  ]);
}

function pathOf({ step, value }: Curve, atX: (one: number) => number, atY: (one: number) => number): string {
  let isPen = false;
  let path = "";
  for (const [index, one] of value.entries()) {
    if (typeof one === "number") path += `${isPen ? "L" : "M"}${atX(step[index] ?? 0)} ${atY(one)}`;
    isPen = typeof one === "number";
  }
  return path;
}
