/** How large an image is drawn where nothing else is said, in CSS pixels. */
export interface ImageSize {
  width: number;
  height: number;
}

/** As much of a file as its size is looked for in. */
export const SIZE_BYTES = 1 << 16;

const PIXELS: Record<string, number> = { "": 1, px: 1, pt: 4 / 3, pc: 16, in: 96, cm: 96 / 2.54, mm: 96 / 25.4 };
/** Markers of a JPEG that begin a frame. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2, 0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]);

/** The size of a PNG, GIF, JPEG, WebP or SVG image from its first bytes; null where they do not tell. */
export function imageSize(bytes: Buffer): ImageSize | null {
  const size = sizeIn(bytes);
  return size !== null && size.width >= 1 && size.height >= 1 ? size : null;
}

/** The attributes of an image that keep its room free until it has come. `given`: those that its author wrote. */
export function sizeAttributes({ width, height }: ImageSize, given: string): string {
  if (/\sheight=/.test(given)) return "";
  const own = /\swidth="([^"]*)"/.exec(given)?.[1];
  if (own === undefined) return ` width="${Math.round(width)}" height="${Math.round(height)}"`;
  const wanted = /^\d+(?:px)?$/.test(own) ? Number.parseInt(own, 10) : 0;
  return wanted === 0 ? "" : ` height="${Math.max(1, Math.round((wanted * height) / width))}"`;
}

function sizeIn(bytes: Buffer): ImageSize | null {
  const head = bytes.toString("latin1", 0, 16);
  const at = (offset: number, read: (offset: number) => number) => (offset + 4 <= bytes.length ? read(offset) : 0);
  const short = (offset: number) => at(offset, (one) => bytes.readUInt16LE(one));
  const long = (offset: number) => at(offset, (one) => bytes.readUInt32BE(one));
  if (head.startsWith("\x89PNG")) return { width: long(16), height: long(20) };
  if (head.startsWith("GIF8")) return { width: short(6), height: short(8) };
  if (head.startsWith("\xff\xd8")) return jpegSize(bytes);
  if (head.startsWith("RIFF") && head.includes("WEBP")) return webpSize(bytes);
  return svgSize(bytes.toString("utf8"));
}

/** Segments, each with its length, up to the one that begins the frame. */
function jpegSize(bytes: Buffer): ImageSize | null {
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    if (!FRAMES.has(bytes[at + 1] ?? 0)) continue;
    return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
  }
  return null;
}

function webpSize(bytes: Buffer): ImageSize | null {
  if (bytes.length < 30) return null;
  const kind = bytes.toString("latin1", 12, 16);
  if (kind === "VP8 ") return { width: bytes.readUInt16LE(26) & 0x3fff, height: bytes.readUInt16LE(28) & 0x3fff };
  if (kind === "VP8X") return { width: bytes.readUIntLE(24, 3) + 1, height: bytes.readUIntLE(27, 3) + 1 };
  if (kind !== "VP8L") return null;
  const packed = bytes.readUInt32LE(21);
  return { width: (packed & 0x3fff) + 1, height: ((packed >>> 14) & 0x3fff) + 1 };
}

/** What the outermost element says; a drawing that says no size has that of its view box. */
function svgSize(text: string): ImageSize | null {
  const [tag] = /<svg\b(?:"[^"]*"|'[^']*'|[^"'>])*>/.exec(text) ?? [];
  if (tag === undefined) return null;
  const attribute = (name: string) => new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1] ?? "";
  const length = (value: string) => {
    const [, number, unit] = /^\s*([\d.]+(?:e[-+]?\d+)?)\s*([a-z]*)\s*$/i.exec(value) ?? [];
    return Number(number) * (PIXELS[unit ?? ""] ?? Number.NaN);
  };
  const [width, height] = [length(attribute("width")), length(attribute("height"))];
  if (Number.isFinite(width * height)) return { width, height };
  const [, , across = 0, up = 0] = attribute("viewBox")
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return Number.isFinite(across * up) ? { width: across, height: up } : null;
}
