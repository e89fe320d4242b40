// The list of all runs as one table that sorts and narrows at once. Without it the list stands on pages of two hundred.
import type { RunsData } from "../../src/contract/index.ts";
import { addRunTable } from "./run-table.ts";

declare global {
  interface Window {
    labdocsRuns?: RunsData;
  }
}

const place = document.querySelector<HTMLElement>("[data-runs]");
if (place !== null) load(place);

/** A script element and no fetch: a page that was opened from a disk may do nothing else. */
function load(list: HTMLElement): void {
  const script = document.createElement("script");
  const failed = () => {
    const note = document.createElement("p");
    note.className = "note";
    note.setAttribute("role", "status");
    note.textContent = `The table of all ${list.dataset.count ?? "runs"} could not be loaded. They stand on the pages below.`;
    list.querySelector("[data-run-tools]")?.remove();
    list.prepend(note);
  };
  script.addEventListener("error", failed);
  script.addEventListener("load", () => {
    if (window.labdocsRuns === undefined) failed();
    else addRunTable(list, window.labdocsRuns);
  });
  script.src = list.dataset.runs ?? "";
  document.head.append(script);
}
