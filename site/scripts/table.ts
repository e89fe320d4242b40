import type { Asked } from "./list-address.ts";
import { followAsked, writeAsked } from "./list-address.ts";
import { makeFacet } from "./table-facet.ts";

interface Body {
  body: HTMLTableSectionElement;
  rows: HTMLTableRowElement[];
}

interface Heads {
  heads: readonly HTMLTableCellElement[];
  original: readonly Body[];
}

type Sorting = Pick<Asked, "sort" | "isDescending">;
type Narrowing = Pick<Asked, "words" | "chosen">;

/** Lets a table be sorted by any column, and filtered where the page keeps room for that; the list of runs keeps both in its address. */
export function enhanceTable(table: HTMLTableElement): void {
  const original: Body[] = [...table.tBodies].map((body) => ({ body, rows: [...body.rows] }));
  const rows = original.flatMap((one) => one.rows);
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  if (rows.length < 2) return;
  const isKept = table.closest("[data-address]") !== null;
  const tell = (isStep: boolean) => {
    if (isKept) writeAsked({ ...sortingOf(heads), ...(filter?.asked() ?? { words: "", chosen: new Map() }) }, isStep);
  };
  const place = table.closest(".table")?.previousElementSibling;
  const hasFilter = place instanceof HTMLElement && place.dataset.filter !== undefined;
  const filter = hasFilter ? addFilter(place, rows, tell) : null;
  for (const head of heads) {
    const name = head.querySelector(".name");
    if (name === null) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name.textContent;
    button.addEventListener("click", () => {
      sortBy(nextSorting(head), { heads, original });
      tell(true);
    });
    name.replaceChildren(button);
  }
  if (!isKept) return;
  followAsked((asked) => {
    sortBy(asked, { heads, original });
    filter?.ask(asked);
  });
}

/** Goes round: the larger first, the smaller first, as it was. */
function nextSorting(head: HTMLTableCellElement): Sorting {
  const before = head.getAttribute("aria-sort");
  return { sort: before === "ascending" ? null : nameOf(head), isDescending: before !== "descending" };
}

function sortingOf(heads: readonly HTMLTableCellElement[]): Sorting {
  const head = heads.find((one) => one.hasAttribute("aria-sort"));
  return {
    sort: head === undefined ? null : nameOf(head),
    isDescending: head?.getAttribute("aria-sort") === "descending",
  };
}

function nameOf(head: HTMLTableCellElement): string {
  return head.querySelector(".name")?.textContent.trim() ?? "";
}

function sortBy({ sort, isDescending }: Sorting, { heads, original }: Heads): void {
  for (const other of heads) other.removeAttribute("aria-sort");
  const index = sort === null ? -1 : heads.findIndex((head) => nameOf(head) === sort);
  if (index < 0) {
    for (const { body, rows } of original) body.append(...rows);
    return;
  }
  heads[index]?.setAttribute("aria-sort", isDescending ? "descending" : "ascending");
  const rows = original.flatMap((one) => one.rows);
  const keyed = rows.map((row) => ({ row, key: row.cells[index]?.dataset.sort }));
  keyed.sort((a, b) => compareKeys(a.key, b.key, isDescending ? -1 : 1));
  // What does not count is not the best of anything: its values stand behind those that do.
  const isNumbers = keyed.every(({ key }) => key === undefined || isNumber(key));
  if (isNumbers) keyed.sort((a, b) => placeOf(a) - placeOf(b));
  // Groups end where a sort begins: all rows move to the first body, the others keep their address.
  original[0]?.body.append(...keyed.map((one) => one.row));
}

function placeOf({ row, key }: { row: HTMLTableRowElement; key: string | undefined }): number {
  return key === undefined ? 2 : Number(row.classList.contains("muted"));
}

function isNumber(key: string): boolean {
  return key !== "" && !Number.isNaN(Number(key));
}

/** Numbers as numbers, text as text, and what has no value last whichever way. */
function compareKeys(a: string | undefined, b: string | undefined, direction: number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  if (isNumber(a) && isNumber(b)) return direction * (Number(a) - Number(b));
  return direction * -1 * (a < b ? -1 : a > b ? 1 : 0);
}

interface Filter {
  asked(): Narrowing;
  ask(asked: Narrowing): void;
}

/** Into the room that the page keeps for it. */
function addFilter(place: HTMLElement, rows: readonly HTMLTableRowElement[], tell: (isStep: boolean) => void): Filter {
  const label = document.createElement("label");
  const input = document.createElement("input");
  const count = document.createElement("output");
  label.className = "filter";
  input.type = "search";
  const update = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word)) || facet?.passes(row) === false;
      if (!row.hidden) shown += 1;
    }
    count.textContent = shown === rows.length ? "" : `${shown} of ${rows.length} rows`;
  };
  const changed = (isStep: boolean) => {
    update();
    tell(isStep);
  };
  const facet = makeFacet(rows, () => changed(true));
  input.addEventListener("input", () => changed(false));
  label.append("Filter", input);
  place.append(label, ...(facet === null ? [] : [facet.group]), count);
  return {
    asked: () => ({
      words: input.value,
      chosen: new Map(facet === null ? [] : [[facet.name.toLowerCase(), facet.chosen()]]),
    }),
    ask: ({ words, chosen }) => {
      input.value = words;
      facet?.choose(chosen.get(facet.name.toLowerCase()) ?? []);
      update();
    },
  };
}
