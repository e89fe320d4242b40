import { outputPaths } from "../model/output.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { RenderOptions } from "./comparison.ts";
import { requireTemplate } from "./comparison.ts";
import { renderDocument } from "./region.ts";

/** The project path of an experiment's report. */
export function reportFile({ experiment }: CompiledExperiment): string {
  return outputPaths(experiment).report;
}

/**
 * The text of a new report.md: the six sections, prose that only states facts, and regions for what sync keeps up to
 * date. Made once, then its author's. Throws TemplateError.
 */
export function renderReport(compiled: CompiledExperiment, options: RenderOptions): Promise<string> {
  const { templates, file = reportFile(compiled) } = options;
  const template = requireTemplate(templates, "reports/experiment.md");
  return renderDocument({ template, compiled, file, templates });
}
