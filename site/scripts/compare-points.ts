import type { LiveSpot } from "../../src/charts/live/live-figure.ts";
import { enlivenWhenNear } from "./chart-loader.ts";
import { choice, drawn, element, section, wideTable } from "./compare-element.ts";
import { frontOf } from "./compare-front.ts";
import type { Line } from "./compare-model.ts";
import { numberOf, placeOnAxis, settingsOf, tellingFirst } from "./compare-model.ts";
import { isWide, plot } from "./compare-plot.ts";
import { textOnAxis } from "./compare-upright.ts";
import type { View } from "./compare-view.ts";
import { hrefOf, nameOf, numberPart } from "./compare-view.ts";

const MOST_DRAWN = 2000;
const MOST_NAMED = 8;
/** How much room a name takes, in pixels. */
const LETTER = 6.6;
const LINE = 14;

/** A line at its place in two metrics, or in a param and a metric. */
interface Point {
  line: Line;
  x: number;
  y: number;
}

/** A metric over a param or another metric: a dot for each line. */
export function scatterSection(view: View): HTMLElement | null {
  const metrics = view.metrics.map((one) => one.name);
  const params = tellingFirst(settingsOf(view.lines, "params"))
    .filter((one) => !one.same)
    .map((one) => one.name)
    .filter((name) => new Set(numbersOf(name, view)).size > 1);
  const across = [...params, ...metrics];
  const [x = params[0] ?? metrics[1] ?? "", y = metrics.find((one) => one !== x) ?? ""] = view.state.scatter;
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
    pointFigure("scatter", { x, y, points, front: new Set(), summary }, view),
  ]);
}

function numbersOf(name: string, { lines }: View): number[] {
  return lines.map((line) => placeOnAxis(line, name)).filter((one) => typeof one === "number");
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
    pointFigure("pareto", { x, y, points, front: new Set(front), summary }, view),
    wideTable("Lines that are not beaten in both", element("tr", {}, heads), rows),
  ]);
}

function pointsOf(x: string, y: string, lines: readonly Line[]): Point[] {
  return lines.flatMap((line) => {
    const [atX, atY] = [placeOnAxis(line, x), placeOnAxis(line, y)];
    return typeof atX === "number" && typeof atY === "number" ? [{ line, x: atX, y: atY }] : [];
  });
}

/** What is drawn: points over two axes, `front`: those that are joined and named. */
interface Plane {
  x: string;
  y: string;
  points: readonly Point[];
  front: ReadonlySet<Point>;
  summary: string;
}

/** The drawing, which is pointed at as those of experiments are. */
function pointFigure(id: string, plane: Plane, view: View): HTMLElement {
  const spots: LiveSpot[] = [];
  const { summary, points } = plane;
  const figure = element("figure", { class: "chart plot", id: `points-${id}`, "data-kind": "plain" }, [
    element(
      "div",
      { class: "drawing", role: "group", "aria-label": `Figure: ${plane.y} over ${plane.x}`, tabindex: 0 },
      [pointPlot(plane, spots, view)],
    ),
    element("figcaption", {}, [`${summary}${points.length > MOST_DRAWN ? ` ${MOST_DRAWN} are drawn.` : ""}`]),
  ]);
  const root = new URL(view.link(""), location.href);
  enlivenWhenNear(figure, { live: () => ({ kind: "plain", title: summary, spec: {}, spots }), root });
  return figure;
}

function pointPlot({ x, y, points, front, summary }: Plane, spots: LiveSpot[], view: View): SVGSVGElement {
  const xs = points.map((one) => one.x);
  const ys = points.map((one) => one.y);
  const axes = { x: { name: x, values: xs, log: isWide(xs) }, y: { name: y, values: ys, log: isWide(ys) } };
  return plot(axes, { title: `${y} over ${x}`, summary }, (atX, atY) => {
    // What is on the front is drawn over the others, and the keyboard comes to it first.
    const others = points.filter((point) => !front.has(point));
    const placed = [...front, ...others]
      .slice(0, MOST_DRAWN)
      .map((point) => ({ point, x: atX(point.x), y: atY(point.y) }));
    const dots = placed.map(({ point, x: cx, y: cy }) => {
      const { line } = point;
      const said: LiveSpot["said"] = [x, y].map((name) => [name, textOnAxis(line, name)]);
      spots.push({ x: cx, y: cy, name: line.name, said, href: hrefOf(line) });
      const name = front.has(point) ? "dot front" : line === view.base ? "dot base" : "dot";
      return drawn("circle", { class: name, cx, cy, r: front.has(point) ? 5 : 4 }, []);
    });
    const ends = [...front].flatMap((point) => placed.find((one) => one.point === point) ?? []);
    const steps = ends.map((one, index) => `${index === 0 ? "M" : "L"}${one.x} ${one.y}`).join("");
    const joined = steps === "" ? [] : [drawn("path", { class: "front-line", d: steps })];
    return [...joined, ...dots.toReversed(), ...namesOf(ends)];
  });
}

/** The names of some points, beside them; one that would cover another is left out. */
function namesOf(ends: readonly { point: Point; x: number; y: number }[]): SVGElement[] {
  const taken: { left: number; right: number; y: number }[] = [];
  return ends.slice(0, MOST_NAMED).flatMap(({ point, x, y }) => {
    const text = point.line.name;
    const width = text.length * LETTER;
    const isLeft = x > width + 90;
    const box = { left: isLeft ? x - 10 - width : x + 10, right: isLeft ? x - 10 : x + 10 + width, y };
    const isFree = taken.every((one) => one.left > box.right || one.right < box.left || Math.abs(one.y - y) >= LINE);
    if (!isFree) return [];
    taken.push(box);
    return [
      drawn(
        "text",
        { class: "name", x: isLeft ? box.right : box.left, y: y + 4, "text-anchor": isLeft ? "end" : "start" },
        [text],
      ),
    ];
  });
}

function pairs(names: readonly string[]): [string, string][] {
  return names.map((name) => [name, name]);
}
