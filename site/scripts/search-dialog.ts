import { loadEntries, search } from "./search-engine.ts";
import type { SearchFiles } from "./search-files.ts";
import { sayFailure, sayFound } from "./search-status.ts";
import { resultGroups } from "./search-view.ts";

/** So many results of each kind are shown at once; the search page has all. */
const OF_A_KIND = 4;
const WAIT = 60;

/** Makes the dialog search as one types: arrow keys go through the results, Enter opens the first. */
export function attachDialog(dialog: HTMLDialogElement, { files, root }: { files: SearchFiles; root: URL }): void {
  const field = dialog.querySelector("input");
  const status = dialog.querySelector("[role=status]");
  const results = dialog.querySelector(".results");
  const all = dialog.querySelector<HTMLAnchorElement>(".all a");
  if (field === null || status === null || results === null || all === null) return;
  const page = all.href;
  let last = "";
  let asked = 0;
  const run = async () => {
    const query = field.value.trim();
    if (query === last) return;
    last = query;
    const turn = ++asked;
    all.href = query === "" ? page : `${page}?${new URLSearchParams({ q: query })}`;
    all.textContent = query === "" ? "Search page with filters" : `All results for “${query}”, with filters`;
    if (query === "") return clear();
    try {
      const found = await search(query, {}, files);
      const best = SOME.flatMap((kind) => found.hits.filter((hit) => hit.kind === kind).slice(0, OF_A_KIND));
      const entries = await loadEntries(
        best.sort((a, b) => b.score - a.score),
        files,
      );
      if (turn !== asked) return;
      status.classList.remove("failed");
      status.textContent = sayFound(found, query);
      results.replaceChildren(...resultGroups(entries, { terms: found.terms, root, heading: "h2" }));
    } catch (error) {
      last = "";
      sayFailure(status, error);
      results.replaceChildren();
    }
  };
  const clear = () => {
    status.textContent = "";
    results.replaceChildren();
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(run, WAIT);
  });
  dialog.addEventListener("keydown", (event) => move(event, { dialog, field, all }));
  void run();
}

const SOME = ["finding", "document", "journal", "run", "line", "page"] as const;

function move(
  event: KeyboardEvent,
  { dialog, field, all }: { dialog: HTMLDialogElement; field: HTMLInputElement; all: HTMLAnchorElement },
): void {
  const links = [...dialog.querySelectorAll<HTMLAnchorElement>(".results a"), all];
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  if (event.key === "Enter" && event.target === field) {
    event.preventDefault();
    links[0]?.click();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const next = at + (event.key === "ArrowDown" ? 1 : -1);
    if (next < 0) field.focus();
    else links[Math.min(next, links.length - 1)]?.focus();
  } else if (at >= 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey && event.key !== " ") {
    // Who goes on typing goes on searching.
    field.focus();
  }
}
