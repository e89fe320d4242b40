import { isMissing } from "../errors.ts";

/** A template's text, and its file as findings name it. */
export interface TemplateText {
  text: string;
  file: string;
}

/** Finds a template by its name (`regions/comparison`, `reports/experiment.md`), or null when there is none. */
export type TemplateLookup = (name: string) => TemplateText | null;

/**
 * Where templates come from.
 *
 * - `builtIn`: the absolute path of the folder that holds `templates/`.
 * - `project`: the same for the project, whose template of the same name wins; null when there is no project.
 * - `read`: a file's text by root and relative path; throws system errors (disk's `readText`).
 */
export interface TemplateRoots {
  builtIn: string;
  project: string | null;
  read: (root: string, path: string) => string;
}

const NAME = /^(?:regions|reports)\/[a-z0-9][a-z0-9.-]*$/;

/**
 * A lookup that reads each template once. Names that are not of the form `regions/<name>` or `reports/<name>` find
 * nothing, so that a marker in a document cannot name a file elsewhere. Throws system errors other than "no such file".
 */
export function templateLookup({ builtIn, project, read }: TemplateRoots): TemplateLookup {
  const cache = new Map<string, TemplateText | null>();
  return (name) => {
    const known = cache.get(name);
    if (known !== undefined) return known;
    const path = `templates/${name}.hbs`;
    const own = project === null || !NAME.test(name) ? null : readOrNull(read, project, path);
    const ours = own === null && NAME.test(name) ? readOrNull(read, builtIn, path) : null;
    const found =
      own !== null ? { text: own, file: path } : ours !== null ? { text: ours, file: `labdocs/${path}` } : null;
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
