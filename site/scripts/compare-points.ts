import { choice, drawn, element, section, wideTable } from "./compare-element.ts";
import { frontOf } from "./compare-front.ts";
import type { Line } from "./compare-model.ts";
import { numberOf, placeOnAxis, settingsOf } from "./compare-model.ts";
import { isWide, plot } from "./compare-plot.ts";
import type { View } from "./compare-view.ts";
import { nameOf, numberPart } from "./compare-view.ts";

const MOST_DRAWN = 2000;

/** A line at its place in two metrics, or in a param and a metric. */
interface Point {
  line: Line;
  x: number;
  y: number;
}

/** A metric over a param or another metric: a dot for each line. */
export function scatterSection(view: View): HTMLElement | null {
  const metrics = view.metrics.map((one) => one.name);
  const params = settingsOf(view.lines, "params")
    .filter((one) => !one.same)
    .map((one) => one.name)
    .filter((name) => view.lines.some((line) => typeof placeOnAxis(line, name) === "number"));
  const across = [...params, ...metrics];
  const [x = across[0] ?? "", y = metrics.find((one) => one !== x) ?? ""] = view.state.scatter;
  if (view.lines.length < 3 || across.length < 2 || y === "") return null;
  const points = pointsOf(x, y, view.within);
  const pick = (name: string, key: "x" | "y") =>
    choice(
      key === "x" ? "Across" : "Up",
      { key: `scatter ${key}`, options: pairs(key === "x" ? across : metrics), chosen: name },
      (chosen) => view.change({ scatter: key === "x" ? [chosen, y] : [x, chosen] }),
    );
  const summary = `${points.length} of ${view.within.length} have both ${x} and ${y}.`;
  return section("scatter", "One against another", [
    element("div", { class: "plot-tools" }, [pick(x, "x"), pick(y, "y")]),
    element("figure", { class: "plot" }, [
      pointPlot({ x, y, points, front: new Set(), summary }, view),
      element("figcaption", {}, [`${summary}${points.length > MOST_DRAWN ? ` ${MOST_DRAWN} are drawn.` : ""}`]),
    ]),
  ]);
}

/** The lines that no other is better than in both of two metrics. */
export function paretoSection(view: View): HTMLElement | null {
  const names = view.metrics.filter((one) => one.better !== null).map((one) => one.name);
  if (view.lines.length < 3 || names.length < 2) return null;
  const [x = names[1] ?? "", y = names[0] ?? ""] = view.state.pareto;
  const signs = [x, y].map((name) => (view.metrics.find((one) => one.name === name)?.better === "lower" ? -1 : 1));
  const points = pointsOf(x, y, view.within);
  const front = frontOf(points, signs as [number, number]);
  const pick = (name: string, key: "x" | "y") =>
    choice(key === "x" ? "Across" : "Up", { key: `pareto ${key}`, options: pairs(names), chosen: name }, (chosen) =>
      view.change({ pareto: key === "x" ? [chosen, y] : [x, chosen] }),
    );
  const summary = `${front.length} of ${points.length} are not beaten in both ${x} and ${y} by another one. Values alone decide that: no test.`;
  const number = (line: Line, name: string) => {
    const own = numberOf(line, name);
    return element("td", { class: "end" }, [typeof own === "string" ? own : numberPart(own.number, view)]);
  };
  const rows = front.map(({ line }) =>
    element("tr", {}, [element("th", { scope: "row" }, [nameOf(line, view)]), number(line, x), number(line, y)]),
  );
  const heads = ["Not beaten", x, y].map((text, at) =>
    element("th", { scope: "col", class: at === 0 ? null : "end" }, [text]),
  );
  return section("pareto", "Pareto front", [
    element("div", { class: "plot-tools" }, [pick(x, "x"), pick(y, "y")]),
    element("figure", { class: "plot" }, [
      pointPlot({ x, y, points, front: new Set(front), summary }, view),
      element("figcaption", {}, [summary]),
    ]),
    wideTable("Lines that are not beaten in both", element("tr", {}, heads), rows),
  ]);
}

function pointsOf(x: string, y: string, lines: readonly Line[]): Point[] {
  return lines.flatMap((line) => {
    const [atX, atY] = [placeOnAxis(line, x), placeOnAxis(line, y)];
    return typeof atX === "number" && typeof atY === "number" ? [{ line, x: atX, y: atY }] : [];
  });
}

function pointPlot(
  {
    x,
    y,
    points,
    front,
    summary,
  }: { x: string; y: string; points: readonly Point[]; front: ReadonlySet<Point>; summary: string },
  view: View,
): SVGSVGElement {
  const xs = points.map((one) => one.x);
  const ys = points.map((one) => one.y);
  const axes = { x: { name: x, values: xs, log: isWide(xs) }, y: { name: y, values: ys, log: isWide(ys) } };
  return plot(axes, { title: `${y} over ${x}`, summary }, (atX, atY) => {
    const dots = points.slice(0, MOST_DRAWN).map((point) => {
      const { line } = point;
      const name = front.has(point) ? "dot front" : line === view.base ? "dot base" : "dot";
      return drawn("circle", { class: name, cx: atX(point.x), cy: atY(point.y), r: front.has(point) ? 5 : 4 }, [
        drawn("title", {}, [line.name]),
      ]);
    });
    const steps = [...front]
      .map((point, index) => `${index === 0 ? "M" : "L"}${atX(point.x)} ${atY(point.y)}`)
      .join("");
    return steps === "" ? dots : [drawn("path", { class: "front-line", d: steps }), ...dots];
  });
}

function pairs(names: readonly string[]): [string, string][] {
  return names.map((name) => [name, name]);
}
