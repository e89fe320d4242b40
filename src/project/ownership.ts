import type { ExperimentPlan } from "../experiments/group.ts";
import type { OwnedRegion } from "../model/document.ts";
import { outputPaths } from "../model/output.ts";
import type { TemplateLookup } from "../report/template-source.ts";
import type { LivingDoc } from "./living-docs.ts";

/** Those of a file's regions that a compile fills, given all of them in their order. */
export type Ownership = (file: string, regions: readonly OwnedRegion[]) => ReadonlySet<OwnedRegion>;

/** What says which regions are filled. `ids`: of the experiments that contribute to living documents. */
export interface OwnershipInput {
  plans: Iterable<ExperimentPlan>;
  livingDocs: readonly LivingDoc[];
  ids: { has(id: string): boolean };
  templates: TemplateLookup;
  /** Whether a region over all experiments is filled. */
  fillsProgress?(file: string, region: OwnedRegion): boolean;
}

/**
 * Tells which regions are really ours. A region that only looks like one, since somebody copied it, wrote its hash or removed
 * its experiment, is text like any other: its numbers are judged.
 */
export function ownershipOf(input: OwnershipInput): Ownership {
  const comparisons = new Set<string>();
  const reports = new Set<string>();
  for (const { place } of input.plans) {
    const paths = outputPaths(place);
    comparisons.add(paths.comparison);
    reports.add(paths.report);
  }
  const fillOf = (file: string, region: OwnedRegion): string | null => {
    const { name, attributes } = region;
    if (comparisons.has(file) && name === "comparison") return name;
    if (reports.has(file))
      return input.templates(`regions/${name}`) === null ? null : JSON.stringify([name, attributes]);
    if (name === "progress") return input.fillsProgress?.(file, region) ? JSON.stringify([name, attributes]) : null;
    if (!input.livingDocs.some((doc) => doc.file === file && doc.region === name)) return null;
    const { increment, experiment } = attributes;
    const id = increment === undefined ? experiment : `increment:${increment}`;
    return id !== undefined && input.ids.has(id) ? JSON.stringify([name, id]) : null;
  };
  return (file, regions) => {
    const owned = new Map<string, OwnedRegion>();
    for (const region of regions) {
      const fill = fillOf(file, region);
      if (fill !== null && !owned.has(fill)) owned.set(fill, region);
    }
    return new Set(owned.values());
  };
}
