import type { Badge, Phrase, TableCell } from "../contract/index.ts";
import type { Cell, Comparison, MetricColumn, Row } from "../model/comparison.ts";
import type { Outcome } from "../model/contest.ts";
import { arrowOf } from "../model/direction.ts";
import type { Mark } from "../model/mark.ts";
import { marksIn, TIED, TIED_MEANS } from "../model/mark.ts";
import type { Quantity } from "../model/quantity.ts";
import { sayReduction } from "../model/reduction.ts";
import { sayValue } from "../model/spread.ts";
import type { Column } from "./cell.ts";
import { badgeOf, cellOf, numberColumn, sortValue } from "./cell.ts";
import type { View } from "./view.ts";
import { numberOf, phraseOf } from "./view.ts";

const OUTCOMES: Record<Outcome, Badge["tone"]> = {
  better: "good",
  worse: "bad",
  equivalent: "info",
  "within noise": "plain",
  "not decidable": "warn",
};

/** The word for what may be said of a row against another. */
export function outcomeBadge(outcome: Outcome): Badge {
  return badgeOf(outcome, OUTCOMES[outcome]);
}

/** Whether a difference is more than noise, as the answer to just that question: which way it goes is said beside it. */
export function noiseBadge(outcome: Outcome): Badge {
  if (outcome === "not decidable") return outcomeBadge(outcome);
  const isMore = outcome === "better" || outcome === "worse";
  return badgeOf(isMore ? "yes" : "no", isMore ? "good" : "plain");
}

/** The column of a metric: its name, and below which point of the series is shown and which way is better. */
export function metricColumn(column: MetricColumn): Column {
  const { better, how, evidence } = column.direction;
  const direction =
    better === "unknown"
      ? "which way is better is unknown"
      : `${better} is better (${how !== "declared" ? "inferred from the name" : evidence === undefined ? "declared" : `declared in ${evidence.file}`})`;
  const loose = column.loose ? "; read from free text" : "";
  const title = `${column.notes[0] ?? "last logged value"}; ${direction}${column.primary ? "; this metric decides" : ""}${loose}`;
  const guessed = how === "inferred" && better !== "unknown" ? "*" : "";
  const note = `${arrowOf(column.direction)}${guessed} ${sayReduction(column.reduction)}${column.primary ? " · decides" : ""}`;
  return numberColumn(column.name, note.trimStart(), title);
}

/** One number as a cell. */
export function numberCell(quantity: Quantity, view: View): TableCell {
  return cellOf([numberOf(quantity, view)], { sort: sortValue(quantity.value) });
}

/** A number as a cell; a dash where there is none. */
export function maybeCell(quantity: Quantity | null | undefined, view: View): TableCell {
  return quantity ? numberCell(quantity, view) : cellOf(["–"], { sort: null });
}

/**
 * Makes the cells of a metric: value and spread, how many runs of the row have it where that is not all, and the step that a
 * reduction chose; the best value has a badge, those that cannot be told from it a sign.
 */
export function metricCells(column: MetricColumn, comparison: Comparison, view: View): (row: Row) => TableCell {
  const markOf = marksIn(comparison, column);
  return (row) => {
    const cell = row.cells[column.name];
    if (cell === undefined || cell.quantity === null) return cellOf([cell?.missing ?? "not logged"], { sort: null });
    const mark = row.bucket === "used" ? markOf(row) : null;
    const main = [...phraseOf(sayValue(cell, comparison.spread), view), ...markPhrase(mark)];
    const below = [partOf(row, cell), row.n === 1 ? stepOf(cell.runs[0]) : ""].filter(Boolean).join(", ");
    return cellOf(main, {
      badges: mark === "best" ? [badgeOf("best", "good")] : [],
      below: below === "" ? [] : [below],
      sort: sortValue(cell.quantity.value),
    });
  };
}

/** A run's own value in a cell, with the step that a reduction chose; else why it has none. */
export function runCell(cell: Cell | undefined, id: string, view: View): TableCell {
  const own = cell?.runs.find((one) => one.run === id);
  if (own === undefined) {
    return cellOf([cell?.absent?.find((one) => one.run === id)?.reason ?? "not logged"], { sort: null });
  }
  const step = stepOf(own);
  return { ...numberCell(own.quantity, view), below: step === "" ? [] : [step] };
}

/** The difference to the baseline, absolute and relative; what a test says of it, in a word and a colour, is `tone`. */
export function deltaCell(cell: Cell | undefined, tone: TableCell["tone"], view: View): TableCell {
  if (cell?.delta == null) return cellOf(["–"], { sort: null });
  const below: Phrase = cell.relative === null ? [] : [numberOf(cell.relative, view)];
  return { ...numberCell(cell.delta, view), below, tone: below.length === 0 ? null : tone };
}

/** What a test decided, as the tone of a difference; none where nothing was tested or decided. */
export function toneOfOutcome(outcome: Outcome | undefined): TableCell["tone"] {
  return outcome === "better" || outcome === "worse" ? outcome : null;
}

function markPhrase(mark: Mark | null): Phrase {
  return mark === "tied" ? [" ", { text: TIED, href: null, title: TIED_MEANS, verdict: null }] : [];
}

function partOf(row: Row, cell: Cell): string {
  return cell.n === row.n || row.n === 1 || cell.over !== undefined ? "" : `${cell.n} of ${row.n} runs`;
}

function stepOf(one: Cell["runs"][number] | undefined): string {
  return one?.at ? `${one.at.name} ${one.at.step}` : "";
}
