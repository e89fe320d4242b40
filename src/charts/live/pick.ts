import type { LiveSpot } from "./live-figure.ts";

/** How far from a point or a line it still is pointed at, in pixels of the drawing. */
const REACH = 16;

/**
 * What lies at a place of a drawing: the nearest point, else the nearest line, else the box that the place is in. The index of it, -1
 * where there is nothing.
 */
export function spotAt(spots: readonly LiveSpot[], place: { x: number; y: number }, reach = REACH): number {
  let found = -1;
  let least = reach;
  for (const [index, spot] of spots.entries()) {
    const distance = distanceTo(spot, place);
    if (distance <= least) [found, least] = [index, distance];
  }
  return found >= 0 ? found : spots.findIndex((spot) => isInside(spot, place));
}

/** The place beside which it is said what a spot says: the middle of a box. */
export function middleOf({ x, y, width = 0, height = 0 }: LiveSpot): { x: number; y: number } {
  return { x: x + width / 2, y: y + height / 2 };
}

/** A spot in words, for those who do not see it. */
export function sentenceOf({ name, said }: LiveSpot): string {
  return `${name}: ${said.map(([label, value]) => `${label} ${value}`.trim()).join("; ")}`;
}

function distanceTo({ x, y, width, along }: LiveSpot, place: { x: number; y: number }): number {
  if (width !== undefined) return Number.POSITIVE_INFINITY;
  if (along === undefined) return Math.hypot(place.x - x, place.y - y);
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i + 3 < along.length; i += 2) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = along.slice(i, i + 4);
    least = Math.min(least, distanceToPiece([ax, ay], [bx, by], place));
  }
  return least;
}

function distanceToPiece([ax, ay]: [number, number], [bx, by]: [number, number], { x, y }: { x: number; y: number }) {
  const length = (bx - ax) ** 2 + (by - ay) ** 2;
  const share = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
  return Math.hypot(x - ax - share * (bx - ax), y - ay - share * (by - ay));
}

function isInside({ x, y, width, height }: LiveSpot, place: { x: number; y: number }): boolean {
  if (width === undefined || height === undefined) return false;
  return place.x >= x && place.x <= x + width && place.y >= y && place.y < y + height;
}
