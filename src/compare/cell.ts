import type { Cell, MetricColumn } from "../model/comparison.ts";
import type { NumberStyle } from "../model/quantity.ts";
import type { Metric, Point, Run } from "../model/run.ts";
import { aggregate } from "./aggregate.ts";
import type { Labels } from "./label.ts";
import { derivedQuantity, formatValue, loggedQuantity } from "./quantity.ts";
import { pointOf, reducedName } from "./reduction.ts";

/** A metric's column with how its numbers are printed. */
export interface Column {
  shown: MetricColumn;
  style: NumberStyle;
}

/** Metrics by run id and name, looked up once. */
export type MetricIndex = ReadonlyMap<string, ReadonlyMap<string, Metric>>;

/** What cells are made from. */
export interface CellSource {
  labels: Labels;
  metrics: MetricIndex;
}

const MISSING: Cell = Object.freeze({ ...emptyCell(), missing: "not logged" });

/** Makes the index of the metrics of some runs. */
export function indexMetrics(runs: readonly Run[]): MetricIndex {
  return new Map(runs.map((run) => [run.id, new Map(run.metrics.map((metric) => [metric.name, metric]))]));
}

/**
 * The cell of a row of runs in one column: the logged number for one run; mean, sample standard deviation and extremes
 * of the finite values for several. `n` counts those finite values; a number that is not finite stands only where there
 * is no other.
 */
export function cellOf(row: { name: string; runs: readonly Run[] }, column: Column, source: CellSource): Cell {
  const logged = row.runs.flatMap((run) => {
    const metric = source.metrics.get(run.id)?.get(column.shown.name);
    if (metric === undefined) return [];
    const point = pointOf(metric, column.shown.reduction, column.shown.direction);
    const selector = `${source.labels.get(run.id) ?? run.name}/${reducedName(column.shown.name, column.shown.reduction)}`;
    return [{ run: run.id, point, quantity: loggedQuantity(point, selector, column.style) }];
  });
  const first = logged[0];
  if (first === undefined) return MISSING;
  const runs = logged.map(({ run, quantity }) => ({ run, quantity }));
  const finite = logged.filter(({ point }) => Number.isFinite(point.value));
  if (finite.length === 0) return { ...emptyCell(), quantity: first.quantity, runs };
  const only = finite.length === 1 ? finite[0] : undefined;
  if (only !== undefined) return { ...emptyCell(), quantity: only.quantity, n: 1, runs };
  return {
    ...summary(
      row.name,
      finite.map(({ point }) => point),
      column,
    ),
    runs,
  };
}

function summary(name: string, points: readonly Point[], column: Column): Cell {
  const stated = aggregate(points.map((point) => point.value));
  if (stated === null) return MISSING;
  const all = points.map((point) => point.evidence);
  const metric = reducedName(column.shown.name, column.shown.reduction);
  const make = (call: "mean" | "std" | "min" | "max", value: number) => {
    const at = call === "min" || call === "max" ? points.filter((point) => point.value === value).slice(0, 1) : null;
    const evidence = at === null ? all : at.map((point) => point.evidence);
    return derivedQuantity({
      value,
      text: formatValue(value, column.style),
      selector: `${call}(${name}/${metric})`,
      evidence,
    });
  };
  return {
    ...emptyCell(),
    quantity: make("mean", stated.mean),
    spread: stated.std === null ? null : make("std", stated.std),
    n: stated.n,
    min: make("min", stated.min),
    max: make("max", stated.max),
  };
}

function emptyCell(): Cell {
  return {
    quantity: null,
    spread: null,
    n: 0,
    min: null,
    max: null,
    runs: [],
    delta: null,
    relative: null,
    missing: null,
  };
}
