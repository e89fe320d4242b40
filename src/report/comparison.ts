import { finding } from "../model/finding.ts";
import { outputPaths } from "../model/output.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { renderDocument } from "./region.ts";
import { TemplateError } from "./template-error.ts";
import type { TemplateLookup, TemplateText } from "./template-source.ts";

/** Where a document's templates come from, and (unless it stands beside the runs) the project path it is written to. */
export interface RenderOptions {
  templates: TemplateLookup;
  file?: string;
}

/** The text of comparison.md: a heading and one region that holds everything else. Throws TemplateError. */
export function renderComparison(compiled: CompiledExperiment, options: RenderOptions): Promise<string> {
  const { templates, file = outputPaths(compiled.experiment).comparison } = options;
  const template = requireTemplate(templates, "reports/comparison.md");
  return renderDocument({ template, compiled, file, templates });
}

/** The template of that name. Throws TemplateError when it is gone. */
export function requireTemplate(templates: TemplateLookup, name: string): TemplateText {
  const template = templates(name);
  if (template !== null) return template;
  const file = `templates/${name}.hbs`;
  throw new TemplateError(finding({ code: "template/broken", file, message: `There is no template ${name}` }));
}
