// Loaded when the first figure comes near: Vega with its interpreter, and all that figures can do with it.
import { openChart } from "./chart.ts";
import { addDownloads } from "./chart-download.ts";

window.labdocsEnliven = async (figure, live) => {
  const chart = live.kind === "curves" ? await openChart(figure, live) : null;
  addDownloads(figure, { live, chart });
};
