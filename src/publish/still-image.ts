import type { FileLines } from "../disk/lines.ts";

/** A longer drawing is not read to its end, so that nothing can be said of it. */
const MOST_BYTES = 1 << 22;
const PHOTO = /\.(png|jpe?g|gif|webp|avif)$/i;
/** The one document type of SVG, as matplotlib, Graphviz and Inkscape write it. With more in it, it could define attributes and entities. */
const PLAIN_DOCTYPE =
  /<!DOCTYPE\s+svg(?:\s+PUBLIC\s+(["'])-\/\/W3C\/\/DTD SVG [\w. ]+\/\/EN\1\s+(["'])https?:\/\/www\.w3\.org\/[\w./-]+\2)?\s*>/;
/** Encodings in which what is written is what a browser reads; in others a letter may be left out or stand for another. */
const PLAIN_ENCODING = /^(?:utf-?8|us-ascii|ascii|iso-8859-1|windows-1252)$/i;
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F]/;
const ACTIVE =
  /<\s*(?:[^\s<>/:="']+:)?(?:script|foreignObject|iframe|embed|object|handler)\b|\son\w+\s*=|<!(?:ENTITY|DOCTYPE|ATTLIST|ELEMENT)|<\?xml-stylesheet|1999\/xhtml/i;

/** Whether a path is that of an image which can hold nothing but a picture. */
export function isPhoto(path: string): boolean {
  return PHOTO.test(path);
}

/** Whether an image is only that: opened by its own address, an SVG may run scripts, and no policy of a page stops it. */
export function isStill(path: string, { open }: { open(file: string): FileLines | null }): boolean {
  if (isPhoto(path)) return true;
  const text = open(path);
  return text !== null && text.bytes <= MOST_BYTES && isStillDrawing(text.read(1, text.total).join("\n"));
}

/** Whether an SVG runs nothing and leads nowhere that is not an address. */
function isStillDrawing(svg: string): boolean {
  const encoding = /^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([^"'>]*)/i.exec(svg)?.[1] ?? "utf-8";
  if (!PLAIN_ENCODING.test(encoding) || CONTROL.test(svg)) return false;
  const read = unescaped(svg.replace(PLAIN_DOCTYPE, ""));
  // A browser skips white space within a scheme.
  return !ACTIVE.test(read) && !/(?:javascript|vbscript):/i.test(read.replaceAll(/\s/g, ""));
}

/** Numbered characters as they are read. Without a document type of its own, a drawing has no other names for characters that matter here. */
function unescaped(svg: string): string {
  return svg.replaceAll(
    /&#(?:x([0-9a-f]+)|(\d+));/gi,
    (whole, hex: string | undefined, decimal: string | undefined) => {
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : whole;
    },
  );
}
