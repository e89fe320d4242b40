import { meanOf, populationStd } from "./descriptive.ts";
import type { Forest } from "./forest.ts";
import type { Leaf, RegressionTree, Side } from "./regression-tree.ts";

/** The share of a forest's variance that one factor or pair explains: the mean over trees, and their standard deviation. */
export interface Share {
  share: number;
  spread: number;
}

/**
 * A forest's variance taken apart.
 *
 * - `singles`: of each factor alone; `marginals`: by factor, then tree, the mean prediction in each cell of the factor.
 * - `pairs`: of two factors together, beyond what each explains alone; asked for by their indices.
 */
export interface Variance {
  singles: Share[];
  marginals: Float64Array[][];
  pairs: (Share & { factors: [number, number] })[];
}

interface Parts {
  mean: number;
  variance: number;
  largest: number;
  marginals: Float64Array[];
  alone: number[];
}

/**
 * Of the square of a tree's largest deviation, so much has to be its variance, and of its mean that deviation: what is smaller
 * is rounding.
 */
const LEAST = 1e-10;

/**
 * Functional ANOVA of a forest (Hutter, Hoos and Leyton-Brown 2014, "An efficient approach for assessing hyperparameter
 * importance"): each tree is a function that is constant on boxes, so its variance over the whole space of factors and that of
 * its marginals are sums over leaves, exact for the tree. Trees without variance beyond rounding are left out. Null where all are.
 * `pairsOf` chooses the pairs by the shares of the factors alone.
 */
export function varianceShares(
  forest: Forest,
  pairsOf: (singles: readonly Share[]) => [number, number][] = () => [],
): Variance | null {
  const trees = forest.trees.map((tree) => ({ tree, parts: partsOf(tree, forest) }));
  const varied = trees.filter(({ parts }) => isVaried(parts));
  if (varied.length === 0) return null;
  const singles = forest.factors.map((_, factor) =>
    over(varied.map(({ parts }) => (parts.alone[factor] ?? 0) / parts.variance)),
  );
  const pairs = pairsOf(singles).map((factors) => ({
    factors,
    ...over(varied.map(({ tree, parts }) => together(tree, parts, { forest, factors }) / parts.variance)),
  }));
  const marginals = forest.factors.map((_, factor) =>
    trees.map(({ parts }) => parts.marginals[factor] ?? new Float64Array()),
  );
  return { singles, marginals, pairs };
}

/** A tree of one value deviates from its mean by rounding alone. */
function isVaried({ mean, variance, largest }: Parts): boolean {
  return largest > LEAST * Math.abs(mean) && variance > LEAST * largest ** 2;
}

function partsOf(tree: RegressionTree, { factors }: Forest): Parts {
  const volumes = tree.leaves.map(volumeOf);
  const mean = tree.leaves.reduce((sum, leaf, i) => sum + leaf.value * (volumes[i] ?? 0), 0);
  const variance = tree.leaves.reduce((sum, leaf, i) => sum + (leaf.value - mean) ** 2 * (volumes[i] ?? 0), 0);
  const largest = tree.leaves.reduce((most, leaf) => Math.max(most, Math.abs(leaf.value - mean)), 0);
  // Deviations from the mean, so that digits are not lost where values are large and differ little.
  const deviations = factors.map(({ weights }, factor) => {
    const steps = new Float64Array(weights.length + 1);
    for (const [i, leaf] of tree.leaves.entries()) {
      const side = leaf.sides[factor];
      if (side === undefined || side.weight === 0) continue;
      const part = ((leaf.value - mean) * (volumes[i] ?? 0)) / side.weight;
      for (const [from, to] of side.stretches) {
        steps[from] = (steps[from] ?? 0) + part;
        steps[to] = (steps[to] ?? 0) - part;
      }
    }
    return summed(steps).subarray(0, weights.length);
  });
  const alone = deviations.map((marginal, factor) =>
    marginal.reduce((sum, value, cell) => sum + value ** 2 * (factors[factor]?.weights[cell] ?? 0), 0),
  );
  const marginals = deviations.map((marginal) => marginal.map((value) => value + mean));
  return { mean, variance, largest, marginals, alone };
}

/** The variance of two factors' joint marginal without that of each alone. */
function together(tree: RegressionTree, parts: Parts, of: { forest: Forest; factors: [number, number] }): number {
  const [first, second] = of.factors;
  const rows = of.forest.factors[first]?.weights ?? new Float64Array();
  const columns = of.forest.factors[second]?.weights ?? new Float64Array();
  const width = columns.length + 1;
  const steps = new Float64Array((rows.length + 1) * width);
  for (const leaf of tree.leaves) {
    const [a, b] = [leaf.sides[first], leaf.sides[second]];
    if (a !== undefined && b !== undefined && a.weight * b.weight > 0)
      addBoxes({ steps, width }, [a, b], ((leaf.value - parts.mean) * volumeOf(leaf)) / a.weight / b.weight);
  }
  let variance = 0;
  const above = new Float64Array(width);
  for (let row = 0; row < rows.length; row += 1) {
    let run = 0;
    for (let column = 0; column < columns.length; column += 1) {
      run += steps[row * width + column] ?? 0;
      above[column] = (above[column] ?? 0) + run;
      variance += (above[column] ?? 0) ** 2 * (rows[row] ?? 0) * (columns[column] ?? 0);
    }
  }
  return Math.max(0, variance - (parts.alone[first] ?? 0) - (parts.alone[second] ?? 0));
}

/** Adds a value in a leaf's boxes, as differences at their corners: a box costs the same whatever its size. */
function addBoxes(to: { steps: Float64Array; width: number }, sides: [Side, Side], value: number): void {
  const add = (row: number, column: number, part: number) => {
    const at = row * to.width + column;
    to.steps[at] = (to.steps[at] ?? 0) + part;
  };
  for (const [top, bottom] of sides[0].stretches) {
    for (const [left, right] of sides[1].stretches) {
      add(top, left, value);
      add(top, right, -value);
      add(bottom, left, -value);
      add(bottom, right, value);
    }
  }
}

function volumeOf(leaf: Leaf): number {
  return leaf.sides.reduce((volume, side) => volume * side.weight, 1);
}

function summed(steps: Float64Array): Float64Array {
  let run = 0;
  return steps.map((step) => {
    run += step;
    return run;
  });
}

function over(values: readonly number[]): Share {
  return { share: meanOf(values), spread: populationStd(values) };
}
