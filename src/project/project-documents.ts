import type { Config } from "../config.ts";
import type { OwnedRegion } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import type { PlannedWrite } from "../model/project.ts";
import type { LivingDoc } from "./living-docs.ts";
import { fillLivingDocs } from "./living-docs.ts";
import type { ProgressInput } from "./progress.ts";
import { fillProgress, progressDocsOf } from "./progress.ts";

/** The documents about several experiments as they should be. `fillsProgress`: whether a region over all of them was filled. */
export interface ProjectDocuments {
  writes: PlannedWrite[];
  findings: Finding[];
  fillsProgress(file: string, region: OwnedRegion): boolean;
}

/** Fills the living documents: first the region of each experiment, then the series over all of them. Those in another project are left to it. */
export async function fillProjectDocuments(
  docs: { config: Config; livingDocs: readonly LivingDoc[] },
  input: Omit<ProgressInput, "planned"> & { project(path: string): string | null },
): Promise<ProjectDocuments> {
  const isOwn = ({ file }: { file: string }) => input.project(file) === null;
  const living = fillLivingDocs(input.root, docs.livingDocs.filter(isOwn), input);
  const progress = await fillProgress(progressDocsOf(docs.config, docs.livingDocs).filter(isOwn), {
    ...input,
    planned: living.writes,
  });
  return {
    writes: progress.writes,
    findings: [...living.findings, ...progress.findings],
    fillsProgress: progress.fills,
  };
}
