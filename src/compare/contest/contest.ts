import type { Row } from "../../model/comparison.ts";
import type { Contest, Contests, Family } from "../../model/contest.ts";
import { formatValue } from "../../model/quantity.ts";
import type { Run } from "../../model/run.ts";
import { meanOf } from "../../statistics/descriptive.ts";
import type { PooledStd } from "../../statistics/noise.ts";
import { pooledStd } from "../../statistics/noise.ts";
import type { Column } from "../table/column.ts";
import { derivedQuantity } from "../table/quantity.ts";
import type { Decision } from "./decision.ts";
import { decideAll } from "./decision.ts";
import { isOverFolds } from "./design.ts";
import { numbersOf } from "./numbers.ts";
import type { Ranking } from "./ranking.ts";
import { MOST_HELD, rankRepeated, runGroups } from "./ranking.ts";
import { sayContest } from "./say.ts";
import { isTestable, LEVEL, poolOf } from "./significance.ts";
import type { LoggedTrial, Trials } from "./trial.ts";
import { LEAST_REPEATED, trialsOf } from "./trial.ts";

/** What contests are held with: the rows, the deciding column, the baseline, and the runs by id for what pairs them. */
export interface ContestInput {
  rows: readonly Row[];
  column: Column;
  baseline: Row | null;
  runs: ReadonlyMap<string, Run>;
  /** How large a difference in the metric does not matter. */
  margin?: number | undefined;
}

/** A row with its finite values and their mean. */
export interface Contestant extends Trials<LoggedTrial> {
  row: Row;
  mean: number;
}

/**
 * Every row that counts against the baseline, else against the best row of three or more runs; and every other such row
 * against that best one. Null with fewer than two rows that have a finite value.
 */
export function holdContests(input: ContestInput): Contests | null {
  const { column, baseline } = input;
  const metric = column.shown.name;
  const all = contestantsOf({ ...input, metric });
  if (all.length < 2) return null;
  const ranking = rankRepeated(all, input);
  const main = all.find(({ row }) => row.id === baseline?.id) ?? ranking?.leader ?? null;
  const noise = noiseOf(all, column);
  const none: Family = { size: 0, method: "Holm", level: LEVEL };
  if (main === null || all.every(({ trials }) => trials.length < LEAST_REPEATED))
    return { metric, against: null, chosen: false, contests: [], left: 0, family: none, leader: null, noise, ties: [] };
  const isLeader = ranking?.leader === main;
  const chosen = main.row.id !== baseline?.id;
  const family = ranking !== null && chosen ? ranking.family : 0;
  const toLeader = ranking && !isLeader ? leaderContests(ranking, column) : { contests: [], family: none };
  const known = isLeader && chosen ? ranking.others : [];
  const held = contestsAgainst(main, { all, family, input, known });
  return {
    metric,
    against: main.row.id,
    chosen,
    ...held,
    left: all.length - 1 - held.contests.length,
    leader: ranking && { row: ranking.leader.row.id, ...(isLeader ? { contests: [], family: held.family } : toLeader) },
    noise,
    ties: ranking?.ties.map(({ row }) => row.id) ?? [],
  };
}

/** What was looked up already: the best in a metric, the contests and the claims ask for the same rows. */
const known = new WeakMap<readonly Row[], Map<string, readonly Contestant[]>>();

/** The rows that count and have a finite value in a metric. */
export function contestantsOf(input: Pick<ContestInput, "rows" | "runs"> & { metric: string }): readonly Contestant[] {
  const { rows, metric } = input;
  const byMetric = known.get(rows) ?? new Map<string, readonly Contestant[]>();
  known.set(rows, byMetric);
  const all = byMetric.get(metric) ?? lookUp(input);
  byMetric.set(metric, all);
  return all;
}

function lookUp({ rows, metric, runs }: Pick<ContestInput, "rows" | "runs"> & { metric: string }): Contestant[] {
  const found: Contestant[] = [];
  for (const row of rows) {
    if (row.bucket !== "used") continue;
    const { trials, copies } = trialsOf(row.cells[metric], runs);
    if (trials.length > 0) found.push({ row, trials, copies, mean: meanOf(trials.map(({ value }) => value)) });
  }
  return found;
}

/** The rows to set against one, in the order given: where there are very many those nearest to the best value and to its own. */
function nearest(others: readonly Contestant[], against: Contestant, { column }: ContestInput): readonly Contestant[] {
  if (others.length <= MOST_HELD) return others;
  const near = others.toSorted((a, b) => Math.abs(a.mean - against.mean) - Math.abs(b.mean - against.mean));
  const { better } = column.shown.direction;
  if (better === "unknown") return inOrder(others, new Set(near.slice(0, MOST_HELD)));
  const kept = new Set(near.slice(0, MOST_HELD / 2));
  const best = others.toSorted((a, b) => (better === "higher" ? b.mean - a.mean : a.mean - b.mean));
  for (const one of best) if (kept.size < MOST_HELD) kept.add(one);
  return inOrder(others, kept);
}

function inOrder(others: readonly Contestant[], kept: ReadonlySet<Contestant>): Contestant[] {
  return others.filter((one) => kept.has(one));
}

function leaderContests({ leader, others, family }: Ranking, column: Column): { contests: Contest[]; family: Family } {
  const contests = others.map(({ one, decision }) => contestOf(decision, { one, against: leader, column }));
  return { contests, family: { size: family, method: "Holm", level: LEVEL } };
}

/** `family`: how many tests p is adjusted for at least. `known`: what was decided already. */
function contestsAgainst(
  against: Contestant,
  {
    all,
    family,
    input,
    known,
  }: { all: readonly Contestant[]; family: number; input: ContestInput; known: Ranking["others"] },
): { contests: Contest[]; family: Family } {
  const { column, margin } = input;
  const decided = new Map(known.map(({ one, decision }) => [one, decision]));
  const others = all.filter((one) => one !== against);
  const repeated = others.filter(({ trials }) => isTestable(trials.length, against.trials.length)).length;
  const size = Math.max(family, repeated);
  const held = nearest(others, against, input);
  const open = held.filter((one) => !decided.has(one));
  const pairs = open.map(({ trials }) => ({ a: trials, b: against.trials }));
  const pool = poolOf(runGroups(all));
  const decisions = decideAll(pairs, { better: column.shown.direction.better, margin, family: size, pool });
  for (const [index, one] of open.entries()) decided.set(one, decisions[index] as Decision);
  const contests = held.map((one) => contestOf(decided.get(one) as Decision, { one, against, column }));
  return { contests, family: { size, method: "Holm", level: LEVEL } };
}

function contestOf(
  decision: Decision,
  { one, against, column }: { one: Contestant; against: Contestant; column: Column },
): Contest {
  const { pairing } = decision.design;
  const trials = { a: one.trials, b: against.trials };
  const stated = {
    metric: column.shown.name,
    row: one.row.id,
    against: against.row.id,
    outcome: decision.outcome,
    runs: [one.trials.length, against.trials.length] as [number, number],
    copies: [one.copies, against.copies] as [number, number],
    pairs: pairing && { by: pairing.by, n: pairing.pairs.length, left: pairing.left },
    ...numbersOf(decision, { row: one.row, against: against.row, column, trials }),
  };
  return { ...stated, because: sayContest(stated, decision, { row: one.row, against: against.row }) };
}

/** The noise of a repeat: the standard deviation within rows of several runs; NaN without any. Folds are no repeats. */
export function pooledNoise(all: readonly Trials[]): PooledStd {
  return pooledStd(runGroups(all));
}

function noiseOf(all: readonly Contestant[], column: Column): Contests["noise"] {
  const repeated = all.filter(({ trials }) => trials.length > 1 && !isOverFolds(trials));
  const [first] = repeated;
  if (first === undefined) return null;
  const { std, groups, values } = pooledNoise(all);
  const quantity = derivedQuantity({
    value: std,
    text: formatValue(std, column.style),
    selector: `noise(${first.row.name}/${column.selector})`,
    evidence: repeated.flatMap(({ trials }) => trials.flatMap((one) => one.quantity.evidence)),
  });
  return { std: quantity, rows: groups, runs: values };
}
