import type { DocumentImage } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Run } from "../model/run.ts";
import type { Check, CheckInput } from "./check.ts";
import { ignoredBy, placeOf } from "./check.ts";
import { imagePath, plannedFigure } from "./figure.ts";
import { sourcesNamed } from "./figure-source.ts";
import { isReport } from "./report.ts";

/** No image of a report shows an ignored run. */
export const figureRunsCount: Check = { codes: ["figure/ignored-run"], check };

function check(input: CheckInput): Finding[] {
  const { document } = input;
  if (!isReport(document)) return [];
  return document.images.flatMap((image) =>
    runsShown(image, input).flatMap((run): Finding[] => {
      if (run.ignored === null) return [];
      const reason = run.ignored.reason === "" ? "no reason given" : run.ignored.reason;
      const message = `The figure “${image.url}” shows “${run.name}”, which is ignored: ${reason}.`;
      const related = ignoredBy(run, run.ignored);
      return [finding({ code: "figure/ignored-run", ...placeOf(document, image.span), message, related })];
    }),
  );
}

/** The runs behind an image: as its file records them, as it is planned, by its place, and by the sources it names. */
function runsShown(image: DocumentImage, input: CheckInput): Run[] {
  const { document, compiled, catalog, drawing } = input;
  const path = imagePath(document, image);
  if (path === null) return [];
  const experiment = catalog?.at(path) ?? compiled;
  if (experiment === null) return [];
  const planned = plannedFigure(experiment, path)?.sources;
  // What is drawn again in any case shows what is planned.
  const drawn = (input.redraws === true ? planned : undefined) ?? drawing?.(path)?.sources ?? planned ?? [];
  const names = new Set(drawn.map((source) => source.run));
  const paths = [path, ...sourcesNamed(document, image).flatMap((source) => source.paths)];
  const { runs } = experiment.experiment;
  const ids = new Set(runs.map((run) => run.id));
  return runs.filter((run) => {
    const isNamed = names.has(run.id) || (names.has(run.name) && !ids.has(run.name) && isOnly(run, runs));
    return isNamed || (run.dir !== "" && paths.some((file) => file.startsWith(`${run.dir}/`)));
  });
}

/** A name that several runs share does not tell which one is meant. */
function isOnly({ name }: Run, runs: readonly Run[]): boolean {
  return runs.filter((run) => run.name === name).length === 1;
}
