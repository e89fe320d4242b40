import type { AxisId } from "./live-figure.ts";

/** What is drawn around a mean: each run, ± the sample standard deviation, lowest to highest, or nothing. */
export type SpreadKind = "runs" | "deviation" | "range" | "none";

/**
 * How the curves of a page are shown; all of them alike.
 *
 * - `y`: null where each figure chooses. `x`: the axis wanted; figures without it keep their steps.
 * - `smooth`: 0 to 0.99. `clip`: the axis leaves outliers out.
 * - `zoom`: the part of the axis that is shown. `hidden`: labels of rows that are not.
 */
export interface ChartState {
  smooth: number;
  y: "linear" | "log" | null;
  x: AxisId;
  spread: SpreadKind;
  clip: boolean;
  zoom: [number, number] | null;
  hidden: string[];
}

/** Nothing chosen. */
export const PLAIN: ChartState = {
  smooth: 0,
  y: null,
  x: "step",
  spread: "runs",
  clip: false,
  zoom: null,
  hidden: [],
};

const AXES: readonly string[] = ["step", "epoch", "time", "wall"];
const SPREADS: readonly string[] = ["runs", "deviation", "range", "none"];
const OURS = ["smooth", "y", "x", "spread", "clip", "zoom", "hide"];

/** What the query of an address says, `?y=log&smooth=0.6&x=time`; what it says wrongly counts as not said. */
export function readState(query: string): ChartState {
  const said = new URLSearchParams(query);
  const smooth = Number(said.get("smooth") ?? 0);
  const y = said.get("y");
  const x = said.get("x") ?? "step";
  const spread = said.get("spread") ?? "runs";
  return {
    smooth: smooth > 0 && smooth < 1 ? smooth : 0,
    y: y === "log" || y === "linear" ? y : null,
    x: AXES.includes(x) ? (x as AxisId) : "step",
    spread: SPREADS.includes(spread) ? (spread as SpreadKind) : "runs",
    clip: said.get("clip") === "1",
    zoom: readZoom(said.get("zoom")),
    hidden: said.getAll("hide"),
  };
}

/** The query with a state in it: what is as by default is left out, and what is not of charts stays. Empty, or from `?` on. */
export function writeState(state: ChartState, query: string): string {
  // What others say in the address stays letter by letter.
  const others = query.replace(/^\?/, "").split("&");
  const said = others.filter((part) => part !== "" && !OURS.includes(part.split("=", 1)[0] ?? ""));
  const say = (name: string, text: string) => said.push(`${name}=${encodeURIComponent(text).replaceAll("%20", "+")}`);
  if (state.smooth > 0) say("smooth", String(state.smooth));
  if (state.y !== null) say("y", state.y);
  if (state.x !== "step") say("x", state.x);
  if (state.spread !== "runs") say("spread", state.spread);
  if (state.clip) say("clip", "1");
  // The clock is counted in milliseconds: fewer digits would move the edge by hours.
  const digits = state.x === "wall" ? 13 : 6;
  if (state.zoom !== null) say("zoom", state.zoom.map((edge) => Number(edge.toPrecision(digits))).join("_"));
  for (const label of state.hidden) say("hide", label);
  return said.length === 0 ? "" : `?${said.join("&")}`;
}

function readZoom(text: string | null): [number, number] | null {
  const [from, to, ...rest] = (text ?? "").split("_").map((one) => (one === "" ? Number.NaN : Number(one)));
  const isRange = from !== undefined && to !== undefined && Number.isFinite(from) && Number.isFinite(to) && from < to;
  return isRange && rest.length === 0 ? [from, to] : null;
}
