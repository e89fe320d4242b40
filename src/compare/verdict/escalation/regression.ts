import type { Sentence } from "../../../model/comparison.ts";
import type { Quantity } from "../../../model/quantity.ts";
import { splitRank } from "../../../model/split.ts";
import type { Column } from "../../table/column.ts";
import type { EscalationInput, Found } from "./escalation.ts";
import { found, NOTHING } from "./escalation.ts";

/** The rank of metrics of the training split: a fit that is less close is no regression. */
const TRAINING = 3;

/** More metrics than these are not tested: some of so many would look worse by chance. */
const MOST = 40;

/**
 * Metrics in which the row is worse than the baseline beyond noise. Each is tested by itself and p is not adjusted: here it
 * is worse to miss one than to look at one too many, and the sentence says how many were tested. Nothing is said of what is abandoned.
 */
export function regression(input: EscalationInput): Found {
  const { subject, against, action } = input;
  if (against === null || action === "abandon") return NOTHING;
  const tested = input.columns.filter((column) => isTestable(column, input)).slice(0, MOST);
  const worse = tested.flatMap((column) => worsened(column, input));
  if (worse.length === 0) return NOTHING;
  worse.sort((a, b) => a.p - b.p || b.size - a.size);
  const shown = worse.slice(0, 3).flatMap(({ name, change }, index): Sentence => {
    return [`${index === 0 ? "" : ", "}${name} `, ...change];
  });
  const others = worse.length > 3 ? ` and ${worse.length - 3} more` : "";
  const where = tested.length === 1 ? "" : ` in ${worse.length} of ${tested.length} metrics, each tested by itself`;
  return found("regression", [
    `${subject.name} is worse than ${against.name} beyond noise${where}: `,
    ...shown,
    `${others}.`,
  ]);
}

function isTestable({ shown }: Column, { subject, against }: EscalationInput): boolean {
  if (shown.direction.better === "unknown" || shown.loose || splitRank(shown.name) === TRAINING) return false;
  return [subject, against].every((row) => (row?.cells[shown.name]?.n ?? 0) > 1);
}

interface Worsened {
  name: string;
  p: number;
  size: number;
  change: Sentence;
}

function worsened(column: Column, { subject, against, versus }: EscalationInput): Worsened[] {
  const { shown } = column;
  const contest = against && versus(subject, against, column);
  if (contest?.outcome !== "worse" || contest.test === null) return [];
  const cell = subject.cells[shown.name];
  const change = cell?.delta ? [cell.delta, ...percent(cell.relative)] : [];
  const size = Math.abs(cell?.relative?.value ?? 0);
  return [{ name: shown.label, p: contest.test.p.value, size, change }];
}

function percent(relative: Quantity | null): Sentence {
  return relative === null ? [] : [" (", relative, ")"];
}
