import { createHash } from "node:crypto";
import { plainSentence } from "../model/comparison.ts";
import type { Figure } from "../model/project.ts";
import type { ChartSpec } from "./chart.ts";
import { escapeXml } from "./drawing/label.ts";
import type { FigureRequest } from "./spec.ts";
import { specOf } from "./spec.ts";

/**
 * What an SVG of ours says of itself.
 *
 * - `data`: a hash of all that it was drawn from; null where an older drawing does not say.
 * - `sources`: each run's log and metric behind it.
 * - `edited`: its bytes are not the ones that were drawn.
 */
export interface Drawing {
  figure: string;
  data: string | null;
  sources: Pick<Figure["sources"][number], "run" | "metric" | "file">[];
  edited: boolean;
}

const ELEMENT = /<metadata>([^<]*)<\/metadata>/;
const TOOL = "labdocs";

/** A hash of all that a figure is drawn from. A drawing that states it need not be drawn again; no chart library is loaded. */
export function dataHash(request: FigureRequest): string {
  return hashOfSpec(request, specOf(request));
}

/**
 * Puts into a drawing where its numbers come from, what it was drawn from and a hash of its bytes, after `<desc>`. Line ends do
 * not count in the hash: git may change them.
 */
export function stamp(svg: string, request: FigureRequest, spec: ChartSpec): string {
  const { id, sources } = request.figure;
  return stampWith(svg, { tool: TOOL, figure: id, data: hashOfSpec(request, spec), sources });
}

/** Puts any facts into a drawing, with a hash of its bytes. */
export function stampWith(svg: string, said: object): string {
  const metadata = asciiJson({ ...said, drawn: hashOfDrawing(svg, said) });
  return svg.replace("</desc>", () => `</desc><metadata>${escapeXml(metadata)}</metadata>`);
}

/** The facts that an SVG was stamped with, or null where there are none or its bytes were edited since. Never throws. */
export function readStamp(svg: string): Record<string, unknown> | null {
  const { drawn, ...said } = readMetadata(svg) ?? {};
  return drawn !== undefined && drawn === hashOfDrawing(svg.replace(ELEMENT, ""), said) ? said : null;
}

/** What an SVG says of itself, or null when it is none of ours. Never throws. */
export function readDrawing(svg: string): Drawing | null {
  const said = readMetadata(svg);
  if (said === null || said.tool !== TOOL || typeof said.figure !== "string") return null;
  const { drawn, ...rest } = said;
  const isEdited = drawn !== undefined && drawn !== hashOfDrawing(svg.replace(ELEMENT, ""), rest);
  const data = typeof said.data === "string" ? said.data : null;
  return { figure: said.figure, data, sources: sourcesOf(said.sources), edited: isEdited };
}

function readMetadata(svg: string): Record<string, unknown> | null {
  const text = ELEMENT.exec(svg)?.[1];
  if (text === undefined) return null;
  try {
    const said: unknown = JSON.parse(unescapeXml(text));
    return typeof said === "object" && said !== null ? (said as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

function sourcesOf(stated: unknown): Drawing["sources"] {
  return (Array.isArray(stated) ? stated : []).flatMap((one: unknown) => {
    const { run, metric, file } = (one ?? {}) as Record<string, unknown>;
    return typeof run === "string" && typeof metric === "string" && typeof file === "string"
      ? [{ run, metric, file }]
      : [];
  });
}

/** A hash of all that a figure with a specification is drawn from. */
export function hashOfSpec({ figure }: FigureRequest, spec: ChartSpec): string {
  const { title, caption, sources } = figure;
  return hashOf(JSON.stringify({ spec, title, caption: plainSentence(caption), sources }));
}

function hashOfDrawing(svg: string, said: object): string {
  return hashOf(`${JSON.stringify(said)}\n${svg.replaceAll("\r\n", "\n")}`);
}

/** JSON without a character that escaping for XML would change, so that what is read is what was written. */
function asciiJson(value: object): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replaceAll(/[^ -~]/g, escaped);
}

/** A short hash of a text. */
export function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function unescapeXml(text: string): string {
  const characters: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"' };
  return text.replaceAll(/&(amp|lt|gt|quot);/g, (entity, name: string) => characters[name] ?? entity);
}
