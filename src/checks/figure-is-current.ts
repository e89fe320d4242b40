import type { Drawing } from "../charts/metadata.ts";
import { dataHash } from "../charts/metadata.ts";
import type { Theme } from "../charts/theme.ts";
import type { DocumentImage } from "../model/document.ts";
import type { Experiment } from "../model/experiment.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import { outputPaths } from "../model/output.ts";
import type { CompiledExperiment, Figure } from "../model/project.ts";
import type { Check, CheckInput } from "./check.ts";
import { placeOf } from "./check.ts";
import { imagePath, plannedFigure } from "./figure.ts";
import { isReport } from "./report.ts";

/** Every image that we drew shows what the logs say now, as it was drawn. Nothing is drawn to find out. */
export const figureIsCurrent: Check = { codes: ["figure/out-of-date", "figure/edited"], check };

type Problem = Pick<Finding, "code" | "message"> & Partial<Pick<Finding, "help">>;

function check(input: CheckInput): Finding[] {
  const { document } = input;
  const seen = new Set<string>();
  const findings = document.images.flatMap((image) => {
    const path = imagePath(document, image);
    if (path === null || !/\.svg$/i.test(path) || seen.has(path)) return [];
    seen.add(path);
    const problem = whatIsWrong(image, path, input);
    return problem === null ? [] : [finding({ ...problem, ...placeOf(document, image.span) })];
  });
  return summarized(findings);
}

/** What one command mends in several figures is told of the first, with how many more there are. */
function summarized(findings: readonly Finding[]): Finding[] {
  const [first, ...others] = findings.filter(({ code }) => code === "figure/out-of-date");
  const rest = findings.filter(({ code }) => code !== "figure/out-of-date");
  if (first === undefined || others.length === 0) return [...findings];
  const howMany = others.length === 1 ? "1 more figure" : `${others.length} more figures`;
  return [
    ...rest,
    { ...first, message: first.message.replace(/\.$/, `; so ${others.length === 1 ? "is" : "are"} ${howMany}.`) },
  ];
}

function whatIsWrong(image: DocumentImage, path: string, input: CheckInput): Problem | null {
  if (input.isElsewhere?.(path) === true) return null;
  const drawing = input.drawing?.(path) ?? null;
  const home = homeOf(drawing, path, input);
  const isThere = input.exists(path);
  // Only now: what is looked at here has to be looked at again when it changes, whoever compiles then.
  if (home === null || input.redraws === true) return null;
  const here = plannedFigure(home, path);
  if (!isThere) return here === null ? null : undrawn(image, home, input);
  if (drawing === null) return here === null ? null : replaced(image, home, input);
  if (drawing.edited) {
    return {
      code: "figure/edited",
      message: `The figure “${image.url}” is not as it was drawn: its bytes were edited.`,
    };
  }
  const figure = here ?? home.figures.find(({ id }) => id === drawing.figure);
  if (figure !== undefined && isCurrent({ drawing, figure, path }, home, input)) return null;
  if (isReport(input.document) && showsIgnored(drawing, home.experiment)) return null;
  const why = whatChanged(drawing, figure, home.experiment);
  const help = here === null && figure !== undefined ? "Run `docs sync`, then copy the figure again." : undefined;
  return {
    code: "figure/out-of-date",
    message: `The figure “${image.url}” is out of date: ${why}.`,
    ...(help === undefined ? {} : { help }),
  };
}

/** The experiment that a figure shows: the one of its sources, else the one whose folder it lies in. */
function homeOf(drawing: Drawing | null, path: string, { catalog, compiled }: CheckInput): CompiledExperiment | null {
  const [source] = drawing?.sources ?? [];
  if (source !== undefined) return catalog?.at(source.file) ?? null;
  return catalog?.at(path) ?? compiled;
}

/** A figure is drawn for a report, so without one nothing is missing. */
function undrawn(image: DocumentImage, { experiment }: CompiledExperiment, { exists }: CheckInput): Problem | null {
  if (!exists(outputPaths(experiment).report)) return null;
  return { code: "figure/out-of-date", message: `The figure “${image.url}” is not drawn yet.` };
}

/** A file of someone else lies where a figure of ours belongs. */
function replaced(image: DocumentImage, { experiment }: CompiledExperiment, input: CheckInput): Problem | null {
  if (input.drawing === undefined || !input.exists(outputPaths(experiment).report)) return null;
  return { code: "figure/edited", message: `The image “${image.url}” is not the figure that is drawn here.` };
}

function isCurrent(
  { drawing, figure, path }: { drawing: Drawing; figure: Figure; path: string },
  compiled: CompiledExperiment,
  { catalog }: CheckInput,
): boolean {
  if (catalog === null) return true;
  const named = /\.(light|dark)\.svg$/i.exec(path)?.[1]?.toLowerCase();
  const themes: Theme[] = named === "light" || named === "dark" ? [named] : ["light", "dark", "page"];
  const series = (run: string, metrics: readonly string[]) => catalog.series(compiled.experiment, run, metrics);
  return themes.some((theme) => dataHash({ figure, compiled, series, theme }) === drawing.data);
}

function showsIgnored({ sources }: Drawing, { runs }: Experiment): boolean {
  return sources.some((source) => runs.some((run) => run.id === source.run && run.ignored !== null));
}

/** What is different now, as far as the recorded sources tell. */
function whatChanged(drawing: Drawing, figure: Figure | undefined, { runs }: Experiment): string {
  const gone = drawing.sources.find((source) => !runs.some((run) => run.id === source.run));
  if (gone !== undefined) return `it shows ${gone.run}, which is gone`;
  if (figure === undefined) return "it is not drawn any more";
  const dropped = drawing.sources.find((source) => !figure.sources.some((one) => one.run === source.run));
  if (dropped !== undefined) return `it shows ${dropped.run}, which does not count now`;
  const added = figure.sources.find((source) => !drawing.sources.some((one) => one.run === source.run));
  if (added !== undefined) return `it does not show ${added.run}`;
  return `what its runs logged of ${figure.metric}, or how it is drawn, has changed`;
}
