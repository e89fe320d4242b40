import type { Run } from "../model/run.ts";
import type { Series } from "../model/series.ts";
import { readSeries } from "../readers/index.ts";

/** How many points are kept, 28 bytes each. */
const MOST_POINTS = 400_000;
/** Whoever asks for one metric of a log asks for the others next: of one with up to so many points all are read at once. */
const FEW_POINTS = 20_000;

/** Where runs are read from. `identity`: of a file, as long as it is the same; null when that cannot be told. */
export interface SeriesSource {
  root: string;
  key: string;
  identity(path: string): string | null;
}

// The same curves are drawn for readers of a report in the light, in the dark and on the site, and again after another run changed.
const kept = new Map<string, Series[]>();
let points = 0;

/** The curves of a run: of some metrics, or of all. Those that were read a moment ago from the same files are not read again. */
export function recentSeries(source: SeriesSource, run: Run, metrics: readonly string[] | null): Series[] {
  if (metrics === null || !isOneSmallFile(run, metrics)) return keptSeries(source, run, metrics);
  const all = new Map(keptSeries(source, run, null).map((series) => [series.metric, series]));
  return metrics.flatMap((name) => all.get(name) ?? []);
}

/** Whether the metrics stand in one small file with all others of the run. */
function isOneSmallFile({ metrics }: Run, wanted: readonly string[]): boolean {
  const points = metrics.reduce((sum, one) => sum + one.points, 0);
  const isOne = metrics.every(({ file }) => file === metrics[0]?.file);
  return points <= FEW_POINTS && isOne && wanted.every((name) => metrics.some((one) => one.name === name));
}

function keptSeries(source: SeriesSource, run: Run, metrics: readonly string[] | null): Series[] {
  const name = nameOf(source, run, metrics);
  const known = name === null ? undefined : kept.get(name);
  const series = known ?? readSeries(run, source.root, metrics);
  if (name === null) return series;
  if (known === undefined) points += sizeOf(series);
  kept.delete(name);
  kept.set(name, series);
  for (const [oldest, old] of kept) {
    if (points <= MOST_POINTS) break;
    kept.delete(oldest);
    points -= sizeOf(old);
  }
  return series;
}

function nameOf({ root, key, identity }: SeriesSource, run: Run, metrics: readonly string[] | null): string | null {
  const files = new Set([...run.files, ...run.metrics.map(({ last }) => last.evidence.file)]);
  const identities: string[] = [];
  for (const file of files) {
    const one = identity(file);
    if (one === null) return null;
    identities.push(file, one);
  }
  return JSON.stringify([root, key, run.id, run.dir, identities, metrics]);
}

function sizeOf(series: readonly Series[]): number {
  return series.reduce((sum, one) => sum + one.value.length, 1);
}
