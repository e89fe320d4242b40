// Runs that were asked for by their ids, found in the data of their experiments.
import type { CompareData, CompareIndex } from "../../src/contract/index.ts";
import type { ChosenRun } from "./compare-chosen.ts";
import { plainName, runAt } from "./compare-chosen.ts";
import type { Store } from "./compare-store.ts";

/**
 * What became of the ids that were asked for. `ids`: those that are known, in full; `of`: the runs that each stands for;
 * `problems`: a sentence for each of the others.
 */
export interface Found {
  ids: string[];
  of: Map<string, ChosenRun[]>;
  problems: string[];
}

/** Finds runs by id. `listed`: the experiments that are known without loading the index of all runs. */
export async function findRuns(wanted: readonly string[], listed: ReadonlySet<string>, store: Store): Promise<Found> {
  const found: Found = { ids: [], of: new Map(), problems: [] };
  for (const id of wanted) {
    try {
      const whole = await wholeId(id, listed, store);
      const runs = whole === null ? [] : runsOf(whole, await store.data(slugsOf(whole)[0]));
      if (whole === null || runs.length === 0) found.problems.push(await unknownRun(id, store));
      else addTo(found, runs.length === 1 ? (runs[0]?.id ?? whole) : whole, runs);
    } catch (error) {
      found.problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  return found;
}

function addTo(found: Found, id: string, runs: ChosenRun[]): void {
  if (found.of.has(id)) return;
  found.ids.push(id);
  found.of.set(id, runs);
}

/** The experiment's slug is known; else what was given is the name of a run, which counts when only one is called so. */
async function wholeId(id: string, listed: ReadonlySet<string>, store: Store): Promise<string | null> {
  const [experiment] = slugsOf(id);
  if (listed.has(experiment)) return id;
  const index = await store.index();
  if (index.some((one) => one.slug === experiment)) return id;
  const named = namedSo(id, index);
  return named.length === 1 ? (named[0] ?? null) : null;
}

function slugsOf(id: string): [string, string] {
  const slash = id.indexOf("/");
  return slash < 0 ? [id, ""] : [id.slice(0, slash), id.slice(slash + 1)];
}

/** Runs, else those of a row, else those of that name; without a second part all that count. */
function runsOf(id: string, data: CompareData): ChosenRun[] {
  const [, rest] = slugsOf(id);
  const { slug, name, counts } = data.runs;
  const at = slug.indexOf(rest);
  const row = data.rows.find((one) => one.slug === rest);
  const called = name.flatMap((one, index) => (one === rest ? [index] : []));
  const counting = counts.flatMap((one, index) => (one === 1 ? [index] : []));
  const places =
    rest === "" ? counting : at >= 0 ? [at] : row !== undefined ? row.runs : called.length === 1 ? called : [];
  return places.map((index) => runAt(data, index));
}

/** The ids of the runs that are called so, or whose folder is. */
function namedSo(name: string, index: CompareIndex): string[] {
  return index.flatMap((one) =>
    one.runs.flatMap((slug, at) =>
      slug === name || (one.names[at] || plainName(slug)) === name ? [`${one.slug}/${slug}`] : [],
    ),
  );
}

async function unknownRun(id: string, store: Store): Promise<string> {
  const named = namedSo(slugsOf(id)[1] || id, await store.index());
  if (named.length === 0) return `No run is called ${id}.`;
  const [first, second] = named;
  if (named.length === 1) return `No run is called ${id}; did you mean ${first}?`;
  return `${id} names ${named.length} runs: ${first}, ${second}${named.length > 2 ? ", …" : ""}. Say which.`;
}
