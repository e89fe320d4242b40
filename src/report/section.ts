import type { CompiledExperiment } from "../model/project.ts";
import { renderRegion } from "./region.ts";
import type { TemplateLookup } from "./template-source.ts";

/** The document a section is for, and the depth of its heading there (2 unless given). */
export interface SectionOptions {
  file: string;
  templates: TemplateLookup;
  level?: number;
}

/**
 * The body of an experiment's region in an architecture document: experiments conducted, selection rationale and the
 * selected run's hyperparameters. Throws TemplateError.
 */
export async function renderExperimentSection(compiled: CompiledExperiment, options: SectionOptions): Promise<string> {
  const { file, templates, level = 2 } = options;
  const attributes = { level: String(level) };
  const body = await renderRegion({ name: "experiments", attributes, experiments: [compiled], file, templates });
  return body ?? "";
}
