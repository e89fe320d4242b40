/** Between a tip and what it is of, and between a tip and the edge of its figure, in pixels. */
const GAP = 16;
const EDGE = 4;

/**
 * Puts a tip beside a place of a drawing, inside of the figure. `at`: shares of the drawing's width and height. `isBelow`: the tip
 * belongs below what it is of, which is wide.
 */
export function placeTip(
  box: HTMLElement,
  of: { figure: HTMLElement; stage: Element; at: { left: number; top: number }; isBelow?: boolean },
): void {
  const frame = of.figure.getBoundingClientRect();
  const stage = of.stage.getBoundingClientRect();
  const x = stage.left - frame.left + of.at.left * stage.width;
  const y = stage.top - frame.top + of.at.top * stage.height;
  const room = { left: x - GAP, right: frame.width - x - GAP };
  const width = box.offsetWidth + EDGE;
  const isNarrow = width > room.left && width > room.right;
  // What is at the place stays visible: the tip is beside it, or below the drawing where it would hide it.
  const isCentred = isNarrow || of.isBelow === true;
  const left = isCentred ? x - width / 2 : width <= room.right ? x + GAP : x - GAP - box.offsetWidth;
  const below = isNarrow && of.isBelow !== true ? stage.bottom - frame.top + EDGE : y + GAP;
  const top = isCentred ? below : y - box.offsetHeight / 2;
  box.style.left = `${Math.max(EDGE, Math.min(left, frame.width - width))}px`;
  box.style.top = `${Math.max(EDGE, top)}px`;
}
