import { element } from "./element.ts";

/** The box beside the pointer; `said` is read out. */
export interface Tip {
  box: HTMLElement;
  said: HTMLElement;
}

/** Adds an empty tip to a figure. */
export function addTip(figure: HTMLElement): Tip {
  const box = element("div", "chart-tip");
  box.hidden = true;
  box.setAttribute("aria-hidden", "true");
  const said = element("p", "unseen");
  said.setAttribute("role", "status");
  figure.append(box, said);
  return { box, said };
}

/** Takes a tip away. */
export function hideTip({ box, said }: Tip): void {
  box.hidden = true;
  said.textContent = "";
}

/** A line of a tip, or a cell of its grid. */
export function tipText(name: "p" | "span", className: string, text: string): HTMLElement {
  const made = element(name, className);
  made.textContent = text;
  return made;
}
