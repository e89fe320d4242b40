import { figureFile } from "../charts/figure.ts";
import { codeSpan, escapeText, escapeUrl } from "../markdown/escape.ts";
import type { CompiledExperiment } from "../model/project.ts";
import { relativePath } from "../model/tree.ts";
import type { LinkWriter } from "./link-writer.ts";
import { runById } from "./row-name.ts";

const SOURCES_SHOWN = 24;

/** A figure as a template shows it: address of its light SVG, and Markdown of its title, caption and source links. */
export interface FigureView {
  number: number;
  url: string;
  title: string;
  caption: string;
  sources: string;
}

/** The experiment's figures in order. */
export function figureViews(compiled: CompiledExperiment, links: LinkWriter): FigureView[] {
  return compiled.figures.map((figure, i) => ({
    number: i + 1,
    url: escapeUrl(relativePath(links.from, figureFile(compiled.experiment, figure, "light"))),
    title: escapeText(figure.title),
    caption: links.sentence(figure.caption),
    sources: sourcesOf(compiled, figure.sources, links),
  }));
}

function sourcesOf(
  compiled: CompiledExperiment,
  sources: CompiledExperiment["figures"][number]["sources"],
  links: LinkWriter,
): string {
  // Several metrics of a run may come from one log, which is named once.
  const files = [...new Map(sources.map((source) => [`${source.run}\0${source.file}`, source])).values()];
  const shown = files
    .slice(0, SOURCES_SHOWN)
    .map(({ run, file, line }) => links.place(codeSpan(runById(compiled, run).name), file, line));
  const rest = files.length - shown.length;
  return shown.join(", ") + (rest > 0 ? ` and ${rest} more, named in the file` : "");
}
