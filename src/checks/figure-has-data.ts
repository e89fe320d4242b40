import type { DocumentImage } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { Run } from "../model/run.ts";
import type { Check, CheckInput } from "./check.ts";
import { placeOf } from "./check.ts";
import { imagePath, isElsewhere, plannedFigure } from "./figure.ts";
import type { NamedSource } from "./figure-source.ts";
import { looksLikeData, sourcesNamed } from "./figure-source.ts";
import { isReport } from "./report.ts";

/**
 * Every image of a report is drawn from logged data: by us, by a run, or from a source that is named with it. In other documents
 * a source that is named has to be one.
 */
export const figureHasData: Check = { codes: ["figure/has-no-data", "figure/no-source"], check };

type Problem = { code: "figure/has-no-data" | "figure/no-source"; message: string };

function check(input: CheckInput): Finding[] {
  const { document } = input;
  const isOfReport = isReport(document);
  return document.images.flatMap((image) => {
    const problem = isOfReport ? whatIsWrong(image, input) : wrongSource(image, input, true);
    return problem === null ? [] : [finding({ ...problem, ...placeOf(document, image.span) })];
  });
}

function whatIsWrong(image: DocumentImage, input: CheckInput): Problem | null {
  const { document, compiled, catalog, exists } = input;
  const path = imagePath(document, image);
  if (isElsewhere(image)) return wrongSource(image, input, true) ?? withoutSource(image, input);
  if (path === null) return bad(`The image “${shorten(image.url)}” is not a file of the project.`);
  const experiment = catalog?.at(path) ?? compiled;
  if (experiment !== null && plannedFigure(experiment, path) !== null) return null;
  if (!exists(path)) return bad(`The image “${image.url}” does not exist.`);
  if (experiment !== null && isOfRun(experiment, path)) return null;
  if ((input.drawing?.(path) ?? null) !== null) return null;
  return wrongSource(image, input, false) ?? withoutSource(image, input);
}

/** A source that is named and is not there, or does not hold the series that is named with it. */
function wrongSource(image: DocumentImage, input: CheckInput, statedOnly: boolean): Problem | null {
  const own = imagePath(input.document, image);
  for (const source of sourcesNamed(input.document, image)) {
    if (statedOnly && !source.isStated) continue;
    const path = source.paths.find((one) => one !== own && looksLikeData(one) && input.exists(one));
    const names = source.words.filter((word) => looksLikeData(word));
    if (path === undefined && names.length > 0) {
      return bad(`The source that the image “${shorten(image.url)}” names, “${names.join(", ")}”, does not exist.`);
    }
    const metric = path === undefined ? null : unlogged(source, path, input);
    if (metric !== null) return bad(`The image “${shorten(image.url)}” shows ${metric}, which ${path} does not hold.`);
  }
  return null;
}

function withoutSource(image: DocumentImage, input: CheckInput): Problem | null {
  const own = imagePath(input.document, image);
  const sources = sourcesNamed(input.document, image);
  const experiment = (own === null ? null : input.catalog?.at(own)) ?? input.compiled;
  const isNamed = sources.some(({ paths }) => paths.some((path) => path !== own && input.exists(path)));
  if (isNamed || (experiment !== null && sources.some((source) => namesRun(experiment, source)))) return null;
  const message = `No logged series is known to be behind the image “${shorten(image.url)}”: it names no source.`;
  return { code: "figure/no-source", message };
}

/** A plot among a run's own files is made of what the run logged, if it logged anything. */
function isOfRun({ experiment }: CompiledExperiment, path: string): boolean {
  return experiment.runs.some((run) => run.dir !== "" && path.startsWith(`${run.dir}/`) && run.metrics.length > 0);
}

/** A title may also name what it shows as a claim does: `full/val/loss`. */
function namesRun({ experiment }: CompiledExperiment, { words }: NamedSource): boolean {
  return experiment.runs.some((run) =>
    run.metrics.some((metric) => words.some((word) => word.replace(/@.*$/, "") === `${run.name}/${metric.name}`)),
  );
}

const SPLIT = "train(?:ing)?|val(?:id(?:ation)?)?|test|eval(?:uation)?|dev";
const SERIES = new RegExp(`^(?:${SPLIT})/(?!(?:${SPLIT})(?:/|$))[\\w.-]+$`, "i");

/** The first series that is named beside a source, such as `val/loss`, and that no run of that file logged; or null. */
function unlogged({ words }: NamedSource, path: string, { catalog, compiled }: CheckInput): string | null {
  const experiment = catalog?.at(path)?.experiment ?? compiled?.experiment;
  const owners = experiment?.runs.filter((run) => isFileOf(run, path)) ?? [];
  const logged = new Set(owners.flatMap((run) => run.metrics.map((metric) => plainName(metric.name))));
  if (logged.size === 0) return null;
  return words.find((word) => SERIES.test(word) && !logged.has(plainName(word))) ?? null;
}

function isFileOf({ dir, files }: Run, path: string): boolean {
  return dir === "" ? files.includes(path) : path.startsWith(`${dir}/`);
}

/** A metric's name without what loggers write differently: `valid_loss` and `val/loss` are one series. */
function plainName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll(/[/_.-]+/g, "/")
    .replace(/^(?:val(?:id(?:ation)?)?|eval(?:uation)?|dev)\//, "val/")
    .replace(/^training\//, "train/");
}

function bad(message: string): Problem {
  return { code: "figure/has-no-data", message };
}

function shorten(url: string): string {
  return url.length > 80 ? `${url.slice(0, 79)}…` : url;
}
