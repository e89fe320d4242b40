import type { Run } from "../../model/run.ts";
import { seededRandom } from "../../statistics/random.ts";

/** A forest of more runs, or of more runs times params, would cost more than it tells. */
const MOST_RUNS = 500;
const MOST_VALUES = 10_000;
const LEAST_PER_PARAM = 5;

/** All runs, or as many as a forest is grown of, drawn with a fixed seed and in their order. */
export function drawRuns(runs: readonly Run[], params: readonly string[]): Run[] {
  const most = Math.min(MOST_RUNS, Math.max(LEAST_PER_PARAM * params.length, Math.floor(MOST_VALUES / params.length)));
  if (runs.length <= most) return [...runs];
  const random = seededRandom(1);
  const order = [...runs.keys()];
  for (let i = 0; i < most; i += 1) {
    const other = i + Math.floor(random() * (order.length - i));
    const [a = 0, b = 0] = [order[i], order[other]];
    order[i] = b;
    order[other] = a;
  }
  const chosen = new Set(order.slice(0, most));
  return runs.filter((_, i) => chosen.has(i));
}
