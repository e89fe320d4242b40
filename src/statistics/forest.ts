import type { Factor } from "./factor.ts";
import { seededRandom } from "./random.ts";
import type { RegressionTree } from "./regression-tree.ts";
import { growTree, predict } from "./regression-tree.ts";
import { makeTally } from "./tree-split.ts";

/**
 * What a forest is grown from.
 *
 * - `responses`: finite, one for each observation.
 * - `groups`: observations that repeat one another; they are drawn together. Otherwise a forest would be tested on repeats of
 *   what it has seen. Each is on its own where this is left out.
 * - `minLeaf`: observations that every leaf keeps; `resample`: false grows every tree on all observations.
 */
export interface ForestInput {
  factors: readonly Factor[];
  responses: readonly number[];
  groups?: readonly number[];
  trees?: number;
  minLeaf?: number;
  seed?: number;
  resample?: boolean;
}

/**
 * A grown forest. `outOfBag`: R² of the predictions for observations by the trees that have not seen them; null where there
 * are none or all responses are equal.
 */
export interface Forest {
  factors: readonly Factor[];
  trees: RegressionTree[];
  outOfBag: number | null;
}

const TREES = 64;

/**
 * Grows a random forest for regression (Breiman 2001) with all factors tried at each split, as fANOVA does (Hutter, Hoos and
 * Leyton-Brown 2014). The same input gives the same forest everywhere.
 */
export function growForest(input: ForestInput): Forest {
  const { factors, responses, trees = TREES, minLeaf = 1, seed = 1, resample = true } = input;
  const random = seededRandom(seed);
  const members = membersOf(input);
  const tally = makeTally(Math.max(0, ...factors.map((factor) => factor.weights.length)));
  const tree = { factors, responses: Float64Array.from(responses), random, minLeaf, tally };
  const sums = new Float64Array(responses.length);
  const counts = new Float64Array(responses.length);
  const grown: RegressionTree[] = [];
  for (let i = 0; i < trees; i += 1) {
    const drawn = members.map((_, group) => (resample ? Math.floor(random() * members.length) : group));
    const one = growTree(tree, Int32Array.from(drawn.flatMap((group) => members[group] ?? [])));
    grown.push(one);
    const seen = new Set(drawn);
    for (const [group, rows] of members.entries()) {
      if (seen.has(group)) continue;
      for (const row of rows) {
        sums[row] = (sums[row] ?? 0) + predict(one, factors, row);
        counts[row] = (counts[row] ?? 0) + 1;
      }
    }
  }
  return { factors, trees: grown, outOfBag: determination(responses, { sums, counts }) };
}

function membersOf({ responses, groups }: ForestInput): number[][] {
  const members = new Map<number, number[]>();
  for (const row of responses.keys()) {
    const group = groups?.[row] ?? row;
    const known = members.get(group);
    if (known === undefined) members.set(group, [row]);
    else known.push(row);
  }
  return [...members.values()];
}

/** R²: one minus the squared error over the squared distance to the mean, both over the rows that were predicted. */
function determination(
  responses: readonly number[],
  { sums, counts }: { sums: Float64Array; counts: Float64Array },
): number | null {
  const rows = [...responses.keys()].filter((row) => (counts[row] ?? 0) > 0);
  const mean = rows.reduce((total, row) => total + (responses[row] ?? 0), 0) / rows.length;
  let [error, spread] = [0, 0];
  for (const row of rows) {
    const response = responses[row] ?? 0;
    error += (response - (sums[row] ?? 0) / (counts[row] ?? 1)) ** 2;
    spread += (response - mean) ** 2;
  }
  return spread > 0 ? 1 - error / spread : null;
}
