// Runs and configurations of any table can be ticked and compared. The bar that says so comes with the first tick.
import { element } from "./compare-element.ts";

const RUN_PAGE = /(?:^|\/)runs\/([^/]+)\/([^/]+)\/(?:index\.html)?$/;

const ROW = /(?:^|\/)experiments\/([^/]+)\/comparison\/(?:index\.html)?#(of-[^/]+)$/;

const EXPERIMENT_PAGE = /\/experiments\/([^/]+)\/(?:comparison\/)?(?:index\.html)?$/;

const chosen = new Set<string>();
let bar: { place: HTMLElement; count: HTMLElement; go: HTMLAnchorElement } | null = null;

/** Puts a box before the name of each run and of each configuration in a table. Nothing where the site has no page to compare on. */
export function addRunChoice(table: HTMLTableElement): void {
  if (comparePage() === null) return;
  for (const head of table.querySelectorAll<HTMLTableCellElement>('tbody th[scope="row"]')) {
    const link = head.querySelector<HTMLAnchorElement>(":scope > a");
    const href = link?.getAttribute("href") ?? "";
    const id = runIdOf(href) ?? rowIdOf(href);
    if (id !== null && link !== null) head.prepend(choiceBox(id, link.textContent ?? id));
  }
}

/** On the pages of a run, an experiment and its comparison: a link to the page that compares, with what this page is about. */
export function addCompareLink(): void {
  const page = comparePage();
  const run = runIdOf(location.pathname);
  const [, experiment] = EXPERIMENT_PAGE.exec(location.pathname) ?? [];
  const kind = document.body.classList;
  const id = kind.contains("page-run")
    ? run
    : kind.contains("page-experiment") || kind.contains("page-comparison")
      ? experiment
      : null;
  const head = document.querySelector(matchMedia("(width >= 48rem)").matches ? ".trail" : "main");
  if (page === null || id == null || head === null) return;
  const text = run === null ? "Compare its runs freely" : "Compare this run with others";
  head.append(
    element("p", { class: "to-compare" }, [element("a", { class: "tool", href: `${page}?runs=${id}` }, [text])]),
  );
}

/** A box that says whether a run is to be compared. It is ticked when the run has been chosen already. */
export function choiceBox(id: string, name: string): HTMLInputElement {
  const box = element("input", { type: "checkbox", class: "choose-run", "aria-label": `Compare ${name}` });
  box.checked = chosen.has(id);
  box.dataset.id = id;
  box.addEventListener("change", () => {
    if (box.checked) chosen.add(id);
    else chosen.delete(id);
    // It may stand in another table of the page, too.
    for (const other of document.querySelectorAll<HTMLInputElement>(".choose-run")) {
      if (other.dataset.id === id) other.checked = box.checked;
    }
    showBar();
  });
  return box;
}

/** The id of a run by the address of its page; null for another page. */
export function runIdOf(address: string): string | null {
  const [, experiment, run] = RUN_PAGE.exec(address) ?? [];
  return experiment === undefined || run === undefined ? null : `${experiment}/${run}`;
}

/** The id of a configuration by the address of its runs; null for another address. */
function rowIdOf(address: string): string | null {
  const [, experiment, row] = ROW.exec(address) ?? [];
  return experiment === undefined || row === undefined ? null : `${experiment}/${row}`;
}

/** Whether the site has a page to compare runs on. */
export function canCompare(): boolean {
  return comparePage() !== null;
}

/** The address of the page that compares runs, as the sections of this page link to it; null without one. */
function comparePage(): string | null {
  const link = document.querySelector<HTMLAnchorElement>("[data-compare-link]");
  return link?.getAttribute("href") ?? null;
}

function showBar(): void {
  bar ??= makeBar();
  const [first, ...others] = [...chosen].map((id) => [id.slice(0, id.indexOf("/")), id] as const);
  let experiment = first?.[0];
  const ids = others.map(([own, id]) => {
    const short = own === experiment ? id.slice(own.length + 1) : id;
    experiment = own;
    return short;
  });
  bar.count.textContent = `${chosen.size} chosen`;
  bar.go.href = `${comparePage()}?runs=${[first?.[1] ?? "", ...ids].join(",")}`;
  bar.place.hidden = chosen.size === 0;
}

function makeBar(): NonNullable<typeof bar> {
  const count = element("output", {});
  const go = element("a", { class: "tool" }, ["Compare them"]);
  const clear = element("button", { type: "button", class: "tool" }, ["Clear"]);
  const place = element("section", { class: "choice-bar", "aria-label": "Chosen to be compared" }, [count, go, clear]);
  clear.addEventListener("click", () => {
    chosen.clear();
    for (const box of document.querySelectorAll<HTMLInputElement>(".choose-run")) box.checked = false;
    showBar();
  });
  document.body.append(place);
  return { place, count, go };
}
