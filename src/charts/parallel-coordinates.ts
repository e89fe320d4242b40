import { paramScale } from "../model/importance.ts";
import type { ParamValue } from "../model/run.ts";
import type { ChartInput, ChartSpec } from "./chart.ts";
import { labelsFor, printable } from "./drawing/label.ts";
import type { Spot } from "./drawing/spot.ts";
import { sayValue } from "./drawing/spot.ts";

const GAP = 104;
const HEIGHT = 260;
const MOST_PARAMS = 7;
const MOST_LEVELS = 10;
/** How visible a line is by the quarter of the rows that it is in, the best first. */
const STRENGTH = [0.85, 0.45, 0.25, 0.14];

/** One upright axis. `place`: by row, pixels from the top; null where the row has no value. `marks`: what stands beside it. */
interface Upright {
  name: string;
  title: string;
  place: (number | null)[];
  marks: { y: number; text: string }[];
}

/** A line for each row over its parameters to its value, the best one thick. Rows come best first. */
export function parallelCoordinates(input: ChartInput): ChartSpec {
  const axes = axesOf(input);
  const x = (axis: number) => axis * GAP;
  const points = input.rows.flatMap((_, row) =>
    axes.flatMap(({ place }, axis) => {
      const y = place[row] ?? null;
      return y === null
        ? []
        : [{ row: String(row), x: x(axis), y, quarter: Math.floor((4 * row) / input.rows.length) }];
    }),
  );
  const layer = (values: object[], mark: object) => ({
    data: { values },
    mark: { type: "line", ...mark },
    encoding: { x: pixel("x"), y: pixel("y"), detail: { field: "row" }, order: { field: "x" } },
  });
  const [color, best] = input.palette.series;
  const quarters = [3, 2, 1, 0].map((quarter) =>
    layer(
      points.filter((point) => point.quarter === quarter && point.row !== "0"),
      { strokeWidth: 1.2, opacity: STRENGTH[quarter], color },
    ),
  );
  const first = layer(
    points.filter((point) => point.row === "0"),
    { strokeWidth: 3.5, color: best },
  );
  return {
    width: GAP * (axes.length - 1),
    height: HEIGHT,
    padding: { left: 56, top: 66, right: 84, bottom: 22 },
    layer: [
      ...quarters,
      ...axisLayers(
        input,
        axes.map((axis, i) => ({ ...axis, x: x(i) })),
      ),
      first,
    ],
  };
}

/** The line of each row, and what it goes through. */
export function parallelSpots(input: ChartInput): Spot[] {
  const axes = axesOf(input);
  const { metric } = input.figure;
  return input.rows.map((row, i): Spot => {
    const places = axes.flatMap(({ place }, axis) => {
      const y = place[i] ?? null;
      return y === null ? [] : [[axis * GAP, y]];
    });
    const cell = row.cells[metric];
    const params = axes.flatMap(({ name }): Spot["said"] => {
      const param = row.params[name];
      return param === undefined ? [] : [[name, param.literal]];
    });
    const [x = 0, y = 0] = places.at(-1) ?? [];
    const run = row.n === 1 ? (row.runs[0] ?? null) : null;
    const said: Spot["said"] = [[metric, sayValue(cell?.quantity, cell?.spread)], ...params];
    return { x, y, along: places.flat(), row: i, run, name: row.name, said };
  });
}

function axisLayers({ palette }: ChartInput, axes: (Upright & { x: number })[]): object[] {
  const marks = axes.flatMap(({ x, marks: own }) => own.map((mark) => ({ ...mark, x: x + 5 })));
  const text = (values: object[], mark: object) => ({
    data: { values },
    mark: { type: "text", align: "left", baseline: "middle", ...mark },
    encoding: { x: pixel("x"), y: pixel("y"), text: { field: "text" } },
  });
  return [
    {
      data: { values: axes.map(({ x }) => ({ x, y: 0, end: HEIGHT })) },
      mark: { type: "rule", strokeWidth: 1, color: palette.muted },
      encoding: { x: pixel("x"), y: pixel("y"), y2: { field: "end" } },
    },
    text(marks, {
      fontSize: 10,
      stroke: palette.background,
      strokeWidth: 3,
      opacity: palette.background === null ? 0 : 1,
    }),
    text(marks, { fontSize: 10 }),
    text(
      axes.map(({ x, title }, i) => ({ x, y: i % 2 === 0 ? -12 : -26, text: title })),
      { align: "center", fontWeight: "bold" },
    ),
  ];
}

function axesOf({ comparison, rows, figure }: ChartInput): Upright[] {
  const important = comparison.importance?.params.flatMap(({ names }) => names.slice(0, 1)) ?? [];
  const names = [...new Set([...important, ...comparison.differing])];
  const params = names.flatMap(
    (name) =>
      uprightOf(
        name,
        rows.map((row) => row.params[name]?.value),
      ) ?? [],
  );
  const values = rows.map((row) => row.cells[figure.metric]?.quantity?.value ?? Number.NaN);
  const own = uprightOf(figure.metric, values, true);
  return [...params.slice(0, MOST_PARAMS), ...(own === null ? [] : [own])];
}

/** An axis of these values, the largest on top and what is not set at the bottom; null for one value alone, or too many texts. */
function uprightOf(name: string, values: readonly (ParamValue | undefined)[], isMetric = false): Upright | null {
  const scale = isMetric ? "linear" : paramScale(values);
  const title = shortTitle(name) + (scale === "log" ? " (log)" : "");
  const isUnset = values.some((value) => value === undefined || value === null);
  const room = isUnset ? HEIGHT - 24 : HEIGHT;
  const unset = isUnset ? [{ y: HEIGHT, text: "not set" }] : [];
  if (scale === "levels") {
    const keys = [...new Set(values.filter((value) => value !== undefined && value !== null).map(String))].sort();
    if (keys.length + unset.length < 2 || keys.length > MOST_LEVELS) return null;
    const at = new Map(keys.map((key, i) => [key, keys.length === 1 ? room / 2 : (i * room) / (keys.length - 1)]));
    const labels = labelsFor(keys);
    const marks = keys.map((key, i) => ({ y: at.get(key) ?? 0, text: labels[i] ?? "" }));
    const place = values.map((value) =>
      value === undefined || value === null ? HEIGHT : (at.get(String(value)) ?? null),
    );
    return { name, title, place, marks: [...marks, ...unset] };
  }
  const numbers = values.filter((value) => typeof value === "number" && Number.isFinite(value)) as number[];
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  // Halves, because the span of the largest numbers is none that a computer has.
  const along = (value: number) => (scale === "log" ? Math.log(value) : value) / 2;
  const y = (value: number) =>
    high > low
      ? Math.round((1 - (along(value) - along(low)) / (along(high) - along(low))) * room * 100) / 100
      : room / 2;
  const middle = scale === "log" ? Math.sqrt(low * high) : low / 2 + high / 2;
  const marks = [high, middle, low].map((value) => ({ y: y(value), text: shortNumber(value) }));
  const place = values.map((value) =>
    typeof value === "number" && Number.isFinite(value) ? y(value) : isMetric ? null : HEIGHT,
  );
  return { name, title, place, marks: [...(high > low ? marks : marks.slice(0, 1)), ...unset] };
}

/** Three digits are enough beside an axis. */
function shortNumber(value: number): string {
  return String(Number(value.toPrecision(3))).replace(/^-/, "−");
}

/** The end of a dotted name: what stands before it is often alike. */
function shortTitle(name: string): string {
  const text = printable(name);
  return text.length <= 22 ? text : `…${text.slice(-21)}`;
}

function pixel(field: string): object {
  return { field, type: "quantitative", scale: null, axis: null };
}
