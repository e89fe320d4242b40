import { relative, resolve, sep } from "node:path";
import { isFile } from "../disk/file.ts";
import { UsageError } from "../errors.ts";
import { elsewhere, projectAround } from "./nested.ts";

/** A path as the user typed it, relative to the project root. Throws a UsageError when it is not a file of the project. */
export function projectPath(cwd: string, root: string, path: string): string {
  const found = relative(root, resolve(cwd, path)).split(sep).join("/");
  if (found.startsWith("../") || !isFile(root, found)) {
    throw new UsageError(`${path} is not a file of this project`, "Name a Markdown file below the project root.");
  }
  const other = projectAround(root, found);
  if (other !== null) throw elsewhere(path, other, { cwd, root });
  return found;
}
