import { delimiter, join } from "node:path";
import { exists, isFile, readRange } from "../disk/file.ts";

/** Finds another program called `docs` that would run instead of this one. `path`: the folders that a terminal looks in. */
export function otherProgram(path: string, root: string): { state: "warning" | "note"; message: string } | null {
  if (exists(root, "node_modules/docs/package.json")) {
    return { state: "warning", message: "the npm package `docs`, which is another program, is installed here" };
  }
  const first = path.split(delimiter).find((folder) => folder !== "" && isFile(folder, "docs"));
  if (first === undefined || isOurs(first)) return null;
  return { state: "note", message: `\`docs\` in the terminal is ${join(first, "docs")}, which is another program` };
}

function isOurs(folder: string): boolean {
  try {
    return /labdocs|compile cache/i.test(readRange(folder, "docs", { start: 0, length: 4096 }).toString("utf8"));
  } catch {
    return false;
  }
}
