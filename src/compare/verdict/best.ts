import type { Best, Row, Sentence } from "../../model/comparison.ts";
import type { Run } from "../../model/run.ts";
import { contestantsOf } from "../contest/contest.ts";
import type { Ranking } from "../contest/ranking.ts";
import { rankRepeated } from "../contest/ranking.ts";
import { LEAST_REPEATED } from "../contest/trial.ts";
import type { Column } from "../table/column.ts";
import { count, sayCell } from "../table/sentence.ts";
import type { Ranked } from "./rank.ts";
import { extremeOf, rankRows, sayNames } from "./rank.ts";

/** What a best row is looked for among. `margin`: how large a difference does not matter, for the metric it is declared for. */
export interface BestInput {
  rows: readonly Row[];
  runs: ReadonlyMap<string, Run>;
  baseline: Row | null;
  margin?: number | undefined;
}

/**
 * The row with the best value in a metric, or those of equal value; none where it is not known which way is better. What may
 * be said of it is in the reason: whether tests tell it from the others, and which rows they do not.
 */
export function bestOf(column: Column, input: BestInput): Best {
  const { shown } = column;
  const none = (because: string): Best => ({
    metric: shown.name,
    rows: [],
    ties: [],
    quantity: null,
    because: [because],
  });
  const ranked = rankRows(shown, input.rows);
  const [first, next] = ranked;
  if (shown.direction.better === "unknown")
    return none(`it is not known whether a higher or a lower ${shown.label} is better`);
  if (first === undefined) return none("no run that counts has a finite value");
  const firstOther = ranked.findIndex((one) => one.value !== first.value);
  const equal = firstOther < 0 ? ranked : ranked.slice(0, firstOther);
  const best = { metric: shown.name, rows: equal.map(({ row }) => row.id), ties: [], quantity: first.cell.quantity };
  if (next === undefined) return { ...best, because: ["the only row with a value: ", ...sayCell(first.cell)] };
  if (equal.length === ranked.length) return { ...best, because: [`all ${ranked.length} rows have the same value`] };
  const isRepeated = ranked.some(({ cell }) => cell.n >= LEAST_REPEATED);
  const ranking = isRepeated
    ? rankRepeated(contestantsOf({ ...input, metric: shown.name }), { ...input, column })
    : null;
  const ties = ranking?.ties.map(({ row }) => row.id) ?? [];
  if (equal.length > 1)
    return { ...best, ties, because: [`${count(equal.length, "row")} of ${ranked.length} have the same value`] };
  const head: Sentence = [`${extremeOf(shown)} of ${count(ranked.length, "row")}: `, ...sayCell(first.cell)];
  const beside: Sentence = [`; next ${next.row.name} with `, ...sayCell(next.cell)];
  if (ranking === null) return { ...best, ties, because: [...head, ...beside] };
  const leader = ranked.find(({ row }) => row.id === ranking.leader.row.id) ?? first;
  const tied = ranking.ties.flatMap(({ row }) =>
    row.id === leader.row.id || row.id === first.row.id ? [] : [row.name],
  );
  const said = leader === first ? [...head, ...beside] : [...head, ...sayLeader(leader)];
  return { ...best, ties, because: [...said, ...sayTies(tied, ranking)] };
}

/** For a row of one or two runs in front: which of the others comes first. */
function sayLeader({ row, cell }: Ranked): Sentence {
  return [`; of the rows of three or more runs ${row.name} with `, ...sayCell(cell)];
}

function sayTies(tied: readonly string[], { others, untested }: Ranking): Sentence {
  if (tied.length > 0) return [`; tied with ${sayNames(tied)}: no test tells them apart`];
  const tested = others.length;
  if (tested === 0) return ["; no other row has three or more runs, so no test is possible"];
  const which =
    untested > 0 ? `the next ${tested} rows` : tested === 1 ? "the other row" : `each of the other ${tested} rows`;
  return [`; tests tell it from ${which} of three or more runs`];
}
