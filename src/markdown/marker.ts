import { decodePercent, encodePercent } from "./percent.ts";

/** A marker line: `<!-- docs:begin name key=value hash=… -->` or `<!-- docs:end name -->`. */
export interface Marker {
  kind: "begin" | "end";
  /** Empty when the marker names nothing. */
  name: string;
  attributes: Record<string, string>;
}

/** How every marker begins. */
const MARKER_START = "<!-- docs:";

/**
 * Reads a line as a marker. White space around it is allowed, other text beside it is not.
 *
 * @returns null when the line is no marker; `"broken"` when it begins like one and cannot be read.
 */
export function parseMarker(line: string): Marker | "broken" | null {
  const text = line.trim();
  const kind = /^<!--[ \t]*docs:(begin|end)(?![\w-])/.exec(text)?.[1];
  if (kind === undefined) return null;
  if (!text.endsWith("-->")) return text.includes("-->") ? null : "broken";
  const inside = text.slice(text.indexOf(kind) + kind.length, -"-->".length).trim();
  if (inside.includes("-->")) return null;
  const [, name = "", rest = ""] = /^([^\s="']*)(.*)$/s.exec(inside) ?? [];
  const attributes = parseAttributes(rest);
  return attributes === null
    ? "broken"
    : { kind: kind === "begin" ? "begin" : "end", name: decodePercent(name), attributes };
}

/**
 * The begin marker of a region. Values with spaces are quoted, and what could end a comment or a value is
 * percent-encoded.
 */
export function beginMarker(name: string, attributes: Record<string, string>, bodyHash: string | null): string {
  const entries = Object.entries(bodyHash === null ? attributes : { ...attributes, hash: bodyHash });
  const pairs = entries.map(([key, value]) => ` ${encodeName(key)}=${quote(encode(value))}`);
  return `${MARKER_START}begin ${encodeName(name)}${pairs.join("")} -->`;
}

/** The end marker of a region. */
export function endMarker(name: string): string {
  return `${MARKER_START}end ${encodeName(name)} -->`;
}

const ATTRIBUTE = /\s+([^\s="']+)=(?:"([^"]*)"|'([^']*)'|([^\s"']*))/y;

/** `key=value key="a value"`, or null when something else is between them. */
function parseAttributes(text: string): Record<string, string> | null {
  const attributes: [string, string][] = [];
  let at = 0;
  while (at < text.trimEnd().length) {
    ATTRIBUTE.lastIndex = at;
    const match = ATTRIBUTE.exec(text);
    if (match === null) return null;
    attributes.push([decodePercent(match[1] ?? ""), decodePercent(match[2] ?? match[3] ?? match[4] ?? "")]);
    at = ATTRIBUTE.lastIndex;
  }
  return Object.fromEntries(attributes);
}

function quote(value: string): string {
  return value === "" || /\s/.test(value) ? `"${value}"` : value;
}

function encodeName(name: string): string {
  return encode(name).replace(/\s/g, encodePercent);
}

function encode(value: string): string {
  return value.toWellFormed().replace(/[%"'`<>=\p{Cc}\p{Cf}\u2028\u2029]|(?<=-)-/gu, encodePercent);
}
