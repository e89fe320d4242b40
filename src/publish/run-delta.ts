import { difference } from "../compare/table/delta.ts";
import type { Cell } from "../model/comparison.ts";
import type { Quantity } from "../model/quantity.ts";
import { printedStyle } from "../model/quantity.ts";

/**
 * The difference of one run's own number to the baseline's mean, stated as that of its row is: in percentage points where that
 * is. A row of one run has it already. Null where either has no finite number.
 *
 * @param run the run's id
 * @param cell of the run's row
 * @param base the baseline's in the same metric
 */
export function runDelta(run: string, cell: Cell | undefined, base: Cell | undefined): Quantity | null {
  const own = cell?.runs.find((one) => one.run === run)?.quantity;
  if (cell?.delta == null || own === undefined || base?.quantity == null) return null;
  if (cell.runs.length === 1) return cell.delta;
  if (!Number.isFinite(own.value) || !Number.isFinite(base.quantity.value)) return null;
  const kind = cell.delta.selector.startsWith("pp(") ? "pp" : "diff";
  return difference(kind, [own, base.quantity], printedStyle(own.text));
}
