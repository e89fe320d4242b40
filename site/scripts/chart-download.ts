import type { LiveFigure } from "../../src/charts/live/index.ts";
import { csvOf, curvesCsv, curvesVegaLite } from "../../src/charts/live/index.ts";
import { toolButton } from "./button.ts";
import type { Chart } from "./chart.ts";

/** Puts into a figure's details what can be taken away: the drawing as it is now, its numbers, its specification. */
export function addDownloads(figure: HTMLElement, { live, chart }: { live: LiveFigure; chart: Chart | null }): void {
  const place = figure.querySelector<HTMLElement>(".downloads");
  if (place === null) return;
  const name = figure.id.replace(/^figure-/, "") || "figure";
  const offer = (text: string, file: string, make: () => string) =>
    toolButton(text, () => save(`${name}.${file}`, make()));
  place.replaceChildren(
    offer("SVG", "svg", () => drawingText(figure)),
    offer("CSV", "csv", () => (live.kind === "curves" ? curvesCsv(live) : tableText(figure))),
    offer("Vega-Lite", "vl.json", () => `${JSON.stringify(specOf(live, chart), null, 2)}\n`),
  );
  place.prepend("Download ");
}

function specOf(live: LiveFigure, chart: Chart | null): object {
  return live.kind === "curves" ? (chart === null ? {} : curvesVegaLite(live, chart.panel)) : live.spec;
}

/** The drawing that is seen, with the page's colours in it and on the page's ground: it looks the same outside of the page. */
function drawingText(figure: HTMLElement): string {
  const shown =
    figure.querySelector<SVGSVGElement>(".live .marks-host svg") ?? figure.querySelector<SVGSVGElement>("svg");
  if (shown === null) return "";
  const copy = shown.cloneNode(true) as SVGSVGElement;
  const originals = [shown, ...shown.querySelectorAll<SVGElement>("*")];
  for (const [index, one] of [copy, ...copy.querySelectorAll<SVGElement>("*")].entries()) {
    const original = originals[index];
    if (original === undefined) continue;
    for (const name of ["fill", "stroke"] as const) {
      if (/var\(|currentColor/.test(one.getAttribute(name) ?? ""))
        one.setAttribute(name, getComputedStyle(original)[name]);
    }
    one.removeAttribute("style");
  }
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  ground.setAttribute("width", "100%");
  ground.setAttribute("height", "100%");
  ground.setAttribute("fill", getComputedStyle(figure).backgroundColor);
  copy.prepend(ground);
  return new XMLSerializer().serializeToString(copy);
}

/** The table beside the figure. */
function tableText(figure: HTMLElement): string {
  const rows = [...(figure.querySelector("table")?.rows ?? [])];
  const text = (cell: HTMLTableCellElement) => (cell.querySelector(".name") ?? cell).textContent.trim();
  return csvOf(rows.map((row) => [...row.cells].map(text)));
}

function save(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text]));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
