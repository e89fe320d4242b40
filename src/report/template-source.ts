import { isMissing } from "../errors.ts";

/**
 * A template's text, and its file as findings name it. `program`: the template as Handlebars compiled it when the package was
 * built, which saves parsing it; null for a project's own template.
 */
export interface TemplateText {
  text: string;
  file: string;
  program: TemplateProgram | null;
}

/** A template compiled beforehand, with the text that it was compiled from. */
export interface TemplateProgram {
  text: string;
  specification: object;
}

/** Finds a template by its name (`regions/comparison`, `parts/accounting`, `reports/experiment.md`), or null when there is none. */
export type TemplateLookup = (name: string) => TemplateText | null;

/**
 * Where templates come from.
 *
 * - `builtIn`: the absolute path of the folder that holds `templates/`.
 * - `project`: the same for the project, whose template of the same name wins; null when there is no project.
 * - `read`: a file's text by root and relative path; throws system errors (disk's `readText`).
 * - `programs`: the package's templates by name, as they were compiled beforehand; empty in a checkout.
 */
export interface TemplateRoots {
  builtIn: string;
  project: string | null;
  read: (root: string, path: string) => string;
  programs: Readonly<Record<string, TemplateProgram>>;
}

const NAME = /^(?:issues|parts|regions|reports)\/[a-z0-9][a-z0-9.-]*$/;

/**
 * A lookup that reads each template once. Names that are not of the form `parts/<name>`, `regions/<name>`, `reports/<name>` or `issues/<name>` find
 * nothing, so that a marker in a document cannot name a file elsewhere. Throws system errors other than "no such file".
 */
export function templateLookup({ builtIn, project, read, programs }: TemplateRoots): TemplateLookup {
  const cache = new Map<string, TemplateText | null>();
  return (name) => {
    const known = cache.get(name);
    if (known !== undefined) return known;
    const path = `templates/${name}.hbs`;
    const own = project === null || !NAME.test(name) ? null : readOrNull(read, project, path);
    const ours = own === null && NAME.test(name) ? readOrNull(read, builtIn, path) : null;
    const program = ours !== null && programs[name]?.text === ours ? programs[name] : null;
    const found =
      own !== null
        ? { text: own, file: path, program: null }
        : ours !== null
          ? { text: ours, file: `labdocs/${path}`, program }
          : null;
    cache.set(name, found);
    return found;
  };
}

function readOrNull(read: TemplateRoots["read"], root: string, path: string): string | null {
  try {
    return read(root, path);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
