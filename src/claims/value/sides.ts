import type { Comparison, Row } from "../../model/comparison.ts";
import type { Quantity } from "../../model/quantity.ts";
import type { Expression } from "./selector.ts";
import { formatExpression, parseExpression } from "./selector.ts";

/**
 * One of the two that a number sets against each other, with its value as the comparison prints it. `row`: whose value it is, or of
 * whose run; `n`: over how many runs.
 */
export interface Side {
  name: string;
  row: Row;
  quantity: Quantity;
  n: number;
}

const known = new WeakMap<Comparison, ReadonlyMap<string, Side>>();

/**
 * The two values that a difference, a ratio or a test is computed from, by its selector (`pp(mean(shift/acc), mean(baseline/acc))`).
 * Empty for every other number, and where one of them is not in the comparison.
 */
export function sidesOf(selector: string, comparison: Comparison): Side[] {
  const expression = parseExpression(selector.replace(/^minus /, ""));
  if (expression?.kind !== "call" || expression.args.length !== 2) return [];
  const sides = known.get(comparison) ?? sidesIn(comparison);
  known.set(comparison, sides);
  const found = expression.args.flatMap((one) => sideOf(one, sides) ?? []);
  return found.length === 2 ? found : [];
}

/** Without the experiment in front, which a comparison does not say of its own rows; a test names rows and means their means. */
function sideOf(expression: Expression, sides: ReadonlyMap<string, Side>): Side | null {
  const text = formatExpression(expression);
  const [, head = "", path = "", tail = ""] = /^([a-z_]+\(|)(.*?)(\)?)$/.exec(text) ?? [];
  const parts = path.split("/");
  for (let from = 0; from < parts.length - 1; from += 1) {
    const rest = parts.slice(from).join("/");
    const found = sides.get(head + rest + tail) ?? (head === "" ? sides.get(`mean(${rest})`) : undefined);
    if (found !== undefined) return found;
  }
  return null;
}

/** Every value of a row and of its runs, by its selector. */
function sidesIn({ rows }: Comparison): ReadonlyMap<string, Side> {
  const sides = new Map<string, Side>();
  const add = (side: Side) => {
    if (!sides.has(side.quantity.selector)) sides.set(side.quantity.selector, side);
  };
  for (const row of rows) {
    for (const { quantity, n } of Object.values(row.cells))
      if (quantity !== null) add({ name: row.name, row, quantity, n });
  }
  for (const row of rows) {
    for (const [metric, { runs }] of Object.entries(row.cells))
      for (const { quantity } of runs) add({ name: runOf(quantity.selector, metric), row, quantity, n: 1 });
  }
  return sides;
}

/** What a selector says before the metric. */
function runOf(selector: string, metric: string): string {
  const end = selector.lastIndexOf(`/${metric}`);
  return end <= 0 ? selector : selector.slice(0, end);
}
