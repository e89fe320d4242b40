import type { HypothesisVerdict, Row } from "../../model/comparison.ts";
import type { Experiment } from "../../model/experiment.ts";
import { compareText } from "../../model/finding.ts";
import type { History, HistoryFact, Passage } from "../../model/history.ts";
import type { Criterion } from "../../model/journal.ts";
import type { Run } from "../../model/run.ts";
import type { Moment } from "./moment.ts";
import { endOf, startOf } from "./moment.ts";
import type { Event, Precedence } from "./precedence.ts";
import { precedenceOf } from "./precedence.ts";

/**
 * What history was asked for a comparison, and what it said.
 *
 * - `criteria`: each criterion that judges a row, against the start of the first of that row's runs.
 * - `ignores`: each line that ignores runs with a result, against the end of the first of these.
 * - `facts`: what is worth remembering of all that.
 */
export interface AskedHistory {
  criteria: { criterion: Criterion; run: Run; precedence: Precedence }[];
  ignores: { file: string; line: number; runs: Run[]; precedence: Precedence }[];
  facts: HistoryFact[];
}

/** What to ask about. `metric`: the one that decides, whose value is a run's result; without it any metric is. */
export interface HistoryQuestion {
  experiment: Experiment;
  hypothesis: HypothesisVerdict | null;
  rows: readonly Row[];
  metric: string | null;
  history: History | null;
}

/** Asks whether criteria were there before the runs that they judge, and ignores before the results that they leave out. */
export function askHistory(question: HistoryQuestion): AskedHistory {
  const { history } = question;
  if (history === null) return { criteria: [], ignores: [], facts: [] };
  const criteria = criteriaOf(question).map(({ criterion, runs }) => {
    const { run, event } = eventOf(runs, startOf);
    const { file, line, text } = criterion;
    return { criterion, run, precedence: precedenceOf({ file, line, text }, event, history) };
  });
  const ignores = ignoresOf(question).map(({ passage, runs }) => {
    const precedence = precedenceOf(passage, eventOf(runs, endOf).event, history);
    return { file: passage.file, line: passage.line, runs, precedence };
  });
  return { criteria, ignores, facts: [...criteria, ...ignores].flatMap(({ precedence }) => precedence.fact ?? []) };
}

/** Criteria with the runs of the row that they judge. The other side of a difference may be as old as it likes. */
function criteriaOf({
  experiment,
  hypothesis,
  rows,
}: HistoryQuestion): { criterion: Criterion; runs: [Run, ...Run[]] }[] {
  const byId = new Map(experiment.runs.map((run) => [run.id, run]));
  return (hypothesis?.judged ?? []).flatMap(({ criterion, row }) => {
    const ids = rows.find((one) => one.id === row)?.runs ?? [];
    const [first, ...others] = ids.flatMap((id) => byId.get(id) ?? []);
    return first === undefined ? [] : [{ criterion, runs: [first, ...others] as [Run, ...Run[]] }];
  });
}

/** Lines that ignore runs which have a result, in the order of the files. */
function ignoresOf({ experiment, metric }: HistoryQuestion): { passage: Passage; runs: [Run, ...Run[]] }[] {
  const ignored = experiment.runs.filter((run) => run.ignored !== null && !run.deleted && hasResult(run, metric));
  const byLine = Map.groupBy(ignored, (run) => JSON.stringify([run.ignored?.file, run.ignored?.line]));
  const all = [...byLine.values()].flatMap((runs) => {
    const [first, ...others] = runs;
    if (first?.ignored == null) return [];
    const { file, line } = first.ignored;
    return [{ passage: { file, line, text: null }, runs: [first, ...others] as [Run, ...Run[]] }];
  });
  return all.sort((a, b) => compareText(a.passage.file, b.passage.file) || a.passage.line - b.passage.line);
}

function hasResult(run: Run, metric: string | null): boolean {
  if (run.status.value === "running" || run.status.value === "scheduled") return false;
  return run.metrics.some(({ name, last }) => (metric === null || name === metric) && Number.isFinite(last.value));
}

/** The first moment of some runs, under the run that it is certain of the soonest. */
function eventOf(
  runs: readonly [Run, ...Run[]],
  momentOf: (runs: readonly Run[]) => Moment,
): { run: Run; event: Event } {
  const sorted = runs.toSorted((a, b) => {
    const [x, y] = [momentOf([a]).latest, momentOf([b]).latest];
    return x === y ? compareText(a.id, b.id) : x < y ? -1 : 1;
  });
  const run = sorted[0] ?? runs[0];
  return { run, event: { run: run.id, moment: momentOf(runs) } };
}
