import { makeFacet } from "./table-facet.ts";

interface Body {
  body: HTMLTableSectionElement;
  rows: HTMLTableRowElement[];
}

/** Lets a table be sorted by any column, and filtered where the page keeps room for that. */
export function enhanceTable(table: HTMLTableElement): void {
  const original: Body[] = [...table.tBodies].map((body) => ({ body, rows: [...body.rows] }));
  const rows = original.flatMap((one) => one.rows);
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  if (rows.length < 2) return;
  for (const [index, head] of heads.entries()) {
    const name = head.querySelector(".name");
    if (name === null) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = name.textContent;
    button.addEventListener("click", () => sortBy(heads, { head, index, original }));
    name.replaceChildren(button);
  }
  const place = table.closest(".table")?.previousElementSibling;
  if (place instanceof HTMLElement && place.dataset.filter !== undefined) addFilter(place, rows);
}

function sortBy(
  heads: readonly HTMLTableCellElement[],
  { head, index, original }: { head: HTMLTableCellElement; index: number; original: readonly Body[] },
): void {
  const before = head.getAttribute("aria-sort");
  for (const other of heads) other.removeAttribute("aria-sort");
  if (before === "ascending") {
    for (const { body, rows } of original) body.append(...rows);
    return;
  }
  const direction = before === "descending" ? 1 : -1;
  head.setAttribute("aria-sort", direction === 1 ? "ascending" : "descending");
  const rows = original.flatMap((one) => one.rows);
  const keyed = rows.map((row) => ({ row, key: row.cells[index]?.dataset.sort }));
  keyed.sort((a, b) => compareKeys(a.key, b.key, direction));
  // Groups end where a sort begins: all rows move to the first body, the others keep their address.
  original[0]?.body.append(...keyed.map((one) => one.row));
}

/** Numbers as numbers, text as text, and what has no value last whichever way. */
function compareKeys(a: string | undefined, b: string | undefined, direction: number): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const [x, y] = [Number(a), Number(b)];
  if (a !== "" && b !== "" && !Number.isNaN(x) && !Number.isNaN(y)) return direction * (x - y);
  return direction * -1 * (a < b ? -1 : a > b ? 1 : 0);
}

/** Into the room that the page keeps for it. */
function addFilter(place: HTMLElement, rows: readonly HTMLTableRowElement[]): void {
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
  const facet = makeFacet(rows, update);
  input.addEventListener("input", update);
  label.append("Filter", input);
  place.append(label, ...(facet === null ? [] : [facet.group]), count);
}
