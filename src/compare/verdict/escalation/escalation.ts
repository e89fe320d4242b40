import type { HypothesisVerdict, Row, Selection, Sentence } from "../../../model/comparison.ts";
import type { Evidence } from "../../../model/evidence.ts";
import { lineOf } from "../../../model/evidence.ts";
import type { Experiment } from "../../../model/experiment.ts";
import { compareText } from "../../../model/finding.ts";
import type { Escalation, Recommendation } from "../../../model/recommendation.ts";
import type { Run } from "../../../model/run.ts";
import type { CompareSettings } from "../../settings.ts";
import type { Column } from "../../table/column.ts";
import type { Labels } from "../../table/label.ts";
import type { AskedHistory } from "../asked-history.ts";
import type { Versus } from "../opponent.ts";

/**
 * What escalations are found in.
 *
 * - `subject`: the row that the recommendation is about; `runs`: its runs.
 * - `against`: the baseline, unless that is the subject; then, and without one, `others` are the runs of all other rows that
 *   count, else those of the baseline.
 */
export interface EscalationInput {
  experiment: Experiment;
  settings: CompareSettings;
  rows: readonly Row[];
  columns: readonly Column[];
  action: Recommendation["action"];
  selection: Selection | null;
  hypothesis: HypothesisVerdict | null;
  versus: Versus;
  labels: Labels;
  asked: AskedHistory;
  subject: Row;
  runs: readonly Run[];
  against: Row | null;
  others: readonly Run[];
}

/** What is found: escalations, and facts that are said where nothing has to be escalated. */
export interface Found {
  escalations: Escalation[];
  facts: Sentence[];
}

/** Finds escalations of one kind. */
export type Escalate = (input: EscalationInput) => Found;

/** Nothing to look at. */
export const NOTHING: Found = { escalations: [], facts: [] };

/** One escalation. */
export function found(kind: Escalation["kind"], sentence: Sentence, places: Escalation["places"] = []): Found {
  return { escalations: [{ kind, sentence, places }], facts: [] };
}

/** What the other side is called in a sentence. */
export function othersName({ against }: EscalationInput): string {
  return against?.name ?? "the other rows";
}

/** Where a value stands, under the name of its run. */
export function placeOf(run: Run, evidence: Evidence | undefined): Escalation["places"][number] {
  const file = evidence?.file ?? run.files[0] ?? run.dir;
  return { name: run.name, file, line: evidence === undefined ? null : lineOf(evidence) };
}

/** A value that a run recorded under a name. */
export interface Recorded {
  value: string;
  run: Run;
  evidence: Evidence | undefined;
}

/** Values of one name on both sides that are not the same set, the first of each value. */
export interface Difference {
  name: string;
  left: Recorded[];
  right: Recorded[];
}

/**
 * The names under which both sides recorded something, and not the same. Where a side recorded nothing, nothing is known of a
 * difference.
 */
export function differences(
  { runs, others }: EscalationInput,
  recorded: (run: Run) => { name: string; value: string; evidence: Evidence | undefined }[],
): Difference[] {
  const [left, right] = [runs, others].map((side) => {
    const all = side.flatMap((run) => recorded(run).map((one) => ({ ...one, run })));
    return Map.groupBy(all, ({ name }) => name);
  });
  const names = [...(left?.keys() ?? [])].filter((name) => right?.has(name)).sort(compareText);
  return names.flatMap((name) => {
    const sides = [left, right].map((side) => firstOfEach(side?.get(name) ?? []));
    const [a = [], b = []] = sides;
    const isSame = a.length === b.length && a.every((one, index) => one.value === b[index]?.value);
    return isSame ? [] : [{ name, left: a, right: b }];
  });
}

/** `v2 in shift and v1 in baseline`: what only one side has, as much of it as anyone reads. */
export function sayDifference({ left, right }: Difference, names: { left: string; right: string }): string {
  const [a, b] = [without(left, right), without(right, left)];
  if (a.length === 0) return `${sayValues(b)} only in ${names.right}`;
  if (b.length === 0) return `${sayValues(a)} only in ${names.left}`;
  return `${sayValues(a)} in ${names.left} and ${sayValues(b)} in ${names.right}`;
}

function without(values: readonly Recorded[], others: readonly Recorded[]): Recorded[] {
  const known = new Set(others.map(({ value }) => value));
  return values.filter(({ value }) => !known.has(value));
}

/** Names in a row, the first few of them. */
export function fewNames(names: readonly string[], most = 3): string {
  const more = names.length - most;
  return more > 0 ? `${names.slice(0, most).join(", ")} and ${more} more` : names.join(", ");
}

function sayValues(values: readonly Recorded[]): string {
  return fewNames(values.map(({ value }) => (value.length > 60 ? `${value.slice(0, 59)}…` : value)));
}

function firstOfEach(all: readonly Recorded[]): Recorded[] {
  const byValue = new Map<string, Recorded>();
  for (const one of all) if (!byValue.has(one.value)) byValue.set(one.value, one);
  return [...byValue.values()].sort((a, b) => compareText(a.value, b.value));
}
