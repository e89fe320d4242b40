import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { isFile, readText } from "../disk/file.ts";
import { packageRoot } from "../disk/package.ts";
import type { TemplateLookup, TemplateProgram } from "../report/template-source.ts";
import { templateLookup } from "../report/template-source.ts";

/** The templates of a project: its own where it has one of that name, else the package's. */
export async function templatesOf(root: string): Promise<TemplateLookup> {
  return templateLookup({ builtIn: packageRoot(), project: root, read: readText, programs: await loadPrograms() });
}

/** The bundle writes dist/templates.js; a checkout that was not bundled, or since changed, compiles templates itself. */
async function loadPrograms(): Promise<Record<string, TemplateProgram>> {
  const file = join("dist", "templates.js");
  if (!isFile(packageRoot(), file)) return {};
  const module = (await import(pathToFileURL(join(packageRoot(), file)).href)) as {
    programs: Record<string, TemplateProgram>;
  };
  return module.programs;
}
