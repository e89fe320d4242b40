import { drawProgress, isDrawn } from "../charts/progress.ts";
import { FILE_THEMES } from "../charts/theme.ts";
import { progressOf } from "../compare/progress/progress.ts";
import type { Config } from "../config.ts";
import { exists } from "../disk/file.ts";
import { healRegions } from "../markdown/heal.ts";
import { findRegions, wrapRegion } from "../markdown/region.ts";
import { splice } from "../markdown/splice.ts";
import type { OwnedRegion } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Progress } from "../model/progress.ts";
import type { PlannedWrite } from "../model/project.ts";
import { baseName, joinPath, parentOf } from "../model/tree.ts";
import { renderProgress } from "../report/progress.ts";
import { TemplateError } from "../report/template-error.ts";
import type { TemplateLookup } from "../report/template-source.ts";
import { linksAway } from "./away.ts";
import type { Digest } from "./digest-shape.ts";
import { namesOf } from "./experiment-name.ts";
import { comparisonsIn, openGone } from "./gone.ts";
import type { LivingDoc } from "./living-docs.ts";
import { covers, EXPERIMENTS_FILE } from "./living-docs.ts";
import { mixedRegions } from "./mixed-regions.ts";
import { plan, textOf, unreadable } from "./outputs.ts";
import type { Fill } from "./refresh.ts";
import { refresh } from "./refresh.ts";

/**
 * A document that may hold the series over all experiments.
 *
 * - `wish`: `marker` fills regions that somebody put there; `insert` also puts one before the first region of a document that
 *   has some, once there is a series; `create` makes the document.
 */
export interface ProgressDoc {
  file: string;
  scope: LivingDoc["scope"];
  wish: "marker" | "insert" | "create";
}

/** What filling needs. `planned`: the writes of living documents, whose texts go on from there; `draw`: whether figures are. */
export interface ProgressInput {
  root: string;
  digests: ReadonlyMap<string, Digest>;
  templates: TemplateLookup;
  restore: ReadonlySet<string>;
  draw: boolean;
  planned: readonly PlannedWrite[];
  /** The experiment whose folder holds a path, or null. */
  owner(path: string): string | null;
}

/** The writes of living documents with the series in them and its figures. `fills`: whether a region is one that was filled. */
export interface FilledProgress {
  writes: PlannedWrite[];
  findings: Finding[];
  fills(file: string, region: OwnedRegion): boolean;
}

/**
 * The documents that may hold the series: every living document where its author put the marker, docs/experiments.md also
 * without, and what the configuration names.
 */
export function progressDocsOf(config: Config, livingDocs: readonly LivingDoc[]): ProgressDoc[] {
  const named = (config.livingDocs ?? []).filter((doc) => doc.region === "progress");
  const docs = named.map(({ file }): ProgressDoc => ({ file, scope: "all", wish: "create" }));
  const isDefault = config.livingDocs === undefined;
  for (const { file, scope } of livingDocs) {
    if (docs.some((doc) => doc.file === file)) continue;
    docs.push({ file, scope, wish: isDefault && file === EXPERIMENTS_FILE ? "insert" : "marker" });
  }
  return docs;
}

/** Fills the regions `progress` of some documents and draws their figures. Nothing is computed where no document holds one. */
export async function fillProgress(docs: readonly ProgressDoc[], input: ProgressInput): Promise<FilledProgress> {
  const writes = new Map(input.planned.map((write) => [write.path, write]));
  const findings: Finding[] = [];
  const filled = new Set<string>();
  for (const doc of docs) {
    try {
      const written = writes.get(doc.file);
      const before = written === undefined ? textOf(input.root, doc.file) : written.before;
      const healed = before === null ? null : healRegions(before);
      const text = written?.after ?? healed?.text ?? null;
      const mixed = before === null ? [] : mixedRegions(input.root, doc.file, before);
      const merged = new Set([...(healed?.merged ?? []), ...mixed]);
      const made = await fillOne({ ...doc, merged }, text, input);
      findings.push(...made.findings);
      for (const key of made.filled) filled.add(key);
      for (const write of made.figures) writes.set(write.path, write);
      if (made.text !== null) for (const write of plan(doc.file, before, made.text)) writes.set(write.path, write);
    } catch (error) {
      findings.push(error instanceof TemplateError ? error.finding : unreadable(doc.file, error));
    }
  }
  return { writes: [...writes.values()], findings, fills: (file, region) => filled.has(keyOf(file, region)) };
}

interface Filled {
  text: string | null;
  figures: PlannedWrite[];
  findings: Finding[];
  filled: string[];
}

/** A region to be filled, with its series. */
interface Part {
  attributes: Record<string, string>;
  progress: Progress | null;
}

async function fillOne(
  doc: ProgressDoc & { merged: ReadonlySet<string> },
  text: string | null,
  input: ProgressInput,
): Promise<Filled> {
  const none: Filled = { text: null, figures: [], findings: [], filled: [] };
  const found = text === null ? [] : findRegions(text, doc.file).regions;
  const regions = found.filter(({ name }) => name === "progress");
  const here = regions.filter((region) => !isAway(doc.file, region, input));
  const parts = here.map(({ attributes }): Part => ({ attributes, progress: seriesFor(doc, attributes, input) }));
  const added = regions.length > 0 ? null : partToAdd(doc, found, input);
  const all = added === null ? parts : [added];
  if (all.length === 0) return none;
  const fills: Fill[] = [];
  const drawings: PlannedWrite[] = [];
  const stale: Finding[] = [];
  for (const part of all) {
    const figures = figuresOf(doc, part);
    const { templates } = input;
    const paths = new Map([...figures].map(([label, { path }]) => [label, pathOf(path, "light")]));
    const body = await renderProgress({ ...part, file: doc.file, templates, figures: paths });
    fills.push({ name: "progress", attributes: part.attributes, body });
    const drawn = await drawAll(doc, figures, input);
    drawings.push(...drawn.writes);
    stale.push(...drawn.findings);
  }
  const options = { restore: input.restore.has(doc.file), append: true, merged: doc.merged };
  const start = added === null ? (text ?? "") : insert(doc, { text, regions: found, fill: fills[0] as Fill });
  const after = refresh({ file: doc.file, text: start }, fills, options);
  const filled = all.map(({ attributes }) => keyOf(doc.file, { attributes }));
  return { text: after.text, figures: drawings, findings: [...after.findings, ...stale], filled };
}

/**
 * Whether experiments of a region are not in this checkout, or their logs only as Git LFS pointers: it stays as the lock
 * knows it. A log that is gone from an experiment that is here was removed, and so was an experiment that git knows of.
 */
function isAway(file: string, region: OwnedRegion, { root, owner }: ProgressInput): boolean {
  const isGone = openGone(root);
  if (comparisonsIn(file, region).some((path) => owner(path) === null && !isGone(path))) return true;
  const isStrange = (path: string) => (owner(path) === null && !isGone(path)) || exists(root, path);
  return linksAway(root, { file, region }, isStrange);
}

/** What a document without the region gets. Where nobody asked for it, it has to have something to say. */
function partToAdd(doc: ProgressDoc, regions: readonly OwnedRegion[], input: ProgressInput): Part | null {
  if (doc.wish === "marker" || (doc.wish === "insert" && regions.length === 0)) return null;
  const part = { attributes: {}, progress: seriesFor(doc, {}, input) };
  return doc.wish === "insert" && part.progress === null ? null : part;
}

/** A new region goes before the first one that is there, else to the end. */
function insert(doc: ProgressDoc, of: { text: string | null; regions: readonly OwnedRegion[]; fill: Fill }): string {
  const { text, regions, fill } = of;
  if (text === null) return `# ${titleOf(doc.file)}\n`;
  const [first] = regions;
  if (first === undefined || doc.wish !== "insert") return text;
  const newline = text.includes("\r\n") ? "\r\n" : "\n";
  const region = wrapRegion(fill.name, fill.attributes, fill.body).replaceAll("\n", newline);
  return splice(text, [{ start: first.start, end: first.start, text: `${region}${newline}${newline}` }]);
}

function titleOf(file: string): string {
  const name = baseName(file)
    .replace(/\.\w+$/, "")
    .replace(/[-_]+/g, " ");
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The series that a region asks for: `metric=a,b` by name, `experiments=a,b` by whatever an experiment may be called. */
function seriesFor(doc: ProgressDoc, attributes: Record<string, string>, { digests }: ProgressInput): Progress | null {
  const metrics = namesIn(attributes.metric);
  const wanted = namesIn(attributes.experiments);
  const chosen = [...digests.values()].filter(({ summary }) => {
    return covers(doc, summary) && (wanted === undefined || namesOf(summary).some((name) => wanted.includes(name)));
  });
  return progressOf(
    chosen.map(({ progress }) => progress),
    { metrics },
  );
}

function namesIn(stated: string | undefined): string[] | undefined {
  const names = stated?.split(",").map((name) => name.trim());
  return names?.filter((name) => name !== "");
}

interface PlannedFigure {
  path: string;
  id: string;
  series: Progress["series"][number];
}

/** The figures of a region by the label of their series, in the folder `plots` beside the document. */
function figuresOf(doc: ProgressDoc, { attributes, progress }: Part): Map<string, PlannedFigure> {
  const figures = new Map<string, PlannedFigure>();
  const folder = joinPath(parentOf(doc.file), "plots");
  const taken = new Set<string>();
  for (const series of progress?.series ?? []) {
    const words = [baseName(doc.file).replace(/\.\w+$/, ""), "progress", series.label, attributes.experiments ?? ""];
    const slug = words
      .join(" ")
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "")
      .slice(0, 100);
    let id = slug;
    for (let count = 2; taken.has(id); count += 1) id = `${slug}-${count}`;
    taken.add(id);
    figures.set(series.label, { path: joinPath(folder, id), id, series });
  }
  return figures;
}

function pathOf(path: string, theme: "light" | "dark"): string {
  return `${path}.${theme}.svg`;
}

/** Figures that are not as they would be drawn: drawn now, or said to be out of date where nothing is drawn. */
async function drawAll(
  doc: ProgressDoc,
  figures: ReadonlyMap<string, PlannedFigure>,
  input: ProgressInput,
): Promise<{ writes: PlannedWrite[]; findings: Finding[] }> {
  const writes: PlannedWrite[] = [];
  const stale: string[] = [];
  for (const { path, id, series } of figures.values()) {
    for (const theme of FILE_THEMES) {
      const file = pathOf(path, theme);
      const before = textOf(input.root, file);
      if (before !== null && isDrawn(before, { series, id, theme })) continue;
      if (input.draw) writes.push(...plan(file, before, await drawProgress({ series, id, theme })));
      else if (before !== null && theme === "light") stale.push(file);
    }
  }
  const findings = stale.map((file) => {
    const message = `The figure “${file}” is out of date: what its experiments report, or how it is drawn, has changed.`;
    return finding({ code: "figure/out-of-date", file: doc.file, message });
  });
  return { writes, findings };
}

function keyOf(file: string, { attributes }: Pick<OwnedRegion, "attributes">): string {
  return JSON.stringify([file, Object.entries(attributes).sort()]);
}
