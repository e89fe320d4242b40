import type { Config } from "../config.ts";
import { loadSnapshot } from "../disk/snapshot.ts";
import { UsageError } from "../errors.ts";
import type { Finding } from "../model/finding.ts";
import { sortFindings } from "../model/finding.ts";
import { didYouMean, nearestNames } from "../model/nearest.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Tree } from "../model/tree.ts";
import type { ProjectCatalog } from "./catalog.ts";
import { isNamed } from "./reports.ts";
import type { Setup } from "./setup.ts";
import { findProject, loadConfig } from "./setup.ts";
import { applyRules } from "./severity.ts";
import { surveyProject } from "./survey.ts";

/** A project for reading its runs: found, walked and planned; an experiment is read when it is asked for. */
export interface OpenProject {
  setup: Setup;
  config: Config;
  tree: Tree;
  catalog: ProjectCatalog;
  /** What walking found; the findings of an experiment are its own. */
  findings: Finding[];
}

/** Opens the project around a folder without judging its documents. Writes nothing but the cache. */
export async function openProject(cwd: string, configFile: string | null): Promise<OpenProject> {
  const setup = findProject(cwd, configFile);
  const config = await loadConfig(setup);
  const previous = loadSnapshot(setup.root, setup.key);
  const { tree, catalog, findings } = await surveyProject(setup, { config, previous });
  return { setup, config, tree, catalog, findings };
}

/**
 * The experiments that names mean (id, folder, name, increment or its number); all of them without names. Throws a UsageError
 * with what was perhaps meant.
 */
export function chooseExperiments(catalog: ProjectCatalog, names: readonly string[]): CompiledExperiment[] {
  if (names.length === 0) return catalog.all();
  const unknown = names.find((name) => experimentsNamed(catalog, name).length === 0);
  if (unknown !== undefined)
    throw new UsageError(`there is no experiment \`${unknown}\``, suggestExperiments(catalog, unknown));
  const ids = new Set(names.flatMap((name) => experimentsNamed(catalog, name)));
  return [...ids].map((id) => catalog.get(id));
}

/** The ids of the experiments that a name means. */
export function experimentsNamed(catalog: ProjectCatalog, name: string): string[] {
  const wanted = new Set([name.replace(/^\.\//, "").replace(/\/+$/, "")]);
  return [...catalog.plans.values()].filter(({ place }) => isNamed(place, wanted)).map(({ place }) => place.id);
}

/** What to do about a name that no experiment has: names like it, or all there are. */
export function suggestExperiments(catalog: ProjectCatalog, name: string): string {
  const names = [...catalog.plans.values()].map(({ place }) => place.increment ?? place.name);
  const near = nearestNames(name, names);
  if (near.length > 0) return didYouMean(near);
  return names.length === 0
    ? "No runs were found; `docs doctor` says where they are looked for."
    : `There are: ${names.slice(0, 12).join(", ")}.`;
}

/** What reading found in a project and in some of its experiments, in order, with the severities of the configuration. */
export function findingsIn(project: OpenProject, experiments: readonly CompiledExperiment[]): Finding[] {
  const all = [...project.findings, ...experiments.flatMap(({ experiment }) => experiment.findings)];
  return sortFindings(applyRules(all, project.config.rules));
}

/** The exit code of a command that only shows: 3 when some input could not be read, else 0. */
export function exitCodeOfReading(findings: readonly Finding[]): 0 | 3 {
  return findings.some((one) => one.severity === "error" && one.code.startsWith("source/")) ? 3 : 0;
}
