import type { CompareSettings } from "../../compare/settings.ts";
import type { CompareSource } from "../../compare/source.ts";
import { UsageError } from "../../errors.ts";
import { account } from "../../model/accounting.ts";
import { byName } from "../../model/by-name.ts";
import type { Direction } from "../../model/direction.ts";
import type { Experiment } from "../../model/experiment.ts";
import type { Journal } from "../../model/journal.ts";
import type { ProjectCatalog } from "../../project/catalog.ts";
import type { RunRow } from "../../query/run-row.ts";

/** An experiment with how it is to be compared, before anything is asked. */
export interface Comparable {
  experiment: Experiment;
  settings: CompareSettings;
  source: CompareSource;
}

/** An experiment of the project as it is. */
export function wholeExperiment(catalog: ProjectCatalog, experiment: Experiment): Comparable {
  return { experiment, ...catalog.comparing(experiment) };
}

/** An experiment that exists only for this comparison, of runs that were picked out of `among`. */
export function sideBySide(
  catalog: ProjectCatalog,
  rows: readonly RunRow[],
  left: { among: number; filter: string | null },
): Comparable {
  const runs = rows.map((row) => row.run);
  const from = [...new Set(rows.map((row) => row.compiled.experiment))];
  const [first] = from;
  if (first === undefined) throw new UsageError("there is no run to compare", "`docs runs list --all` lists them.");
  const isOne = from.length === 1;
  const experiment: Experiment = {
    ...first,
    id: "selection",
    name: "selection",
    title: titleOf(from, runs.length, left),
    dir: "",
    runsDir: "",
    outputDir: "",
    increment: isOne ? first.increment : null,
    runs,
    journal: declarationsOf(from),
    hypothesis: null,
    directions: directionsOf(from),
    accounting: account(runs, 0),
    unreadable: [],
    scripts: from.flatMap((one) => one.scripts),
    findings: [],
  };
  const deciding = (one: Experiment) => one.hypothesis?.primaryMetric ?? catalog.comparing(one).settings.primaryMetric;
  const isOfJournals = from.every((one) => typeof one.hypothesis?.primaryMetric === "string");
  const declared = new Set(from.map(deciding).filter((name) => name !== undefined));
  const [primaryMetric, ...others] = declared;
  const { selected: _, ...settings } = catalog.comparing(first).settings;
  const { reductions = {}, tolerance, tolerances } = settings;
  const repeatParams = from.flatMap((one) => catalog.comparing(one).settings.repeatParams ?? []);
  const shared: CompareSettings = {
    ...(tolerance === undefined ? {} : { tolerance }),
    ...(tolerances === undefined ? {} : { tolerances }),
    reductions,
    repeatParams: [...new Set(repeatParams)],
    origins: originsOf(rows),
  };
  const own: CompareSettings = {
    ...(isOne ? settings : shared),
    ...(primaryMetric !== undefined && others.length === 0 ? { primaryMetric } : {}),
    ...(isOfJournals ? { primaryFrom: "journal" } : {}),
  };
  return { experiment, settings: own, source: sourceOf(catalog, rows) };
}

/**
 * What the journals declare of metrics: of one experiment all of it; of several what all of them declare alike, since a column
 * is made in one way. What they set out to find is about their own runs.
 */
function declarationsOf(from: readonly Experiment[]): Journal | null {
  const journals = from.map(({ journal }) => journal);
  const [first = null, ...others] = journals;
  if (first === null) return null;
  const plain = { ...first, entries: [], hypothesis: null };
  if (others.length === 0) return plain;
  const wordsOf = (journal: Journal | null) =>
    JSON.stringify((journal?.reductions ?? []).map(({ metric, reduction }) => [metric, reduction]));
  const isAlike = others.every((journal) => wordsOf(journal) === wordsOf(first));
  const { objectives: _, margin: __, reductions, ...rest } = plain;
  return isAlike && reductions !== undefined ? { ...rest, reductions } : rest;
}

function titleOf(
  from: readonly Experiment[],
  count: number,
  { among, filter }: { among: number; filter: string | null },
) {
  const runs = `${count}${filter === null ? "" : ` of ${among}`} run${count === 1 && filter === null ? "" : "s"}`;
  const of = from.length === 1 ? from[0]?.title : `${from.length} experiments`;
  return `${runs} of ${of}${filter === null ? "" : ` (${filter})`}`;
}

/** By run id the experiment it is from: its name, or its id where two of them share a name. */
function originsOf(rows: readonly RunRow[]): Record<string, string> {
  const experiments = new Set(rows.map((row) => row.compiled.experiment));
  const counts = Map.groupBy(experiments, (one) => one.name);
  const nameOf = ({ name, id }: Experiment) => (counts.get(name)?.length === 1 ? name : id);
  return byName(rows.map(({ run, compiled }) => [run.id, nameOf(compiled.experiment)]));
}

/** Which way each metric is better: as declared somewhere, else as inferred; unknown where two declare the opposite. */
function directionsOf(from: readonly Experiment[]): Record<string, Direction> {
  const all = from.flatMap(({ directions }) => Object.entries(directions));
  const merged = [...Map.groupBy(all, ([name]) => name)].map(([name, stated]): [string, Direction] => {
    const directions = stated.map(([, direction]) => direction);
    const declared = directions.filter((one) => one.how === "declared");
    const [best = { better: "unknown", how: "unknown" } as const, ...rest] =
      declared.length > 0 ? declared : directions;
    return [name, rest.every((one) => one.better === best.better) ? best : { better: "unknown", how: "unknown" }];
  });
  return byName(merged);
}

/** The logged points of a run are read by the reader of the experiment it is from. */
function sourceOf(catalog: ProjectCatalog, rows: readonly RunRow[]): CompareSource {
  const owners = new Map(rows.map(({ run, compiled }) => [run.id, compiled.experiment]));
  return {
    history: null,
    series: (run, metrics) => {
      const owner = owners.get(run);
      return owner === undefined ? [] : catalog.series(owner, run, metrics);
    },
  };
}
