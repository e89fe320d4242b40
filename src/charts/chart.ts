import type { Comparison, Row } from "../model/comparison.ts";
import { rankedRows } from "../model/comparison.ts";
import type { CompiledExperiment, Figure } from "../model/project.ts";
import type { Curve } from "./drawing/thin.ts";
import type { Palette } from "./theme.ts";
import { MOST_SERIES } from "./theme.ts";

/**
 * What a chart is made of.
 *
 * - `comparison`: what the figure is of.
 * - `rows`: the figure's rows in order, `labels` their names as drawn, `marks` which colour and dash each has.
 * - `curves`: whole curves by run id; empty for charts that need none.
 * - `stepName`: what the steps of the curves are called.
 * - `isCompact`: it is drawn for a column of a page, where a wide drawing would be shrunk until its words are too small.
 */
export interface ChartInput {
  figure: Figure;
  comparison: Comparison;
  rows: Row[];
  labels: string[];
  marks: number[];
  curves: Map<string, Curve>;
  stepName: string;
  palette: Palette;
  isCompact: boolean;
}

/** A Vega-Lite specification of fixed size: `width` and `height` are those of the plot, `padding` what labels need. */
export type ChartSpec = Record<string, unknown>;

/** The figure's rows. Throws if it names a row that the comparison lacks, which is our bug. */
export function rowsOfFigure({ comparison }: CompiledExperiment, figure: Figure): Row[] {
  return figure.rows.map((id) => {
    const row = comparison.rows.find((one) => one.id === id);
    if (row === undefined) throw new Error(`figure ${figure.id} names an unknown row ${id}`);
    return row;
  });
}

/** Which colour and dash rows have: the same in every figure of a comparison, and as long as there are enough another for each. */
export function marksOf(rows: readonly Row[], comparison: Comparison): number[] {
  const rank = new Map(rankedRows(comparison).map((row, index) => [row.id, index]));
  const taken = new Set<number>();
  return rows.map((row) => {
    let mark = (rank.get(row.id) ?? 0) % MOST_SERIES;
    while (taken.has(mark) && taken.size < MOST_SERIES) mark = (mark + 1) % MOST_SERIES;
    taken.add(mark);
    return mark;
  });
}
