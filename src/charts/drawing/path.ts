import type { Curve } from "./thin.ts";

/** The line of a curve as the `d` of an SVG path, to a tenth of a pixel; it is lifted at gaps, a lone point is a short stroke. */
export function pathOf(curve: Curve, at: (step: number, value: number) => { x: number; y: number }): string {
  let path = "";
  let isDown = false;
  for (let i = 0; i < curve.step.length; i += 1) {
    const value = curve.value[i] ?? Number.NaN;
    if (Number.isNaN(value)) {
      isDown = false;
      continue;
    }
    const { x, y } = at(curve.step[i] ?? 0, value);
    const isAlone = !isDown && Number.isNaN(curve.value[i + 1] ?? Number.NaN);
    path += `${isDown ? "L" : "M"}${tenth(x)} ${tenth(y)}${isAlone ? "h.5" : ""}`;
    isDown = true;
  }
  return path;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
