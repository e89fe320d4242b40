import { join } from "node:path";
import { exists, readText } from "../disk/file.ts";
import { filesIn } from "../disk/folder.ts";
import { hashText } from "../disk/hash.ts";
import { packageRoot } from "../disk/package.ts";
import { runProgram } from "../disk/program.ts";
import { workFolder } from "../disk/write.ts";
import { UsageError } from "../errors.ts";

/** What of charts and of numbers runs in browsers lies outside the site's folder. */
const CHARTS = "src/charts/live";
const NUMBERS = "src/model/quantity.ts";

/**
 * The site's components as they were compiled.
 *
 * - `renderer`: the module that makes HTML of pages; `files`: the folder of what is published as it is.
 * - `stamp`: differs when the components, styles or scripts differ, and is the same on every machine.
 */
export interface CompiledSite {
  renderer: string;
  files: string;
  stamp: string;
}

/**
 * Finds the compiled site in the package, where it was made with it. A checkout compiles it when its sources are new, and so does
 * a project with components of its own in `overrides` (relative to the root), in its work folder. Throws a UsageError with what
 * the compiler says of a component that it cannot read.
 */
export async function compiledSite(root: string, overrides: string | null): Promise<CompiledSite> {
  const own = overrides === null ? null : join(root, overrides);
  const stamp = stampOf(own);
  const parent = own === null ? join(packageRoot(), "dist") : join(workFolder(root), "site");
  const name = `site-${stamp}`;
  const folder = join(parent, name);
  if (!exists(parent, name)) await compileTo(folder, own);
  return { renderer: join(folder, "renderer.mjs"), files: join(folder, "static"), stamp };
}

async function compileTo(folder: string, own: string | null): Promise<void> {
  const program = join(packageRoot(), "site", "compile.mjs");
  const args = [folder, ...(own === null ? [] : [own])];
  const { code, output } = await runProgram(program, { args, cwd: packageRoot() });
  if (code === 0) return;
  const help = "Components of the project lie in the folder that `site.components` of the configuration names.";
  throw new UsageError(`the site's components could not be compiled: ${output.trim()}`, help);
}

/** Of the texts alone: the same on every machine. */
function stampOf(own: string | null): string {
  const folders = [join(packageRoot(), "site"), join(packageRoot(), CHARTS), ...(own === null ? [] : [own])];
  const texts = folders.flatMap((folder) => filesIn(folder).map((path) => `${path}\n${readText(folder, path)}`));
  return hashText([...texts, readText(packageRoot(), NUMBERS)].join("\n"));
}
