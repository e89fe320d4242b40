import { bucketOf } from "../../model/accounting.ts";
import type { Row } from "../../model/comparison.ts";
import type { Catalog, CompiledExperiment } from "../../model/project.ts";
import type { Run } from "../../model/run.ts";
import type { Series } from "../../model/series.ts";
import { baseName } from "../../model/tree.ts";

/** Runs that a name means: one run, or the used runs of a row (`group`), of one experiment. */
export interface Named {
  compiled: CompiledExperiment;
  runs: Run[];
  group: boolean;
}

/**
 * Where names are looked up: the experiment at hand first, then the whole project.
 *
 * - `near`: the experiment at hand.
 * - `names`, `files`, `series`: what was looked up so far, so that a document of many claims looks up once.
 * - `atHand`: the runs that a selector without a run part means (the linked file's, or the front matter's).
 */
export interface Scope {
  catalog: Catalog;
  near: CompiledExperiment | null;
  atHand: Named[];
  names: Map<string, Map<string, Named>>;
  files: Map<string, Map<string, Run[]>>;
  series: Map<string, Series | null>;
}

/** Makes a scope. `near` is an experiment's id; unknown names in `runs` are left out. */
export function createScope(input: { catalog: Catalog; near: string | null; runs?: readonly string[] }): Scope {
  const { near } = input;
  const catalog = holding(input.catalog);
  const compiled = near !== null && catalog.ids.includes(near) ? catalog.get(near) : null;
  const scope: Scope = { catalog, near: compiled, atHand: [], names: new Map(), files: new Map(), series: new Map() };
  const named = (input.runs ?? []).flatMap((name) => lookUp(scope, name).slice(0, 1));
  const [only, ...others] = compiled?.experiment.runs ?? [];
  if (named.length > 0) scope.atHand = named;
  else if (compiled !== null && only !== undefined && others.length === 0) {
    scope.atHand = [{ compiled, runs: [only], group: false }];
  }
  return scope;
}

/**
 * The same catalog, which holds what it gave as long as the scope lives: the project's own lets experiments go, and each
 * claim of a document may ask for all of them.
 */
function holding(catalog: Catalog): Catalog {
  const held = new Map<string, CompiledExperiment>();
  let all: CompiledExperiment[] | null = null;
  const hold = <T extends CompiledExperiment | null>(compiled: T): T => {
    if (compiled !== null) held.set(compiled.experiment.id, compiled);
    return compiled;
  };
  return {
    ...catalog,
    at: (path) => hold(catalog.at(path)),
    get: (id) => held.get(id) ?? hold(catalog.get(id)),
    all: () => {
      all ??= catalog.all();
      return all;
    },
  };
}

/** The same scope seen from some runs: their experiment is the one at hand. */
export function withRuns(scope: Scope, atHand: Named[]): Scope {
  return { ...scope, near: atHand[0]?.compiled ?? scope.near, atHand };
}

/** The other experiments of the project. Asking loads them all, so it is done only where the near one has no answer. */
export function otherExperiments({ near, catalog }: Scope): CompiledExperiment[] {
  return catalog.all().filter((one) => one.experiment.id !== near?.experiment.id);
}

/** What a run, row, folder, id or glob (`prefix-*`) names; the experiment at hand decides if it knows the name. */
function lookUp(scope: Scope, name: string): Named[] {
  const own = scope.near === null ? [] : lookUpIn(scope, scope.near, name);
  return own.length > 0 ? own : otherExperiments(scope).flatMap((one) => lookUpIn(scope, one, name));
}

/** The same within one experiment: no result, one, or several when runs share the name. */
export function lookUpIn(scope: Scope, compiled: CompiledExperiment, name: string): Named[] {
  if (name.includes("*")) return globbed(compiled, name);
  const found = namesOf(scope, compiled).get(name);
  if (found === undefined) return [];
  return found.group ? [found] : found.runs.map((run) => ({ compiled, runs: [run], group: false }));
}

/** Every name that can stand before a metric, sorted: for suggestions. */
export function knownNames(scope: Scope): string[] {
  const all = scope.near === null ? otherExperiments(scope) : [scope.near];
  return [...new Set(all.flatMap((one) => [...namesOf(scope, one).keys()]))].sort();
}

/** The runs that a project file belongs to; several where one file holds many runs. */
export function runsOfFile(scope: Scope, file: string): Named[] {
  const compiled = scope.catalog.at(file);
  if (compiled === null) return [];
  const { runs } = compiled.experiment;
  const listed = filesOf(scope, compiled).get(file) ?? [];
  const owners = listed.length > 0 ? listed : runs.filter((run) => run.dir !== "" && file.startsWith(`${run.dir}/`));
  return owners.map((run) => ({ compiled, runs: [run], group: false }));
}

/** The row of the comparison that a run is counted in, or null. */
export function rowOf(compiled: CompiledExperiment, run: Run): Row | null {
  return compiled.comparison.rows.find((row) => row.runs.includes(run.id)) ?? null;
}

function namesOf(scope: Scope, compiled: CompiledExperiment): Map<string, Named> {
  const known = scope.names.get(compiled.experiment.id);
  if (known !== undefined) return known;
  const names = new Map<string, Named>();
  const byId = new Map(compiled.experiment.runs.map((run) => [run.id, run]));
  for (const run of byId.values()) {
    const { id, name, dir, duplicateOf } = run;
    // The name that a copy has too means the run that counts; only its own place means the copy.
    const own = [id, dir, baseName(dir), id.slice(id.lastIndexOf("#") + 1), ...hashesOf(run)];
    for (const key of new Set(duplicateOf === null ? [name, ...own] : own)) {
      if (key !== "") add(names, key, { compiled, runs: [run], group: false });
    }
  }
  for (const row of compiled.comparison.rows) {
    const all = row.runs.flatMap((id) => byId.get(id) ?? []);
    const used = all.filter((run) => bucketOf(run) === "used");
    const runs = used.length > 0 ? used : all;
    if (all.length < 2) continue;
    for (const key of [row.name, row.id]) {
      const other = names.get(key);
      const covers = other === undefined || other.runs.every((run) => all.includes(run));
      if (covers) names.set(key, { compiled, runs, group: true });
    }
  }
  for (const row of compiled.comparison.rows) {
    const [run, ...more] = row.runs.flatMap((id) => byId.get(id) ?? []);
    if (run === undefined || more.length > 0) continue;
    for (const key of [row.name, row.id]) if (!names.has(key)) names.set(key, { compiled, runs: [run], group: false });
  }
  scope.names.set(compiled.experiment.id, names);
  return names;
}

/** The hashes that a run's folder or log is told by: the beginning of a UUID, the id at the end of a tracker's folder. */
export function hashesOf({ dir, files }: Run): string[] {
  const own = UUID.exec(baseName(dir))?.[1];
  const below = files.flatMap((file) => TRACKED.exec(file)?.[1] ?? []);
  return [...new Set(own === undefined ? below : [own, ...below])];
}

const UUID = /^([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-/;
const TRACKED = /(?:^|\/)(?:offline-)?run-\d{8}_\d{6}-([a-z0-9]{8})\//;

function filesOf(scope: Scope, { experiment }: CompiledExperiment): Map<string, Run[]> {
  const known = scope.files.get(experiment.id);
  if (known !== undefined) return known;
  const files = new Map<string, Run[]>();
  for (const run of experiment.runs) {
    for (const file of run.files) files.set(file, [...(files.get(file) ?? []), run]);
  }
  scope.files.set(experiment.id, files);
  return files;
}

function add(names: Map<string, Named>, key: string, named: Named): void {
  const other = names.get(key);
  names.set(key, other === undefined ? named : { ...other, runs: [...other.runs, ...named.runs] });
}

function globbed(compiled: CompiledExperiment, pattern: string): Named[] {
  const body = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const glob = new RegExp(`^${body.join(".*")}$`, "u");
  const runs = compiled.experiment.runs.filter(
    (run) => bucketOf(run) === "used" && (glob.test(run.name) || glob.test(baseName(run.dir))),
  );
  return runs.length === 0 ? [] : [{ compiled, runs, group: true }];
}
