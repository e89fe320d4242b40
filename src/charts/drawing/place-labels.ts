/** A label beside a point; `x` is its end at the point, in pixels. */
export interface PlacedLabel {
  text: string;
  x: number;
  y: number;
  align: "left" | "right";
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const GAP = 8;
const HALF = 7;

/**
 * Places labels beside their points where they hide no point, no label and stay inside; those without such a place are left
 * out. The first labels choose first.
 */
export function placeLabels(
  labels: readonly { text: string; width: number; at: { x: number; y: number } }[],
  points: readonly { x: number; y: number }[],
  size: { width: number; height: number },
): PlacedLabel[] {
  const taken: Box[] = points.map(({ x, y }) => ({ left: x - 3, right: x + 3, top: y - 3, bottom: y + 3 }));
  const placed: PlacedLabel[] = [];
  for (const label of labels) {
    const spot = spotsOf(label).find(({ box }) => isInside(box, size) && !taken.some((other) => overlaps(box, other)));
    if (spot === undefined) continue;
    taken.push(spot.box);
    placed.push(spot.label);
  }
  return placed;
}

/** Right, left, then above and below of either side, at last farther away. */
function spotsOf({ text, width, at }: { text: string; width: number; at: { x: number; y: number } }) {
  const sides = [0, -12, 12, -24, 24].flatMap((shift) => [
    { align: "left" as const, shift },
    { align: "right" as const, shift },
  ]);
  return sides.map(({ align, shift }) => {
    const x = align === "left" ? at.x + GAP : at.x - GAP;
    const y = at.y + shift;
    const left = align === "left" ? x : x - width;
    return { label: { text, x, y, align }, box: { left, right: left + width, top: y - HALF, bottom: y + HALF } };
  });
}

function isInside(box: Box, { width, height }: { width: number; height: number }): boolean {
  return box.left >= 0 && box.right <= width && box.top >= -HALF && box.bottom <= height;
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
