import { readFileSync } from "node:fs";
import { join } from "node:path";
import { templateLookup } from "../../../src/report/template-source.ts";

/** The templates as they are in this repository. */
export const builtIn = templateLookup({
  builtIn: join(import.meta.dirname, "../../.."),
  project: null,
  read: (root, path) => readFileSync(join(root, path), "utf8"),
  programs: {},
});

/** The built-in templates with some replaced. */
export function withTemplates(own: Record<string, string>): typeof builtIn {
  return (name) => {
    const text = own[name];
    return text === undefined ? builtIn(name) : { text, file: `templates/${name}.hbs`, program: null };
  };
}
