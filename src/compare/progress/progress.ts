import { compareText } from "../../model/finding.ts";
import type { ExperimentFacts, Progress } from "../../model/progress.ts";
import { orderExperiments } from "./order.ts";
import type { Reported } from "./series.ts";
import { seriesOf } from "./series.ts";

const MOST_SERIES = 3;

/** What a series is asked for. `metrics`: by name, in this order; without them those that decide some experiment. */
export interface ProgressWish {
  metrics?: readonly string[] | undefined;
}

/**
 * The metrics that several experiments report, over the experiments in order. Values are comparable only under the same name,
 * reduction and direction. Shown are at most three metrics that decide an experiment, those that most experiments report
 * first, or the one that most report where none decides; the others are named. Null when no metric is reported twice.
 */
export function progressOf(facts: readonly ExperimentFacts[], { metrics }: ProgressWish = {}): Progress | null {
  const [first] = facts;
  if (first === undefined) return null;
  const known = made.get(first);
  const isSame = known?.facts.length === facts.length && known.facts.every((one, at) => one === facts[at]);
  if (isSame && JSON.stringify(known.metrics) === JSON.stringify(metrics)) return known.progress;
  const progress = makeProgress(facts, metrics);
  made.set(first, { facts, metrics, progress });
  return progress;
}

/** By the first experiment, what was made last of it and the others: the page of a site and a document often show the same. */
const made = new WeakMap<ExperimentFacts, Made>();

interface Made extends ProgressWish {
  facts: readonly ExperimentFacts[];
  progress: Progress | null;
}

function makeProgress(facts: readonly ExperimentFacts[], metrics: ProgressWish["metrics"]): Progress | null {
  const { facts: ordered, order } = orderExperiments(facts);
  const groups = groupsOf(ordered);
  const undirected = groups.filter((group) => group.direction === "unknown").map((group) => group.metric);
  const known = groups.filter((group) => group.direction !== "unknown");
  if (known.length === 0) return null;
  const shown =
    metrics === undefined ? choose(known) : metrics.flatMap((name) => known.filter((one) => one.metric === name));
  const series = shown.flatMap(({ direction, reported }) =>
    direction === "unknown" ? [] : [seriesOf(reported, direction)],
  );
  const left = known.filter((one) => !shown.includes(one)).map((one) => one.metric);
  return { order, experiments: facts.length, series, left: unique(left), undirected: unique(undirected) };
}

interface Group {
  metric: string;
  direction: "higher" | "lower" | "unknown";
  reported: Reported[];
}

/** What is comparable, most experiments first. */
function groupsOf(facts: readonly ExperimentFacts[]): Group[] {
  const all = facts.flatMap((one) => one.metrics.map((metric): Reported => ({ facts: one, metric })));
  const keyOf = ({ metric: { metric, reduction, direction } }: Reported) =>
    JSON.stringify([metric, reduction, direction]);
  const groups = [...Map.groupBy(all, keyOf).values()].filter((reported) => reported.length > 1);
  return groups
    .map((reported) => {
      const { metric = "", direction = "unknown" } = reported[0]?.metric ?? {};
      return { metric, direction, reported };
    })
    .sort((a, b) => b.reported.length - a.reported.length || compareText(a.metric, b.metric));
}

function choose(groups: readonly Group[]): Group[] {
  const deciding = groups.filter(({ reported }) => reported.some(({ metric }) => metric.primary));
  return (deciding.length > 0 ? deciding : groups.slice(0, 1)).slice(0, MOST_SERIES);
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
