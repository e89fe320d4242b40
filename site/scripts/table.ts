import type { Asked } from "./list-address.ts";
import { followAsked, RESULT, writeAsked } from "./list-address.ts";
import type { Key, Sorting } from "./sorting.ts";
import { kindOf, markOf, nextSorting, orderOf } from "./sorting.ts";
import { makeColumns } from "./table-columns.ts";
import { makeFacet } from "./table-facet.ts";

interface Body {
  body: HTMLTableSectionElement;
  rows: HTMLTableRowElement[];
}

interface Heads {
  heads: readonly HTMLTableCellElement[];
  original: readonly Body[];
}

type Narrowing = Pick<Asked, "words" | "chosen">;

/**
 * Lets a table be sorted by any column, and filtered where the page keeps room for that, and there its columns be left out; the list of
 * runs keeps the first two in its address.
 */
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
  if (hasFilter) place.append(...makeColumns(heads, rows));
  for (const head of heads) {
    const name = head.querySelector(".name");
    if (name === null) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name.textContent;
    button.addEventListener("click", () => {
      const kind = kindOf(keysOf(rows, heads.indexOf(head)));
      sortBy(nextSorting(sortingOf(heads), nameOf(head), kind), { heads, original });
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

function sortBy(sorting: Sorting, { heads, original }: Heads): void {
  const index = indexOfHead(sorting.sort, heads);
  for (const other of heads) other.removeAttribute("aria-sort");
  const head = heads[index];
  if (head === undefined) {
    for (const { body, rows } of original) body.append(...rows);
    return;
  }
  head.setAttribute("aria-sort", markOf({ ...sorting, sort: nameOf(head) }, nameOf(head)) ?? "none");
  const rows = original.flatMap((one) => one.rows);
  const keys = keysOf(rows, index);
  const keyed = [...orderOf(keys, sorting.isDescending)].flatMap((at) => {
    const row = rows[at];
    return row === undefined ? [] : [{ row, key: keys[at] ?? null }];
  });
  // What does not count is not the best of anything: its values stand behind those that do.
  const isValues = head.classList.contains("end") && kindOf(keys) === "number";
  if (isValues) keyed.sort((a, b) => placeOf(a) - placeOf(b));
  // Groups end where a sort begins: all rows move to the first body, the others keep their address.
  original[0]?.body.append(...keyed.map((one) => one.row));
}

/** −1 for a head that the table does not have. A list with one metric has that as the head of its results. */
function indexOfHead(sort: string | null, heads: readonly HTMLTableCellElement[]): number {
  const named = heads.findIndex((head) => nameOf(head) === sort);
  if (named >= 0 || sort !== RESULT) return named;
  return heads.findIndex((head) => head.querySelector("small")?.textContent.trim() === "decides");
}

function keysOf(rows: readonly HTMLTableRowElement[], index: number): Key[] {
  return rows.map((row) => row.cells[index]?.dataset.sort ?? null);
}

function placeOf({ row, key }: { row: HTMLTableRowElement; key: Key }): number {
  return key === null ? 2 : Number(row.classList.contains("muted"));
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
