import { escapeXml } from "./label.ts";
import type { Channel, Layer } from "./plain-mark.ts";

/** The size of the plot, without what stands around it. */
export interface Frame {
  width: number;
  height: number;
}

const GRID = 'stroke="var(--chart-grid, #8b949e)" stroke-opacity=".7"';
const LINE = 'stroke="var(--chart-muted, currentColor)"';
const INK = 'fill="currentColor"';

/** The grid and axes of layers; each axis is that of the first layer that has one. */
export function axesOf(layers: readonly Layer[], frame: Frame): string[] {
  const x = layers.map(({ encoding }) => encoding.x).find(hasAxis);
  const y = layers.map(({ encoding }) => encoding.y).find(hasAxis);
  const [ticksX, ticksY] = [ticksOf(x), ticksOf(y)];
  return [
    x !== undefined && hasGrid(x)
      ? grid(
          ticksX.map((tick) => placed(tick, x, frame.width)),
          frame,
          "x",
        )
      : "",
    y !== undefined && hasGrid(y)
      ? grid(
          ticksY.map((tick) => frame.height - placed(tick, y, frame.height)),
          frame,
          "y",
        )
      : "",
    x === undefined ? "" : axisX(x, ticksX, frame),
    y === undefined ? "" : y.type === "nominal" ? namesY(y, frame) : axisY(y, ticksY, frame),
  ];
}

/** The place of a value on a linear axis, in pixels from its low end. */
export function placed(value: number, { scale }: Channel, length: number): number {
  const [low = 0, high = 1] = (scale?.domain ?? []) as number[];
  return ((value - low) / (high - low)) * length;
}

/** The middle of each name's band on a nominal axis. */
export function bandMiddle(name: unknown, { sort }: Channel, length: number): number {
  const names = sort ?? [];
  return ((names.indexOf(String(name)) + 0.5) / Math.max(1, names.length)) * length;
}

/** A coordinate, short. */
export function round(value: number): string {
  return String(Math.round(value * 100) / 100);
}

function hasAxis(channel: Channel | undefined): channel is Channel {
  return channel?.field !== undefined && channel.axis !== null && channel.scale !== null;
}

function hasGrid({ type, axis }: Channel): boolean {
  return type === "quantitative" && axis?.grid !== false;
}

/** Round values inside the domain, about as many as the axis wants, as d3 chooses them. */
function ticksOf(channel: Channel | undefined): number[] {
  if (channel?.type !== "quantitative") return [];
  const [low = 0, high = 1] = (channel.scale?.domain ?? []) as number[];
  const rough = (high - low) / Math.max(1, channel.axis?.tickCount ?? 10);
  const power = Math.floor(Math.log10(rough));
  const error = rough / 10 ** power;
  const factor = error >= Math.sqrt(50) ? 10 : error >= Math.sqrt(10) ? 5 : error >= Math.SQRT2 ? 2 : 1;
  const inverse = power < 0 ? 10 ** -power / factor : 0;
  const at = (index: number) => (power < 0 ? index / inverse : index * factor * 10 ** power);
  const step = at(1);
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step - 1e-9); at(index) <= high + step * 1e-9; index += 1) ticks.push(at(index));
  return ticks;
}

/** As many decimals as the distance of the ticks has; with thousands set off, or an SI prefix where the axis asks for it. */
function textsOf(ticks: readonly number[], { axis }: Channel): string[] {
  const step = ticks.length > 1 ? Math.abs((ticks[1] ?? 0) - (ticks[0] ?? 0)) : 1;
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return ticks.map((tick) =>
    (axis?.format === "~s" ? prefixed(tick) : grouped(tick.toFixed(decimals))).replace("-", "−"),
  );
}

function grouped(text: string): string {
  const [whole = "", rest] = text.split(".");
  const set = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return rest === undefined ? set : `${set}.${rest}`;
}

function prefixed(value: number): string {
  const size = Math.abs(value);
  const [unit, letter] = size >= 1e9 ? [1e9, "G"] : size >= 1e6 ? [1e6, "M"] : size >= 1e3 ? [1e3, "k"] : [1, ""];
  return `${Number((value / unit).toPrecision(6))}${letter}`;
}

/** Lines stand on whole pixels and half a pixel beside, so that they are sharp. */
function crisp(value: number): string {
  return String(Math.round(value) + 0.5);
}

function grid(places: readonly number[], { width, height }: Frame, way: "x" | "y"): string {
  const lines = places.map((at) => (way === "x" ? `M${crisp(at)} .5v${height}` : `M.5 ${crisp(at)}h${width}`));
  return `<path d="${lines.join("")}" ${GRID}/>`;
}

function axisX(channel: Channel, ticks: readonly number[], { width, height }: Frame): string {
  const places = ticks.map((tick) => placed(tick, channel, width));
  const marks = places.map((at) => `M${crisp(at)} ${height + 0.5}v5`);
  const texts = textsOf(ticks, channel).map((text, at) => {
    return `<text x="${round((places[at] ?? 0) + 0.5)}" y="${height + 18.5}">${text}</text>`;
  });
  const title = `<text x="${width / 2}" y="${height + 37.5}" font-size="12">${escapeXml(channel.title ?? "")}</text>`;
  return `<path d="${marks.join("")}M.5 ${height + 0.5}h${width}" ${LINE}/><g ${INK} text-anchor="middle">${texts.join("")}${title}</g>`;
}

function axisY(channel: Channel, ticks: readonly number[], { height }: Frame): string {
  const places = ticks.map((tick) => height - placed(tick, channel, height));
  const marks = places.map((at) => `M.5 ${crisp(at)}h-5`);
  const words = textsOf(ticks, channel);
  const texts = words.map((text, at) => `<text x="-8.5" y="${round((places[at] ?? 0) + 3.5)}">${text}</text>`);
  const widest = words.reduce((width, text) => Math.max(width, text.length), 0) * 6;
  const at = `translate(${-widest - 26},${height / 2})rotate(-90)`;
  const title = `<text transform="${at}" ${INK} text-anchor="middle" font-size="12">${escapeXml(channel.title ?? "")}</text>`;
  return `<path d="${marks.join("")}M.5 .5v${height}" ${LINE}/><g ${INK} text-anchor="end">${texts.join("")}</g>${title}`;
}

function namesY(channel: Channel, { height }: Frame): string {
  const texts = (channel.sort ?? []).map((name) => {
    return `<text x="-3.5" y="${round(bandMiddle(name, channel, height) + 3.5)}">${escapeXml(name)}</text>`;
  });
  return `<g ${INK} text-anchor="end">${texts.join("")}</g>`;
}
