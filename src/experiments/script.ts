import { readText } from "../disk/file.ts";
import type { Experiment } from "../model/experiment.ts";
import type { Tree } from "../model/tree.ts";
import { joinPath } from "../model/tree.ts";
import { parseScriptMetadata } from "../readers/pep723.ts";

/** The Python scripts in an experiment's own folder, with what their PEP 723 headers say they need. */
export function readScripts(dir: string, from: { root: string; tree: Tree }): Experiment["scripts"] {
  const names = from.tree.listings.get(dir)?.files.filter((name) => name.endsWith(".py")) ?? [];
  return names.flatMap((name) => {
    const path = joinPath(dir, name);
    const text = textOrNull(from.root, path);
    if (text === null) return [];
    const stated = parseScriptMetadata(text);
    return [{ path, dependencies: stated?.dependencies ?? [], requiresPython: stated?.requiresPython ?? null }];
  });
}

function textOrNull(root: string, path: string): string | null {
  try {
    return readText(root, path);
  } catch {
    return null;
  }
}
