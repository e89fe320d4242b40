import type { Sentence } from "../model/comparison.ts";
import { plainSentence } from "../model/comparison.ts";
import type { DeclarationChange, ExperimentChange, RowChange } from "../model/review.ts";
import { declarationChanges } from "./declared.ts";
import type { ExperimentState, ReviewState, RowState } from "./state.ts";

/** What experiments are set against each other with. `hidden`: ids of those that git does not carry whole. */
export interface ExperimentInput {
  base: ReviewState;
  head: ReviewState;
  hidden: ReadonlySet<string>;
  /** The path or id that something of the head had in the base. */
  former(path: string): string;
}

/** What changed in the comparisons of a project; experiments in which nothing did are left out. */
export function experimentChanges(input: ExperimentInput): ExperimentChange[] {
  const before = new Map(input.base.experiments.map((one) => [one.id, one]));
  const after = new Map(input.head.experiments.map((one) => [one.id, one]));
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort();
  return ids
    .filter((id) => !input.hidden.has(id))
    .flatMap((id) => {
      const [was, now] = [before.get(id) ?? null, after.get(id) ?? null];
      if (was === now) return [];
      const change = changeOf(was, now, input);
      return change.kind === "changed" && isNothing(change, was, now) ? [] : [change];
    });
}

function changeOf(was: ExperimentState | null, now: ExperimentState | null, input: ExperimentInput): ExperimentChange {
  const one = (now ?? was) as ExperimentState;
  const from = now === null ? null : input.former(now.dir);
  const isMoved = was !== null && now !== null && from !== now.dir;
  const kind = was === null ? "added" : now === null ? "removed" : isMoved ? "renamed" : "changed";
  const of = (pick: (state: ExperimentState) => string | null) => ({
    base: was === null ? null : pick(was),
    head: now === null ? null : pick(now),
  });
  const raised = now === null ? [] : newEscalations(was, now);
  const declared = was === null || now === null ? [] : declarationChanges(was.declared, now.declared);
  return {
    kind,
    id: one.id,
    title: one.title,
    place: one.place,
    comparison: now?.page ?? null,
    from: isMoved ? from : null,
    metric: one.metric,
    selected: of((state) => state.selected),
    recommendation: of((state) => state.recommendation),
    hypothesis: of((state) => state.hypothesis),
    declared,
    sentences: was === null || now === null ? [] : sentencesOf(was, now, declared),
    rows: now === null ? [] : rowChanges(was, now),
    escalations: raised.map(({ sentence }) => sentence),
    alarms: raised.map(({ kind, places }) => ({ kind, places })),
    accounting: { base: was?.accounting ?? null, head: now?.accounting ?? null },
  };
}

/** Why what changed is as it is now, in the words of the comparison; not what the journal's declarations say themselves. */
function sentencesOf(was: ExperimentState, now: ExperimentState, declared: readonly DeclarationChange[]): Sentence[] {
  const sentences: Sentence[] = [];
  const isDeclared = (what: DeclarationChange["what"]) => declared.some((one) => one.what === what);
  if (was.metric !== now.metric && !isDeclared("primary metric"))
    sentences.push([`The metric that decides is \`${now.metric}\`, and was \`${was.metric}\`.`]);
  if (was.baseline !== now.baseline && !isDeclared("baseline"))
    sentences.push([`The baseline is ${quoted(now.baseline)}, and was ${quoted(was.baseline)}.`]);
  if (was.selected !== now.selected) sentences.push(...now.selection);
  const isIgnored = was.accounting.ignored !== now.accounting.ignored;
  if (now.sensitivity !== null && isIgnored) sentences.push(now.sensitivity);
  if (was.hypothesis !== now.hypothesis) sentences.push(...now.verdict);
  if (was.recommendation !== now.recommendation) sentences.push(...now.reasons);
  // A recommendation gives the reasons of the verdict that it follows.
  return [...new Map(sentences.map((one) => [plainSentence(one), one])).values()];
}

function quoted(name: string | null): string {
  return name === null ? "none" : `\`${name}\``;
}

/** Rows that are new or whose value, number of runs or outcome is another. */
function rowChanges(was: ExperimentState | null, now: ExperimentState): RowChange[] {
  const isSameMetric = was?.metric === now.metric;
  const before = was === null ? new Map<RowState, RowState>() : matchRows(was.rows, now.rows);
  return now.rows.flatMap((row) => {
    const old = before.get(row) ?? null;
    const isSame =
      old !== null &&
      isSameMetric &&
      old.n === row.n &&
      old.value?.text === row.value?.text &&
      old.outcome === row.outcome;
    return isSame ? [] : [rowChange(row, old, isSameMetric)];
  });
}

function rowChange(row: RowState, old: RowState | null, isSameMetric: boolean): RowChange {
  const { name, n, value, spread, apart, against, delta, interval, p, outcome } = row;
  return {
    ...{ name, n, value, spread, apart, against, delta, interval, p, outcome },
    wasN: old?.n ?? null,
    was: isSameMetric ? (old?.value ?? null) : null,
    wasOutcome: isSameMetric ? (old?.outcome ?? null) : null,
  };
}

/** A row is the one that most of its runs were in; its name may follow the settings that differ now. */
function matchRows(base: readonly RowState[], head: readonly RowState[]): Map<RowState, RowState> {
  const rowOf = new Map(base.flatMap((row) => row.runs.map((run) => [run, row] as const)));
  const byName = new Map(base.map((row) => [row.name, row]));
  const taken = new Set<RowState>();
  const found = new Map<RowState, RowState>();
  for (const row of head) {
    const counts = new Map<RowState, number>();
    for (const run of row.runs) {
      const old = rowOf.get(run);
      if (old !== undefined && !taken.has(old)) counts.set(old, (counts.get(old) ?? 0) + 1);
    }
    const [most] = [...counts].sort(([, a], [, b]) => b - a);
    const named = byName.get(row.name);
    const old = most?.[0] ?? (named === undefined || taken.has(named) ? undefined : named);
    if (old === undefined) continue;
    taken.add(old);
    found.set(row, old);
  }
  return found;
}

/** Those that the base did not have; one whose numbers alone differ is the same. */
function newEscalations(was: ExperimentState | null, now: ExperimentState): ExperimentState["escalations"] {
  const known = new Set(was?.escalations.map(keyOf));
  return now.escalations.filter((one) => !known.has(keyOf(one)));
}

function keyOf({ kind, sentence }: ExperimentState["escalations"][number]): string {
  return `${kind}\0${plainSentence(sentence).replace(/[\d.,]+/g, "#")}`;
}

function isNothing(change: ExperimentChange, was: ExperimentState | null, now: ExperimentState | null): boolean {
  const sides = [change.selected, change.recommendation, change.hypothesis];
  const lists = [change.declared, change.sentences, change.rows, change.escalations];
  return (
    sides.every(({ base, head }) => base === head) &&
    lists.every((list) => list.length === 0) &&
    JSON.stringify(was?.accounting) === JSON.stringify(now?.accounting)
  );
}
