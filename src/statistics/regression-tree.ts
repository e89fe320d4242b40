import type { Factor } from "./factor.ts";
import type { Split, Tally } from "./tree-split.ts";
import { bestSplit } from "./tree-split.ts";

/** The cells of one factor that a part of the tree covers: `has` by cell, and the same as stretches from (with) to (without). */
export interface Side {
  has: Uint8Array;
  stretches: [number, number][];
  weight: number;
}

/** An end of a tree: its prediction, and what it covers of each factor. All leaves together cover everything once. */
export interface Leaf {
  value: number;
  sides: Side[];
}

/** A regression tree. `root`: where predicting starts. */
export interface RegressionTree {
  leaves: Leaf[];
  root: TreeNode;
}

type TreeNode = { leaf: Leaf } | { factor: number; left: Uint8Array; below: [TreeNode, TreeNode] };

/** What a tree is grown from: factors, the response of each observation, a stream of random numbers for ties, and room for sums. */
export interface TreeInput {
  factors: readonly Factor[];
  responses: Float64Array;
  random: () => number;
  minLeaf: number;
  tally: Tally;
}

/**
 * Grows a regression tree on some observations (indices, repeats allowed) until no split makes the squared error smaller:
 * CART (Breiman and others 1984) with every factor tried at every node. Levels without order are split by their means, which is
 * the best of all subsets for squared error (Fisher 1958).
 */
export function growTree(input: TreeInput, observations: Int32Array): RegressionTree {
  const leaves: Leaf[] = [];
  const whole = input.factors.map(({ weights }) => sideOf(new Uint8Array(weights.length).fill(1), weights));
  const grow = (rows: Int32Array, sides: Side[]): TreeNode => {
    const split = bestSplit(input, rows, sides);
    if (split === null) {
      const leaf = { value: meanOver(rows, input.responses), sides };
      leaves.push(leaf);
      return { leaf };
    }
    const [left, right] = divide(rows, split, input.factors);
    const below = [split.left, split.right].map((has) => {
      const weights = input.factors[split.factor]?.weights ?? new Float64Array();
      return sides.with(split.factor, sideOf(has, weights));
    }) as [Side[], Side[]];
    return { factor: split.factor, left: split.left, below: [grow(left, below[0]), grow(right, below[1])] };
  };
  const root = grow(observations, whole);
  return { leaves, root };
}

/** What a tree predicts for an observation of its factors. */
export function predict({ root }: RegressionTree, factors: readonly Factor[], observation: number): number {
  let node = root;
  while (!("leaf" in node)) {
    const cell = factors[node.factor]?.cells[observation] ?? 0;
    node = node.below[node.left[cell] === 1 ? 0 : 1];
  }
  return node.leaf.value;
}

function divide(rows: Int32Array, split: Split, factors: readonly Factor[]): [Int32Array, Int32Array] {
  const cells = factors[split.factor]?.cells;
  const isLeft = (row: number) => split.left[cells?.[row] ?? 0] === 1;
  return [rows.filter(isLeft), rows.filter((row) => !isLeft(row))];
}

function sideOf(has: Uint8Array, weights: Float64Array): Side {
  const stretches: [number, number][] = [];
  let weight = 0;
  for (let cell = 0; cell < has.length; cell += 1) {
    if (has[cell] !== 1) continue;
    weight += weights[cell] ?? 0;
    const last = stretches.at(-1);
    if (last !== undefined && last[1] === cell) last[1] = cell + 1;
    else stretches.push([cell, cell + 1]);
  }
  return { has, stretches, weight };
}

function meanOver(rows: Int32Array, responses: Float64Array): number {
  let sum = 0;
  for (const row of rows) sum += responses[row] ?? 0;
  return sum / rows.length;
}
