// Loaded when the first figure comes near: Vega with its interpreter, and all that figures can do with it.
import { overlayOf } from "../../src/charts/live/index.ts";
import { openChart } from "./chart.ts";
import { addDownloads } from "./chart-download.ts";
import { addSpots } from "./chart-spots.ts";
import { pageHref } from "./page-address.ts";

window.labdocsEnliven = async (figure, data, root) => {
  const live = data.kind === "overlay" ? overlayOf(data) : data;
  const chart = live.kind === "curves" ? await openChart(figure, live) : null;
  const frame = figure.querySelector<HTMLElement>(".drawing");
  const drawing = frame?.querySelector<SVGSVGElement>(":scope > svg") ?? null;
  if (live.kind === "plain" && frame !== null && drawing !== null) {
    addSpots({ figure, frame, drawing, spots: live.spots, hrefOf: (address) => pageHref(address, root) });
  }
  addDownloads(figure, { live, chart });
};
