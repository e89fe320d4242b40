import type { Curve } from "./thin.ts";

/** Where the steps and the values of a curve are in a drawing, in pixels. */
export interface Place {
  x(step: number): number;
  y(value: number): number;
}

/** The line of a curve as the `d` of an SVG path, to a tenth of a pixel; it is lifted at gaps, a lone point is a short stroke. */
export function pathOf({ step, value }: Curve, { x, y }: Place): string {
  let path = "";
  let isDown = false;
  for (let i = 0; i < step.length; i += 1) {
    const one = value[i] ?? Number.NaN;
    if (Number.isNaN(one)) {
      isDown = false;
      continue;
    }
    const isAlone = !isDown && Number.isNaN(value[i + 1] ?? Number.NaN);
    path += `${isDown ? "L" : "M"}${inTenths(x(step[i] ?? 0))} ${inTenths(y(one))}${isAlone ? "h.5" : ""}`;
    isDown = true;
  }
  return path;
}

/** Drawings are a few hundred pixels wide, so that few numbers are written again and again. */
const MOST_WRITTEN = 8000;
const written = new Array<string>(MOST_WRITTEN).fill("");

function inTenths(value: number): string {
  const tenths = Math.round(value * 10);
  const known = written[tenths];
  if (known !== undefined && known !== "") return known;
  const text = String(tenths / 10);
  if (known !== undefined) written[tenths] = text;
  return text;
}
