import { planFigures } from "../charts/figure.ts";
import { compareExperiment } from "../compare/comparison.ts";
import type { CompareSettings } from "../compare/settings.ts";
import type { CompareSource } from "../compare/source.ts";
import { loadCache, saveCache } from "../disk/cache.ts";
import type { ExperimentPlan } from "../experiments/group.ts";
import { buildExperiment } from "../experiments/group.ts";
import type { Experiment } from "../model/experiment.ts";
import type { History } from "../model/history.ts";
import type { OutputPlace } from "../model/output.ts";
import { isOutput } from "../model/output.ts";
import type { Catalog, CompiledExperiment } from "../model/project.ts";
import type { Tracker } from "../model/run.ts";
import type { Series } from "../model/series.ts";
import type { Settings } from "../model/settings.ts";
import type { Tree } from "../model/tree.ts";
import { readSource } from "../readers/index.ts";
import type { ReadResult, Source } from "../readers/reader.ts";
import { namesOf, plainExperimentName } from "./experiment-name.ts";
import { openHistory } from "./history.ts";
import { readLock } from "./lock-file.ts";
import type { NestedProjects } from "./nested.ts";
import { projectOf, projectOfPlace } from "./nested.ts";
import { recentExperiments } from "./recent-experiments.ts";
import { recentSeries } from "./recent-series.ts";

/**
 * What a catalog is opened on. `changed`: paths that differ from the last compile; null when everything is new. `identity`: of a
 * file, as long as it is the same; null when that cannot be told.
 */
export interface CatalogInput {
  root: string;
  key: string;
  tree: Tree;
  plans: ExperimentPlan[];
  changed: ReadonlySet<string> | null;
  settings: Settings;
  nested: NestedProjects;
  identity(path: string): string | null;
}

/** A catalog that also knows which experiments have to be compiled again. */
export interface ProjectCatalog extends Catalog {
  plans: ReadonlyMap<string, ExperimentPlan>;
  touched: ReadonlySet<string>;
  /** What each source of an experiment gave. Asking reads it. */
  reports(id: string): SourceReport[];
  /** What the configuration says of comparing an experiment, and what the comparison may look up. */
  comparing(experiment: Experiment): { settings: CompareSettings; source: CompareSource };
  /** The id of the experiment whose folder holds a path most closely, or null; nothing is loaded. */
  owner(path: string): string | null;
  /** The projects below this one. */
  nested: NestedProjects;
  /** The folder of the project below this one that a path belongs to; null for what is this project's own. */
  project(path: string): string | null;
  /** The same of an experiment. */
  projectOf(place: OutputPlace): string | null;
}

/** What reading one source gave, for `docs doctor`. `runs`: how many; `dir`: the source's folder or file. */
export interface SourceReport {
  trackers: Tracker[];
  dir: string;
  format: string | null;
  runs: number;
  unread: { path: string; reason: string }[];
}

/**
 * What is kept of an experiment: what each source gave, with the identities of the files it was read from. It is used only for
 * the very same files, whoever wrote the cache and when. Grouping and comparing runs again is quicker than keeping more.
 */
type Stored = Record<string, { identity: string; result: ReadResult }>;

/** Opens the experiments of a project; each is read and compiled when first asked for, or taken from the cache. */
export function openCatalog(opened: CatalogInput): ProjectCatalog {
  const input = { ...opened, history: openHistory(opened.root, () => readLock(opened.root).lock) };
  const plans = new Map(input.plans.map((plan) => [plan.place.id, plan]));
  const byDir = foldersOf(input.plans);
  const touched = touchedBy(input, plans, byDir);
  const kept = recentExperiments({ ...input, plans, touched });
  const held = new Map<string, WeakRef<CompiledExperiment>>();
  const reports = new Map<string, SourceReport[]>();
  const get = (id: string): CompiledExperiment => {
    const plan = plans.get(id);
    if (plan === undefined) throw new Error(`no experiment ${id}`);
    const compiled = kept.get(id) ?? held.get(id)?.deref() ?? load(input, plan, reports);
    kept.keep(id, compiled);
    held.set(id, new WeakRef(compiled));
    return compiled;
  };
  const owner = (path: string) => ownerOf(byDir, path);
  return {
    root: input.root,
    ids: [...plans.keys()],
    plans,
    touched,
    owner,
    nested: input.nested,
    project: (path) => projectOf(input.nested, path),
    projectOf: (place) => projectOfPlace(input.nested, place),
    get,
    all: () => [...plans.keys()].map(get),
    reports: (id) => {
      const plan = plans.get(id);
      if (!reports.has(id) && plan !== undefined) load(input, plan, reports);
      return reports.get(id) ?? [];
    },
    at: (path) => {
      const id = owner(path);
      return id === null ? null : get(id);
    },
    comparing: (experiment) => comparing(input, experiment),
    series: (experiment, run, metrics) => seriesOf(input, { experiment, run, metrics }),
  };
}

function comparing(input: CatalogInput & { history: History }, experiment: Experiment) {
  const { nested, history } = input;
  const series = (run: string, metrics: readonly string[]) => seriesOf(input, { experiment, run, metrics });
  const names = namesIn(projectOfPlace(nested, experiment), experiment);
  return { settings: settingsFor(names, settingsAt(input, experiment)), source: { series, history } };
}

/** The settings of the project that an experiment belongs to. */
function settingsAt({ settings, nested }: CatalogInput, place: OutputPlace): Settings {
  return nested.get(projectOfPlace(nested, place) ?? "") ?? settings;
}

/** What an experiment may be called by in a project: there its folder is one from that project's root. */
function namesIn(project: string | null, experiment: Experiment): string[] {
  if (project === null) return namesOf(experiment);
  const within = (path: string) => (path.startsWith(`${project}/`) ? path.slice(project.length + 1) : path);
  return namesOf({ ...experiment, id: within(experiment.id), dir: within(experiment.dir) });
}

/** The folders of experiments, with those that their outputs go to, and the id of each. */
export function foldersOf(plans: readonly ExperimentPlan[]): Map<string, string> {
  const outputs = plans.map(({ place }) => [place.outputDir ?? place.dir, place.id] as const);
  return new Map([...outputs, ...plans.map(({ place }) => [place.dir, place.id] as const)]);
}

/** The id of the experiment whose folder holds a path most closely, or null. */
export function ownerOf(byDir: ReadonlyMap<string, string>, path: string): string | null {
  for (let dir = path; ; dir = dir.slice(0, Math.max(0, dir.lastIndexOf("/")))) {
    const id = byDir.get(dir);
    if (id !== undefined) return id;
    if (dir === "") return null;
  }
}

function touchedBy(
  input: CatalogInput,
  plans: ReadonlyMap<string, ExperimentPlan>,
  byDir: ReadonlyMap<string, string>,
): Set<string> {
  if (input.changed === null) return new Set(plans.keys());
  const touched = new Set<string>();
  const elsewhere = filesElsewhere(input.plans, byDir, input.changed);
  for (const path of input.changed) {
    const plan = plans.get(ownerOf(byDir, path) ?? "");
    if (plan !== undefined && !isOutput(plan.place, path)) touched.add(plan.place.id);
    for (const id of elsewhere.get(path) ?? []) touched.add(id);
  }
  return touched;
}

/** Of some files those that experiments are read from and that do not lie in their folder, such as a database of several. */
function filesElsewhere(
  plans: readonly ExperimentPlan[],
  byDir: ReadonlyMap<string, string>,
  among: ReadonlySet<string>,
): Map<string, string[]> {
  const files = new Map<string, string[]>();
  for (const { place, sources } of plans) {
    const inside = `${place.dir}/`;
    for (const file of sources.flatMap((source) => source.files)) {
      if (!among.has(file)) continue;
      const isInside = place.dir === "" || file.startsWith(inside);
      if (isInside && ownerOf(byDir, file) === place.id) continue;
      files.set(file, [...(files.get(file) ?? []), place.id]);
    }
  }
  return files;
}

function load(
  input: CatalogInput & { history: History },
  plan: ExperimentPlan,
  reports: Map<string, SourceReport[]>,
): CompiledExperiment {
  const { root, key, tree } = input;
  const name = `experiment ${plan.place.id}`;
  const stored = loadCache<Stored>(root, name, key) ?? {};
  const read: Stored = {};
  let isNew = Object.keys(stored).length !== plan.sources.length;
  for (const source of plan.sources) {
    const identity = identityOf(input, source);
    const known = stored[source.id];
    const isSame = known !== undefined && identity !== null && known.identity === identity;
    read[source.id] = isSame ? known : { identity: identity ?? "", result: readSource(source, root) };
    isNew ||= !isSame;
  }
  if (isNew) saveCache(root, name, { key, value: read });
  const results = plan.sources.flatMap((source) => read[source.id]?.result ?? []);
  reports.set(
    plan.place.id,
    plan.sources.map((source, at) => reportOf(source, results[at])),
  );
  const experiment = buildExperiment({ plan, results, root, tree, settings: settingsAt(input, plan.place) });
  const how = comparing(input, experiment);
  const comparison = compareExperiment(experiment, how.settings, how.source);
  return { experiment, comparison, figures: planFigures(experiment, comparison) };
}

function reportOf(source: Source, result: ReadResult | undefined): SourceReport {
  const { format = null, runs = [], unread = [] } = result ?? {};
  const trackers = [...new Set((source.parts ?? [source]).map(({ reader }) => reader))];
  return { trackers, dir: source.dir, format, runs: runs.length, unread };
}

/** Who reads a source for which experiment, and the identities of all its files; null when that of one cannot be told. */
function identityOf(input: CatalogInput, source: Source): string | null {
  const identities = source.files.map((file) => [file, input.identity(file)]);
  if (identities.some(([, identity]) => identity === null)) return null;
  const readers = (source.parts ?? [source]).map(({ reader, dir }) => [reader, dir]);
  return JSON.stringify([readers, source.experiment.dir, identities]);
}

/** What the configuration says of one experiment, found by what it may be called by; the more precise name wins. */
function settingsFor(names: readonly string[], settings: Settings): CompareSettings {
  const said = new Map(Object.entries(settings.experiments).map(([key, one]) => [plainExperimentName(key), one]));
  const own = names.flatMap((name) => said.get(name) ?? [])[0];
  const reductions = Object.entries(settings.metrics).flatMap(([metric, { reduction }]) =>
    reduction === undefined ? [] : [[metric, reduction] as const],
  );
  const declared = Object.entries(own ?? {}).filter(([, value]) => value !== undefined);
  const tolerances = Object.entries(settings.metrics).flatMap(([metric, { tolerance }]) =>
    tolerance === undefined ? [] : [[metric, tolerance] as const],
  );
  const byMetric = { reductions: Object.fromEntries(reductions), tolerances: Object.fromEntries(tolerances) };
  return { ...Object.fromEntries(declared), ...byMetric };
}

function seriesOf(
  input: CatalogInput,
  wanted: { experiment: Experiment; run: string; metrics: readonly string[] | null },
): Series[] {
  const run = wanted.experiment.runs.find((one) => one.id === wanted.run);
  return run === undefined ? [] : recentSeries(input, run, wanted.metrics);
}
