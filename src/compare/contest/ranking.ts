import { predictionInterval } from "../../statistics/noise.ts";
import type { Contestant, ContestInput } from "./contest.ts";
import type { Decision } from "./decision.ts";
import { decideAll } from "./decision.ts";
import { isOverFolds } from "./design.ts";
import { poolOf } from "./significance.ts";
import type { Trials } from "./trial.ts";
import { LEAST_REPEATED } from "./trial.ts";

/**
 * The rows of three or more runs, by a column whose direction is known.
 *
 * - `leader`: the one with the best mean.
 * - `others`: the next of them, best first, with what was decided against the leader; `untested`: how many are behind these.
 *   p is adjusted for `family` tests: all pairs, since the leader was picked by its value; where it is the baseline,
 *   which was not, only for these.
 * - `ties`: the leader, then best first the rows among those that no test tells from it, and rows of fewer runs that are not below what a
 *   further run of the leader may give. Empty where it is the only such row and no other ties with it.
 */
export interface Ranking {
  leader: Contestant;
  others: { one: Contestant; decision: Decision }[];
  untested: number;
  family: number;
  ties: Contestant[];
}

/** So many rows are set against another one: those nearest to it and to the best, by value. */
export const MOST_HELD = 200;

/** Ranks the rows of three or more runs; null where there is none or where it is not known which way is better. */
export function rankRepeated(
  all: readonly Contestant[],
  { column, margin, baseline }: Pick<ContestInput, "column" | "margin" | "baseline">,
): Ranking | null {
  const { better } = column.shown.direction;
  if (better === "unknown") return null;
  const sign = better === "higher" ? 1 : -1;
  const repeated = all.filter(({ trials }) => trials.length >= LEAST_REPEATED).sort((a, b) => sign * (b.mean - a.mean));
  const [leader, ...behind] = repeated;
  if (leader === undefined) return null;
  const rest = behind.slice(0, MOST_HELD);
  const family = leader.row.id === baseline?.id ? behind.length : (repeated.length * behind.length) / 2;
  const contests = rest.map(({ trials }) => ({ a: trials, b: leader.trials }));
  const decisions = decideAll(contests, { better, margin, family, brief: true, pool: poolOf(runGroups(all)) });
  const others = rest.map((one, index) => ({ one, decision: decisions[index] as Decision }));
  const tied = new Set(others.filter(({ decision }) => decision.outcome !== "worse").map(({ one }) => one));
  for (const one of fewWithin(all, leader, sign)) tied.add(one);
  const ranked = [...tied].sort((a, b) => sign * (b.mean - a.mean));
  const ties = tied.size === 0 && others.length === 0 ? [] : [leader, ...ranked];
  return { leader, others, untested: behind.length - rest.length, family, ties };
}

/** The values of each row whose values are those of runs, and not of folds. */
export function runGroups(all: readonly Trials[]): number[][] {
  return all.flatMap(({ trials }) => (isOverFolds(trials) ? [] : [trials.map(({ value }) => value)]));
}

/** Rows of fewer runs that are not below where a further run of the leader may lie. */
function fewWithin(all: readonly Contestant[], leader: Contestant, sign: number): Contestant[] {
  // How folds differ says nothing of where a whole run may lie.
  if (isOverFolds(leader.trials)) return [];
  const { low } = predictionInterval(leader.trials.map(({ value }) => sign * value));
  return all.filter(({ trials, mean }) => trials.length < LEAST_REPEATED && sign * mean >= low);
}
