import { compile } from "vega-lite";
import type { CurveDrawing } from "./curve-spec.ts";
import { curveSpec } from "./curve-spec.ts";
import type { Tuples } from "./panel.ts";

const NOTHING: Tuples = {
  band: [],
  faint: [],
  raw: [],
  main: [],
  dots: [],
  broken: [],
  stops: [],
  early: [],
  late: [],
  names: [],
};

/**
 * The specification of curves as Vega reads it, without points and with placeholders for what differs between figures
 * (view-spec.ts puts those in). Compiled once, when the site is: a browser needs no Vega-Lite.
 */
export function curveTemplate(): Record<string, unknown> {
  const drawing: CurveDrawing = {
    title: "title",
    rows: [{ label: "row", mark: 0 }],
    box: { width: 200, height: 200, left: 50, top: 50, plotWidth: 100, plotHeight: 100, named: true },
    titles: { x: "x", y: "y" },
    panel: {
      axis: { id: "step", title: "x", unit: "", style: { decimals: 0, scientific: false } },
      log: false,
      xDomain: [0, 1],
      yDomain: [0, 1],
      tuples: NOTHING,
    },
    theme: "page",
  };
  const { spec } = compile(curveSpec(drawing) as unknown as Parameters<typeof compile>[0]);
  return { ...spec, title: { ...(spec.title as object), aria: false }, marks: (spec.marks ?? []).map(quiet) };
}

/** The drawing speaks for itself as a whole: what each group of marks would say is noise. */
function quiet(mark: object & { marks?: object[] }): object {
  return { ...mark, aria: false, ...(mark.marks !== undefined && { marks: mark.marks.map(quiet) }) };
}
