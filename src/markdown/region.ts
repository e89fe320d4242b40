import { createHash } from "node:crypto";
import type { OwnedRegion } from "../model/document.ts";
import type { Finding } from "../model/finding.ts";
import { finding } from "../model/finding.ts";
import type { Marker } from "./marker.ts";
import { beginMarker, endMarker, parseMarker } from "./marker.ts";
import type { Edit } from "./splice.ts";
import { splice } from "./splice.ts";

/** The regions of a file, in order; none of them when a marker is wrong, since the file is then left alone. */
export interface FoundRegions {
  regions: OwnedRegion[];
  findings: Finding[];
}

/**
 * Finds the regions of a text by a scan of its lines; markers in fenced or indented code are text. A region's `body` has
 * LF line ends and no blank lines around it, whatever the file has. A region with a body but without a hash counts as
 * edited: nobody knows whose text it is. An empty body does not: there is nothing to lose.
 */
export function findRegions(text: string, file: string): FoundRegions {
  if (!text.includes("docs:")) return { regions: [], findings: [] };
  const regions: OwnedRegion[] = [];
  const findings: Finding[] = [];
  const seen = new Map<string, number>();
  let open: MarkerLine | null = null;
  const report = (line: number, message: string) =>
    findings.push(finding({ code: "region/unclosed", file, line, column: 1, message }));

  for (const found of scan(text).markers) {
    const { marker, line } = found;
    if (marker === "broken" || (marker.kind === "begin" && marker.name === "")) {
      report(line, "This region marker cannot be read.");
    } else if (marker.kind === "begin") {
      if (open !== null)
        report(line, `The region “${marker.name}” begins inside “${nameOf(open)}” (line ${open.line}).`);
      const key = regionIdentity(marker);
      const first = seen.get(key);
      if (first !== undefined) report(line, `The region “${marker.name}” is already in this file, in line ${first}.`);
      seen.set(key, line);
      open = found;
    } else if (open === null) {
      report(line, `The end marker of “${marker.name}” has no begin marker.`);
    } else {
      const name = nameOf(open);
      if (marker.name !== "" && marker.name !== name) {
        report(line, `The end marker says “${marker.name}”, the region that is open is “${name}” (line ${open.line}).`);
      }
      regions.push(regionBetween(text, open, found));
      open = null;
    }
  }
  if (open !== null) report(open.line, `The region “${nameOf(open)}” has no end marker.`);
  return findings.length > 0 ? { regions: [], findings } : { regions, findings };
}

/**
 * The text with another body in a region of it. Nothing outside the region changes, and the line ends are those of the
 * begin marker's line. A body that is there already leaves the text as it is.
 */
export function fillRegion(text: string, region: OwnedRegion, body: string): string {
  return splice(text, regionEdit(text, region, body));
}

/** The edit that gives a region its body, to be made with others in one splice; none when it has that body already. */
export function regionEdit(text: string, region: OwnedRegion, body: string): Edit[] {
  const lines = normalise(closeBody(body));
  if (region.body === lines && region.hash === hashBody(lines)) return [];
  const eol = text.slice(region.start, region.bodyStart).endsWith("\r\n") ? "\r\n" : "\n";
  const filled = regionLines(region.name, region.attributes, lines).join(eol);
  return [{ start: region.start, end: region.end, text: filled }];
}

/** A new region: both markers with the body between them, LF line ends, no line end after it. */
export function wrapRegion(name: string, attributes: Record<string, string>, body: string): string {
  return regionLines(name, attributes, normalise(closeBody(body))).join("\n");
}

/** The hash that a begin marker states: 16 hex digits over the body with LF line ends and no blank lines around it. */
export function hashBody(body: string): string {
  return createHash("sha256").update(normalise(body)).digest("hex").slice(0, 16);
}

interface MarkerLine {
  marker: Marker | "broken";
  line: number;
  /** Of the marker itself, without white space around it. */
  start: number;
  end: number;
  lineStart: number;
  /** Of the line after it. */
  next: number;
}

/** All marker lines outside code, and the fence that is still open at the end of the text. */
function scan(text: string): { markers: MarkerLine[]; fence: string | null } {
  const markers: MarkerLine[] = [];
  let fence: string | null = null;
  let line = 0;
  for (let start = 0; start < text.length; ) {
    line += 1;
    const newline = text.indexOf("\n", start);
    const next = newline < 0 ? text.length : newline + 1;
    let at = start;
    while (at - start < 4 && (text[at] === " " || (at === 0 && text[at] === "\uFEFF"))) at += 1;
    const first = text[at];
    if (at - start < 4 && (first === "`" || first === "~")) {
      fence = fenceAfter(text.slice(at, next), fence);
    } else if (at - start < 4 && first === "<" && fence === null) {
      const source = text.slice(at, next).trimEnd();
      const marker = parseMarker(source);
      if (marker !== null) markers.push({ marker, line, start: at, end: at + source.length, lineStart: start, next });
    }
    start = next;
  }
  return { markers, fence };
}

/** The fence that is open after a line that begins with a back-tick or a tilde. */
function fenceAfter(line: string, open: string | null): string | null {
  const [, run = "", rest = ""] = /^(`{3,}|~{3,})(.*)/.exec(line) ?? [];
  if (run === "") return open;
  if (open === null) return run.startsWith("`") && rest.includes("`") ? null : run;
  return run.startsWith(open) && rest.trim() === "" ? null : open;
}

function regionBetween(text: string, begin: MarkerLine, end: MarkerLine): OwnedRegion {
  const { name, attributes } = begin.marker as Marker;
  const { hash = null, ...others } = attributes as Record<string, string> & { hash?: string };
  const body = normalise(text.slice(begin.next, end.lineStart));
  return {
    name,
    attributes: others,
    hash,
    edited: body !== "" && hash !== hashBody(body),
    start: begin.start,
    bodyStart: begin.next,
    bodyEnd: end.lineStart,
    end: end.end,
    line: begin.line,
    body,
  };
}

function regionLines(name: string, attributes: Record<string, string>, body: string): string[] {
  const lines = body === "" ? [] : body.split("\n");
  return [beginMarker(name, attributes, hashBody(body)), ...lines, endMarker(name)];
}

/** A body may not contain what would be read as a marker, nor leave code open in which the end marker would be lost. */
function closeBody(body: string): string {
  const lines = normalise(body);
  const { markers, fence } = scan(lines);
  const edits = markers.map(({ start }) => ({ start, end: start + 1, text: "&lt;" }));
  const safe = splice(lines, edits);
  return fence === null ? safe : `${safe}\n${fence}`;
}

function normalise(body: string): string {
  const lines = body.includes("\r") ? body.replaceAll("\r\n", "\n") : body;
  return lines.replace(/^(?:[ \t]*\n)+/, "").trimEnd();
}

/** What tells a region from the others of its file: its name and attributes, whatever their order. */
export function regionIdentity({ name, attributes }: Pick<Marker, "name" | "attributes">): string {
  const { hash: _, ...others } = attributes;
  return JSON.stringify([name, Object.entries(others).sort(([a], [b]) => (a < b ? -1 : 1))]);
}

function nameOf({ marker }: MarkerLine): string {
  return marker === "broken" ? "" : marker.name;
}
