import type { Catalog } from "../model/project.ts";

const HEIGHTS = "▁▂▃▄▅▆▇█";
const WIDTH = 16;
const LEAST = 3;

/** The deciding metric of a run over its steps as up to 16 bars; empty for fewer than three points. */
export function sparklineOf(catalog: Catalog, experiment: string, run: string): string {
  const { experiment: found, comparison } = catalog.get(experiment);
  const metric = comparison.metrics.find((one) => one.primary)?.name;
  if (metric === undefined) return "";
  const logged = found.runs.find((one) => one.id === run)?.metrics.find(({ name }) => name === metric);
  if (logged === undefined || logged.points < LEAST) return "";
  const [series] = catalog.series(found, run, [metric]);
  return series === undefined ? "" : bars([...series.value].filter(Number.isFinite));
}

/** Values as bars of eight heights, thinned to the last of each part. */
export function bars(values: readonly number[]): string {
  if (values.length < LEAST) return "";
  const width = Math.min(WIDTH, values.length);
  const thinned = Array.from(
    { length: width },
    (_, at) => values[Math.ceil(((at + 1) * values.length) / width) - 1] ?? 0,
  );
  const [low, high] = [Math.min(...thinned), Math.max(...thinned)];
  const height = (value: number) =>
    high === low ? 3 : Math.round(((value - low) / (high - low)) * (HEIGHTS.length - 1));
  return thinned.map((value) => HEIGHTS[height(value)]).join("");
}
