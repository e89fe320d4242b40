import type { Best, Cell, HypothesisVerdict, Row, Selection, Sentence } from "../../model/comparison.ts";
import type { Experiment } from "../../model/experiment.ts";
import type { Run } from "../../model/run.ts";
import type { CompareSettings } from "../settings.ts";
import type { CellSource } from "../table/cell.ts";
import type { Column } from "../table/column.ts";
import { findRow } from "../table/find-row.ts";
import type { Primary } from "../table/primary.ts";
import { count, sayCell } from "../table/sentence.ts";
import type { Ranked } from "./best.ts";
import { overlap, rankRows } from "./best.ts";
import { saySensitivity } from "./sensitivity.ts";

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

/** How a row came to be selected; `isBestSaid`: the reasons name the best row already. */
interface Stated {
  how: Selection["how"];
  reasons: Sentence[];
  isBestSaid?: boolean;
}

/** A selected row with its reasons, or why none is selected. */
export type Selected = { selection: Selection; noSelection: null } | { selection: null; noSelection: string };

/**
 * The row to go on with: declared in the settings, by a run tagged `selected`, or as the candidate of a confirmed
 * hypothesis; else computed as the best in the primary metric, where a single run does not beat the best repeated row
 * if that one's runs reach as far. The reasons say which of these it was.
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
  const ranked = rankRows(input.column.shown, input.rows);
  const repeated = ranked.find((one) => one.cell.n > 1);
  if (repeated === undefined || !isWithin(row, repeated.cell, input.column)) {
    return chosen(row, { how: "computed", reasons: [decided] }, input);
  }
  const ahead = ranked.slice(0, ranked.indexOf(repeated));
  const reasons = [decided, sayWithinRange(ahead, repeated)];
  return chosen(repeated.row, { how: "computed", reasons, isBestSaid: true }, input);
}

/**
 * Whether the best row is a single run that another row's own runs reach. One run that is no better than another row's
 * best seed is no ground to prefer it.
 */
function isWithin(best: Row, { min, max }: Cell, column: Column): boolean {
  const cell = best.cells[column.shown.name];
  const value = cell?.quantity?.value;
  if (cell?.n !== 1 || value === undefined || min === null || max === null) return false;
  return min.value <= value && value <= max.value;
}

/** `ahead`: the rows of one run each that stand before the first repeated row, the best first. */
function sayWithinRange(ahead: readonly Ranked[], { row, cell }: Ranked): Sentence {
  const [best, ...others] = ahead;
  if (best === undefined || !cell.min || !cell.max) return [];
  const next = others[0];
  const then: Sentence = next === undefined ? [] : [`, then ${next.row.name} with `, ...sayCell(next.cell)];
  const rest = others.length > 1 ? ` and ${count(others.length - 1, "more row")} of one run` : "";
  return [
    `${best.row.name} has the best value, `,
    ...sayCell(best.cell),
    ...then,
    `${rest}, but `,
    others.length === 0 ? "one run" : "single runs",
    ` within the range of the ${cell.n} runs of ${row.name}, `,
    cell.min,
    " to ",
    cell.max,
    others.length === 0 ? ", does not tell the two apart" : `, do not tell them apart from ${row.name}`,
    "; the repeated row is selected.",
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

function chosen(row: Row, stated: Stated, input: SelectionInput): Selected {
  const { column } = input;
  const sensitivity: Sentence =
    column === null ? ["No metric decides, so ignored runs cannot change it."] : sensitivityOf(column, input);
  const numbers = column === null ? [] : sayNumbers(row, column, { ...input, isBestSaid: stated.isBestSaid ?? false });
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
function sayNumbers(row: Row, column: Column, input: SelectionInput & { isBestSaid: boolean }): Sentence[] {
  const metric = column.shown.name;
  const cell = row.cells[metric];
  const ranked = rankRows(column.shown, input.rows);
  const place = ranked.findIndex((one) => one.row.id === row.id);
  const known = column.shown.direction.better !== "unknown" && place >= 0;
  const said = known ? `, ${sayPlace(place, ranked.length, column)}` : "";
  const reasons: Sentence[] = [[`${row.name} has ${metric} `, ...sayCell(cell), `${said}.`]];
  const other = place === 0 ? ranked[1] : ranked[0];
  if (known && other !== undefined && !input.isBestSaid) {
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
  if (cell?.n === 1) reasons.push(["It is a single run, so nothing is known of its spread."]);
  return reasons;
}

function sayPlace(place: number, of: number, column: Column): string {
  if (of === 1) return "the only row with a value";
  const extreme = column.shown.direction.better === "lower" ? "lowest" : "highest";
  return place === 0 ? `the ${extreme} of ${of} rows` : `place ${place + 1} of ${of} rows`;
}
