import type { Row } from "../../model/comparison.ts";
import type { Contests } from "../../model/contest.ts";
import type { Certainty, Dominated, Tradeoff } from "../../model/tradeoff.ts";
import { kneeOf, paretoFront } from "../../statistics/front.ts";
import type { Column } from "../table/column.ts";
import { certaintyOf } from "./certainty.ts";
import type { ObjectiveInput } from "./objective.ts";
import { finiteValue, objectivesOf } from "./objective.ts";
import type { TradeContext } from "./trade.ts";
import { sayTrade } from "./trade.ts";

/** What objectives are weighed from. */
export interface TradeoffInput extends ObjectiveInput {
  contests: Contests | null;
}

const MOST_NAMED = 5;
/** A longer front is told by its ends and its knee. */
const MOST_STEPS = 4;

/**
 * The front of the rows that count over several objectives; null where there are fewer than two objectives or rows. Rows are
 * ordered by their values; how far their runs tell them apart is stated beside.
 */
export function weighObjectives(input: TradeoffInput): Tradeoff | null {
  const objectives = objectivesOf(input);
  if (objectives === null || objectives.columns.length < 2) return null;
  const { columns, how, notWeighed } = objectives;
  const used = input.rows.filter((row) => row.bucket === "used");
  const weighed = used.filter((row) => columns.every((column) => finiteValue(row, column) !== null));
  if (weighed.length < 2) return null;
  const points = weighed.map((row) => columns.map((column) => pointOf(row, column)));
  const { front, dominated } = paretoFront(points);
  const rowOf = (index: number) => weighed[index] as Row;
  const knee = columns.length === 2 ? kneeOf(points, front) : null;
  const singles = weighed.filter((row) => columns.every(({ shown }) => (row.cells[shown.name]?.n ?? 0) < 2)).length;
  const context = { columns, contests: input.contests, allSingle: singles === weighed.length };
  const steps = stepsOf(front, knee).filter((index, i, all) => !isEqual(points[index], points[all[i - 1] ?? -1]));
  return {
    objectives: columns.map(({ shown }) => ({ metric: shown.name, direction: shown.direction })),
    how,
    notWeighed,
    weighed: weighed.length,
    without: withoutValues(used, columns),
    front: front.map((index) => rowOf(index).id),
    dominated: dominated.map(({ index, by }) => stateDominated(rowOf(index), by, { ...context, rowOf })),
    singles,
    knee: knee === null ? null : rowOf(knee).id,
    trades: steps.slice(1).map((to, i) => sayTrade(rowOf(steps[i] ?? to), rowOf(to), context)),
  };
}

function withoutValues(used: readonly Row[], columns: readonly Column[]): Tradeoff["without"] {
  return used.flatMap((row) => {
    const lacking = columns.filter((column) => finiteValue(row, column) === null);
    return lacking.length === 0 ? [] : [{ row: row.id, metrics: lacking.map(({ shown }) => shown.name) }];
  });
}

/** Larger is better in every coordinate. */
function pointOf(row: Row, column: Column): number {
  const value = finiteValue(row, column) ?? Number.NaN;
  return column.shown.direction.better === "lower" ? -value : value;
}

function stepsOf(front: readonly number[], knee: number | null): number[] {
  if (front.length <= MOST_STEPS + 1) return [...front];
  return [front[0], knee, front.at(-1)].filter((index) => index !== null && index !== undefined);
}

function isEqual(a: readonly number[] | undefined, b: readonly number[] | undefined): boolean {
  return b !== undefined && a?.every((value, i) => value === b[i]) === true;
}

function stateDominated(
  row: Row,
  by: readonly number[],
  { columns, contests, allSingle, rowOf }: TradeContext & { rowOf: (index: number) => Row },
): Dominated {
  const named = by.slice(0, MOST_NAMED).map(rowOf);
  const stated = { row: row.id, by: named.map(({ id }) => id), more: by.length - named.length };
  // Of single runs nothing is known, and there may be very many.
  if (allSingle) return { ...stated, certainty: "unknown" };
  const found = new Set<Certainty>();
  for (const other of named) {
    for (const column of columns) {
      if (finiteValue(row, column) === finiteValue(other, column)) continue;
      found.add(certaintyOf(column.shown.name, [other, row], contests));
    }
  }
  const certainty = found.has("apart") ? "apart" : found.has("unknown") ? "unknown" : "together";
  return { ...stated, certainty };
}
