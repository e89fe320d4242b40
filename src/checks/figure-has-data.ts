import type { DocumentImage } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Check, CheckInput } from "./check.ts";
import { placeOf } from "./check.ts";
import { imagePath, plannedFigure, titlePaths } from "./figure.ts";
import { isReport } from "./report.ts";

/** Every image of a report is drawn from logged data: by us, by a run, or from a source that its title names. */
export const figureHasData: Check = { codes: ["figure/has-no-data"], check };

function check(input: CheckInput): Finding[] {
  const { document } = input;
  if (!isReport(document)) return [];
  return document.images.flatMap((image) => {
    const message = whatIsWrong(image, input);
    return message === null ? [] : [finding({ code: "figure/has-no-data", ...placeOf(document, image.span), message })];
  });
}

function whatIsWrong(image: DocumentImage, { document, compiled, catalog, exists }: CheckInput): string | null {
  const path = imagePath(document, image);
  if (path === null) return `The image “${shorten(image.url)}” is not a file of the project.`;
  const experiment = catalog?.at(path) ?? compiled;
  if (experiment !== null && plannedFigure(experiment, path) !== null) return null;
  if (!exists(path)) return `The image “${image.url}” does not exist.`;
  if (experiment !== null && isOfRun(experiment, path)) return null;
  const sources = titlePaths(document, image).filter((source) => source !== path);
  if (sources.some(exists) || (experiment !== null && namesRun(experiment, image))) return null;
  return image.title === null
    ? `No logged series is behind the image “${image.url}”, and it names no source.`
    : `The source that the image “${image.url}” names, “${image.title}”, does not exist.`;
}

/** A plot among a run's own files is made of what the run logged, if it logged anything. */
function isOfRun({ experiment }: CompiledExperiment, path: string): boolean {
  return experiment.runs.some((run) => run.dir !== "" && path.startsWith(`${run.dir}/`) && run.metrics.length > 0);
}

/** A title may also name what it shows as a claim does: `full/val/loss`. */
function namesRun({ experiment }: CompiledExperiment, { title }: DocumentImage): boolean {
  const words = (title ?? "").split(/[\s,;()]+/);
  return experiment.runs.some((run) =>
    run.metrics.some((metric) => words.some((word) => word.replace(/@.*$/, "") === `${run.name}/${metric.name}`)),
  );
}

function shorten(url: string): string {
  return url.length > 80 ? `${url.slice(0, 79)}…` : url;
}
