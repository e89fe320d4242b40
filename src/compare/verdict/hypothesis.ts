import type { HypothesisVerdict, MetricColumn, Row, Sentence } from "../../model/comparison.ts";
import type { Condition, Criterion, Hypothesis } from "../../model/journal.ts";
import { findMetric } from "../../model/metric-match.ts";
import type { Quantity } from "../../model/quantity.ts";
import { reductionUnit } from "../../model/reduction.ts";
import type { Column } from "../table/column.ts";
import { difference, finiteSides } from "../table/delta.ts";
import { findRow } from "../table/find-row.ts";
import type { Labels } from "../table/label.ts";
import { sayCell } from "../table/sentence.ts";

/** What a criterion is decided with. */
export interface HypothesisInput {
  hypothesis: Hypothesis;
  rows: readonly Row[];
  columns: readonly Column[];
  baseline: Row | null;
  labels: Labels;
}

/** Whether a criterion holds, null when it cannot be decided; with the numbers that say so. */
interface Outcome {
  holds: boolean | null;
  reason: Sentence;
  judged: HypothesisVerdict["judged"];
}

/**
 * Answers the hypothesis from the numbers alone: confirmed when the success criterion holds, rejected when the failure
 * criterion does, not decidable when neither or both hold, or when something is missing.
 */
export function judgeHypothesis(input: HypothesisInput): HypothesisVerdict {
  const { success, failure } = input.hypothesis;
  const [won, lost] = [decide("Success", success, input), decide("Failure", failure, input)];
  const outcomes = [won, lost].filter((outcome) => outcome !== null);
  const reasons = outcomes.map((outcome) => outcome.reason);
  const judged = outcomes.flatMap((outcome) => outcome.judged);
  const answer = (verdict: HypothesisVerdict["verdict"], criterion: Criterion | null, ...more: Sentence[]) => {
    return { verdict, criterion, reasons: [...reasons, ...more], judged, history: null };
  };
  if (success === null && failure === null) return answer("not decidable", null, ["The journal states no criterion."]);
  if (won?.holds && lost?.holds)
    return answer("not decidable", null, ["Both criteria hold, so they contradict each other."]);
  if (won?.holds) return answer("confirmed", success);
  if (lost?.holds) return answer("rejected", failure);
  const isNeither = won?.holds === false && lost?.holds === false;
  return isNeither ? answer("not decidable", null, ["Neither criterion holds."]) : answer("not decidable", null);
}

/** Whether a value meets a threshold; what differs by rounding only is equal. */
function meets(value: number, op: Condition["op"], threshold: number): boolean {
  const equal = Math.abs(value - threshold) <= 1e-9 * Math.max(1, Math.abs(threshold));
  if (equal) return op === ">=" || op === "<=";
  return op.startsWith(">") ? value > threshold : value < threshold;
}

function decide(kind: string, criterion: Criterion | null, input: HypothesisInput): Outcome | null {
  if (criterion === null) return null;
  const open = (why: string): Outcome => ({
    holds: null,
    reason: [`${kind} criterion not decidable: ${why}.`],
    judged: [],
  });
  const { condition } = criterion;
  if (condition === null) return open("its sentence could not be read as a comparison of metrics");
  const column = columnOf(condition.metric, input);
  if (column === null) return open(`${condition.metric} is not logged by any run that counts`);
  const { name, label, reduction } = column.shown;
  if (reductionUnit(reduction) !== null) return open(`the table has ${label}, and no values of ${name}`);
  const left = sideOf(condition.left ?? input.hypothesis.candidate, input);
  if (typeof left === "string") return open(left);
  const evaluated =
    condition.how === "value"
      ? { value: finiteValue(left, column.shown) }
      : against(left, { condition, column, input });
  if ("why" in evaluated) return open(evaluated.why);
  if (evaluated.value === null) return open(`${left.name} has no finite ${column.shown.name}`);
  const holds = meets(evaluated.value.value, condition.op, condition.threshold);
  return {
    holds,
    judged: [{ criterion, row: left.id, against: "right" in evaluated ? evaluated.right.id : null, holds }],
    reason: sayOutcome({
      kind,
      holds,
      criterion,
      condition,
      column: column.shown,
      left,
      ...evaluated,
      value: evaluated.value,
    }),
  };
}

function columnOf(metric: string, input: HypothesisInput): Column | null {
  const names = input.columns.map((column) => column.shown.name);
  const primary = input.columns.find((column) => column.shown.primary)?.shown.name ?? null;
  const name = findMetric(metric, names, primary);
  return input.columns.find((column) => column.shown.name === name) ?? null;
}

/** The row that a side means; without a name, the only row that is not the baseline. Else why there is none. */
function sideOf(name: string | null, input: HypothesisInput): Row | string {
  if (name !== null) return findRow(name, input.rows, input.labels) ?? `no row that counts is named ${name}`;
  const used = input.rows.filter((row) => row.bucket === "used" && row.id !== input.baseline?.id);
  const only = used.length === 1 ? used[0] : undefined;
  return only ?? `it names no candidate, and ${used.length} rows could be meant`;
}

function finiteValue(row: Row, column: MetricColumn): Quantity | null {
  const quantity = row.cells[column.name]?.quantity ?? null;
  return quantity !== null && Number.isFinite(quantity.value) ? quantity : null;
}

function against(
  left: Row,
  by: { condition: Condition; column: Column; input: HypothesisInput },
): { value: Quantity | null; right: Row } | { why: string } {
  const { condition, column, input } = by;
  const named = condition.right ?? input.hypothesis.baseline;
  const right = named === null ? (input.baseline ?? "no baseline is named") : sideOf(named, input);
  if (typeof right === "string") return { why: right };
  if (right.id === left.id) return { why: `${left.name} would be compared with itself` };
  const metric = column.shown.name;
  const sides = finiteSides(left.cells[metric], right.cells[metric]);
  if (sides === null) return { why: `${left.name} and ${right.name} do not both have a finite ${metric}` };
  if (condition.how === "value") return { why: "it compares a single value" };
  const value = difference(condition.how, sides, column.style);
  return value === null
    ? { why: `${metric} of ${right.name} is zero, so no percentage of it exists` }
    : { value, right };
}

function sayOutcome(of: {
  kind: string;
  holds: boolean;
  criterion: Criterion;
  condition: Condition;
  column: MetricColumn;
  left: Row;
  right?: Row;
  value: Quantity;
}): Sentence {
  const { condition, column, left, right } = of;
  const required = requirement(of.criterion, condition);
  const head = `${of.kind} criterion ${of.holds ? "met" : "not met"}: ${column.name} of ${left.name} `;
  const own = sayCell(left.cells[column.name]);
  if (right === undefined) return [`${head}is `, ...own, ...required];
  const other = sayCell(right.cells[column.name]);
  return [`${head}minus ${right.name} is `, of.value, ": ", ...own, " against ", ...other, ...required];
}

/** The threshold, with the line of the journal that states it. */
function requirement({ file, line }: Criterion, { how, op, threshold }: Condition): Sentence {
  const unit = how === "pp" ? " pp" : how === "rel" ? " %" : "";
  const text = String(threshold).replace("-", "−") + unit;
  const evidence = [{ file, locator: { kind: "line" as const, line }, literal: String(threshold) }];
  return [`; required ${op} `, { value: threshold, text, selector: "", derived: false, evidence }, "."];
}
