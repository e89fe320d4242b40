import type { Progress } from "../model/progress.ts";
import type { Quantity } from "../model/quantity.ts";
import { progressView } from "./progress-view.ts";
import { renderProjectRegion } from "./region.ts";
import type { TemplateLookup } from "./template-source.ts";

/** A region `progress` to be filled. `figures`: the project path of the drawing of a series, by its label. */
export interface ProgressRequest {
  progress: Progress | null;
  attributes: Record<string, string>;
  file: string;
  templates: TemplateLookup;
  figures: ReadonlyMap<string, string>;
}

/** The body of a region `progress`. Throws TemplateError. */
export async function renderProgress(request: ProgressRequest): Promise<string> {
  const { progress, figures } = request;
  const pages = derivationsOf(progress);
  const body = await renderProjectRegion({
    ...request,
    name: "progress",
    derivation: (file) => pages.get(file) ?? null,
    view: (links, level) => progressView(progress, { links, level, figures }),
  });
  return body ?? "";
}

/** Where means are taken apart, by the file of their first run. */
function derivationsOf(progress: Progress | null): Map<string, string> {
  const pages = new Map<string, string>();
  const note = ({ evidence }: Quantity, page: string | null) => {
    const [first] = evidence;
    if (first !== undefined && page !== null) pages.set(first.file, page);
  };
  for (const { entries, regressions } of progress?.series ?? []) {
    for (const { value, row } of [...entries, ...regressions]) note(value, row.derivation);
  }
  return pages;
}
