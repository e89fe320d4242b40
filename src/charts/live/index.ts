// What the site's scripts need to bring figures to life: no disk, no DOM. The template and what is made at build stay outside.
export type { ChartState, SpreadKind } from "./chart-state.ts";
export { PLAIN, readState, writeState } from "./chart-state.ts";
export { csvOf, curvesCsv, curvesVegaLite } from "./download.ts";
export { fitBox } from "./fit.ts";
export type { LiveAxis, LiveBox, LiveCurves, LiveFigure, LivePlain, LiveRow, LiveSpot } from "./live-figure.ts";
export { overlayOf } from "./overlay.ts";
export type { Panel } from "./panel.ts";
export { changeZoom, panelOf } from "./panel.ts";
export { middleOf, sentenceOf, spotAt } from "./pick.ts";
export { sayPlace } from "./place.ts";
export type { Reading } from "./reading.ts";
export { placesOf, readingsAt, sayExtent, snap } from "./reading.ts";
export { isHidden } from "./stroke.ts";
export type { LiveView } from "./vega.ts";
export { openView } from "./vega.ts";
export { viewSpec } from "./view-spec.ts";
