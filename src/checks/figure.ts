import { unescapeUrl } from "../markdown/escape.ts";
import type { Document, DocumentImage } from "../model/document.ts";
import type { CompiledExperiment, Figure } from "../model/project.ts";
import { resolvePath } from "../model/tree.ts";

/** Whether an image's address is on the network or holds the image itself. */
export function isElsewhere({ url }: DocumentImage): boolean {
  return /^[a-z][a-z0-9+.-]*:|^\/\//i.test(url);
}

/** The project path of an image's file; null when it lies elsewhere: on the network, in the address or above the root. */
export function imagePath(document: Document, image: DocumentImage): string | null {
  if (isElsewhere(image)) return null;
  const path = unescapeUrl(image.url);
  return path === null || path === "" ? null : resolvePath(document.file, path);
}

/** The planned figure that a path `<experiment>/…/plots/<figure id>.light.svg` or `.dark.svg` means, or null. */
export function plannedFigure({ experiment, figures }: CompiledExperiment, path: string): Figure | null {
  const id = /(?:^|\/)plots\/([^/]+)\.(?:light|dark)\.svg$/.exec(path)?.[1];
  const isBelow = [experiment.dir, experiment.runsDir].some((dir) => dir === "" || path.startsWith(`${dir}/`));
  const isInRun = experiment.runs.some((run) => run.dir !== "" && path.startsWith(`${run.dir}/`));
  return isBelow && !isInRun ? (figures.find((figure) => figure.id === id) ?? null) : null;
}
