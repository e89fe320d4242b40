import type { Cell, Row } from "../../model/comparison.ts";
import type { Experiment } from "../../model/experiment.ts";
import { findMetric } from "../../model/metric-match.ts";
import { metricWords } from "../../model/metric-name.ts";
import { splitRank } from "../../model/split.ts";
import type { CompareSettings } from "../settings.ts";
import type { Column } from "../table/column.ts";

/** The objectives as columns, the deciding one first; who chose them; and what was not taken. */
export interface Objectives {
  columns: Column[];
  how: string;
  notWeighed: { metric: string; reason: string }[];
}

/** What objectives are chosen from. */
export interface ObjectiveInput {
  experiment: Experiment;
  settings: CompareSettings;
  rows: readonly Row[];
  columns: readonly Column[];
}

const COSTS = new Set(
  "latency size cost costs price memory mem vram flops macs params parameters energy time duration ms mb gb".split(" "),
);
/** How long a program ran, its pauses and logging included, is no property of what it made. */
const NO_COSTS = new Set("runtime elapsed wall timestamp epoch step steps".split(" "));
/** By rule a cost counts where its rows differ by more than this share of the largest. */
const LEAST_RANGE = 0.05;
const MOST_COSTS = 2;

/**
 * The objectives: the settings', else the journal's, else those of a search with several, else by rule the deciding metric
 * (where that is a cost, the first gain too) with at most two costs. Null without any; fewer than two columns where some were
 * named and cannot be weighed.
 */
export function objectivesOf(input: ObjectiveInput): Objectives | null {
  const { experiment, settings, columns } = input;
  const stated = experiment.journal?.objectives;
  if (settings.objectives !== undefined) return named(settings.objectives, "declared in the settings", input);
  if (stated !== undefined) return named(stated.names, "declared in the journal", input);
  const searched = columns.filter(({ shown }) => shown.direction.objective === true);
  if (searched.length > 1)
    return { columns: decidingFirst(searched), how: "what the search optimises", notWeighed: [] };
  return byRule(input);
}

function named(names: readonly string[], how: string, { columns }: ObjectiveInput): Objectives {
  const logged = columns.map(({ shown }) => shown.name);
  const preferred = columns.find(({ shown }) => shown.primary)?.shown.name ?? null;
  const chosen: Column[] = [];
  const notWeighed: Objectives["notWeighed"] = [];
  for (const name of names) {
    const metric = findMetric(name, logged, preferred);
    const column = columns.find(({ shown }) => shown.name === metric);
    if (column === undefined) notWeighed.push({ metric: name, reason: "no run that counts has logged it" });
    else if (column.shown.direction.better === "unknown")
      notWeighed.push({ metric: column.shown.name, reason: "whether higher or lower is better is not known" });
    else if (!chosen.includes(column)) chosen.push(column);
  }
  return { columns: decidingFirst(chosen), how, notWeighed };
}

function byRule({ rows, columns }: ObjectiveInput): Objectives | null {
  const deciding = columns.find(({ shown }) => shown.primary && shown.direction.better !== "unknown");
  if (deciding === undefined) return null;
  const costs = columns.filter((column) => column !== deciding && isCost(column) && differs(column, rows));
  if (costs.length === 0) return null;
  const notWeighed = costs.slice(MOST_COSTS).map(({ shown }) => {
    return { metric: shown.name, reason: `the rule takes ${MOST_COSTS} costs; objectives can be declared` };
  });
  const gain = isCost(deciding) ? gainOf(columns) : null;
  const first = gain === null ? "the deciding metric" : "the deciding metric, which is a cost, the first that is none";
  const how = `by rule, none being declared: ${first} and costs by name that differ by more than 5 %`;
  return { columns: [deciding, ...(gain === null ? [] : [gain]), ...costs.slice(0, MOST_COSTS)], how, notWeighed };
}

/** What costs are paid for, where the deciding metric is one itself: else whatever is cheapest would seem to cost nothing. */
function gainOf(columns: readonly Column[]): Column | null {
  const gains = columns.filter(({ shown }) => shown.direction.better === "higher" && splitRank(shown.name) < 3);
  return gains.sort((a, b) => splitRank(a.shown.name) - splitRank(b.shown.name))[0] ?? null;
}

function isCost({ shown }: Column): boolean {
  if (shown.direction.better !== "lower" || splitRank(shown.name) === 4) return false;
  const words = metricWords(shown.name);
  return words.some((word) => COSTS.has(word)) && !words.some((word) => NO_COSTS.has(word));
}

function differs(column: Column, rows: readonly Row[]): boolean {
  const values = rows.flatMap((row) => finiteValue(row, column) ?? []);
  const [low, high] = values.reduce(
    ([a, b], value) => [Math.min(a, value), Math.max(b, value)],
    [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
  );
  return values.length > 1 && high - low > LEAST_RANGE * Math.max(Math.abs(low), Math.abs(high));
}

/** A row's finite value in a column, if it counts. */
export function finiteValue(row: Row, { shown }: Column): number | null {
  const value = row.bucket === "used" ? cellValue(row.cells[shown.name]) : undefined;
  return value !== undefined && Number.isFinite(value) ? value : null;
}

function cellValue(cell: Cell | undefined): number | undefined {
  return cell?.quantity?.value;
}

function decidingFirst(columns: readonly Column[]): Column[] {
  return [...columns.filter(({ shown }) => shown.primary), ...columns.filter(({ shown }) => !shown.primary)];
}
