import type { Config } from "../config.ts";
import { skippedFolders } from "../config.ts";
import type { Snapshot } from "../disk/snapshot.ts";
import { identities } from "../disk/snapshot.ts";
import { walk } from "../disk/walk.ts";
import type { ExperimentPlan } from "../experiments/group.ts";
import { planExperiments } from "../experiments/group.ts";
import type { Finding } from "../model/finding.ts";
import type { Tree } from "../model/tree.ts";
import { detectSources } from "../readers/index.ts";
import type { ProjectCatalog } from "./catalog.ts";
import { openCatalog } from "./catalog.ts";
import { isIgnoredThere, mayNest, nestedProjects } from "./nested.ts";
import type { Setup } from "./setup.ts";

/**
 * What lies in a project, before anything of it is compiled. `changed`: as in `CatalogInput`; `own`: the experiments that belong to no
 * project below it.
 */
export interface Survey {
  tree: Tree;
  snapshot: Snapshot;
  changed: ReadonlySet<string> | null;
  findings: Finding[];
  own: ExperimentPlan[];
  catalog: ProjectCatalog;
  identity(path: string): string | null;
}

/** Walks a project, plans its experiments and those of the projects in it, and opens the catalog of all of them. */
export async function surveyProject(
  { root, key }: Pick<Setup, "root" | "key">,
  { config, previous }: { config: Config; previous: Snapshot | null },
): Promise<Survey> {
  const walked = walk(root, { key, skip: skippedFolders(config), previous });
  const { tree, snapshot, findings } = walked;
  const nested = await nestedProjects(tree);
  // What is nested decides of everything below it, whoever compiled last.
  const changed = [...(walked.changed ?? [])].some(mayNest) ? null : walked.changed;
  const sources = detectSources(tree).filter((source) => !isIgnoredThere(nested, source.dir));
  const plans = planExperiments(sources, tree);
  const identity = identities(snapshot);
  const catalog = openCatalog({ root, key, tree, plans, changed, settings: config, nested, identity });
  const own = plans.filter(({ place }) => catalog.projectOf(place) === null);
  return { tree, snapshot, changed, findings, own, catalog, identity };
}
