import type { MetricColumn, Row, Sentence } from "../../model/comparison.ts";
import type { Contest, Contests, Outcome } from "../../model/contest.ts";
import { LEAST_REPEATED } from "../contest/trial.ts";
import type { Column } from "../table/column.ts";
import { count, sayCell } from "../table/sentence.ts";
import type { Ranked } from "./rank.ts";
import { extremeOf, rankRows, sayNames } from "./rank.ts";

/** What a row's standing is told from. */
export interface Standing {
  column: Column;
  rows: readonly Row[];
  contests: Contests | null;
}

/** Where a row stands in the deciding metric: its number and place, who is before it, and what tests say. Short sentences. */
export function sayRow(row: Row, { column, rows, contests }: Standing): Sentence[] {
  const { shown } = column;
  const cell = row.cells[shown.name];
  const ranked = rankRows(shown, rows);
  const place = ranked.findIndex((one) => one.row.id === row.id);
  const known = shown.direction.better !== "unknown" && place >= 0;
  const reasons: Sentence[] = [
    [`${row.name} has ${shown.label} `, ...sayCell(cell), known ? `, ${sayPlace(place, ranked, shown)}.` : "."],
  ];
  if (row.lost !== undefined && row.note !== null) reasons.push([`Of ${row.name}: ${row.note}.`]);
  if (known) reasons.push(...sayNeighbour(ranked, place, contests));
  const baseline = rows.find((one) => one.baseline);
  if (cell?.delta && baseline && !contests?.contests.some((one) => one.row === row.id)) {
    const relative: Sentence = cell.relative ? [" (", cell.relative, ")"] : [];
    reasons.push([`Against ${baseline.name} that is `, cell.delta, ...relative, "."]);
  }
  return [...reasons, ...sayTests(row, ranked, contests)];
}

function sayPlace(place: number, ranked: readonly Ranked[], column: MetricColumn): string {
  if (ranked.length === 1) return "the only row with a value";
  const own = ranked[place];
  if (place === 0) return `the ${extremeOf(column)} of ${ranked.length} rows`;
  const repeated = ranked.filter(({ cell }) => cell.n >= LEAST_REPEATED);
  const isFirst = repeated[0] === own && repeated.length > 1;
  const among = isFirst ? `, the ${extremeOf(column)} of the ${repeated.length} of three or more runs` : "";
  return `place ${place + 1} of ${ranked.length} rows${among}`;
}

/** The row behind the first one, or the first one where another is told of, with what its few runs are worth. */
function sayNeighbour(ranked: readonly Ranked[], place: number, contests: Contests | null): Sentence[] {
  const other = place === 0 ? ranked[1] : ranked[0];
  const own = ranked[place];
  if (other === undefined || own === undefined) return [];
  if (place === 0) return [[`Next is ${other.row.name} with `, ...sayCell(other.cell), "."]];
  const said: Sentence = [`Before it is ${other.row.name} with `, ...sayCell(other.cell)];
  const more = place === 1 ? "" : `, and ${count(place - 1, "more row")}`;
  const expected = contests?.contests.find((one) => one.row === other.row.id && one.against === own.row.id)?.expected;
  if (expected == null || !isWithin(other, expected)) return [[...said, `${more}.`]];
  const further = `, where 95 of 100 further runs of ${own.row.name} would be expected`;
  return [[...said, ", within ", expected.low, " to ", expected.high, `${further}${more}: that may be luck.`]];
}

function isWithin({ value }: Ranked, { low, high }: NonNullable<Contest["expected"]>): boolean {
  return low.value <= value && value <= high.value;
}

/** That no test is possible among rows of so few values. */
export function sayUnrepeated(rows: readonly Row[]): string {
  const what = rows.every(({ n }) => n === 1) ? "Every row is one run" : "No row has three runs";
  return `${what}, so no difference can be told from noise.`;
}

/** What tests say of the row: against the row that all are set against, and against the best of three or more runs. */
function sayTests(row: Row, ranked: readonly Ranked[], contests: Contests | null): Sentence[] {
  if (contests === null || contests.contests.length === 0)
    return ranked.length > 1 && ranked.every(({ cell }) => cell.n < LEAST_REPEATED)
      ? [[sayUnrepeated(ranked.map((one) => one.row))]]
      : [];
  const names = new Map(ranked.map((one) => [one.row.id, one.row.name]));
  const nameOf = (id: string | null) => names.get(id ?? "") ?? "";
  const own = contests.contests.find((one) => one.row === row.id);
  const reasons: Sentence[] = [];
  if (own !== undefined) reasons.push([`Against ${nameOf(own.against)}: ${own.outcome}. `, ...own.because]);
  else if (contests.against === row.id) reasons.push(sayOthers(contests.contests, { name: row.name, nameOf }));
  const [leader, ...tied] = contests.ties;
  if (leader === row.id && tied.length > 0) {
    reasons.push([`No test tells it from ${sayNames(tied.map(nameOf))}.`]);
  } else if (leader === row.id && contests.leader !== null && contests.leader.contests.length > 0) {
    reasons.push(["Tests tell it from every other row of three or more runs."]);
  }
  return reasons;
}

const OUTCOMES: Outcome[] = ["better", "worse", "equivalent", "within noise", "not decidable"];

/** `Against baseline, of 6 other rows: 1 is better, 3 are worse, 2 are not decidable.` One alone is told whole. */
function sayOthers(
  contests: readonly Contest[],
  { name, nameOf }: { name: string; nameOf: (id: string) => string },
): Sentence {
  const [only, ...more] = contests;
  if (only !== undefined && more.length === 0)
    return [`Against ${name}, ${nameOf(only.row)} is ${only.outcome}. `, ...only.because];
  const parts = OUTCOMES.flatMap((outcome) => {
    const n = contests.filter((one) => one.outcome === outcome).length;
    return n === 0 ? [] : [`${n} ${n === 1 ? "is" : "are"} ${outcome}`];
  });
  return [`Against ${name}, of ${count(contests.length, "other row")}: ${parts.join(", ")}.`];
}
