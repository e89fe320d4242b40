import type { Direction } from "../../model/direction.ts";
import { bestExtreme } from "../../model/direction.ts";
import type { Reduction } from "../../model/reduction.ts";
import { reductionUnit, sayReduction } from "../../model/reduction.ts";
import { splitRank } from "../../model/split.ts";
import type { PlannedReduction } from "./reduction.ts";
import { judgedBy } from "./reduction.ts";

/** What is said of a column. `points`: how many points the runs have of the metric, the fewest and the most. */
export interface Annotated {
  name: string;
  names: readonly string[];
  primary: boolean;
  points: { least: number; most: number };
  planned: PlannedReduction;
  directions: Readonly<Record<string, Direction>>;
}

/**
 * Whether a column's points were chosen by looking at what it reports: the best step of a test metric or of the metric that
 * decides, the first step at which a test metric reaches something, or a step that another test metric chose. With one point
 * nothing was chosen.
 */
export function isPeeking({ name, primary, points, planned: { reduction } }: Annotated): boolean {
  const judge = judgedBy(name, reduction);
  if (judge === null || points.most < 2) return false;
  const isOwnBest = primary && reduction === "best";
  return isOwnBest || splitRank(judge) === 0 || (judge === name && splitRank(name) === 0);
}

/** How a column's numbers were made, in plain sentences; none for the last points, of which the table speaks once. */
export function columnNotes(of: Annotated): string[] {
  const { name, planned, directions } = of;
  const { reduction, by, lost } = planned;
  if (lost !== null)
    return [`${name}: “${sayReduction(lost.reduction)}” is declared, but ${lost.because}, so the last value stands.`];
  if (reduction === "last") return [];
  const better = bestExtreme(directions[judgedBy(name, reduction) ?? name]) === "min" ? "at most" : "at least";
  const who = by === "asked" ? "asked for" : by === "journal" ? "the journal declares" : "the configuration declares";
  const made = `${name}: ${describe(reduction, better)}, as ${who}.`;
  const further = [...(reductionUnit(reduction) === null ? [] : [NOT_REACHED]), ...(isPeeking(of) ? [peeked(of)] : [])];
  return [made, ...further];
}

const NOT_REACHED = "A run that does not reach it has no value, and a row with such a run has no mean.";
const LATER = "of several points at one step the last logged counts";

function describe(reduction: Reduction, better: string): string {
  if (reduction === "best") return "the best of all points logged";
  if (reduction === "area")
    return `the area under the curve, by trapezoids over the steps, divided by their range; ${LATER}`;
  if (typeof reduction === "string") return "the last point logged";
  if ("at" in reduction) return `the value at step ${reduction.at}; ${LATER}`;
  if ("meanOfLast" in reduction) return `the mean of the last ${reduction.meanOfLast} points logged; ${LATER}`;
  if ("stepsTo" in reduction) return `the first step at which it is ${better} ${reduction.stepsTo}; ${LATER}`;
  if ("timeTo" in reduction)
    return `the seconds of wall time, pauses included, from a run's first point to its first step at which it is ${better} ${reduction.timeTo}; ${LATER}`;
  return `the value at the step where ${reduction.atBestOf} of the same run is best`;
}

function peeked(of: Annotated): string {
  const { name, names, points, planned } = of;
  const judge = judgedBy(name, planned.reduction) ?? name;
  const count = points.least === points.most ? String(points.most) : `up to ${points.most}`;
  const chosen = reductionUnit(planned.reduction) === null ? "best" : "the first to reach it";
  const itself = judge === name ? `${name} itself` : judge;
  const twin = twinOf(name, names);
  const honest = twin === null ? "" : ` Its value where ${twin} is best (atBestOf: ${twin}) would not be chosen so.`;
  return `${capital(chosen)} over ${count} points was chosen on ${itself}, so it flatters.${honest}`;
}

/** The validation metric of a test metric's name, where exactly one is logged: `val/accuracy` for `test/accuracy`. */
function twinOf(name: string, names: readonly string[]): string | null {
  if (splitRank(name) !== 0) return null;
  const rest = withoutSplit(name);
  const [only, ...others] = names.filter((one) => splitRank(one) === 1 && withoutSplit(one) === rest);
  return only !== undefined && others.length === 0 ? only : null;
}

function withoutSplit(name: string): string {
  return name
    .toLowerCase()
    .replace(/(?:^|(?<=[/_.-]))(?:test|holdout|valid(?:ation)?|val|dev|eval(?:uation)?)(?=[/_.-]|$)/g, "");
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
