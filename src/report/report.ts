import { outputPaths } from "../model/output.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { RenderOptions } from "./comparison.ts";
import { requireTemplate } from "./comparison.ts";
import { renderDocument } from "./region.ts";

/**
 * The text of a new report.md: the six sections, prose that only states facts, and regions for what sync keeps up to
 * date. Made once, then its author's. Throws TemplateError.
 */
export function renderReport(compiled: CompiledExperiment, options: RenderOptions): Promise<string> {
  const { templates, file = outputPaths(compiled.experiment).report } = options;
  const template = requireTemplate(templates, "reports/experiment.md");
  return renderDocument({ template, compiled, file, templates });
}
