import { unescapeUrl } from "../markdown/escape.ts";
import type { Document, DocumentImage } from "../model/document.ts";
import type { CompiledExperiment, Figure } from "../model/project.ts";
import { resolvePath } from "../model/tree.ts";

/** The project path of an image's file; null when it lies elsewhere: on the network, in the address or above the root. */
export function imagePath(document: Document, { url }: DocumentImage): string | null {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(url)) return null;
  const path = unescapeUrl(url);
  return path === null || path === "" ? null : resolvePath(document.file, path);
}

/** The planned figure that a path `<experiment>/…/plots/<figure id>.light.svg` or `.dark.svg` means, or null. */
export function plannedFigure({ experiment, figures }: CompiledExperiment, path: string): Figure | null {
  const id = /(?:^|\/)plots\/([^/]+)\.(?:light|dark)\.svg$/.exec(path)?.[1];
  const isBelow = [experiment.dir, experiment.runsDir].some((dir) => dir === "" || path.startsWith(`${dir}/`));
  const isInRun = experiment.runs.some((run) => run.dir !== "" && path.startsWith(`${run.dir}/`));
  return isBelow && !isInRun ? (figures.find((figure) => figure.id === id) ?? null) : null;
}

/**
 * The project paths that an image's title may mean: its words, taken as paths from the document and from the root.
 * Commas and fragments are left out: `"runs/a/logs/train.log#L1-L30, val/loss"`.
 */
export function titlePaths(document: Document, { title }: DocumentImage): string[] {
  const words = (title ?? "").split(/[\s,;]+/).map((word) => word.replace(/#.*$/, ""));
  const paths = words
    .filter((word) => word !== "")
    .flatMap((word) => [resolvePath(document.file, word), resolvePath("", word)]);
  return [...new Set(paths.filter((path) => path !== null && path !== ""))] as string[];
}
