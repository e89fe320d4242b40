import { isOutput } from "../model/output.ts";
import type { ProjectCatalog } from "../project/catalog.ts";
import type { FileChanges } from "./file-changes.ts";
import type { ReviewState } from "./state.ts";

/**
 * The experiments of the head that have to be set against the base: those with a file that differs, and those that the base
 * does not have. All others are what they were.
 */
export function touchedExperiments(catalog: ProjectCatalog, changes: FileChanges, base: ReviewState): Set<string> {
  const known = new Map(base.experiments.map((one) => [one.id, one]));
  const touched = new Set(catalog.ids.filter((id) => !known.has(id)));
  for (const [id, plan] of catalog.plans) {
    const was = known.get(id);
    if (was === undefined || was.dir !== plan.place.dir) touched.add(id);
  }
  const elsewhere = new Map<string, string[]>();
  for (const [id, plan] of catalog.plans) {
    for (const file of plan.sources.flatMap(({ files }) => files)) {
      if (changes.byHead.has(file)) elsewhere.set(file, [...(elsewhere.get(file) ?? []), id]);
    }
  }
  for (const path of changes.all.flatMap((one) => [one.from, one.path])) {
    if (path === null) continue;
    const plan = catalog.plans.get(catalog.owner(path) ?? "");
    if (plan !== undefined && !isOutput(plan.place, path)) touched.add(plan.place.id);
    for (const id of elsewhere.get(path) ?? []) touched.add(id);
  }
  return touched;
}
