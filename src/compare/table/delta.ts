import { byName } from "../../model/by-name.ts";
import type { Cell, Row } from "../../model/comparison.ts";
import type { Evidence } from "../../model/evidence.ts";
import type { NumberStyle, Quantity } from "../../model/quantity.ts";
import { formatChange } from "../../model/quantity.ts";
import type { Column } from "./column.ts";
import { derivedQuantity } from "./quantity.ts";

/** How a difference is stated: of the values, in percentage points of fractions, or in percent of the second. */
export type DifferenceKind = "diff" | "pp" | "rel";

/** Gives the cells of every other row that counts their difference to the baseline's. */
export function withDeltas(rows: readonly Row[], baseline: Row | null, columns: readonly Column[]): Row[] {
  if (baseline === null) return [...rows];
  return rows.map((row) => {
    if (row.id === baseline.id) return { ...row, baseline: true };
    if (row.bucket !== "used") return row;
    const cells: Row["cells"] = byName([]);
    for (const column of columns) {
      const name = column.shown.name;
      const [cell, base] = [row.cells[name], baseline.cells[name]];
      if (cell !== undefined) cells[name] = base === undefined ? cell : withDelta(cell, base, column);
    }
    return { ...row, cells };
  });
}

function withDelta(cell: Cell, base: Cell, column: Column): Cell {
  const sides = finiteSides(cell, base);
  if (sides === null) return cell;
  const kind = inPoints(column, sides) ? "pp" : "diff";
  const shown = { style: column.style, evidence: [...sides[0].evidence, ...sides[1].evidence] };
  return { ...cell, delta: differenceOver(kind, sides, shown), relative: differenceOver("rel", sides, shown) };
}

/** Two cells' quantities when both are finite numbers, else null. */
export function finiteSides(cell: Cell | undefined, base: Cell | undefined): [Quantity, Quantity] | null {
  const [a, b] = [cell?.quantity ?? null, base?.quantity ?? null];
  return a !== null && b !== null && Number.isFinite(a.value) && Number.isFinite(b.value) ? [a, b] : null;
}

/** Whether a difference of these is one of percentage points: a fraction by name, and between 0 and 1 by value. */
export function inPoints(column: Column, sides: readonly { value: number }[]): boolean {
  return column.fraction && sides.every(({ value }) => value >= 0 && value <= 1);
}

/**
 * The difference of two numbers as a claim. `pp` is 100 times the difference, `rel` the difference in percent of the
 * second number's magnitude; null where that is zero.
 */
export function difference(
  kind: DifferenceKind,
  sides: readonly [Quantity, Quantity],
  style: NumberStyle,
): Quantity | null {
  return differenceOver(kind, sides, { style, evidence: [...sides[0].evidence, ...sides[1].evidence] });
}

function differenceOver(
  kind: DifferenceKind,
  sides: readonly [Quantity, Quantity],
  shown: { style: NumberStyle; evidence: Evidence[] },
): Quantity | null {
  const [a, b] = sides;
  if (kind === "rel" && b.value === 0) return null;
  const scale = kind === "diff" ? 1 : kind === "pp" ? 100 : 100 / Math.abs(b.value);
  const value = (a.value - b.value) * scale;
  const selector = `${kind}(${a.selector}, ${b.selector})`;
  return derivedQuantity({
    value,
    text: textOf(kind, value, shown.style),
    selector,
    evidence: shown.evidence,
  });
}

function percentDecimals(value: number): number {
  return value < 1 ? 2 : value < 1000 ? 1 : 0;
}

/** How a difference is printed: `+0.0139`, `+1.39 pp`, `+1.4 %`. */
export function textOf(kind: DifferenceKind, value: number, style: NumberStyle): string {
  if (kind === "diff") return formatChange(value, style);
  if (kind === "rel")
    return `${formatChange(value, { decimals: percentDecimals(Math.abs(value)), scientific: false })} %`;
  const decimals = style.scientific ? 3 : Math.max(1, style.decimals - 2);
  return `${formatChange(value, { decimals, scientific: false })} pp`;
}
