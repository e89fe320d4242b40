import { derivationOf } from "../markdown/derivation.ts";
import type { LinkPlace } from "../markdown/link.ts";
import { wrapRegion } from "../markdown/region.ts";
import type { CompiledExperiment } from "../model/project.ts";
import type { LinkWriter } from "./link-writer.ts";
import { inlineLinks, referenceLinks } from "./link-writer.ts";
import type { Engine, Scope } from "./template-engine.ts";
import { loadEngine } from "./template-engine.ts";
import type { TemplateLookup, TemplateText } from "./template-source.ts";
import { viewOf } from "./view.ts";

/**
 * A region to be filled.
 *
 * - `name`: of the marker; the template is `regions/<name>`.
 * - `attributes`: of the marker; `level` is the depth of the region's first heading (2 unless given).
 * - `experiments`: what it is about; a region about one experiment uses the first.
 * - `file`: the project path of the document it stands in, from which its links go; `shared`: it is about other experiments too, so
 *   that addresses have to name the experiment.
 */
export interface RegionRequest {
  name: string;
  attributes: Record<string, string>;
  experiments: readonly CompiledExperiment[];
  file: string;
  shared?: boolean;
  templates: TemplateLookup;
}

/** What fills a whole document. */
export interface DocumentRequest {
  template: TemplateText;
  compiled: CompiledExperiment;
  file: string;
  templates: TemplateLookup;
}

/**
 * A region about the whole project.
 *
 * - `derivation`: as links of the document need it (markdown/link.ts).
 * - `view`: the fields of its template, given who writes its links and the depth of its first heading.
 */
export interface ProjectRegionRequest extends Omit<RegionRequest, "experiments"> {
  derivation(file: string): string | null;
  view(links: LinkWriter, level: number): object;
}

/** Regions that are about all experiments together, and so are none of a report. */
const OF_PROJECT = new Set(["progress"]);

/** The body of a region, or null when no template has its name. Throws TemplateError. */
export async function renderRegion(request: RegionRequest): Promise<string | null> {
  const { name } = request;
  const template = OF_PROJECT.has(name) ? null : request.templates(`regions/${name}`);
  return template === null ? null : fillRegion(await loadEngine(), template, request);
}

/** The same for a region about the whole project. Throws TemplateError. */
export async function renderProjectRegion(request: ProjectRegionRequest): Promise<string | null> {
  const template = request.templates(`regions/${request.name}`);
  return template === null ? null : fillTemplate(await loadEngine(), template, request);
}

/** A document with its regions in their markers, ending in one line break. Throws TemplateError. */
export async function renderDocument(request: DocumentRequest): Promise<string> {
  const { template, compiled, file, templates } = request;
  const engine = await loadEngine();
  const region = (name: string) => {
    const own = templates(`regions/${name}`);
    if (own === null) throw new Error(`there is no template regions/${name}`);
    const body = fillRegion(engine, own, { name, attributes: {}, experiments: [compiled], file, templates });
    return wrapRegion(name, {}, body);
  };
  const links = inlineLinks({ from: file, derivation: derivationOf([compiled]) });
  const scope: Scope = { links, region, part: (name) => templates(`parts/${name}`) };
  return `${engine(template, viewOf([compiled], scope.links, 2), scope)}\n`;
}

function fillRegion(engine: Engine, template: TemplateText, request: RegionRequest): string {
  const { experiments, shared = false } = request;
  const about = shared ? experiments[0]?.experiment : undefined;
  const view = (links: LinkWriter, level: number) => viewOf(experiments, links, level);
  return fillTemplate(engine, template, { ...request, about, derivation: derivationOf(experiments), view });
}

function fillTemplate(
  engine: Engine,
  template: TemplateText,
  request: ProjectRegionRequest & Pick<LinkPlace, "about">,
): string {
  const { file, derivation, templates, about } = request;
  const links = referenceLinks({ from: file, derivation, about });
  const view = request.view(links, levelOf(request.attributes.level));
  const body = engine(template, view, { links, region: null, part: (name) => templates(`parts/${name}`) });
  const definitions = usedDefinitions(body, links.definitions());
  return definitions === "" ? body : `${body}\n\n${definitions}`;
}

/** A template prints part of what its fields hold, so some links may have been written that are nowhere in the body. */
function usedDefinitions(body: string, definitions: string): string {
  const used = new Set(Array.from(body.matchAll(/\]\[([0-9a-f]+)\]/g), (match) => match[1]));
  const isUsed = (line: string) => used.has(line.slice(1, line.indexOf("]")));
  return definitions.split("\n").filter(isUsed).join("\n");
}

function levelOf(stated: string | undefined): number {
  return stated !== undefined && /^[1-5]$/.test(stated) ? Number(stated) : 2;
}
