import type { Best, Cell, HypothesisVerdict, Row, Selection, Sentence } from "../model/comparison.ts";
import type { Experiment } from "../model/experiment.ts";
import type { Run } from "../model/run.ts";
import { overlap, rankRows } from "./best.ts";
import type { CellSource } from "./cell.ts";
import type { Column } from "./column.ts";
import { findRow } from "./find-row.ts";
import type { Primary } from "./primary.ts";
import { saySensitivity } from "./sensitivity.ts";
import { sayCell } from "./sentence.ts";
import type { CompareSettings } from "./settings.ts";

/** What a selection is made from. `column` is that of the primary metric, `best` the best in it. */
export interface SelectionInput {
  experiment: Experiment;
  settings: CompareSettings;
  rows: readonly Row[];
  used: readonly Run[];
  primary: Primary;
  column: Column | null;
  best: Best | null;
  hypothesis: HypothesisVerdict | null;
  source: CellSource;
}

/** A selected row with its reasons, or why none is selected. */
export type Selected = { selection: Selection; noSelection: null } | { selection: null; noSelection: string };

/**
 * The row to go on with: declared in the settings, by a run tagged `selected`, or as the candidate of a confirmed
 * hypothesis; else computed as the best in the primary metric, where a single run does not beat
 * a repeated row whose runs reach as far. The reasons say which of these it was.
 */
export function selectRow(input: SelectionInput): Selected {
  const declared = declaredRow(input);
  if (typeof declared === "string") return none(declared);
  if (declared !== null) {
    return chosen(
      declared.row,
      { how: "declared", reasons: [[`${declared.row.name} is ${declared.because}.`]] },
      input,
    );
  }
  if (!input.rows.some((row) => row.bucket === "used")) return none("no run counts");
  if (input.column === null || input.best === null) return none(input.primary.how);
  const row = input.rows.find((one) => one.id === input.best?.rows[0]);
  if (row === undefined || input.best.rows.length > 1) return none(`${input.column.shown.name}: ${input.best.because}`);
  const decided: Sentence = [`Decided by ${input.column.shown.name} (${input.primary.how}).`];
  const repeated = repeatedAround(row, input.column, input.rows);
  if (repeated === null) return chosen(row, { how: "computed", reasons: [decided] }, input);
  const reasons = [decided, sayWithinRange(row, repeated, input.column)];
  return chosen(repeated, { how: "computed", reasons }, input);
}

/**
 * The best repeated row whose runs reach as far as the best row's only run, or null. One run that is no better than
 * another row's best seed is no ground to prefer it.
 */
function repeatedAround(best: Row, column: Column, rows: readonly Row[]): Row | null {
  const cell = best.cells[column.shown.name];
  const value = cell?.quantity?.value;
  if (cell?.n !== 1 || value === undefined) return null;
  const holds = ({ min, max }: Cell) => min !== null && max !== null && min.value <= value && value <= max.value;
  return rankRows(column.shown, rows).find((one) => one.cell.n > 1 && holds(one.cell))?.row ?? null;
}

function sayWithinRange(best: Row, repeated: Row, column: Column): Sentence {
  const [own, other] = [best.cells[column.shown.name], repeated.cells[column.shown.name]];
  if (!other?.min || !other.max) return [];
  return [
    `${best.name} has the best value, `,
    ...sayCell(own),
    `, but one run within the range of the ${other.n} runs of ${repeated.name}, `,
    other.min,
    " to ",
    other.max,
    ", does not tell the two apart; the repeated row is selected.",
  ];
}

function none(noSelection: string): Selected {
  return { selection: null, noSelection };
}

function declaredRow(input: SelectionInput): { row: Row; because: string } | string | null {
  const { settings, experiment, rows, hypothesis, source } = input;
  if (settings.selected !== undefined) {
    const row = findRow(settings.selected, rows, source.labels);
    return row === null
      ? `the settings select ${settings.selected}, which is no row that counts`
      : { row, because: "selected in the settings" };
  }
  const marked = new Set(input.used.filter(isTagged).map((run) => run.id));
  const tagged = rows.filter((row) => row.bucket === "used" && row.runs.some((run) => marked.has(run)));
  if (tagged.length > 1)
    return `${tagged.length} rows have a run tagged as selected: ${tagged.map((row) => row.name).join(", ")}`;
  if (tagged[0] !== undefined) return { row: tagged[0], because: "selected by a tag of its run" };
  const candidate = experiment.hypothesis?.candidate ?? null;
  const row =
    candidate === null || hypothesis?.verdict !== "confirmed" ? null : findRow(candidate, rows, source.labels);
  return row === null ? null : { row, because: "the candidate of the confirmed hypothesis" };
}

function isTagged(run: Run): boolean {
  return (
    run.tags.some((tag) => tag.toLowerCase() === "selected") ||
    run.status.evidence?.literal.toLowerCase() === "selected"
  );
}

function chosen(row: Row, stated: { how: Selection["how"]; reasons: Sentence[] }, input: SelectionInput): Selected {
  const { column } = input;
  const sensitivity: Sentence =
    column === null ? ["No metric decides, so ignored runs cannot change it."] : sensitivityOf(column, input);
  const numbers = column === null ? [] : sayNumbers(row, column, input);
  return {
    selection: { row: row.id, how: stated.how, reasons: [...stated.reasons, ...numbers], sensitivity },
    noSelection: null,
  };
}

function sensitivityOf(column: Column, input: SelectionInput): Sentence {
  const best = input.rows.filter((row) => input.best?.rows.includes(row.id));
  return saySensitivity({ experiment: input.experiment, column, best, used: input.used, source: input.source });
}

/** The row's number with its place, the next or the best row's, and the difference to the baseline. */
function sayNumbers(row: Row, column: Column, input: SelectionInput): Sentence[] {
  const metric = column.shown.name;
  const cell = row.cells[metric];
  const ranked = rankRows(column.shown, input.rows);
  const place = ranked.findIndex((one) => one.row.id === row.id);
  const extreme = column.shown.direction.better === "lower" ? "lowest" : "highest";
  const known = column.shown.direction.better !== "unknown" && place >= 0;
  const said = known
    ? place === 0
      ? `, the ${extreme} of ${ranked.length}`
      : `, place ${place + 1} of ${ranked.length}`
    : "";
  const reasons: Sentence[] = [[`${row.name} has ${metric} `, ...sayCell(cell), `${said}.`]];
  const other = place === 0 ? ranked[1] : ranked[0];
  if (known && other !== undefined) {
    const close = cell !== undefined && cell.n > 1 && other.cell.n > 1 && overlap(cell, other.cell);
    const role = place === 0 ? "Next" : "Best";
    reasons.push([
      `${role} is ${other.row.name} with `,
      ...sayCell(other.cell),
      close ? "; mean ± std of the two overlap." : ".",
    ]);
  }
  const baseline = input.rows.find((one) => one.baseline);
  if (cell?.delta && baseline)
    reasons.push([
      `Against ${baseline.name} that is `,
      cell.delta,
      ...(cell.relative ? [" (", cell.relative, ")"] : []),
      ".",
    ]);
  if (cell?.n === 1) reasons.push(["n = 1: one run, no spread."]);
  return reasons;
}
