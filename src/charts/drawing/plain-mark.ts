import { escapeXml } from "./label.ts";
import type { Frame } from "./plain-axis.ts";
import { bandMiddle, placed, round } from "./plain-axis.ts";

/** What decides one property of a mark: a field of the data on a scale, a field in pixels (`scale` is null), or a constant. */
export interface Channel {
  field?: string;
  value?: number;
  type?: string;
  title?: string | null;
  sort?: string[];
  scale?: { domain?: unknown[]; range?: unknown[]; type?: string } | null;
  axis?: { tickCount?: number; grid?: boolean; format?: string } | null;
}

/** A kind of mark with its data. */
export interface Layer {
  data: { values: Record<string, unknown>[] };
  mark: {
    type: string;
    strokeWidth?: number;
    strokeDash?: number[];
    opacity?: number;
    size?: number;
    shape?: string;
    filled?: boolean;
    height?: number;
    color?: string;
    align?: string;
    baseline?: string;
  };
  encoding: Record<string, Channel | undefined> & { detail?: Channel };
}

type Datum = Record<string, unknown>;

const CHANNELS = new Set(["x", "y", "x2", "y2", "color", "strokeDash", "detail", "text"]);
const MARKS = new Set(["line", "point", "rule", "text", "bar"]);

/** Whether a layer is one of those that are drawn here. */
export function isPlainLayer(layer: Layer): boolean {
  const { data, mark, encoding } = layer;
  if (!MARKS.has(mark?.type) || !Array.isArray(data?.values) || encoding === undefined) return false;
  if (Object.keys(encoding).some((name) => !CHANNELS.has(name))) return false;
  const { x, y } = encoding;
  return [x, y].every((channel) => channel === undefined || isPlainPosition(channel)) && isDrawn(mark);
}

/** The marks of a layer as SVG. */
export function drawLayer(layer: Layer, frame: Frame): string {
  const { type } = layer.mark;
  if (type === "line") return lines(layer, frame);
  return layer.data.values.map((datum) => markOf(layer, datum, frame)).join("");
}

function isPlainPosition({ field, value, type, scale, sort }: Channel): boolean {
  if (field === undefined) return typeof value === "number";
  if (scale === null) return true;
  if (type === "nominal") return Array.isArray(sort);
  return type === "quantitative" && scale?.domain?.length === 2 && (scale.type ?? "linear") === "linear";
}

function isDrawn({ type, shape, filled, baseline }: Layer["mark"]): boolean {
  if (type === "point") return filled === true || shape !== undefined;
  return type !== "text" || baseline === "middle";
}

function markOf(layer: Layer, datum: Datum, frame: Frame): string {
  const { type } = layer.mark;
  if (type === "text") return text(layer, datum, frame);
  if (type === "bar") return bar(layer, datum, frame);
  return type === "rule" ? rule(layer, datum, frame) : point(layer, datum, frame);
}

/** One path a row, run and piece: colour and dashes are those of the row. */
function lines({ data, mark, encoding }: Layer, frame: Frame): string {
  const groups = new Map<string, { first: Datum; path: string[] }>();
  for (const datum of data.values) {
    const key = `${datum.row}\0${datum.run ?? ""}\0${datum.piece ?? ""}`;
    const group = groups.get(key) ?? { first: datum, path: [] };
    groups.set(key, group);
    group.path.push(`${round(across(encoding.x, datum, frame))} ${round(down(encoding.y, datum, frame))}`);
  }
  const paths = [...groups.values()].map(({ first, path }) => {
    return `<path d="M${path.join("L")}" stroke="${colorOf({ mark, encoding }, first)}"${dashes({ mark, encoding }, first)}/>`;
  });
  return `<g stroke-width="${mark.strokeWidth ?? 2}"${opacity(mark)}>${paths.join("")}</g>`;
}

function point({ mark, encoding }: Layer, datum: Datum, frame: Frame): string {
  const [x, y] = [round(across(encoding.x, datum, frame)), round(down(encoding.y, datum, frame))];
  const size = mark.size ?? 30;
  const color = colorOf({ mark, encoding }, datum);
  if (mark.shape === undefined)
    return `<circle cx="${x}" cy="${y}" r="${round(Math.sqrt(size / Math.PI) * 0.8863)}" fill="${color}"${opacity(mark)}/>`;
  const stroke = `stroke="${color}" stroke-width="${round((mark.strokeWidth ?? 2) / Math.sqrt(size))}"`;
  return `<path transform="translate(${x},${y})scale(${round(Math.sqrt(size))})" d="${mark.shape}" ${stroke}/>`;
}

function rule({ mark, encoding }: Layer, datum: Datum, frame: Frame): string {
  const { x, y, x2, y2 } = encoding;
  const left = across(x, datum, frame);
  const top = y === undefined ? 0 : down(y, datum, frame);
  const right = x2 === undefined ? left : across(sameScale(x2, x), datum, frame);
  const bottom = y2 !== undefined ? down(sameScale(y2, y), datum, frame) : y === undefined ? frame.height : top;
  const color = colorOf({ mark, encoding }, datum);
  const width = mark.strokeWidth ?? 1;
  return `<path d="M${round(left)} ${round(top)}L${round(right)} ${round(bottom)}" stroke="${color}" stroke-width="${width}"${dashes({ mark, encoding }, datum)}/>`;
}

function bar({ mark, encoding }: Layer, datum: Datum, frame: Frame): string {
  const { x, y } = encoding;
  const zero = x === undefined ? 0 : placed(0, x, frame.width);
  const end = across(x, datum, frame);
  const height = mark.height ?? 10;
  const top = down(y, datum, frame) - height / 2;
  const size = `x="${round(Math.min(zero, end))}" y="${round(top)}" width="${round(Math.abs(end - zero))}" height="${height}"`;
  return `<rect ${size} fill="${colorOf({ mark, encoding }, datum)}"${opacity(mark)}/>`;
}

function text({ mark, encoding }: Layer, datum: Datum, frame: Frame): string {
  const anchor = mark.align === "right" ? ' text-anchor="end"' : mark.align === "center" ? ' text-anchor="middle"' : "";
  const place = `x="${round(across(encoding.x, datum, frame))}" y="${round(down(encoding.y, datum, frame) + 3)}"`;
  const words = escapeXml(String(datum[encoding.text?.field ?? ""] ?? ""));
  return `<text ${place} fill="${mark.color ?? "currentColor"}"${anchor}>${words}</text>`;
}

function across(channel: Channel | undefined, datum: Datum, { width }: Frame): number {
  return pixelOf(channel, datum, { length: width, isDown: false });
}

function down(channel: Channel | undefined, datum: Datum, { height }: Frame): number {
  return pixelOf(channel, datum, { length: height, isDown: true });
}

/** Pixels from the left or the top: values grow to the right and upward, names go downward. */
function pixelOf(
  channel: Channel | undefined,
  datum: Datum,
  { length, isDown }: { length: number; isDown: boolean },
): number {
  if (channel === undefined) return 0;
  if (channel.field === undefined) return channel.value ?? 0;
  const value = datum[channel.field];
  if (channel.scale === null) return Number(value);
  if (channel.type === "nominal") return bandMiddle(value, channel, length);
  const at = placed(Number(value), channel, length);
  return isDown ? length - at : at;
}

/** The other end of a rule is on the scale of the first, unless it is a constant. */
function sameScale(second: Channel, first: Channel | undefined): Channel {
  return second.field === undefined ? second : { ...first, field: second.field };
}

function colorOf({ mark, encoding }: Pick<Layer, "mark" | "encoding">, datum: Datum): string {
  return String(chosen(encoding.color, datum) ?? mark.color ?? "currentColor");
}

function dashes({ mark, encoding }: Pick<Layer, "mark" | "encoding">, datum: Datum): string {
  const pattern = (chosen(encoding.strokeDash, datum) ?? mark.strokeDash) as number[] | undefined;
  const isSolid = pattern === undefined || pattern[1] === 0;
  return isSolid ? "" : ` stroke-dasharray="${pattern.join(",")}"`;
}

/** What a nominal scale gives for a datum; its range is gone through again where there are more names. */
function chosen(channel: Channel | undefined, datum: Datum): unknown {
  const { domain = [], range = [] } = channel?.scale ?? {};
  const at = channel?.field === undefined ? -1 : domain.indexOf(datum[channel.field]);
  return at < 0 ? undefined : range[at % range.length];
}

function opacity({ opacity: one }: Layer["mark"]): string {
  return one === undefined ? "" : ` opacity="${one}"`;
}
