import { isHidden } from "../../src/charts/live/index.ts";
import type { Chart } from "./chart.ts";
import { changeState, followState, pageState } from "./chart-page.ts";

const COLORS = 7;
const DASHES = ["none", "6 3", "2 2", "8 3 2 3", "12 3", "4 1", "3 2 1 2"];

/** Makes the entries of a figure's legend into switches for their rows. */
export function addLegend({ figure, live }: Chart): void {
  const entries = [...figure.querySelectorAll<HTMLElement>(".legend > li")];
  if (entries.length < 2) return;
  const buttons = entries.map((entry, row) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "key";
    button.addEventListener("click", () => toggle(live.rows[row]?.label ?? ""));
    const [first] = entry.childNodes;
    // A name that leads somewhere stays a link: the piece of line before it is the switch.
    if (entry.querySelector("a") !== null && first !== undefined) {
      button.setAttribute("aria-label", `Show ${live.rows[row]?.label ?? ""}`);
      button.append(first);
      entry.prepend(button);
    } else {
      button.append(...entry.childNodes);
      entry.replaceChildren(button);
    }
    return button;
  });
  const show = () => {
    for (const [row, button] of buttons.entries()) {
      button.setAttribute("aria-pressed", String(!isHidden(live, row, pageState())));
    }
  };
  show();
  followState(show, figure);
}

/** A piece of a row's line. */
export function swatch(mark: number): SVGElement {
  const svg = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(svg, "svg");
  const line = document.createElementNS(svg, "line");
  drawing.setAttribute("class", "swatch");
  drawing.setAttribute("viewBox", "0 0 24 8");
  drawing.setAttribute("aria-hidden", "true");
  for (const [name, value] of Object.entries({ x1: "0", y1: "4", x2: "24", y2: "4" })) line.setAttribute(name, value);
  line.setAttribute("class", `mark-${(mark % COLORS) + 1}`);
  line.setAttribute("stroke-dasharray", DASHES[(mark + Math.floor(mark / COLORS)) % DASHES.length] ?? "none");
  drawing.append(line);
  return drawing;
}

function toggle(label: string): void {
  const { hidden } = pageState();
  const isOff = hidden.includes(label);
  changeState({ hidden: isOff ? hidden.filter((one) => one !== label) : [...hidden, label] });
}
