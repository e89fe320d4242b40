import type { LiveSpot } from "../../src/charts/live/index.ts";
import { middleOf, sentenceOf, spotAt } from "../../src/charts/live/index.ts";
import { placeTip } from "./chart-place.ts";
import type { Tip } from "./chart-tip-box.ts";
import { addTip, hideTip, tipText } from "./chart-tip-box.ts";
import { element } from "./element.ts";

const SVG = "http://www.w3.org/2000/svg";
const KEYS = "Arrow keys go from one to the next, Enter opens it.";
/** Room around the rim of a point. */
const RIM = 7;

/** A drawing whose things can be pointed at. `hrefOf`: the link to a page of the site. */
export interface Pointable {
  figure: HTMLElement;
  /** The box that is focused and scrolls, and the drawing in it. */
  frame: HTMLElement;
  drawing: SVGSVGElement;
  spots: readonly LiveSpot[];
  hrefOf(address: string): string;
}

interface Pointing extends Pointable {
  layer: SVGSVGElement;
  rim: SVGGElement;
  link: SVGAElement;
  tip: Tip;
  at: number;
}

/**
 * Lets the things of a drawing be pointed at, touched and gone through with the keyboard: a rim around it, what it says beside it, and
 * a click or Enter opens what it leads to. The drawing stays as it is.
 */
export function addSpots(pointable: Pointable): void {
  const { figure, frame, drawing, spots } = pointable;
  if (spots.length === 0) return;
  const layer = make("svg", { class: "spots", viewBox: drawing.getAttribute("viewBox") ?? "0 0 1 1" });
  const rim = make("g", { class: "rim" });
  const link = make("a", { tabindex: -1 });
  link.append(make("rect", { class: "plot", width: "100%", height: "100%" }));
  layer.setAttribute("aria-hidden", "true");
  layer.append(rim, link);
  const tip = addTip(figure);
  const stage = element("div", "stage");
  drawing.before(stage);
  stage.append(drawing, layer);
  const pointing: Pointing = { ...pointable, layer, rim, link, tip, at: -1 };
  followPointer(pointing);
  followKeys(pointing, frame);
}

function followPointer(pointing: Pointing): void {
  const { layer, figure } = pointing;
  let isFresh = false;
  const point = (event: PointerEvent) => {
    const at = spotAt(pointing.spots, placeOf(pointing, event));
    isFresh = event.type === "pointerdown" && event.pointerType !== "mouse" && at !== pointing.at;
    show(pointing, at);
  };
  layer.addEventListener("pointermove", (event) => {
    if (event.pointerType === "mouse") point(event);
  });
  layer.addEventListener("pointerdown", point);
  layer.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") show(pointing, -1);
  });
  // A finger first reads; only then it opens.
  layer.addEventListener("click", (event) => {
    if (isFresh) event.preventDefault();
    isFresh = false;
  });
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !figure.contains(event.target)) show(pointing, -1);
  });
}

function followKeys(pointing: Pointing, frame: HTMLElement): void {
  const { figure, spots } = pointing;
  const hint = element("p", "unseen");
  hint.id = `${figure.id}-keys`;
  hint.textContent = KEYS;
  figure.append(hint);
  frame.setAttribute("aria-describedby", hint.id);
  frame.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== frame) return;
    const last = spots.length - 1;
    const goals: Record<string, number> = {
      ArrowRight: pointing.at + 1,
      ArrowDown: pointing.at + 1,
      ArrowLeft: pointing.at < 0 ? last : pointing.at - 1,
      ArrowUp: pointing.at < 0 ? last : pointing.at - 1,
      Home: 0,
      End: last,
    };
    const goal = goals[event.key];
    if (goal !== undefined) {
      show(pointing, Math.max(0, Math.min(last, goal)));
      pointing.tip.said.textContent = pointing.spots[pointing.at]
        ? sentenceOf(pointing.spots[pointing.at] as LiveSpot)
        : "";
    } else if (event.key === "Escape") show(pointing, -1);
    else if (event.key === "Enter" && pointing.link.hasAttribute("href")) location.assign(pointing.link.href.baseVal);
    else return;
    event.preventDefault();
  });
  frame.addEventListener("focusout", (event) => {
    const isWithin = event.relatedTarget instanceof Node && frame.contains(event.relatedTarget);
    if (!isWithin) show(pointing, -1);
  });
}

function placeOf({ layer }: Pointing, event: PointerEvent): { x: number; y: number } {
  const bounds = layer.getBoundingClientRect();
  const { width, height } = layer.viewBox.baseVal;
  return {
    x: ((event.clientX - bounds.left) * width) / bounds.width,
    y: ((event.clientY - bounds.top) * height) / bounds.height,
  };
}

function show(pointing: Pointing, at: number): void {
  if (at === pointing.at) return;
  pointing.at = at;
  const { rim, link, tip, layer, figure } = pointing;
  const spot = pointing.spots[at];
  hideTip(tip);
  layer.classList.toggle("pointing", spot !== undefined);
  rim.replaceChildren(...(spot === undefined ? [] : [rimOf(spot)]));
  if (spot?.href != null) link.setAttribute("href", pointing.hrefOf(spot.href));
  else link.removeAttribute("href");
  if (spot === undefined) return;
  tip.box.replaceChildren(...tipOf(spot));
  tip.box.hidden = false;
  const { width, height } = layer.viewBox.baseVal;
  const { x, y } = middleOf(spot);
  const isBox = spot.width !== undefined;
  placeTip(tip.box, { figure, stage: layer, at: { left: x / width, top: y / height }, isBelow: isBox });
}

/** A rim that is seen on every ground: colour is not what it says. */
function rimOf({ x, y, width, height, along }: LiveSpot): SVGElement {
  if (along !== undefined) {
    const points = along.map((one, i) => `${one}${i % 2 === 0 ? "," : " "}`).join("");
    return make("polyline", { points: points.trim() });
  }
  if (width === undefined || height === undefined) return make("circle", { cx: x, cy: y, r: RIM });
  return make("rect", { class: "band", x, y: y + 1, width, height: height - 2, rx: 3 });
}

function tipOf({ name, said, href }: LiveSpot): HTMLElement[] {
  const grid = element("div", "readings pairs");
  for (const [label, value] of said) {
    grid.append(tipText("span", "label", label), tipText("span", "number", value));
  }
  const hint = href?.includes("#L") ? "Click: its line in the log" : "Click: its page";
  return [tipText("p", "head", name), grid, ...(href === null ? [] : [tipText("p", "hint", hint)])];
}

function make<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Record<string, string | number>,
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}
