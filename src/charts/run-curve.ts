import { formatNumber, styleFor } from "../model/quantity.ts";
import type { Axis } from "./drawing/axis.ts";
import { pixelOf, pixels, tightAxis, valueAxis } from "./drawing/axis.ts";
import { gapStarts } from "./drawing/curve.ts";
import type { Place } from "./drawing/path.ts";
import { pathOf } from "./drawing/path.ts";
import type { Curve } from "./drawing/thin.ts";
import { inOne, isTooShort, thin } from "./drawing/thin.ts";

const WIDTH = 380;
const HEIGHT = 190;
const FRAME = { left: 54, right: 10, top: 10, bottom: 30 };
const POINTS = 180;
const FAINT_POINTS = 80;

/** Where the plot lies in the drawing. */
export const RUN_BOX = {
  width: WIDTH,
  height: HEIGHT,
  left: FRAME.left,
  top: FRAME.top,
  plotWidth: WIDTH - FRAME.left - FRAME.right,
  plotHeight: HEIGHT - FRAME.top - FRAME.bottom,
  named: false,
};

/** One metric of a run over its steps, and the same of the runs it is compared with as a mean. */
export interface RunCurve {
  title: string;
  summary: string;
  stepName: string;
  curve: Curve;
  others: Curve[];
}

/**
 * The curve of one run, drawn small: a line in the first chart colour, the other runs of its row fainter below it, a cross
 * at the upper edge where values stop being finite, three or so ticks an axis. A run without a finite value is that cross, with a
 * line along the edge as far as it went on. It takes the page's colours. Null for fewer than two points.
 */
export function runCurve({ title, summary, stepName, curve, others }: RunCurve): string | null {
  const own = thin(curve, POINTS);
  const gaps = gapStarts(own);
  if (own.step.length < 2 || (gaps.length === 0 && isTooShort(own))) return null;
  const faint = others.map((other) => thin(other, FAINT_POINTS));
  const all = [own, ...faint];
  const x = tightAxis(all.flatMap(({ step }) => [step[0] ?? 0, step.at(-1) ?? 0]));
  const values = inOne(all.map(({ value }) => value));
  const isEmpty = values.every(Number.isNaN);
  const y = valueAxis(values);
  const [toX, toY] = [pixels(x, RUN_BOX.plotWidth), pixels(y, RUN_BOX.plotHeight)];
  const place: Place = { x: (step) => FRAME.left + toX(step), y: (value) => HEIGHT - FRAME.bottom - toY(value) };
  const crosses = gaps.map((step) => `M${round(placeX(x, step) - 4)} ${FRAME.top - 4}l8 8m0-8l-8 8`);
  const line = (one: Curve, extra: string) =>
    `<path d="${pathOf(one, place)}" fill="none" stroke="var(--chart-1)" stroke-linejoin="round" ${extra}/>`;
  return (
    `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" role="img" aria-label="${escapeMarkup(`${title}. ${summary}`)}">` +
    `<g fill="var(--chart-muted)" font-size="11">${axes(x, isEmpty ? null : y)}` +
    `<text x="${WIDTH - FRAME.right}" y="${HEIGHT - 2}" text-anchor="end">${escapeMarkup(stepName)}</text></g>` +
    faint.map((one) => line(one, 'stroke-width="1" opacity=".4"')).join("") +
    line(own, 'stroke-width="2"') +
    (crosses.length === 0
      ? ""
      : `<path d="${crosses.join("")}${lostFrom(own, x)}" fill="none" stroke="var(--bad)" stroke-width="2"/>${gapName(gaps[0] ?? 0, { x, stepName })}`) +
    `</svg>`
  );
}

/** Of a run without a finite value, the stretch over which it logged: there is no line that would show it. */
function lostFrom({ step, value }: Curve, x: Axis): string {
  const isLost = value.every(Number.isNaN);
  return isLost ? `M${round(placeX(x, step[0] ?? 0))} ${FRAME.top}H${round(placeX(x, step.at(-1) ?? 0))}` : "";
}

/** At which step values stop being finite, beside the first cross. */
function gapName(step: number, { x, stepName }: { x: Axis; stepName: string }): string {
  const at = placeX(x, step);
  const isLate = at > WIDTH / 2;
  const anchor = isLate ? ' text-anchor="end"' : "";
  const words = escapeMarkup(`not finite at ${stepName} ${formatTick(step)}`);
  return `<text x="${round(at + (isLate ? -9 : 9))}" y="${FRAME.top + 9}" fill="var(--bad)" font-size="11"${anchor}>${words}</text>`;
}

/** Ticks and grid; of the value axis only where there are values. */
function axes(x: Axis, y: Axis | null): string {
  return `${y === null ? "" : rowsOf(y)}${columnsOf(x)}`;
}

function rowsOf(y: Axis): string {
  const across = yTicks(y);
  const style = trimmed(across, styleFor(across));
  const rows = across.map((value) => {
    const at = placeY(y, value);
    const text = y.log ? power(value) : formatNumber(value, style);
    return (
      `<path d="M${FRAME.left} ${round(at)}H${WIDTH - FRAME.right}" stroke="var(--chart-grid)"/>` +
      `<text x="${FRAME.left - 6}" y="${round(at + 4)}" text-anchor="end">${text}</text>`
    );
  });
  return rows.join("");
}

function columnsOf(x: Axis): string {
  const along = ticks(x.domain, 4).map((value) => {
    const at = round(placeX(x, value));
    return `<text x="${at}" y="${HEIGHT - 16}" text-anchor="middle">${formatTick(value)}</text>`;
  });
  return along.join("");
}

/** As few decimals as tell the ticks apart. */
function trimmed(values: readonly number[], style: ReturnType<typeof styleFor>): ReturnType<typeof styleFor> {
  if (style.scientific) {
    const isTold = (decimals: number) =>
      new Set(values.map((value) => value.toExponential(decimals))).size === values.length;
    return { ...style, decimals: [1, 2, 3, 4, 5].find(isTold) ?? 5 };
  }
  const needed = [0, 1, 2, 3, 4, 5, 6].find((decimals) =>
    values.every((value) => Math.abs(Number(value.toFixed(decimals)) - value) <= 1e-9 * Math.max(1, Math.abs(value))),
  );
  return { ...style, decimals: needed ?? style.decimals };
}

function yTicks({ domain, log }: Axis): number[] {
  if (!log) return ticks(domain, 4);
  const [low, high] = [Math.ceil(Math.log10(domain[0]) - 1e-9), Math.floor(Math.log10(domain[1]) + 1e-9)];
  const every = Math.max(1, Math.ceil((high - low) / 4));
  return Array.from({ length: Math.floor((high - low) / every) + 1 }, (_, index) => 10 ** (low + index * every));
}

/** Round values inside a range, about as many as wanted. */
function ticks([low, high]: [number, number], wanted: number): number[] {
  const rough = (high - low) / wanted;
  const size = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5, 10].find((one) => one * size >= rough * 0.999) ?? 10) * size;
  const found: number[] = [];
  for (let at = Math.ceil(low / step - 1e-9); at * step <= high + step * 1e-9; at += 1) {
    found.push(Number((at * step).toPrecision(12)));
  }
  return found;
}

function formatTick(value: number): string {
  if (Math.abs(value) >= 1e6) return `${Number((value / 1e6).toPrecision(4))}M`;
  return Math.abs(value) >= 1e4 ? `${Number((value / 1e3).toPrecision(4))}k` : String(value).replace("-", "−");
}

function power(value: number): string {
  const exponent = Math.round(Math.log10(value));
  return Math.abs(exponent) <= 3 ? String(Number(value.toPrecision(3))) : `1e${String(exponent).replace("-", "−")}`;
}

function placeX(x: Axis, step: number): number {
  return FRAME.left + pixelOf(x, WIDTH - FRAME.left - FRAME.right, step);
}

function placeY(y: Axis, value: number): number {
  return HEIGHT - FRAME.bottom - pixelOf(y, HEIGHT - FRAME.top - FRAME.bottom, value);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escapeMarkup(text: string): string {
  if (!/[&<>"]/.test(text)) return text;
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
