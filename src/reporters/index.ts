import { UsageError } from "../errors.ts";
import { compact } from "./compact.ts";
import { github } from "./github.ts";
import { gitlab } from "./gitlab.ts";
import { json } from "./json.ts";
import { markdown } from "./markdown.ts";
import { pretty } from "./pretty.ts";
import type { Reporter } from "./reporter.ts";
import { sarif } from "./sarif.ts";

/** Every reporter by its name. To add one: write `<name>.ts` beside this file and add it here. */
export const reporters: Readonly<Record<string, Reporter>> = { pretty, compact, json, github, gitlab, sarif, markdown };

/** The reporter of that name. Throws a UsageError for an unknown one. */
export function reporterOf(name: string): Reporter {
  const reporter = Object.hasOwn(reporters, name) ? reporters[name] : undefined;
  if (reporter !== undefined) return reporter;
  throw new UsageError(`there is no reporter \`${name}\``, `There are: ${Object.keys(reporters).join(", ")}.`);
}
