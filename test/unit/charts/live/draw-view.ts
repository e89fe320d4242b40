import { parse, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { PLAIN } from "../../../../src/charts/live/chart-state.ts";
import { liveCurves } from "../../../../src/charts/live/live-curves.ts";
import { panelOf } from "../../../../src/charts/live/panel.ts";
import { curveTemplate } from "../../../../src/charts/live/template.ts";
import { viewSpec } from "../../../../src/charts/live/view-spec.ts";
import { seriesOf, setOf } from "./curve-example.ts";

// As a program it prints a figure of every layer, as a browser would draw it.
const live = liveCurves(setOf({ a: [seriesOf([3, Number.NaN, 1])], c: [seriesOf([4, 2, 1]), seriesOf([2, 2, 1])] }));
const panel = panelOf(live, { ...PLAIN, y: "log", spread: "deviation", smooth: 0.5 });
const runtime = parse(viewSpec(curveTemplate(), live, panel) as never, undefined, { ast: true } as never);
const view = new View(runtime, { renderer: "none", expr: expressionInterpreter } as never);
for (const [name, tuples] of Object.entries(panel.tuples)) view.data(name, tuples);
console.log(await view.toSVG());
