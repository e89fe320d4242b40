import type { Caution } from "../../../model/caution.ts";
import type { Row, Sentence } from "../../../model/comparison.ts";
import { compareText } from "../../../model/finding.ts";
import type { Run } from "../../../model/run.ts";
import { valueKey } from "../../../model/value-key.ts";
import { agreementOf, isResult } from "../../../repeats/agreement.ts";
import { placeOf } from "../escalation/escalation.ts";
import { sayNames } from "../rank.ts";
import type { CautionInput } from "./caution.ts";
import { NAMED, runsOf } from "./caution.ts";

/** More sets of rows than these are counted. */
const MOST_SETS = 5;
/** With fewer metrics, or fewer digits, values are equal by chance. */
const LEAST_METRICS = 2;
const LEAST_DIGITS = 3;
/** Among more sets that share their first values nobody is looked for. */
const MOST_COMPARED = 50;

/** Rows that are equal in everything they logged, with the names of the metrics. */
interface Same {
  rows: Row[];
  metrics: string[];
}

/**
 * Rows whose runs have the same values, to the last digit, in every metric that both logged. What measures the machine or counts
 * steps is not compared, and neither is a row that is declared to reproduce the other.
 */
export function identicalRows(input: CautionInput): Caution[] {
  const sets = setsOf(input);
  const said = sets.slice(0, MOST_SETS).map((same) => sayOf(same, input));
  const rest = sets.slice(MOST_SETS);
  if (rest.length === 0) return said;
  const rows = rest.flatMap((same) => same.rows.map(({ id }) => id));
  const words = `${rest.length} more ${rest.length === 1 ? "set" : "sets"} of rows have identical values in all their metrics.`;
  return [...said, { kind: "identical", rows, sentence: [words], places: [] }];
}

function setsOf(input: CautionInput): Same[] {
  const column = input.columns.find(({ shown }) => shown.primary) ?? input.columns[0];
  // Few rows share the first number, and only those are looked at further.
  const numberOf = ({ cells }: Row) =>
    column === undefined ? null : (cells[column.shown.name]?.quantity?.value ?? null);
  const alike = [...Map.groupBy(input.rows, numberOf).values()].filter((rows) => rows.length > 1);
  return alike.flatMap((rows) =>
    [...Map.groupBy(rows, valuesOf(rows, input)).values()].flatMap((same) => joined(same, input)),
  );
}

function joined(rows: readonly Row[], input: CautionInput): Same[] {
  const sets: Same[] = [];
  for (const row of rows) {
    const known = sets.slice(0, MOST_COMPARED).find((same) => joins(row, same, input));
    if (known === undefined) sets.push({ rows: [row], metrics: [] });
  }
  return sets.filter((same) => same.rows.length > 1);
}

/** Puts a row into a set, if it is equal to the set's first row. */
function joins(row: Row, same: Same, input: CautionInput): boolean {
  const [first] = same.rows;
  if (first === undefined || isReproduction(first, row, input)) return false;
  const metrics = equalMetrics(first, row, input);
  if (metrics === null) return false;
  same.rows.push(row);
  same.metrics = same.metrics.length === 0 ? metrics : same.metrics.filter((name) => metrics.includes(name));
  return true;
}

/** Whether one of them is declared to be the other again, so that equal values are what was looked for. */
function isReproduction(a: Row, b: Row, { reproductions }: CautionInput): boolean {
  return reproductions.some(({ runs }) => [a, b].every((row) => row.runs.some((id) => runs.includes(id))));
}

/** A text that is the same for rows with the same values of what every one of these runs logged, so that few rows have to be compared. */
function valuesOf(some: readonly Row[], input: CautionInput): (row: Row) => string {
  const rows = some.map((row) => ({
    id: row.id,
    runs: sorted(runsOf(row, input)).map((run) => new Map(run.metrics.map(({ name, last }) => [name, last.value]))),
  }));
  const runs = rows.flatMap((row) => row.runs);
  const names = [...(runs[0]?.keys() ?? [])].filter((name) => isResult(name) && runs.every((run) => run.has(name)));
  const keys = new Map(
    rows.map((row) => [row.id, row.runs.map((run) => names.map((name) => run.get(name))).join(";")]),
  );
  return (row) => keys.get(row.id) ?? "";
}

/** The metrics in which two rows are equal, run by run, if that is all that both logged, and more than chance; else null. */
function equalMetrics(a: Row, b: Row, input: CautionInput): string[] | null {
  const [left, right] = [sorted(runsOf(a, input)), sorted(runsOf(b, input))];
  if (left.length !== right.length) return null;
  const pairs = left.map((run, at) => agreementOf(run, right[at] as Run, {}));
  if (!pairs.every(({ verdict }) => verdict === "identical")) return null;
  const metrics = pairs[0]?.compared ?? [];
  const directed = new Set(
    input.columns.flatMap(({ shown }) => (shown.direction.better === "unknown" ? [] : [shown.name])),
  );
  const telling = left[0]?.metrics.filter(
    ({ name, last }) => metrics.includes(name) && directed.has(name) && digitsOf(last.value) >= LEAST_DIGITS,
  );
  return (telling?.length ?? 0) >= LEAST_METRICS ? metrics : null;
}

/** Runs by seed and fold, so that those of two rows that repeat one another stand at the same place. */
function sorted(runs: readonly Run[]): Run[] {
  return runs.toSorted((a, b) => compareText(`${a.seed}/${a.fold}`, `${b.seed}/${b.fold}`));
}

/** Significant digits of a number: none of 0, one of 1, 100 and 0.5. */
function digitsOf(value: number): number {
  if (!Number.isFinite(value)) return 0;
  const [digits = ""] = Math.abs(value).toString().split("e");
  return digits.replace(".", "").replace(/^0+|0+$/g, "").length;
}

/** Params that both rows recorded, with another value. */
function differingParams(a: Row, b: Row, { differing }: CautionInput): string[] {
  return differing.filter((name) => {
    const [left, right] = [a.params[name], b.params[name]];
    return left !== undefined && right !== undefined && valueKey(left.value) !== valueKey(right.value);
  });
}

function sayOf({ rows, metrics }: Same, input: CautionInput): Caution {
  const [first] = rows;
  const others = rows.slice(1);
  const params = [...new Set(others.flatMap((row) => (first === undefined ? [] : differingParams(first, row, input))))];
  const shown = input.columns.find(
    ({ shown: { name } }) => metrics.includes(name) && first?.cells[name]?.quantity != null,
  );
  const quantity = shown === undefined ? null : (first?.cells[shown.shown.name]?.quantity ?? null);
  const example: Sentence = quantity === null ? [] : [` (${shown?.shown.label} `, quantity, ")"];
  const both = rows.length === 2 ? "both" : "all of them";
  const count = `${metrics.length} metrics that ${both} logged`;
  const why =
    params.length === 0
      ? "and no param that both recorded differs: the same run under several names, or an evaluation that was copied."
      : `though ${sayNames(params, NAMED)} ${params.length === 1 ? "differs" : "differ"}: the same predictions, an evaluation that was copied, or params that change nothing.`;
  const places = rows.slice(0, 3).flatMap((row) => {
    const [run] = sorted(runsOf(row, input));
    const metric = run?.metrics.find(({ name }) => name === shown?.shown.name);
    return run === undefined ? [] : [{ ...placeOf(run, metric?.last.evidence), name: row.name }];
  });
  return {
    kind: "identical",
    rows: rows.map(({ id }) => id),
    sentence: [
      `${sayNames(
        rows.map(({ name }) => name),
        NAMED,
      )} have identical values in all ${count}`,
      ...example,
      `, to the last digit, ${why}`,
    ],
    places,
  };
}
