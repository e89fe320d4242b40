import type { NumberStyle } from "../../model/quantity.ts";
import type { LiveSpot } from "../drawing/spot.ts";

export type { LiveSpot } from "../drawing/spot.ts";

/** What curves can be laid over: the logged step, another logged count such as the epoch, time since the first point, the clock. */
export type AxisId = "step" | "epoch" | "time" | "wall";

/** An axis that curves can be laid over. `style`: how its values are printed; `unit` stands behind them. */
export interface LiveAxis {
  id: AxisId;
  title: string;
  unit: string;
  style: NumberStyle;
}

/** What is not finite is a word, since JSON has no number for it. */
export type LiveValue = number | "NaN" | "∞" | "−∞";

/**
 * A drawn line: a run, or the mean of a row's runs (`run` is null).
 *
 * - `x`: which column of the figure's places is its own on each axis that it can be laid over; the step always ascends.
 * - `y`: its values at these places. `points`: of how many they are.
 * - `even`: means of equally many neighbouring points each, when some points are left out: what is smoothed then.
 * - `spread`: of a mean: sample standard deviation, lowest and highest value of the runs at each place.
 * - `each`: of a mean whose runs' values are themselves means of neighbouring points, of about how many.
 */
export interface LiveLine {
  row: number;
  run: string | null;
  x: Partial<Record<AxisId, number>>;
  y: LiveValue[];
  points: number;
  even?: { x: Partial<Record<AxisId, number>>; y: number[] };
  spread?: { deviation: number[]; low: number[]; high: number[] };
  each?: number;
}

/**
 * A row of the figure. `mark`: which colour and dash are its own, from 0. `behind`: it is drawn faintly behind the others, to
 * compare them with.
 */
export interface LiveRow {
  label: string;
  runs: number;
  mark: number;
  behind?: true;
}

/** The size of a drawing in its own pixels, and where in it the plot lies. `named`: lines are named at their ends. */
export interface LiveBox {
  width: number;
  height: number;
  left: number;
  top: number;
  plotWidth: number;
  plotHeight: number;
  named: boolean;
}

/** All that a figure of curves needs to come alive in a browser. `places`: on axes; a column of them is stored once. */
export interface LiveCurves {
  kind: "curves";
  title: string;
  metric: string;
  box: LiveBox;
  style: NumberStyle;
  axes: LiveAxis[];
  rows: LiveRow[];
  places: number[][];
  lines: LiveLine[];
}

/** Any other figure: what it was drawn from, and what can be pointed at in it. */
export interface LivePlain {
  kind: "plain";
  title: string;
  spec: Record<string, unknown>;
  spots: LiveSpot[];
}

/**
 * A curve of a run as it is kept: its points in the order of the steps, thinned where `even` is there, `points`: of so many.
 *
 * - `epoch`, `wall`: where they were logged beside every point; of the times the first is one, in seconds, and every other how much
 *   later it is.
 * - `even`: means of equally many neighbouring points each, to be smoothed.
 */
export interface OverlayCurve {
  stepName: string | null;
  points: number;
  step: number[];
  value: LiveValue[];
  epoch?: number[] | undefined;
  wall?: number[] | undefined;
  even?: { step: number[]; value: LiveValue[]; epoch?: number[] | undefined; wall?: number[] | undefined } | undefined;
}

/** Curves of any runs, to be laid over one another in a browser. */
export interface LiveOverlay {
  kind: "overlay";
  title: string;
  metric: string;
  box: LiveBox;
  rows: { label: string; mark: number; runs: { name: string; curve: OverlayCurve }[] }[];
}

export type LiveFigure = LiveCurves | LivePlain;
