import type { Best, HypothesisVerdict, Row, Selection, Sentence } from "../../model/comparison.ts";
import type { Contests } from "../../model/contest.ts";
import type { Experiment } from "../../model/experiment.ts";
import type { Run } from "../../model/run.ts";
import type { CompareSettings } from "../settings.ts";
import type { CellSource } from "../table/cell.ts";
import type { Column } from "../table/column.ts";
import { findRow } from "../table/find-row.ts";
import type { Primary } from "../table/primary.ts";
import { extremeOf, rankRows, sayNames } from "./rank.ts";
import { sayRow } from "./rationale.ts";

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
  contests: Contests | null;
  source: CellSource;
}

/** How a row came to be selected. */
interface Stated {
  how: Selection["how"];
  reasons: Sentence[];
}

/** A selected row with its reasons, or why none is selected. */
export type Selected = { selection: Selection; noSelection: null } | { selection: null; noSelection: string };

/**
 * The row to go on with: declared in the settings, by a run tagged `selected`, or as the candidate of a confirmed
 * hypothesis; else computed in the primary metric: the best mean of the rows of several runs, since the value alone of a
 * single run beats none of them; without such rows the best value. The reasons say which of these it was, and what tests say.
 */
export function selectRow(input: SelectionInput): Selected {
  const declared = declaredRow(input);
  if (typeof declared === "string") return none(declared);
  if (declared !== null) {
    const reasons: Sentence[] = [[`${declared.row.name} is ${declared.because}.`]];
    return chosen(declared.row, { how: "declared", reasons }, input);
  }
  if (!input.rows.some((row) => row.bucket === "used")) return none("no run counts");
  if (input.column === null || input.best === null) return none(input.primary.how);
  const { shown } = input.column;
  const ranked = rankRows(shown, input.rows);
  const repeated = ranked.filter((one) => one.cell.n > 1);
  const [first, second] = repeated.length > 0 ? repeated : ranked;
  if (first === undefined || shown.direction.better === "unknown") {
    return none(
      `by ${shown.label}: ${input.best.because.map((part) => (typeof part === "string" ? part : part.text)).join("")}`,
    );
  }
  if (second?.value === first.value) {
    const among = repeated.length > 0 && ranked[0] !== first ? " of the rows of several runs" : "";
    const equal = (repeated.length > 0 ? repeated : ranked).filter((one) => one.value === first.value);
    const names = sayNames(equal.map((one) => one.row.name));
    return none(`${equal.length} rows have the same ${shown.label}, the ${extremeOf(shown)}${among}: ${names}`);
  }
  const reasons: Sentence[] = [[`Decided by ${shown.label} (${input.primary.how}).`]];
  return chosen(first.row, { how: "computed", reasons }, input);
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
  const { column, rows, contests } = input;
  const numbers = column === null ? [] : sayRow(row, { column, rows, contests });
  return {
    selection: { row: row.id, how: stated.how, reasons: [...stated.reasons, ...numbers], sensitivity: [] },
    noSelection: null,
  };
}
