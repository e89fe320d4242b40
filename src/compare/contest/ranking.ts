import { meanOf } from "../../statistics/descriptive.ts";
import { predictionInterval } from "../../statistics/noise.ts";
import type { Contestant, ContestInput } from "./contest.ts";
import type { Decision } from "./decision.ts";
import { decideAll } from "./decision.ts";
import { isOverFolds } from "./design.ts";

/**
 * The rows of several runs, by a column whose direction is known.
 *
 * - `leader`: the one with the best mean.
 * - `others`: the others of them with what was decided against the leader. p is adjusted for `family` tests: all pairs,
 *   since the leader was picked by its value; where it is the baseline, which was not, only for these.
 * - `ties`: the leader, the rows of several runs that no test tells from it, and single runs that are not below what a
 *   further run of the leader may give. Empty where it is the only row of several runs and no single run ties with it.
 */
export interface Ranking {
  leader: Contestant;
  others: { one: Contestant; decision: Decision }[];
  family: number;
  ties: Contestant[];
}

/** Ranks the rows of several runs; null where there is none or where it is not known which way is better. */
export function rankRepeated(
  all: readonly Contestant[],
  { column, margin, baseline }: Pick<ContestInput, "column" | "margin" | "baseline">,
): Ranking | null {
  const { better } = column.shown.direction;
  if (better === "unknown") return null;
  const repeated = all.filter(({ trials }) => trials.length > 1);
  const sign = better === "higher" ? 1 : -1;
  const leader = leaderOf(repeated, sign);
  if (leader === null) return null;
  const rest = repeated.filter((one) => one !== leader);
  const family = leader.row.id === baseline?.id ? rest.length : (repeated.length * rest.length) / 2;
  const contests = rest.map(({ trials }) => ({ a: trials, b: leader.trials }));
  const decisions = decideAll(contests, { better, margin, family, brief: true });
  const others = rest.map((one, index) => ({ one, decision: decisions[index] as Decision }));
  const tied = new Set(others.filter(({ decision }) => decision.outcome !== "worse").map(({ one }) => one));
  for (const one of singlesWithin(all, leader, sign)) tied.add(one);
  const ties = tied.size === 0 && others.length === 0 ? [] : [leader, ...all.filter((one) => tied.has(one))];
  return { leader, others, family, ties };
}

function leaderOf(repeated: readonly Contestant[], sign: number): Contestant | null {
  const means = repeated.map((one) => ({ one, mean: sign * meanOf(one.trials.map(({ value }) => value)) }));
  const [first, ...rest] = means;
  return first === undefined ? null : rest.reduce((best, next) => (next.mean > best.mean ? next : best), first).one;
}

/** Single runs that are not below where a further run of the leader may lie. */
function singlesWithin(all: readonly Contestant[], leader: Contestant, sign: number): Contestant[] {
  // How folds differ says nothing of where a whole run may lie.
  if (isOverFolds(leader.trials)) return [];
  const { low } = predictionInterval(leader.trials.map(({ value }) => sign * value));
  return all.filter(
    ({ trials: [only, ...more] }) => only !== undefined && more.length === 0 && sign * only.value >= low,
  );
}
