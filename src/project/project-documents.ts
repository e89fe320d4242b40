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

/** Fills the living documents: first the region of each experiment, then the series over all of them. */
export async function fillProjectDocuments(
  docs: { config: Config; livingDocs: readonly LivingDoc[] },
  input: Omit<ProgressInput, "planned">,
): Promise<ProjectDocuments> {
  const living = fillLivingDocs(input.root, docs.livingDocs, input);
  const progress = await fillProgress(progressDocsOf(docs.config, docs.livingDocs), {
    ...input,
    planned: living.writes,
  });
  return {
    writes: progress.writes,
    findings: [...living.findings, ...progress.findings],
    fillsProgress: progress.fills,
  };
}
