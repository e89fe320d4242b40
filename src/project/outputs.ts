import { figureFile } from "../charts/figure.ts";
import { figureDrawings } from "../charts/render.ts";
import { loadCache, saveCache } from "../disk/cache.ts";
import { exists, isFile, isInside, readText } from "../disk/file.ts";
import { hashText } from "../disk/hash.ts";
import { codeOf } from "../errors.ts";
import { healRegions } from "../markdown/heal.ts";
import { findRegions } from "../markdown/region.ts";
import type { OwnedRegion } from "../model/document.ts";
import type { Experiment } from "../model/experiment.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import { outputPaths } from "../model/output.ts";
import type { CompiledExperiment, PlannedWrite } from "../model/project.ts";
import { renderComparison } from "../report/comparison.ts";
import { renderRegion } from "../report/region.ts";
import { renderReport } from "../report/report.ts";
import { TemplateError } from "../report/template-error.ts";
import type { TemplateLookup } from "../report/template-source.ts";
import type { ProjectCatalog } from "./catalog.ts";
import { mixedRegions } from "./mixed-regions.ts";
import type { Fill } from "./refresh.ts";
import { refresh } from "./refresh.ts";

/**
 * What outputs are made with. `wantsReport`: who gets a report.md; `restore`: files whose edited regions are overwritten;
 * `draw`: false leaves figures out, for endings that write nothing. `key`: everything besides the project that drawings depend on.
 */
export interface OutputContext {
  key: string;
  draw: boolean;
  catalog: ProjectCatalog;
  templates: TemplateLookup;
  wantsReport(experiment: Experiment): boolean;
  restore: ReadonlySet<string>;
}

type RegionHead = Pick<OwnedRegion, "name" | "attributes"> & { line?: number };

/** What an experiment's own files should hold now, and what stands in the way. */
export interface Outputs {
  writes: PlannedWrite[];
  findings: Finding[];
}

/**
 * comparison.md, report.md (made once, then only its regions) and the figures that a report shows. A template that cannot be
 * filled is a finding, and the file it is for stays as it is. Those of an experiment in another project are left to that project.
 */
export async function outputsOf(compiled: CompiledExperiment, context: OutputContext): Promise<Outputs> {
  const { root } = context.catalog;
  if (context.catalog.projectOf(compiled.experiment) !== null) return { writes: [], findings: [] };
  const paths = outputPaths(compiled.experiment);
  const comparison = await guarded(paths.comparison, () => comparisonOf(compiled, context, paths.comparison));
  if (!exists(root, paths.report) && !context.wantsReport(compiled.experiment)) return comparison;
  const report = await guarded(paths.report, () => reportOf(compiled, context, paths.report));
  const figures = context.draw ? await figuresOf(compiled, context) : [];
  return {
    writes: [...comparison.writes, ...report.writes, ...figures],
    findings: [...comparison.findings, ...report.findings],
  };
}

/** A planned write if the content differs from what is there; `before` is what is there. */
export function plan(path: string, before: string | null, after: string): PlannedWrite[] {
  return before === after ? [] : [{ path, before, after }];
}

/** A file's text, or null when there is none or a link leads out of the project to it. */
export function textOf(root: string, path: string): string | null {
  return isFile(root, path) && isInside(root, path) ? readText(root, path) : null;
}

/** The finding for a file of ours that could not be read, so that it stays as it is. Throws what is no system error. */
export function unreadable(file: string, error: unknown): Finding {
  const code = codeOf(error);
  if (code === null) throw error;
  return finding({ code: "source/unreadable", file, message: `this file could not be read (${code})` });
}

async function guarded(file: string, make: () => Promise<Outputs>): Promise<Outputs> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof TemplateError) return { writes: [], findings: [error.finding] };
    return { writes: [], findings: [unreadable(file, error)] };
  }
}

async function comparisonOf(compiled: CompiledExperiment, context: OutputContext, file: string): Promise<Outputs> {
  const before = textOf(context.catalog.root, file);
  const { templates } = context;
  if (before === null) {
    return { writes: plan(file, before, await renderComparison(compiled, { file, templates })), findings: [] };
  }
  const fill = { name: "comparison", attributes: {} };
  return refreshed({ file, before, wanted: [fill], append: true }, compiled, context);
}

async function reportOf(compiled: CompiledExperiment, context: OutputContext, file: string): Promise<Outputs> {
  const before = textOf(context.catalog.root, file);
  const { templates } = context;
  if (before === null) {
    return { writes: plan(file, before, await renderReport(compiled, { file, templates })), findings: [] };
  }
  const wanted = findRegions(healRegions(before).text, file).regions;
  return refreshed({ file, before, wanted, append: false }, compiled, context);
}

async function refreshed(
  job: { file: string; before: string; wanted: readonly RegionHead[]; append: boolean },
  compiled: CompiledExperiment,
  context: OutputContext,
): Promise<Outputs> {
  const { file, before } = job;
  const findings: Finding[] = [];
  const fills: Fill[] = [];
  for (const { name, attributes, line } of job.wanted) {
    const { templates } = context;
    const body = await renderRegion({ name, attributes, experiments: [compiled], file, templates });
    const message = `no template fills the region \`${name}\``;
    if (body === null) findings.push(finding({ code: "region/unknown", file, line: line ?? null, column: 1, message }));
    else fills.push({ name, attributes, body });
  }
  const merged = mixedRegions(context.catalog.root, file, before);
  const options = { restore: context.restore.has(file), append: job.append, merged };
  const after = refresh({ file, text: before }, fills, options);
  return { writes: plan(file, before, after.text), findings: [...findings, ...after.findings] };
}

/** Drawn figures by path: a hash of what each was drawn from, and of its text. */
type Drawn = Map<string, { data: string; text: string }>;

/** A figure whose file is as it was drawn from the same is not drawn again: nothing takes longer. */
async function figuresOf(compiled: CompiledExperiment, context: OutputContext): Promise<PlannedWrite[]> {
  const { key } = context;
  const { root } = context.catalog;
  const name = `figures ${compiled.experiment.id}`;
  const known = compiled.figures.length === 0 ? null : loadCache<Drawn>(root, name, key);
  const drawn: Drawn = new Map();
  const writes: PlannedWrite[] = [];
  for (const figure of compiled.figures) {
    const series = (run: string, metrics: readonly string[]) =>
      context.catalog.series(compiled.experiment, run, metrics);
    for (const { theme, data, draw } of figureDrawings({ figure, compiled, series })) {
      const path = figureFile(compiled.experiment, figure, theme);
      const before = textOf(root, path);
      const last = known?.get(path);
      const isCurrent = last?.data === data && before !== null && hashText(before) === last.text;
      const after = isCurrent ? before : await draw();
      drawn.set(path, isCurrent ? last : { data, text: hashText(after) });
      writes.push(...plan(path, before, after));
    }
  }
  if (drawn.size > 0) saveCache(root, name, { key, value: drawn });
  return writes;
}
