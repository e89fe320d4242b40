import type { Best, HypothesisVerdict, Row, Selection, Sentence } from "../../model/comparison.ts";
import { plainSentence } from "../../model/comparison.ts";
import type { Contests } from "../../model/contest.ts";
import type { Experiment } from "../../model/experiment.ts";
import type { Run } from "../../model/run.ts";
import { predictionInterval } from "../../statistics/noise.ts";
import { contestantsOf } from "../contest/contest.ts";
import { LEAST_REPEATED } from "../contest/trial.ts";
import type { CompareSettings } from "../settings.ts";
import type { CellSource } from "../table/cell.ts";
import type { Column } from "../table/column.ts";
import { findRow } from "../table/find-row.ts";
import type { Primary } from "../table/primary.ts";
import type { Ranked } from "./rank.ts";
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
 * hypothesis; else computed in the primary metric: the best value, or a row of three or more runs just behind it (`preferred`).
 * The reasons say which of these it was, and what tests say.
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
  const repeated = shown.direction.better === "unknown" ? null : preferred(ranked, input);
  const among = repeated === null ? ranked : ranked.filter(isRepeated);
  const [first, second] = among;
  if (first === undefined || shown.direction.better === "unknown") {
    return none(`by ${shown.label}: ${plainSentence(input.best.because)}`);
  }
  if (second?.value === first.value) {
    const which = ranked[0] === first ? "" : " of the rows of three or more runs";
    const equal = among.filter((one) => one.value === first.value);
    const names = sayNames(equal.map((one) => one.row.name));
    return none(`${equal.length} rows have the same ${shown.label}, the ${extremeOf(shown)}${which}: ${names}`);
  }
  const reasons: Sentence[] = [[`Decided by ${shown.label} (${input.primary.how}).`]];
  return chosen(first.row, { how: "computed", reasons }, input);
}

/** So many better rows of fewer runs are put down to luck at most; more of them are hardly all lucky. */
const MOST_LUCKY = 3;

/**
 * The best row of three or more runs, where it is the best of all or each row before it may be a lucky run: at most three, of
 * one or two runs, each where a further run of it would be expected. Else null: a row is not preferred to better ones because
 * its own noise is large or hardly known.
 */
function preferred(ranked: readonly Ranked[], { rows, used, column }: SelectionInput): Ranked | null {
  const place = ranked.findIndex(isRepeated);
  const found = ranked[place];
  if (found === undefined || column === null || place > MOST_LUCKY) return null;
  const runs = new Map(used.map((run) => [run.id, run]));
  const own = contestantsOf({ rows, metric: column.shown.name, runs }).find(({ row }) => row === found.row);
  if (own === undefined || own.trials.length < LEAST_REPEATED) return null;
  const { low, high } = predictionInterval(own.trials.map(({ value }) => value));
  return ranked.slice(0, place).every(({ value }) => low <= value && value <= high) ? found : null;
}

/** Three or more runs. Folds share their data, so that they show nothing of what a further run would give. */
function isRepeated({ cell }: Ranked): boolean {
  return cell.n >= LEAST_REPEATED && cell.over !== "folds";
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
    selection: {
      row: row.id,
      how: stated.how,
      reasons: [...stated.reasons, ...numbers],
      escalations: [],
      sensitivity: [],
    },
    noSelection: null,
  };
}
